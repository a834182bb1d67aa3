"""The number words, read from `lexicons/numerals.tsv`, `ordinals.tsv` and `approximators.tsv`."""

from functools import cache

from marsad.arabic.fold import fold_word
from marsad.arabic.numerals import NumberWord, Words
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms


@cache
def number_words() -> Words:
    """Folded number word → its meaning. Words that are both a scale and vague (`آلاف`) are vague: they stand alone first."""
    return {
        fold_word(form): NumberWord(row["kind"], int(row["low"]), int(row["high"]))
        for row in sorted(read_table("numerals"), key=lambda row: row["kind"] == "vague")
        for form in split_forms(row["forms"])
    }


@cache
def ordinal_matcher() -> PhraseMatcher[int]:
    """The matcher of ordinals from first to thirty-first."""
    return PhraseMatcher((form, int(row["id"])) for row in read_table("ordinals") for form in split_forms(row["forms"]))


@cache
def approximators() -> dict[str, dict[tuple[str, ...], None]]:
    """Effect → its phrases as tuples of folded words."""
    return {
        row["id"]: {tuple(fold_word(word) for word in phrase.split()): None for phrase in split_forms(row["words"])}
        for row in read_table("approximators")
    }
