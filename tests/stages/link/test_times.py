from datetime import datetime

import pytest

from marsad.arabic.calendar import gregorian_of_hijri, interval_of
from marsad.arabic.text import Text
from marsad.stages.link.times import resolve_times
from marsad.stages.recognise.times import find_times

PUBLISHED = datetime.fromisoformat("2018-02-05T12:00:00+04:00")  # a Monday


def resolved(sentence: str, published: datetime | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(time.span.exact, time.value) for time in resolve_times(find_times(Text(sentence)), published)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("وقع ذلك الخميس الماضي", "2018-02-01"), ("وقع مساء الأحد", "2018-02-04"), ("وقع الاثنين", "2018-02-05"),
        ("وقع الاثنين الماضي", "2018-01-29"),
        ("يعقد الاثنين المقبل", "2018-02-12"), ("وقع أمس", "2018-02-04"), ("وقع أول أمس", "2018-02-03"), ("يعقد غدا الثلاثاء", "2018-02-06"),
        ("خلال العام الحالي", "2018"), ("الشهر الماضي", "2018-01"), ("الأسبوع الماضي", "2018-W05"), ("في عام 2017", "2017"), ("في 2011", "2011"),
        ("في السابع من مايو/أيار الماضي", "2017-05-07"), ("في 30 مارس", "2018-03-30"), ("في 30 تشرين الثاني", "2017-11-30"),
        ("في أول كانون الثاني", "2018-01-01"),
        ("في نيسان/أبريل 2016", "2016-04"),
        ("في جانفي 2018", "2018-01"), ("يوم 12/3/2017", "2017-03-12"), ("قبل ثلاثة أيام", "2018-02-02"), ("قبل نحو أربع سنوات", "2014"),
        ("بين عامي 2011 و2015", "2011/2015"),
        ("في 15 رمضان 1438", gregorian_of_hijri(1438, 9, 15).isoformat()), ("هذا الشهر", "2018-02"),
    ],
)  # fmt: skip
def test_resolves_against_the_publication_date(sentence: str, value: str) -> None:
    assert [found for _, found in resolved(sentence)] == [value]


@pytest.mark.parametrize(
    "sentence", ["لمدة ثلاثة أيام", "في ذلك اليوم", "مؤخرا", "مارس الضغط على الحكومة", "منذ سنوات", "قتل 2000 شخص", "صواريخ إس-300"]
)
def test_durations_and_vague_words_are_no_times(sentence: str) -> None:
    assert resolved(sentence) == []


def test_a_day_that_is_not_says_so() -> None:
    (time,) = resolve_times(find_times(Text("في 31 شباط 2017")), PUBLISHED)
    assert (time.value, "time:no_such_date" in time.rules) == (None, True)


@pytest.mark.parametrize(
    ("value", "first", "behind"),
    [
        ("2018-02-01", "2018-02-01", "2018-02-02"),
        ("2018-W05", "2018-01-29", "2018-02-05"),
        ("2018-12", "2018-12-01", "2019-01-01"),
        ("2011/2015", "2011-01-01", "2016-01-01"),
    ],
)
def test_intervals_end_behind_their_last_day(value: str, first: str, behind: str) -> None:
    assert [day.isoformat() for day in interval_of(value)] == [first, behind]


def test_a_time_before_the_calendar_keeps_no_value() -> None:
    assert resolved("قبل 5000 سنة") == [("قبل 5000 سنة", None)]
