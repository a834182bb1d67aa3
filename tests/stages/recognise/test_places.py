"""Candidates for places: where a name begins and ends, and what was seen around it."""

import pytest

from marsad.arabic.text import Text
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.model.candidates import PlaceCandidate
from marsad.stages.recognise.places import find_places


def find(sentence: str) -> list[PlaceCandidate]:
    return find_places(Text(sentence), open_gazetteer())


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("هاجر إلى ليبيا", ["ليبيا"]),
        ("اشتباكات بليبيا", ["ليبيا"]),
        ("وللعراق حدود", ["عراق"]),
        ("في دير الزُّور", ["دير الزُّور"]),
        ("على حدود قطاع #غزة", ["قطاع #غزة"]),
        ("في محافظة البيضاء", ["محافظة البيضاء"]),
        ("في مدينة بنغازي", ["مدينة بنغازي", "بنغازي"]),
        ("مدن الجنوب الليبي", ["مدن الجنوب الليبي"]),
        ("معسكر خالد بن الوليد", ["معسكر خالد بن الوليد"]),
    ],
)
def test_cuts_names_without_particles(sentence: str, quotes: list[str]) -> None:
    found = [sentence[candidate.start : candidate.end] for candidate in find(sentence)]
    assert len(found) == 1
    assert found[0] in quotes


@pytest.mark.parametrize(
    ("sentence", "bearing", "distance_m"),
    [
        ("شمال غربي سوريا", 315, 0),
        ("وسط اليمن", -1, 0),
        ("على بعد 70 كلم شمالي مقديشو", 0, 70_000),
        ("في الجنوب السوري", 180, 0),
        ("جنوب شرق حلب", 135, 0),
    ],
)
def test_reads_directions_and_distances(sentence: str, bearing: int, distance_m: int) -> None:
    candidate = find(sentence)[-1]
    assert (candidate.bearing, candidate.distance_m) == (bearing, distance_m)


@pytest.mark.parametrize(
    "sentence", ["مدينة صغيرة", "مناطق متفرقة", "حي سكني", "قال داعش", "القوات الشرقية", "كبيرا جدا", "أدى الهجوم", "الرئيس باراك أوباما"]
)
def test_sees_no_place_in_common_words(sentence: str) -> None:
    assert find(sentence) == []
