"""The words around names of places, read from `lexicons/place_*.tsv` and `person_words.tsv`."""

from collections.abc import Mapping
from functools import cache

import msgspec

from marsad.arabic.fold import fold_word
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms

CENTRE = -1
"""The bearing of `وسط`: no direction, the middle."""


class PlaceKind(msgspec.Struct, frozen=True, gc=False):
    """What a kind word says of the name behind it.

    `unlisted`: a name that no gazetteer has is then a place all the same. `in_name`: the word belongs to the name (`مطار حلب`), so that
    a name that is another place's makes a place of its own. `several`: the word is a dual or plural, shared by names joined to the first.
    """

    id: str
    kind: str
    unlisted: bool
    in_name: bool
    several: bool


@cache
def kind_words() -> Mapping[str, PlaceKind]:
    """Folded kind word, of one word or two → what it says.

    >>> kind_words()["مديريتي"].kind, kind_words()["مديريتي"].several
    ('admin', True)
    """
    words: dict[str, PlaceKind] = {}
    for row in read_table("place_kinds"):
        for form in split_forms(row["forms"]):
            kind = PlaceKind(row["id"], row["kind"], row["unlisted"] == "yes", row["in_name"] == "yes", False)
            words[fold_word(form)] = kind
        for form in split_forms(row["plurals"]):
            words[fold_word(form)] = msgspec.structs.replace(kind, several=True)
    return words


@cache
def kind_openings() -> frozenset[str]:
    """First words of the kind words that are two words."""
    return frozenset(form.split(" ")[0] for form in kind_words() if " " in form)


@cache
def bearings() -> Mapping[str, int]:
    """Folded word of direction → degrees clockwise from north, `CENTRE` for the middle.

    >>> bearings()["شرقي"], bearings()["وسط"]
    (90, -1)
    """
    words: dict[str, int] = {}
    for row in read_table("place_directions"):
        bearing = CENTRE if row["id"] == "centre" else int(row["id"])
        words |= dict.fromkeys(map(fold_word, split_forms(row["forms"])), bearing)
    return words


@cache
def context_words(class_id: str) -> frozenset[str]:
    """The folded words of a class of `place_contexts.tsv`."""
    row = next(row for row in read_table("place_contexts") if row["id"] == class_id)
    return frozenset(map(fold_word, split_forms(row["forms"])))


@cache
def blockers() -> PhraseMatcher[str]:
    """Names of other things that hold the name of a place."""
    return PhraseMatcher((form, row["id"]) for row in read_table("place_blockers") for form in split_forms(row["forms"]))


@cache
def person_words() -> frozenset[str]:
    """Folded given names, titles and particles of kinship."""
    return frozenset(fold_word(form) for row in read_table("person_words") for form in split_forms(row["forms"]))


@cache
def doubtful_names() -> frozenset[str]:
    """Folded names of places that are common words or names of people, and need evidence that a place is meant."""
    return frozenset(fold_word(name) for row in read_table("place_doubtful") for name in split_forms(row["names"]))
