"""Words that name nobody: what may stand where a private person's name may not."""

from functools import cache, lru_cache

from marsad.arabic.clitics import ARTICLE
from marsad.arabic.fold import fold_word
from marsad.lexicon.figures import duals, units
from marsad.lexicon.numbers import number_words
from marsad.lexicon.states import nationalities, state_names
from marsad.lexicon.tables import read_table, split_forms


@cache
def common_words() -> frozenset[str]:
    """Folded nouns for people and bodies, numbers, states and nationalities, without the article; given names are none of them."""
    heads = (word for row in read_table("actor_heads") for form in split_forms(row["words"]) for word in form.split())
    known = {fold_word(word) for word in heads} | units().keys() | duals().keys() | number_words().keys()
    known |= nationalities().keys() | {word for name in state_names() for word in name.split()}
    names = {fold_word(word) for row in read_table("given_names") for name in split_forms(row["names"]) for word in name.split()}
    return frozenset(word.removeprefix(ARTICLE) for word in known) - names


@lru_cache(maxsize=16_384)
def common_part(phrase: str) -> str:
    """The words with which a phrase begins and that name nobody, `""` where its first may be a name already.

    It is a list of what may stay, not of what may not: a name that nobody listed goes too. It cuts harmless adjectives as well.

    >>> common_part("الإرهابي المصري هشام عشماوي"), common_part("7 جنود"), common_part("شكري بلعيد")
    ('الإرهابي المصري', '7 جنود', '')
    """
    kept: list[str] = []
    for word in phrase.split():
        if not _is_common(fold_word(word.strip(_MARKS))):
            break
        kept.append(word)
    while kept and fold_word(kept[-1]) in _OPENING:
        kept.pop()
    return " ".join(kept).strip(_MARKS)


def _is_common(word: str) -> bool:
    """True for a number or a common word, also behind `و` (`ثلاثة وعشرين`)."""
    joined = word.removeprefix(_WAW)
    return any(part.isdigit() or part.removeprefix(ARTICLE) in common_words() for part in (word, joined) if part)


_WAW = "\N{ARABIC LETTER WAW}"
_OPENING = frozenset(("\N{ARABIC LETTER FEH}\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"))
"""`في` and `من` open what was cut."""


_MARKS = "\"'#.,:;()[]«»“”\N{ARABIC COMMA}"
