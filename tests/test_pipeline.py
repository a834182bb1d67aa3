"""What holds for any input: spans land on the text, nothing raises, the same input gives the same records."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.model import Span
from marsad.stages.share.records import public_record

WORDS = (Path(__file__).parent / "cases" / "words.txt").read_text("utf-8").split(" ")
DISPATCH = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ANY = st.one_of(DISPATCH, st.text(max_size=120), st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=120))


def spans_of(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=ANY)
def test_every_span_lands_on_the_text_it_claims(read, text: str) -> None:
    extraction = read(text)
    for span in spans_of(extraction):
        assert text[span.start : span.end] == span.exact
        assert text[: span.start].endswith(span.prefix)
        assert text[span.end :].startswith(span.suffix)
    json.dumps(public_record(extraction))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=DISPATCH)
def test_indices_point_into_their_lists(read, text: str) -> None:
    extraction = read(text)
    for event in extraction.events:
        assert -1 <= event.place < len(extraction.places)
        assert -1 <= event.time < len(extraction.times)
        assert -1 <= event.claim < len(extraction.claims)
        assert all(0 <= index < len(extraction.figures) for index in event.toll.figures)
        assert all(-1 <= side.actor < len(extraction.actors) for side in (*event.actors, *event.targets))
    for figure in extraction.figures:
        assert -1 <= figure.part_of < len(extraction.figures)
        assert figure.high is None or figure.low <= figure.high
    for index, actor in enumerate(extraction.actors):
        assert -1 <= actor.antecedent < index


def test_the_same_document_gives_the_same_record(read) -> None:
    text = "قتل ثلاثة جنود في هجوم شنه مسلحون على حاجز قرب مدينة سرت أمس، بحسب مصدر أمني."
    assert public_record(read(text)) == public_record(read(text))


def test_relative_times_stay_open_where_publication_is_not_known(read) -> None:
    extraction = read("قتل جنديان أمس في انفجار في بغداد عام 2017.", None)
    assert [time.value for time in extraction.times] == [None, "2017"]
    assert "time:publication_unknown" in extraction.times[0].rules


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("قصفت طائرات التحالف مواقع للمسلحين في الرقة أمس.", ("ASSAULT", "shelling", "actual", "2018-06-14")),
        ("اعتقلت الشرطة التركية عشرة أشخاص في أنقرة الخميس.", ("COERCE", "arrest", "actual", "2018-06-14")),
        ("تظاهر مئات المحتجين في البصرة الجمعة.", ("PROTEST", "demo", "actual", "2018-06-15")),
        ("وصف مسؤول الوضع بأنه خطير، وقد يشن التنظيم هجوما على مدينة سرت.", ("ASSAULT", "other", "possible", None)),
        ("سيزور الرئيس المصري بغداد الأسبوع المقبل.", ("CONSULT", "visit", "planned", "2018-W25")),
        ("اتفقت الحكومة اليمنية وجماعة الحوثي على تبادل الأسرى أمس.", ("AGREE", None, "actual", "2018-06-14")),
        ("انسحبت القوات الروسية من مدينة تدمر أمس.", ("RETREAT", "withdraw", "actual", "2018-06-14")),
        ("خطف مسلحون ثلاثة عمال في مدينة بنغازي أمس.", ("ASSAULT", "kidnap", "actual", "2018-06-14")),
    ],
)
def test_codes_events_of_many_kinds(read, sentence: str, expected: tuple[str, str | None, str, str | None]) -> None:
    found = [(event.type, event.mode, event.status, event.date) for event in read(sentence).events]
    assert expected in found, found


@pytest.mark.parametrize(
    "sentence",
    [
        "شن لاعبو الفريق هجوما على مرمى المنافس في مباراة كأس العالم وسجل اللاعب هدفا في الشوط الثاني من المباراة.",
        "انفجرت الأسعار في الأسواق وارتفع مؤشر البورصة وزادت أرباح الأسهم والاستثمار في مصر.",
        "خطفت الممثلة الأنظار في مهرجان القاهرة.",
        "لم يشن الجيش أي هجوم على المدينة.",
        "قتل 20 شخصا في فيضانات ضربت السودان أمس.",
        "دعا الأمين العام إلى وقف القصف في سوريا.",
    ],
)
def test_peaceful_or_denied_prose_holds_no_assault(read, sentence: str) -> None:
    assert [event.evidence.exact for event in read(sentence).events if event.type == "ASSAULT"] == []
