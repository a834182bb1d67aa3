"""The words of clauses, by their stems: what two tellings of one event have in common."""

from collections.abc import Iterable
from functools import cache

from marsad.arabic.fold import fold, fold_word
from marsad.arabic.stem import SHORTEST_STEM, light_stem
from marsad.arabic.text import cut_tokens
from marsad.lexicon.tables import read_table, split_forms


def stems_of(clauses: Iterable[str]) -> tuple[str, ...]:
    """The stems of all clauses, each once, in alphabetical order; function words and numbers are left out.

    >>> stems_of(["قصفت الطائرات المدينة"])
    ('طاير', 'قصف', 'مدين')

    Mistakes: endings that belong to the word are taken off as well, alike on both sides of a comparison.
    """
    words = {word for clause in clauses for word in cut_tokens(fold(clause).text) if word.isalpha()}
    return tuple(sorted({stem for stem in map(light_stem, words - _function_words()) if len(stem) >= SHORTEST_STEM}))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(fold_word(form) for row in read_table("function_words") for form in split_forms(row["forms"]))
