"""The words around figures, read from `lexicons/figure_*.tsv`."""

from functools import cache

import msgspec

from marsad.arabic.fold import fold_word
from marsad.lexicon.inflected import expand_noun, expand_verb
from marsad.lexicon.matcher import PhraseMatcher, fold_phrase
from marsad.lexicon.tables import read_table, split_forms

_ALEF_NOON = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER NOON}"
_YEH_NOON = "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}"
_HEH, _TEH, _YEH = "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER TEH}", "\N{ARABIC LETTER YEH}"


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A counted noun: the measure it implies (`""` leaves it to the verb), whether it counts people, and whether it is a plural."""

    measure: str
    person: bool
    plural: bool = False


@cache
def units() -> dict[str, Unit]:
    """Folded counted noun → what it implies."""
    return {
        fold_word(form): Unit(row["measure"], row["of"] == "person", column == "plurals")
        for row in read_table("figure_units")
        for column in ("plurals", "singulars")
        for form in split_forms(row[column])
    }


@cache
def duals() -> dict[str, Unit]:
    """Folded dual of a counted noun → what it implies. `-ين` of nouns with a sound plural is that plural and left out, as are names (`طالبان`)."""
    found: dict[str, Unit] = {}
    for row in read_table("figure_units"):
        unit = Unit(row["measure"], row["of"] == "person")
        for form in map(fold_word, split_forms(row["singulars"])):
            stem = form[:-1] + _TEH if form.endswith(_HEH) else form
            found.setdefault(stem + _ALEF_NOON, unit)
            if (row["plural"] == "broken" and not (form.endswith(_YEH) and row["id"] == "people")) or form.endswith(_HEH):
                found.setdefault(stem + _YEH_NOON, unit)
    names = {fold_word(name) for row in read_table("actors") for name in split_forms(row["names_ar"])}
    return {form: unit for form, unit in found.items() if form not in units() and form not in names}


@cache
def measure_matcher() -> PhraseMatcher[str]:
    """The matcher of words that say what became of people; the payload is the measure."""
    phrases: dict[str, str] = {}
    for row in read_table("figure_contexts"):
        for cell in split_forms(row["verbs"]):
            phrases |= dict.fromkeys(expand_verb(cell), row["id"])
        for cell in split_forms(row["nouns"]):
            phrases |= dict.fromkeys(expand_noun(cell), row["id"])
        phrases |= {fold_phrase(phrase): row["id"] for phrase in split_forms(row["phrases"])}
    return PhraseMatcher(phrases.items(), folded=True)


@cache
def exclusion_matcher() -> PhraseMatcher[str]:
    """The matcher of words that make a number beside them no count; the payload is `before` or `after`."""
    return PhraseMatcher((word, row["id"]) for row in read_table("figure_exclusions") for word in split_forms(row["words"]))


@cache
def bound_matcher() -> PhraseMatcher[str]:
    """The matcher of approximations and open ends; the payload is the effect."""
    rows = (row for row in read_table("approximators") if row["id"] not in ("to", "from"))
    return PhraseMatcher((word, row["id"]) for row in rows for word in split_forms(row["words"]))
