"""Places found and resolved in sentences: the cases are in tests/cases/places.tsv."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic.text import Text
from marsad.lexicon.gazetteer import SqliteGazetteer, open_gazetteer
from marsad.model import Document, PlaceMention
from marsad.stages.link.places import resolve_places
from marsad.stages.recognise.places import find_places

CASES = Path(__file__).parents[2] / "cases" / "places.tsv"
NAMES = [
    "حلب",
    "شمال",
    "ريف",
    "مدينة",
    "الباب",
    "بين",
    "سرت",
    "و",
    "على بعد",
    "30",
    "كم",
    "من",
    "محافظة",
    "درعا",
    "واشنطن",
    "،",
    "#",
    "_",
    "(",
    ")",
    "-",
    "\n",
]


@pytest.fixture(scope="module")
def gazetteer() -> SqliteGazetteer:
    found = open_gazetteer()
    assert isinstance(found, SqliteGazetteer)
    return found


def read_cases() -> list[object]:
    lines = [line for line in CASES.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    cases = []
    for line in lines[1:]:
        case, failure, expect, _, sentence = line.split("\t")
        marks = [pytest.mark.xfail(reason=failure, strict=True)] if failure else []
        cases.append(pytest.param(sentence, [place for place in expect.split("|") if place], id=case, marks=marks))
    return cases


def resolve(sentence: str, gazetteer: SqliteGazetteer) -> list[PlaceMention]:
    text = Text(sentence)
    return resolve_places(text, find_places(text, gazetteer), Document("case", sentence))


def show(mention: PlaceMention) -> list[str]:
    assert mention.place is not None
    place = mention.place
    return [place.name_en or place.name_ar, place.kind, place.country, mention.role]


@pytest.mark.parametrize(("sentence", "expect"), read_cases())
def test_finds_the_places_of_a_sentence(sentence: str, expect: list[str], gazetteer: SqliteGazetteer) -> None:
    found = {tuple(show(mention)) for mention in resolve(sentence, gazetteer)}
    missing = [place for place in expect if not any(list(one[: place.count("/") + 1]) == place.split("/") for one in found)]
    further = [one for one in found if not any(list(one[: place.count("/") + 1]) == place.split("/") for place in expect)]
    assert not missing
    assert not further


def test_keeps_the_runners_up(gazetteer: SqliteGazetteer) -> None:
    mention = resolve("توقفت المعارك في طرابلس بعد هدنة رعتها ليبيا", gazetteer)[0]
    assert [place.country for place in mention.runners_up] == ["LB"]


def test_takes_hints_of_countries(gazetteer: SqliteGazetteer) -> None:
    text = Text("انفجرت عبوة في مدينة طرابلس")
    mentions = resolve_places(text, find_places(text, gazetteer), Document("hints", text.raw), {"LB": 3.0})
    assert mentions[0].place is not None
    assert mentions[0].place.country == "LB"


def test_says_how_precise_a_place_is(gazetteer: SqliteGazetteer) -> None:
    precisions = {mention.place.kind: mention.precision for mention in resolve("قصف حمص ومحافظة حماة ثم العراق", gazetteer) if mention.place}
    assert precisions == {"settlement": 1, "admin": 3, "country": 3}


@settings(max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(NAMES), st.text("ابتدرسعلمن وفيبال،.\n", max_size=8)), max_size=40))
def test_quotes_what_stands_at_the_span(words: list[str]) -> None:
    sentence = " ".join(words)
    for mention in resolve(sentence, _GAZETTEER):
        assert sentence[mention.span.start : mention.span.end] == mention.span.exact
        assert mention.span.exact.strip() == mention.span.exact != ""


_GAZETTEER = open_gazetteer()
