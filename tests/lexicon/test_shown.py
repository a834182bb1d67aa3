"""What Marsad says itself: both languages complete, with the same holes and the forms that numbers ask for."""

import re

import pytest

from marsad.errors import LexiconError
from marsad.lexicon.shown import BETWEEN_FORMS, shown, shown_count
from marsad.lexicon.tables import load_artefact

ROWS = [row for _, rows in load_artefact("shown.json").tables.values() for row in rows]
FORMS = {"en": 2, "ar": 6}
OF_ONE_LANGUAGE = {"bounds.or": {"low", "low_counted"}, "event.holder": {"type"}}
"""Holes that one language alone fills: Arabic counts the lower bound too, and its names say what their holders are."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_both_languages_fill_the_same_holes(row: tuple[str, str, str]) -> None:
    id_, english, arabic = row
    assert english and arabic
    assert set(re.findall(r"\{(\w+)\}", english)) ^ set(re.findall(r"\{(\w+)\}", arabic)) == OF_ONE_LANGUAGE.get(id_, set())
    if id_.startswith("count."):
        assert (len(english.split(BETWEEN_FORMS)), len(arabic.split(BETWEEN_FORMS))) == (FORMS["en"], FORMS["ar"])


def test_ids_are_distinct_over_all_tables() -> None:
    ids = [row[0] for row in ROWS]
    assert len(ids) == len(set(ids))


def test_an_unknown_id_and_an_open_hole_are_said() -> None:
    with pytest.raises(LexiconError, match="no words"):
        shown("no.such", "en")
    with pytest.raises(LexiconError, match="month"):
        shown("time.day", "en", day=1, year=2018)
    with pytest.raises(LexiconError):
        shown_count("count.unicorns", "ar", 3)
