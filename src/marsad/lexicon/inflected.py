"""The verbs and nouns that the lexicons list, with every written form of each."""

from collections.abc import Iterator
from functools import cache

from marsad.arabic.clitics import ARTICLE
from marsad.arabic.fold import fold_word
from marsad.arabic.inflect import noun_forms, verb_forms
from marsad.lexicon.tables import load_artefact, read_table, split_forms

VERB_COLUMN = "verbs"
"""A table with a column of this name lists verbs in it, each as past/present: `قتل/يقتل|هاجم/يهاجم`."""
NOUN_COLUMN = "nouns"
"""A table with a column of this name lists nouns in it, singulars and plurals apart: `غارة|غارات`."""


@cache
def known_verb_forms() -> frozenset[str]:
    """Folded written forms of every verb that a lexicon table lists in its `verbs` column."""
    return frozenset(form for cell in _cells(VERB_COLUMN) for form in expand_verb(cell))


@cache
def known_noun_forms() -> frozenset[str]:
    """Folded written forms of every noun that a lexicon table lists in its `nouns` column, article and pronouns included."""
    return frozenset(form for cell in _cells(NOUN_COLUMN) for form in expand_noun(cell))


def _cells(column: str) -> Iterator[str]:
    for name, (columns, _) in load_artefact().tables.items():
        if column in columns:
            for row in read_table(name):
                yield from split_forms(row[column])


@cache
def expand_verb(cell: str) -> frozenset[str]:
    """Folded written forms of a verb as lexicons give it: `past/present`, either may be missing, further words kept.

    >>> sorted(expand_verb("نفذ/ينفذ") & {"نفذت", "ينفذون", "سينفذ"})
    ['سينفذ', 'نفذت', 'ينفذون']
    >>> sorted(expand_verb("أسفر عن/يسفر عن") & {"اسفرت عن", "تسفر عن"})
    ['اسفرت عن', 'تسفر عن']
    """
    past, _, present = cell.partition("/")
    tails = [part.strip().partition(" ")[2] for part in (past, present)]
    heads = [fold_word(part.strip().partition(" ")[0]) for part in (past, present)]
    tail = fold_word(tails[0] or tails[1])
    return frozenset(f"{form} {tail}" if tail else form for form in verb_forms(heads[0], heads[1]))


@cache
def expand_noun(cell: str) -> frozenset[str]:
    """Folded written forms of a noun; only its first word is inflected (`غارة جوية`), the others follow with and without article.

    >>> sorted(expand_noun("غارة جوية") & {"غاره جويه", "الغاره الجويه", "غارات جويه"})
    ['الغاره الجويه', 'غاره جويه']
    """
    head, _, tail = fold_word(cell).partition(" ")
    if not tail:
        return noun_forms(head)
    definite_tail = " ".join(ARTICLE + word for word in tail.split())
    return frozenset(f"{form} {rest}" for form in noun_forms(head) for rest in (tail, definite_tail))
