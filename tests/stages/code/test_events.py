"""What event coding makes of a sentence, read through the whole pipeline: `tests/cases/events.tsv` holds the sentences."""

from functools import cache

import pytest
from tests.tables import read_cases

from marsad.arabic.fold import fold_word
from marsad.model import Document, EventMention, Extraction
from marsad.pipeline import Resources, extract_document, load_resources

PUBLISHED = "2018-06-15T12:00:00+00:00"


@cache
def _resources() -> Resources:
    return load_resources()


def extract(sentence: str) -> Extraction:
    return extract_document(Document(id="case", text=sentence, published=PUBLISHED), _resources())


def _words(name: str) -> set[str]:
    return {word.lstrip("\N{ARABIC LETTER LAM}").removeprefix("\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}") for word in fold_word(name).split()}


def _name(expected: str, found: list[str]) -> bool:
    """Whether each expected name has all its words in one of those found, and none is found where none is expected."""
    names = expected.split("|") if expected else []
    return bool(names) == bool(found) and all(any(_words(name) <= _words(other) for other in found) for name in names)


def _differences(case: dict[str, str], event: EventMention, extraction: Extraction) -> list[str]:
    place = extraction.places[event.place].span.exact if event.place >= 0 else ""
    killed = event.toll.killed[0] if event.toll.killed else ""
    checks = {
        "status": event.status == case["status"],
        "actors": _name(case["actors"], [side.name for side in event.actors]),
        "targets": _name(case["targets"], [side.name for side in event.targets]),
        "place": (case["place"] in place) if case["place"] else True,
        "date": (event.date or "") == case["date"],
        "killed": str(killed) == case["killed"],
    }
    return [name for name, holds in checks.items() if not holds]


def _marks(case: dict[str, str]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if case["known_failure"] else []


CASES = read_cases("events.tsv")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"], marks=_marks(case)) for case in CASES])
def test_sentence_becomes_its_event(case) -> None:
    extraction = extract(case["sentence"])
    types = [event.type for event in extraction.events]
    if case["type"].startswith("-"):
        assert case["type"][1:] not in types
    elif not case["type"]:
        assert not types
    else:
        told = [event for event in extraction.events if event.type == case["type"]]
        assert len(told) == 1, types
        shown = [
            (event.status, [s.name for s in event.actors], [s.name for s in event.targets], event.place, event.date, event.toll) for event in told
        ]
        assert not _differences(case, told[0], extraction), shown


def test_every_field_stands_in_the_text() -> None:
    for case in CASES:
        extraction = extract(case["sentence"])
        for event in extraction.events:
            for span in (event.evidence, event.trigger, *(side.span for side in event.actors + event.targets)):
                assert case["sentence"][span.start : span.end] == span.exact


@pytest.mark.parametrize(
    ("sentence", "mode", "place"),
    [
        ("عقد مجلس الأمن جلسة في نيويورك لمناقشة الهجوم الكيماوي الذي وقع السبت في مدينة دوما.", "chemical", "دوما"),
        ("تظاهر المئات في باريس تنديدا بقصف حلب.", "shelling", "حلب"),
        ("قتل خمسة في حلب إثر قصف.", "shelling", "حلب"),
    ],
)
def test_what_people_meet_or_march_about_happened_elsewhere(sentence: str, mode: str, place: str) -> None:
    extraction = extract(sentence)
    (event,) = [event for event in extraction.events if event.mode == mode]
    assert extraction.places[event.place].span.exact == place


def test_incidents_told_beside_each_other_keep_their_own_dead_day_and_place() -> None:
    found = extract("أسفر انفجار عن مقتل سبعة أشخاص في كابول الاثنين وتفجير آخر أودى بحياة 12 شخصا الثلاثاء في جلال آباد")
    told = [(event.toll.killed, event.date, found.places[event.place].span.exact) for event in found.events]
    assert told == [((7, 7), "2018-06-11", "كابول"), ((12, 12), "2018-06-12", "جلال آباد")]
