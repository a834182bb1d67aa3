"""Light stems: one key for the written forms of a word, to search by and to compare with. Nothing here decides what a word means.

Source of the method: light stemming as described by Larkey, Ballesteros and Connell (2007, the `light10` stemmer): particles and the article are
taken off the front and the commonest endings off the back while enough letters are left. Ours takes pronouns off first.
"""

from functools import lru_cache

from marsad.arabic.clitics import proclitic_splits
from marsad.arabic.fold import fold, fold_word
from marsad.arabic.text import cut_tokens

SHORTEST_STEM = 3
"""Letters that must be left when something is taken off: with two, unrelated words fall together."""
_WAW = "\N{ARABIC LETTER WAW}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_LAM = "\N{ARABIC LETTER LAM}"
_BEHIND_ARTICLE = ("\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER KAF}", "\N{ARABIC LETTER FEH}")
_HEH, _TEH, _YEH = "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER TEH}", "\N{ARABIC LETTER YEH}"
_NOON, _ALEF, _MEEM = "\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER MEEM}"
_PRONOUNS = (_HEH + _MEEM + _ALEF, _HEH + _ALEF, _HEH + _MEEM, _HEH + _NOON, _NOON + _ALEF)
_ENDINGS = (_ALEF + _TEH + _HEH, _ALEF + _TEH, _WAW + _NOON, _YEH + _NOON, _ALEF + _NOON, _TEH + _HEH, _YEH + _HEH, _HEH, _TEH, _YEH)
"""Folded: `ية`, `ات`, `ون`, `ين`, `ان`, and what is left of a `ة` behind a pronoun."""


@lru_cache(maxsize=131072)
def light_stem(word: str) -> str:
    """The stem of a word, folded: never empty, never longer than the word folded.

    >>> {light_stem(word) for word in ("وبالمقاتلين", "مقاتلون", "المقاتلات", "مقاتل", "للمقاتلين")}
    {'مقاتل'}
    >>> {light_stem(word) for word in ("هجماتهم", "الهجمات", "هجمة")}
    {'هجم'}

    What it mistakes: broken plurals keep a stem of their own (`هجوم`, `هجمات`); a letter of the root that looks like a particle or an
    ending is lost (`وزير` keeps its `و`, for only three letters would be left behind it, `ورشة` becomes `ورش`).
    """
    return _without_ending(_without_particles(fold_word(word)))


def search_text(text: str) -> str:
    """The stems of a text's words and its numbers, blanks between: what is kept beside a text to be searched.

    A word that may carry a particle stands there without it too, since only a lexicon could tell: a search for `حلب` finds `وبحلب`.

    >>> search_text("قُتل 3 مدنيين في الغارات.")
    'قتل 3 مدن في غار'
    >>> search_text("بحلب")
    'بحلب حلب'
    """
    return " ".join([_searched(norm) for norm in cut_tokens(fold(text).text) if norm[0].isalnum()])


@lru_cache(maxsize=131072)
def _searched(norm: str) -> str:
    return " ".join(stems_of_word(norm))


def stems_of_word(norm: str) -> tuple[str, ...]:
    """The stems that a folded token may have: its own, and those of what is left when particles are taken off."""
    bases = (split.base for split in proclitic_splits(norm) if not split.prefix or len(split.base) >= SHORTEST_STEM)
    return tuple(dict.fromkeys(light_stem(base) for base in bases))


def _without_particles(word: str) -> str:
    if word.startswith(_WAW) and len(word) > SHORTEST_STEM + 1:
        return _without_article(word[1:]) if _opens_particles(word[1:]) or len(word) > SHORTEST_STEM + 2 else word
    return _without_article(word)


def _opens_particles(rest: str) -> bool:
    return rest.startswith((_ARTICLE, _LAM + _LAM)) or rest[1:].startswith(_ARTICLE)


def _without_article(word: str) -> str:
    for prefix in (_LAM + _LAM, _ARTICLE, *(letter + _ARTICLE for letter in _BEHIND_ARTICLE)):
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            return word[len(prefix) :]
    return word


def _without_ending(word: str) -> str:
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) - len(pronoun) >= SHORTEST_STEM:
            word = word[: -len(pronoun)]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word[: -len(ending)]
    return word
