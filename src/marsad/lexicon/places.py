"""The words around names of places, read from `lexicons/place_kinds.tsv`, `directions.tsv` and `place_doubtful.tsv`."""

from functools import cache
from typing import NamedTuple

from marsad.arabic.clitics import ARTICLE
from marsad.arabic.fold import fold_word
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms


class PlaceWord(NamedTuple):
    """A word before a name: `role` is `kind` or `direction`; `own` says that it makes a place of its own of another's name."""

    role: str
    kind: str
    own: bool
    radius_m: int
    bearing: int | None


@cache
def place_word_matcher() -> PhraseMatcher[PlaceWord]:
    """The matcher of kind words and directions."""
    phrases: list[tuple[str, PlaceWord]] = []
    for row in read_table("place_kinds"):
        word = PlaceWord("kind", row["kind"], row["own"] == "yes", int(row["radius_m"]), None)
        for form in split_forms(row["words"]):
            phrases += [(form, word), (ARTICLE + form, word)]
    for row in read_table("directions"):
        bearing = int(row["bearing"]) if row["bearing"] else None
        word = PlaceWord("direction", "region", False, 0, bearing)
        phrases += [(form, word) for form in split_forms(row["words"])]
    return PhraseMatcher(phrases)


@cache
def kind_words() -> frozenset[str]:
    """Folded words for provinces, for taking them off names (`محافظة حلب`)."""
    return frozenset(fold_word(form) for row in read_table("place_kinds") if row["id"] == "admin" for form in split_forms(row["words"]))


@cache
def introducing_words() -> frozenset[str]:
    """Folded kind words and directions, article or not: no names by themselves."""
    words = [form for row in (*read_table("place_kinds"), *read_table("directions")) for form in split_forms(row["words"])]
    return frozenset(fold_word(article + word) for word in words for article in ("", ARTICLE))


@cache
def governing_words() -> frozenset[str]:
    """Folded words behind which a capital stands for its government."""
    return _governing("before")


@cache
def visiting_words() -> frozenset[str]:
    """Folded verbs behind which a state or capital is the place: `شهدت الخرطوم`, `زار القاهرة`."""
    return _governing("never")


def _governing(effect: str) -> frozenset[str]:
    return frozenset(fold_word(word) for row in read_table("governing") if row["id"] == effect for word in split_forms(row["words"]))


@cache
def doubtful_names() -> frozenset[str]:
    """Folded names that need evidence that a place is meant."""
    return frozenset(fold_word(name) for row in read_table("place_doubtful") for name in split_forms(row["names"]))


@cache
def personal_names() -> frozenset[str]:
    """Folded names of people that may be names of places too: a preposition is no evidence for those."""
    doubtful = [row for row in read_table("place_doubtful") if row["id"] == "names"]
    return frozenset(fold_word(name) for row in (*doubtful, *read_table("given_names")) for name in split_forms(row["names"]))
