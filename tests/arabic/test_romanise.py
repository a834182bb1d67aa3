"""Romanisation: names by rule, names by use, and what always holds."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marsad.arabic.romanise import romanise
from marsad.lexicon.romanised import romanise_name


@pytest.mark.parametrize(
    ("name", "latin"),
    [("حلب", "Halab"), ("سرت", "Sarat"), ("بنغازي", "Banghazi"), ("هراوة", "Harawa"), ("البارة", "al-Bara"), ("سوريا", "Surya"), ("CNN", "CNN")],
)
def test_spells_by_rule(name, latin) -> None:
    assert romanise(name) == latin


@pytest.mark.parametrize(
    ("name", "latin"), [("ماركو مينيتي", "Marco Minniti"), ("حيدر العبادي", "Haider al-Abadi"), ("محمد بن سلمان", "Mohammed Ben Salman")]
)
def test_spells_as_use_has_settled(name, latin) -> None:
    assert romanise_name(name) == latin


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئ ", max_size=30))
def test_no_arabic_letter_is_left(name: str) -> None:
    assert romanise(name).isascii()


@given(st.text(max_size=40))
@example("0\N{ARABIC FATHATAN ISOLATED FORM}\x80")
def test_as_many_words_as_before(name: str) -> None:
    assert len(romanise(name).split()) == len(name.split())
