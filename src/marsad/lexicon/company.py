"""The words whose company changes what a trigger says, read from `lexicons/event_company.tsv` and `lexicons/light_verbs.tsv`."""

from functools import cache

from marsad.arabic.fold import fold_word
from marsad.lexicon.inflected import expand_noun, expand_verb
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms


@cache
def company_matcher() -> PhraseMatcher[str]:
    """The matcher of company words; the payload is the effect (`planned`, `possible`, `denied`, …)."""
    return PhraseMatcher((word, row["id"]) for row in read_table("event_company") for word in split_forms(row["words"]))


@cache
def qualities() -> frozenset[str]:
    """Folded adjectives that say how an event was (`عنيف`, `مكثف`) and name no side of it."""
    return frozenset(fold_word(word) for row in read_table("event_company") if row["id"] == "qualities" for word in split_forms(row["words"]))


@cache
def light_verb_matcher() -> PhraseMatcher[str]:
    """The matcher of light verbs and their verbal nouns; the payload is the role of the subject (`agent`, `patient`, …), one hit for each role."""
    phrases: dict[tuple[str, str], None] = {}
    for row in read_table("light_verbs"):
        for cell in split_forms(row["verbs"]):
            phrases |= dict.fromkeys((form, row["id"]) for form in expand_verb(cell))
        for cell in split_forms(row["nouns"]):
            phrases |= dict.fromkeys((form, row["id"]) for form in expand_noun(cell))
    return PhraseMatcher(phrases, folded=True)
