"""Words of a report: numbers and nouns in agreement, names that are names, a word for every code."""

import pytest

from marsad.lexicon.alert_levels import load_rules
from marsad.lexicon.codebook import load_codebook
from marsad.lexicon.shown import shown
from marsad.model import Place
from marsad.model.situation import Counted, Listed, Phrase, Ranged, Value
from marsad.stages.share.situation.telling import name_holder, name_place
from marsad.stages.share.situation.words import say

MORE = Phrase("more.events", {"events": Counted("event", 1), "command": "x"})


@pytest.mark.parametrize(
    ("value", "ar", "en"),
    [
        (Ranged("killed", (1, 2)), "قتيل واحد أو قتيلان", "1 or 2 killed"),
        (Ranged("killed", (2, 2)), "قتيلان", "2 killed"),
        (Ranged("killed", (2, 3)), "من 2 إلى 3 قتلى", "2 to 3 killed"),
        (Ranged("displaced", (2000, 9999)), "من 2,000 إلى 9,999 نازحاً", "2,000 to 9,999 displaced"),
        (Ranged("injured", (2, None)), "جريحان على الأقل", "at least 2 injured"),
        (Listed(("أ", "ب"), 1), "أ، ب وطرف آخر", "أ, ب and 1 other"),
        (Listed(("أ",), 2), "أ وطرفان آخران", "أ and 2 others"),
        (Listed(("أ",), 11), "أ و11 طرفاً آخر", "أ and 11 others"),
        (
            Phrase("more.events", {"events": Counted("event", 1), "command": "x"}),
            "وما لم يُذكر هنا: حدث واحد؛ انظر: x",
            "Not told here: 1 event; see: x",
        ),
    ],
)
def test_numbers_and_nouns_agree(value: Value, ar: str, en: str) -> None:
    assert (say(value, "ar"), say(value, "en")) == (ar, en)


@pytest.mark.parametrize(
    ("source", "type_", "ar", "en"),
    [
        ("المرصد السوري لحقوق الإنسان", "monitor", "المرصد السوري لحقوق الإنسان", "Syrian Observatory for Human Rights"),
        ("مصادر طبية في القطاع", "medical", "مصادر طبية في القطاع", "medics (“مصادر طبية في القطاع”)"),
        ("منظمة #العفو_الدولية الفرعية", "ngo", "منظمة العفو الدولية الفرعية", "an organisation (“منظمة العفو الدولية الفرعية”)"),
        ("البردويل", "", "البردويل", "“البردويل”"),
        ("", "", "وسيلة الإعلام نفسها", "the outlet itself"),
    ],
)
def test_who_says_it_is_named_as_the_article_names_him(source: str, type_: str, ar: str, en: str) -> None:
    said = name_holder(source, type_)
    assert (say(said, "ar"), say(said, "en")) == (ar, en)


def test_a_place_without_a_latin_name_keeps_its_own() -> None:
    hospital = Place("unlisted:hospital:x", "مستشفى الثورة", "", None, None, 0, "facility", "YE")
    assert (say(name_place(hospital), "ar"), say(name_place(hospital), "en")) == ("مستشفى الثورة", "“مستشفى الثورة”")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_kind_and_holder_has_words(language: str) -> None:
    assert all(shown(f"kinds.{coded['type']}", language) for coded in load_codebook()["types"])
    assert all(shown(f"holder.{type_}", language) for type_ in load_rules().holders if type_ != "other")
