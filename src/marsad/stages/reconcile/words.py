"""The stems of clauses: what is left of their words without particles, article and common endings."""

import re
from collections.abc import Iterable
from functools import cache

from marsad.arabic.fold import fold_word
from marsad.arabic.text import cut_tokens
from marsad.lexicon.tables import read_table, split_forms

SHORTEST_STEM = 3
"""Letters that must be left: an Arabic root has three."""
_BEFORE = re.compile(
    "^[\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}]?"
    "(?:[\N{ARABIC LETTER BEH}\N{ARABIC LETTER KAF}]?\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}|\N{ARABIC LETTER LAM}\N{ARABIC LETTER LAM})"
)
_ALEF, _HEH, _WAW, _YEH, _NOON, _TEH = (
    "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER NOON}",
    "\N{ARABIC LETTER TEH}",
)  # fmt: skip
_ENDINGS = (_YEH + _HEH, _ALEF + _TEH, _WAW + _NOON, _YEH + _NOON, _HEH + _ALEF, _HEH, _ALEF, _TEH)


def stems_of(clauses: Iterable[str]) -> tuple[str, ...]:
    """The stems of all clauses, each once, in alphabetical order; function words and numbers are left out.

    >>> stems_of(["قصفت الطائرات المدينة"])
    ('طاير', 'قصف', 'مدين')

    Mistakes: endings that belong to the word are taken off as well (`فرات` becomes `فرا` and then stays), alike on both sides of a comparison.
    """
    found = set()
    for clause in clauses:
        for word in cut_tokens(fold_word(clause)):
            if word.isalpha() and word not in _function_words():
                found.add(_stem(word))
    return tuple(sorted(stem for stem in found if len(stem) >= SHORTEST_STEM))


def _stem(word: str) -> str:
    match = _BEFORE.match(word)
    if match and len(word) - match.end() >= SHORTEST_STEM:
        word = word[match.end() :]
    ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM), "")
    return word[: len(word) - len(ending)]


@cache
def _function_words() -> frozenset[str]:
    return frozenset(fold_word(form) for row in read_table("function_words") for form in split_forms(row["forms"]))
