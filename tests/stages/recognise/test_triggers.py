"""Every line of `lexicons/triggers.tsv` against sentences that must fire it and sentences that must not become an event of its type.

`tests/cases/triggers.tsv` holds the sentences. A case whose `known_failure` is filled is run all the same and must fail: mending
one turns its test red until the mark is taken off, so the published list of what Marsad mistakes stays true.
"""

import csv
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from marsad.arabic.text import Text
from marsad.grammar.parse import Parse
from marsad.lexicon.tables import read_table
from marsad.model import Document, EventMention
from marsad.pipeline import Resources, extract_document, load_resources
from marsad.stages.code.events import code_events
from marsad.stages.recognise.triggers import find_triggers

CASES = Path(__file__).parents[2] / "cases" / "triggers.tsv"
LEAST_CASES = 2
"""Of each kind, for each line of the lexicon."""
PUBLISHED = datetime(2018, 2, 5, 12, tzinfo=UTC)
"""A Monday: weekdays and `أمس` in the sentences need a day to count from."""


class Case(NamedTuple):
    """One line of the table; `expect` is empty where no event of the type of trigger `id` may come of it."""

    id: str
    expect: str
    known_failure: str
    why: str
    sentence: str


def read_cases() -> list[Case]:
    """The lines of `tests/cases/triggers.tsv`."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("# ")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Case(**row) for row in rows]


def _types() -> dict[str, str]:
    return {row["id"]: row["type"] for row in read_table("triggers") if row["type"]}


def _parameters(*, fires: bool) -> list[object]:
    """The cases of one kind as test parameters, known failures as strict expected failures."""
    return [
        pytest.param(case, id=f"{case.id}-{number}", marks=_marks(case)) for number, case in enumerate(read_cases()) if bool(case.expect) is fires
    ]


def _marks(case: Case) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(reason=case.known_failure, strict=True),) if case.known_failure else ()


def code_sentence(sentence: str) -> list[EventMention]:
    """The events of a sentence: what an article of that one line would give."""
    return list(extract_document(Document(id="case", text=sentence, published=PUBLISHED.isoformat()), _resources()).events)


@cache
def _resources() -> Resources:
    return load_resources()


def code_bare(sentence: str) -> list[EventMention]:
    """The events of a sentence of which nothing but its triggers was recognised."""
    parse = Parse(Text(sentence))
    return code_events(parse, Document(id="case", text=sentence), find_triggers(parse), [], [], [], [], [])


@pytest.mark.parametrize("case", _parameters(fires=True))
def test_sentence_fires_its_trigger(case: Case) -> None:
    found = [hit.payload.id for hit in find_triggers(Parse(Text(case.sentence)))]
    assert case.expect in found, f"{case.sentence}: {found}"


@pytest.mark.parametrize("case", _parameters(fires=False))
def test_sentence_yields_no_event_of_the_type(case: Case) -> None:
    """With nothing else recognised and with everything recognised: a sentence that names sides, a place and a day tempts more."""
    events = code_bare(case.sentence) + code_sentence(case.sentence)
    wrong = [(event.type, event.trigger.exact, event.rules) for event in events if event.type == _types()[case.id]]
    assert not wrong, f"{case.sentence}: {wrong}"


@pytest.mark.parametrize("trigger", sorted(_types()))
def test_every_line_of_the_lexicon_has_its_cases(trigger: str) -> None:
    mine = [case for case in read_cases() if case.id == trigger]
    assert sum(bool(case.expect) for case in mine) >= LEAST_CASES, f"{trigger} needs sentences that fire it"
    assert sum(not case.expect for case in mine) >= LEAST_CASES, f"{trigger} needs sentences that must not become a {_types()[trigger]}"


def test_cases_are_well_formed() -> None:
    cases = read_cases()
    for case in cases:
        assert case.id in _types(), case
        assert case.expect in ("", case.id), case
        assert case.why and case.sentence, case
    assert len({(case.id, case.sentence) for case in cases}) == len(cases), "a sentence stands twice for one trigger"
    assert [case.id for case in cases] == sorted(case.id for case in cases), "sort the cases by id"


def test_a_form_of_two_triggers_keeps_the_first() -> None:
    """`قتل` is he killed, was killed and the killing: one hit, not three."""
    hits = find_triggers(Parse(Text("قتل جنديان")))
    assert [hit.payload.id for hit in hits] == ["assault-kill"]


def test_the_longest_phrase_wins() -> None:
    hits = find_triggers(Parse(Text("انفجار عبوة ناسفة قرب السوق")))
    assert [(hit.payload.id, hit.last - hit.first) for hit in hits] == [("assault-explosive", 3)]


def test_a_hit_lies_behind_its_particles() -> None:
    """`وقصف` is cut at the conjunction: the offsets are those of the verb."""
    text = Text("ثم وقصف الطيران البلدة")
    (hit,) = find_triggers(Parse(text))
    assert text.raw[hit.start : hit.end] == "قصف"
