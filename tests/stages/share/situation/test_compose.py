"""What a report says of its material, and what it does not."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.share.situation.making import earlier_day, material, told

from marsad.model import FigureReport
from marsad.model.situation import Phrase, Sentence, Situation
from marsad.stages.reconcile.events import event_of
from marsad.stages.share.situation.compose import compose


def keys(situation: Situation, heading: str) -> list[str]:
    return [sentence.phrase.key for told_heading, sentences in situation.sections if told_heading == heading for sentence in sentences]


def values(situation: Situation, key: str) -> list[dict[str, object]]:
    return [sentence.phrase.values for _, sentences in situation.sections for sentence in sentences if sentence.phrase.key == key]


def test_no_sentence_stands_without_evidence() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        Sentence(Phrase("changed.nothing"))


def test_what_is_feared_planned_or_denied_is_no_event_that_happened() -> None:
    reports = [told("a", 5), *(told(status, 9, status=status) for status in ("possible", "planned", "denied"))]
    situation = compose(material(reports))
    assert keys(situation, "head.happened") == ["event.plain"]
    assert keys(situation, "head.feared") == ["event.says", "event.says"]
    assert keys(situation, "head.denied") == ["event.says"]
    assert sum(count for _, count in situation.days) == 1
    assert [(point.events, point.killed) for point in situation.points] == [(1, 5)]
    assert values(situation, "changed.killed")[0]["single"] == 5


def test_ones_word_is_not_added_to_what_several_say() -> None:
    several = event_of([told("a", 7), told("b", 7)], (), {}, "majority")
    alone = event_of([told("c", 100)], (), {}, "majority")
    (said,) = values(compose(material()._replace(now=[several, alone])), "changed.killed")
    assert (said["confirmed"], said["single"]) == (7, 100)


def test_chance_is_no_change_and_a_flood_is() -> None:
    few = [told(f"n{number}") for number in range(6)]
    before = [earlier_day(told(f"b{number}"), "2018-03-05") for number in range(4)]
    assert keys(compose(material(few, before)), "head.changed") == ["changed.reading", "changed.killed"]
    many = [told(f"n{number}") for number in range(20)]
    assert keys(compose(material(many, before)), "head.changed") == ["changed.reading", "changed.killed", "changed.more", "changed.province_more"]


def test_more_reading_is_said_beside_more_events() -> None:
    situation = compose(material([told("a")], read_now={"o": 40}, read_before={"o": 20}))
    assert "changed.reading_caution" in keys(situation, "head.changed")
    assert values(situation, "changed.reading_caution")[0]["percent"] == "+100"


def test_silence_is_said_and_is_not_calm() -> None:
    situation = compose(material(read_now={"o": 38}, read_before={"o": 20, "gone": 15, "small": 3}))
    assert keys(situation, "head.changed") == ["changed.reading", "changed.silent", "changed.nothing"]
    assert values(situation, "changed.silent")[0]["outlet"] == "gone"
    unread = compose(material(read_now={}, read_before={"o": 20}))
    assert keys(unread, "head.changed") == ["changed.unread"]


def test_what_was_not_told_of_for_four_weeks_is_new() -> None:
    before = [earlier_day(told("b"), "2018-02-12")]
    situation = compose(material([told("a"), told("c", mode="chemical")], before))
    (said,) = values(situation, "changed.new_kind")
    assert said["kind"] == msgspec.structs.replace(said["kind"], code="ASSAULT.chemical")


def test_each_side_of_a_dispute_is_told_with_its_source() -> None:
    figures = (("a", 40, "المرصد السوري"), ("b", 70, ""))
    event = event_of([told("a", 40), told("b", 70)], (), {}, "majority")
    event = msgspec.structs.replace(
        event, figures=tuple(FigureReport("killed", (n, n), id_, f"o-{id_}", source, published=f"2018-03-1{n}") for id_, n, source in figures)
    )
    situation = compose(material([told("a", 40), told("b", 70)])._replace(now=[event]))
    ((_, (disputed,)),) = [section for section in situation.sections if section[0] == "head.disputed"]
    assert (disputed.phrase.values["low"], disputed.phrase.values["high"]) == (40, 70)
    assert [part.phrase.key for part in disputed.parts] == ["disputed.version_own", "disputed.version"]
    assert set(disputed.reports) == {"a", "b"}


@given(st.permutations([told(f"r{number}", number) for number in range(12)]))
def test_the_order_of_the_material_changes_nothing(reports) -> None:
    assert compose(material(reports)) == compose(material(sorted(reports, key=lambda report: report.id)))


@given(st.lists(st.sampled_from(("actual", "possible", "planned", "denied")), max_size=40))
def test_every_sentence_cites_what_is_there(statuses) -> None:
    made = material([told(f"r{number}", number, status=status) for number, status in enumerate(statuses)])
    situation = compose(made)
    known = {event.id for event in made.now}
    for _, sentences in situation.sections:
        for sentence in sentences:
            assert set(sentence.events) <= known
            assert set(sentence.reports) <= set(made.reports)
            assert sentence.command.startswith("marsad ") or sentence.events
