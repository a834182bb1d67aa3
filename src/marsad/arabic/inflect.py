"""Inflection: the written forms of a verb or noun, so that lexicons hold each word once.

Only third-person and `نحن` forms are made, which is what news uses. Forms are folded. The rules are those
of any grammar of Modern Standard Arabic (e.g. Ryding 2005, ch. 7 and 21–27), cut down to what unvocalised spelling shows.
"""

_ALEF, _WAW, _YEH, _TEH, _NOON, _HEH, _SEEN = (
    "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER TEH}",
    "\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER SEEN}",
)  # fmt: skip
_MEEM, _LAM = "\N{ARABIC LETTER MEEM}", "\N{ARABIC LETTER LAM}"
_ARTICLE = _ALEF + _LAM
_PRONOUNS = ("", _HEH, _HEH + _ALEF, _HEH + _MEEM, _HEH + _MEEM + _ALEF, _NOON + _ALEF)
_WEAK = (_ALEF, _YEH, _WAW)
SHORTEST_JUSSIVE_STEM = 3
"""A weak verb's jussive loses its last letter; shorter ones (`لم يصف`) look like other words and are left out."""


def verb_forms(past: str, present: str) -> frozenset[str]:
    """Written forms of a verb given as folded third person singular, past and present.

    >>> sorted(verb_forms("نفي", "ينفي") & {"نفت", "نفوا", "ينفون", "سينفي", "نفاه", "نفته", "تنفي"})
    ['تنفي', 'سينفي', 'نفاه', 'نفت', 'نفته', 'نفوا', 'ينفون']
    """
    forms: set[str] = set()
    if past:
        forms |= _past_forms(past)
    if present:
        forms |= _present_forms(present)
    return frozenset(forms)


def _past_forms(past: str) -> set[str]:
    weak = past[-1] in (_ALEF, _YEH)
    stem = past[:-1] if weak else past
    before_pronoun = stem + _ALEF if weak else stem
    forms = {past, stem + _WAW + _ALEF, stem + _TEH + _ALEF, past + _ALEF if not weak else stem + _YEH + _ALEF}
    for pronoun in _PRONOUNS[1:]:
        forms |= {before_pronoun + pronoun, stem + _WAW + pronoun}
    forms |= {stem + _TEH + pronoun for pronoun in _PRONOUNS}
    return forms


def _present_forms(present: str) -> set[str]:
    body = present[1:]
    weak = body[-1] in _WEAK
    stem = body[:-1] if weak else body
    forms: set[str] = set()
    for person in (_YEH, _TEH, _NOON):
        singular = {person + body + pronoun for pronoun in _PRONOUNS}
        if weak and len(stem) >= SHORTEST_JUSSIVE_STEM:
            singular.add(person + stem)
        forms |= singular | {_SEEN + form for form in singular}
    for person in (_YEH, _TEH):
        for ending in (_WAW + _NOON, _WAW + _ALEF, _ALEF + _NOON):
            plural = person + stem + ending
            forms |= {plural, _SEEN + plural}
        forms |= {person + stem + _WAW + _NOON + pronoun for pronoun in _PRONOUNS[1:]}
        forms |= {person + stem + _WAW + pronoun for pronoun in _PRONOUNS[1:]}
    return forms


def noun_forms(noun: str, *, dual: bool = True) -> frozenset[str]:
    """Written forms of a folded noun: with article, with pronouns, in the accusative, and its dual.

    Broken and sound plurals are words of their own: list them beside the singular.

    >>> sorted(noun_forms("غاره") & {"الغاره", "غارته", "غارتان", "الغارتين"})
    ['الغارتين', 'الغاره', 'غارتان', 'غارته']
    """
    feminine = noun.endswith(_HEH)
    stem = noun[:-1] + _TEH if feminine else noun
    forms = {noun, _ARTICLE + noun}
    forms |= {stem + pronoun for pronoun in _PRONOUNS[1:]}
    if not feminine and not noun.endswith(_ALEF):
        forms.add(noun + _ALEF)
    if dual:
        forms |= {article + stem + ending for article in ("", _ARTICLE) for ending in (_ALEF + _NOON, _YEH + _NOON)}
        forms |= {stem + _ALEF, stem + _YEH}
    return frozenset(forms)
