"""What an export leaves out, and that it counts it."""

import io
from collections import Counter

import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.share.exported import CAPTURED, DOUMA, FEARED, GONE, PRIVATE, RECORDS, REVIEWER, SHELLING, SYRIA, WORDS, heading, provinces

from marsad.errors import InputError
from marsad.lexicon.common_nouns import common_part
from marsad.model import Place, Side
from marsad.model.shared import SharedEvent
from marsad.stages.share.coarse import coarse_days, coarse_place
from marsad.stages.share.formats import FORMATS, find_format, load_writer
from marsad.stages.share.harm import PEOPLE, Policy, protect, read_policy


def protected(record=SHELLING, **asked: str) -> tuple[SharedEvent, Counter[str]]:
    left_out: Counter[str] = Counter()
    made = protect(record, read_policy(**asked), provinces, left_out)
    assert isinstance(made, SharedEvent)
    return made, left_out


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_names_a_private_person_by_default(form: str) -> None:
    stream = io.BytesIO()
    left_out: Counter[str] = Counter()
    load_writer(find_format(form))((protect(record, Policy(), provinces, left_out) for record in RECORDS), stream, heading(form))
    written = stream.getvalue()
    if "parquet" in form:
        written = str(pq.read_table(io.BytesIO(written)).to_pylist()).encode()
    for word in PRIVATE.split():
        assert word.encode() not in written
        assert msgspec.json.encode(word)[1:-1] not in written
    assert REVIEWER.encode() not in written
    assert left_out[PEOPLE] >= 4
    assert (left_out["quotations"], left_out["titles"], left_out["reviewers"]) == (2, 2, 1)


def test_what_is_asked_for_is_given() -> None:
    whole, left_out = protected(names="all", evidence="full")
    assert whole == SHELLING
    assert not left_out


def test_offices_forces_and_states_stay() -> None:
    made, _ = protected(CAPTURED)
    assert [side.name for side in made.event.actors] == ["وزير الداخلية", "مسلحون"]
    assert [side.name for side in protected()[0].event.targets] == ["40 مدنيا"]
    assert [figure.source for figure in protected()[0].event.figures] == ["civilian", "فرق"]


PHRASES = [
    ("7 جنود", "7 جنود"), ("شبان فلسطينيين", "شبان فلسطينيين"), ("الإرهابي المصري هشام عشماوي", "الإرهابي المصري"), ("شكري بلعيد", ""),
    ("الناشط أنور الركن", "الناشط"), ("محمد", ""), ("", ""), ("عشرات من أفراد الجيش", "عشرات من أفراد الجيش"), ("طفلتها", ""),
    ("ثلاثة وعشرين ألف شخص", "ثلاثة وعشرين ألف شخص"), ("مصادر طبية في غوطة دمشق", "مصادر طبية"), ("وليد وأحمد", ""), ("شرطيان ومحمد", "شرطيان"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "kept"), PHRASES)
def test_words_that_name_nobody(phrase: str, kept: str) -> None:
    assert common_part(phrase) == kept


@given(st.lists(st.sampled_from(["جنود", "محمد", "أحمد", "سعيد", "الخطيب", "مسلح", "40", "سوريين", "فلان"]), min_size=1))
def test_nothing_behind_a_name_stays(words: list[str]) -> None:
    named = [number for number, word in enumerate(words) if word in ("محمد", "أحمد", "سعيد", "الخطيب", "فلان")]
    kept = common_part(" ".join(words)).split()
    assert kept == words[: named[0] if named else len(words)]


def test_spans_say_where_and_not_what() -> None:
    made, _ = protected()
    quote = made.tellings[0].evidence
    assert quote is not None
    assert (quote.start, quote.end, quote.exact, quote.prefix) == (10, 10 + len(WORDS), "", "")
    assert protected(evidence="none")[0].tellings[0].evidence is None


def test_coarse_places_and_times_take_what_tells_them_along() -> None:
    made, left_out = protected(place="admin1", time="month")
    assert made.event.place is not None
    assert (made.event.place.name_en, made.event.geo_precision) == ("Rif Dimashq", 3)
    assert (made.event.begin, made.event.end, made.event.time_precision) == ("2018-04-01", "2018-05-01", 3)
    said = msgspec.json.encode(made)
    for word in (b"Douma", b"2018-04-07", b"33.572", b"one.example", WORDS.encode(), b"abab"):
        assert word not in said
    assert (left_out["places"], left_out["times"], left_out["addresses"], left_out["quotations"]) == (3, 3, 2, 2)
    gone = protect(GONE, read_policy(time="week"), provinces, Counter())
    assert gone.at == "2024-01-01"


def test_squares_hold_the_place_and_hide_it() -> None:
    made = coarse_place(DOUMA, "50", provinces)
    assert made.name_en == ""
    assert made.radius_m == 35356
    assert coarse_place(SYRIA, "50", provinces) == SYRIA
    assert coarse_place(SYRIA, "admin1", provinces) == SYRIA
    assert protected(FEARED, place="50")[0].event.place is None


@given(st.floats(-89, 89), st.floats(-180, 180), st.sampled_from((1, 10, 50, 300)))
def test_every_point_of_a_square_becomes_its_middle(lat: float, lon: float, km: int) -> None:
    made = coarse_place(Place("x", "x", "x", lat, lon, 0, "settlement", "SY"), str(km), provinces)
    assert made.lat is not None
    assert made.lon is not None
    assert abs(made.lat - lat) <= km / 111.32 / 2 + 1e-3
    again = coarse_place(msgspec.structs.replace(made, radius_m=0), str(km), provinces)
    assert (again.lat, again.lon) == pytest.approx((made.lat, made.lon), abs=2e-4)


@given(st.dates(), st.integers(0, 400), st.sampled_from(("week", "month")))
def test_coarse_days_hold_the_days(first, length, size) -> None:
    from datetime import date, timedelta

    if first.year > 9990 or first.year < 2:
        return
    end = first + timedelta(days=length + 1)
    begin, beyond = coarse_days(first.isoformat(), end.isoformat(), size)
    assert begin <= first.isoformat() < end.isoformat() <= beyond
    opened = date.fromisoformat(begin)
    assert opened.weekday() == 0 if size == "week" else opened.day == 1


@pytest.mark.parametrize(
    "asked", [{"names": "some"}, {"evidence": "half"}, {"place": "house"}, {"place": "0"}, {"time": "day"}, {"place": "5", "evidence": "full"}]
)
def test_wrong_policies_are_refused(asked: dict[str, str]) -> None:
    with pytest.raises(InputError):
        read_policy(**asked)


def test_a_side_without_any_word_is_unnamed() -> None:
    record = msgspec.structs.replace(SHELLING, event=msgspec.structs.replace(SHELLING.event, targets=(Side(PRIVATE), Side("فلان"))))
    assert protected(record)[0].event.targets == (Side("unnamed"),)
