"""What a report says of its material, and what it does not."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.share.situation.making import DOUMA, earlier_day, material, told

from marsad.model import FigureReport, Place, Side, Span
from marsad.model.situation import Phrase, Sentence, Situation
from marsad.stages.reconcile.events import event_of
from marsad.stages.share.situation.compose import compose
from marsad.stages.share.situation.words import say


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
    assert keys(compose(material(few, before)), "head.changed") == ["changed.reading", "changed.killed_none"]
    many = [told(f"n{number}") for number in range(20)]
    assert keys(compose(material(many, before)), "head.changed") == ["changed.reading", "changed.killed_none", "changed.more"]
    elsewhere = [told("else", place=msgspec.structs.replace(DOUMA, id="geonames:2", admin1="SY-HL"))]
    assert "changed.province_more" in keys(compose(material([*many, *elsewhere], before)), "head.changed")


def test_more_reading_is_said_beside_more_events() -> None:
    """And twice as many events of twice as many articles are no change."""
    twice = [told(f"n{number}") for number in range(30)]
    before = [earlier_day(told(f"b{number}"), "2018-03-05") for number in range(14)]
    situation = compose(material(twice, before, read_now={"o": 40}, read_before={"o": 20}))
    assert keys(situation, "head.changed") == ["changed.reading", "changed.reading_more", "changed.killed_none"]
    assert values(situation, "changed.reading_more")[0]["percent"] == 100
    less = keys(compose(material(twice, before, read_now={"o": 10}, read_before={"o": 20})), "head.changed")
    assert less == ["changed.reading", "changed.reading_less", "changed.killed_none", "changed.more"]


def test_where_nothing_was_read_before_no_change_is_told() -> None:
    situation = compose(material([told(f"n{number}", mode="chemical") for number in range(20)], read_before={}))
    assert keys(situation, "head.changed") == ["changed.reading", "changed.no_before", "changed.killed_none"]


@pytest.mark.parametrize(
    ("fields", "counted"),
    [({}, 9), ({"time_precision": 3}, 0), ({"end": "2018-03-12"}, 9), ({"end": "2018-03-15"}, 0), ({"time_precision": 2, "end": "2018-03-17"}, 0)],
)
def test_a_toll_of_no_certain_day_is_in_no_sum_and_told_beside_it(fields: dict[str, object], counted: int) -> None:
    event = msgspec.structs.replace(event_of([told("b", 9)], (), {}, "majority"), **fields)
    situation = compose(material([told("b", 9)])._replace(now=[event]))
    assert [said["single"] for said in values(situation, "changed.killed")] == ([9] if counted else [])
    assert [one["killed"] for one in values(situation, "changed.killed_undated")] == ([] if counted else [9])
    assert situation.provinces[0].killed == counted


def test_what_a_sum_would_be_at_the_least_takes_a_day_and_province_for_one_happening() -> None:
    reports = [told("a", 40), told("b", 62), told("c", 5, begin="2018-03-12", end=None, published="2018-03-12T12:00:00+00:00")]
    (said,) = values(compose(material(reports)), "changed.killed")
    assert (said["single"], said["least"]) == (107, 67)


def test_a_body_without_forces_is_not_said_to_have_attacked() -> None:
    council, army = Side("مجلس الأمن", "unsc", "igo"), Side("الجيش السوري", "syrian-army", "military")
    situation = compose(material([told("a", 3, actors=(council, army)), told("b", type="CONSULT", mode="", actors=(council,))], read_past=100))
    (said,) = [one for one in values(situation, "event.plain") if one["kind"].code.startswith("ASSAULT")]
    assert [side.en for side in said["by"].values["sides"].items] == ["Syrian army"]
    assert {(one["actor"].en, one["kind"].code) for one in values(situation, "changed.new_actor")} == {
        ("UN Security Council", "CONSULT"),
        ("Syrian army", "ASSAULT.airstrike"),
    }


def test_the_article_that_gives_the_figure_is_cited_and_quoted() -> None:
    plain, giving = (Span(0, len(clause), clause) for clause in ("قصف على دوما", "قُتل 1,042 مدنياً"))
    reports = [told("a", 1042, evidence=plain), told("b", 1042, evidence=giving, published="2018-03-11T09:00:00+00:00")]
    event = event_of(reports, (), {}, "majority")
    situation = compose(material(reports)._replace(now=[event]))
    (sentence,) = next(sentences for heading, sentences in situation.sections if heading == "head.happened")
    assert (sentence.reports[0], sentence.quote) == ("b", giving.exact)


def test_a_clause_of_endless_digits_is_no_number() -> None:
    endless = "قُتل " + "9" * 5_000
    situation = compose(material([told("a", 3, evidence=Span(0, len(endless), endless))]))
    assert keys(situation, "head.happened") == ["event.plain"]


def test_provinces_of_one_name_are_told_apart_and_the_small_are_one_row() -> None:
    codes = [f"SY-{number:02d}" for number in range(40)]
    provinces = {code: Place(code, "صنعاء" if code < "SY-02" else code, code, 33.0, 36.0, 9, "admin", "SY", code) for code in codes}
    reports = [told(f"n{code}{turn}", place=msgspec.structs.replace(DOUMA, admin1=code)) for code in codes for turn in range(1 + (code < "SY-02"))]
    rows = compose(material(reports, provinces=provinces)).provinces
    assert [row.place.ar for row in rows[:3]] == ["صنعاء (SY-00)", "صنعاء (SY-01)", "SY-02"]
    assert (len(rows), rows[-1].place.en, rows[-1].attacks) == (31, "other provinces (10)", 10)
    assert sum(row.events for row in rows) == len(reports)


def test_a_command_names_its_province_once() -> None:
    many = [told(f"n{number}") for number in range(20)]
    elsewhere = [told("else", place=msgspec.structs.replace(DOUMA, id="geonames:2", admin1="SY-HL"))]
    situation = compose(material([*many, *elsewhere], asks="--country SY --province SY-RD"))
    (told_of,) = [one for _, sentences in situation.sections for one in sentences if one.phrase.key == "changed.province_more"]
    assert told_of.command.count("--province") == 1
    assert "--status actual" in told_of.command


def test_silence_is_said_and_is_not_calm() -> None:
    situation = compose(material(read_now={"o": 38}, read_before={"o": 20, "gone": 15, "small": 3}))
    assert keys(situation, "head.changed") == ["changed.reading", "changed.silent", "changed.nothing"]
    assert values(situation, "changed.silent")[0]["outlet"] == "gone"
    unread = compose(material(read_now={}, read_before={"o": 20}))
    assert keys(unread, "head.changed") == ["changed.unread"]


def test_what_was_not_told_of_for_four_weeks_is_new() -> None:
    before = [earlier_day(told("b"), "2018-02-12")]
    situation = compose(material([told("a"), told("c", mode="chemical")], before, read_past=80))
    (said,) = values(situation, "changed.new_kind")
    assert said["kind"] == msgspec.structs.replace(said["kind"], code="ASSAULT.chemical")


def test_each_side_of_a_dispute_is_told_with_its_source() -> None:
    figures = (("a", 40, "المرصد السوري"), ("b", 70, ""))
    event = event_of([told("a", 40), told("b", 70)], (), {}, "majority")
    event = msgspec.structs.replace(
        event,
        figures=tuple(
            FigureReport("killed", (n, n), id_, f"o-{id_}", source, "monitor" if source else "", published=f"2018-03-1{n}")
            for id_, n, source in figures
        ),
    )
    situation = compose(material([told("a", 40), told("b", 70)])._replace(now=[event]))
    ((_, (disputed,)),) = [section for section in situation.sections if section[0] == "head.disputed"]
    assert (disputed.phrase.values["low"], disputed.phrase.values["high"]) == (40, 70)
    assert [part.phrase.key for part in disputed.parts] == ["disputed.version", "disputed.version"]
    assert set(disputed.reports) == {"a", "b"}
    assert [say(part.phrase, "en") for part in disputed.parts] == [
        "70 killed: o-b",
        "40 killed: o-a (on the word of Syrian Observatory for Human Rights)",
    ]


def test_the_ends_of_a_dispute_are_among_the_versions_told_and_tens_is_no_number() -> None:
    told_of = [(n, n) for n in (44, 43, 42, 41, 40, 39, 38, 5)] + [(20, 99)]
    figures = tuple(FigureReport("killed", bounds, "a", f"o{i}", published=f"2018-03-{28 - i}") for i, bounds in enumerate(told_of))
    event = event_of([told("a", 40), told("b", 70)], (), {}, "majority")
    situation = compose(material([told("a", 40)])._replace(now=[msgspec.structs.replace(event, figures=figures)]))
    ((_, (disputed,)),) = [section for section in situation.sections if section[0] == "head.disputed"]
    assert (disputed.phrase.values["low"], disputed.phrase.values["high"]) == (5, 44)
    assert [part.phrase.values["bounds"].bounds for part in disputed.parts] == [(44, 44), (43, 43), (42, 42), (41, 41), (40, 40), (5, 5)]


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


@pytest.mark.parametrize(("until", "told_of"), [(None, []), ("2018-03-09", []), ("2018-03-10", ["alerts.until"]), ("2018-03-16", [])])
def test_up_to_which_day_levels_are_worked_out_is_said_where_it_is_not_the_whole_period(until: str | None, told_of: list[str]) -> None:
    assert keys(compose(material([told("a")], levels_until=until)), "head.alerts") == told_of
