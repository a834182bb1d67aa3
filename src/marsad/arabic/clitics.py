"""Clitics: the ways in which an Arabic word may be a shorter word with particles attached.

Nothing here decides: every split is offered, and the caller keeps those whose base a lexicon knows.
"""

from functools import lru_cache

import msgspec

_WAW = "\N{ARABIC LETTER WAW}"
_FEH = "\N{ARABIC LETTER FEH}"
_BEH = "\N{ARABIC LETTER BEH}"
_LAM = "\N{ARABIC LETTER LAM}"
_KAF = "\N{ARABIC LETTER KAF}"
ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
SHORTEST_BASE = 2
"""Letters that must be left when a particle is taken off."""


class Split(msgspec.Struct, frozen=True, gc=False):
    """A word as `prefix` + `base`; the base begins `letters` folded letters into the word.

    Where `ل` met `ال` (`للجيش`), the base is given with its article (`الجيش`) and `letters` points behind both lams.
    """

    prefix: str
    base: str
    letters: int


@lru_cache(maxsize=65536)
def proclitic_splits(word: str) -> tuple[Split, ...]:
    """Every reading of a folded word as conjunction, preposition and base; the whole word comes first.

    >>> [split.base for split in proclitic_splits("وللجيش")]
    ['وللجيش', 'للجيش', 'لجيش', 'الجيش']
    """
    splits = [Split("", word, 0)]
    conjunctions = ["", word[0]] if word[:1] in (_WAW, _FEH) else [""]
    for conjunction in conjunctions:
        rest = word[len(conjunction) :]
        if conjunction and len(rest) >= SHORTEST_BASE:
            splits.append(Split(conjunction, rest, len(conjunction)))
        splits += _preposition_splits(conjunction, rest)
    return tuple(splits)


def _preposition_splits(conjunction: str, rest: str) -> list[Split]:
    if rest[:1] not in (_BEH, _LAM, _KAF) or len(rest) <= SHORTEST_BASE:
        return []
    prefix = conjunction + rest[0]
    splits = [Split(prefix, rest[1:], len(prefix))]
    if rest.startswith(_LAM + _LAM) and len(rest) > SHORTEST_BASE + 1:
        splits.append(Split(prefix, ARTICLE + rest[2:], len(prefix) + 1))
    return splits


_PRONOUNS = (
    "\N{ARABIC LETTER HEH}\N{ARABIC LETTER MEEM}\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER HEH}\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER HEH}\N{ARABIC LETTER MEEM}", "\N{ARABIC LETTER NOON}\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER HEH}",
)  # fmt: skip
SHORTEST_POSSESSED = 3
"""Letters that must be left when a pronoun is taken off."""


@lru_cache(maxsize=65536)
def strip_pronoun(word: str) -> tuple[str, ...]:
    """What a folded noun may be without its pronoun: none where it carries none; a feminine one in both spellings.

    >>> strip_pronoun("مسووليته")
    ('مسووليت', 'مسووليه')
    """
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) - len(pronoun) >= SHORTEST_POSSESSED:
            stem = word[: -len(pronoun)]
            if stem.endswith("\N{ARABIC LETTER TEH}"):
                return stem, stem[:-1] + "\N{ARABIC LETTER HEH}"
            return (stem,)
    return ()
