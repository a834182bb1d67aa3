"""Sentences put into a language."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from marsad.lexicon.codebook import name_code
from marsad.lexicon.shown import shown, shown_count, shown_number
from marsad.model import Bounds
from marsad.model.situation import Coded, Counted, Days, Listed, Named, Phrase, Ranged, Value

EXACT_PRECISION = 1
DUAL = 2


def say(value: Value, language: str) -> str:
    """A value as it is read in `language`; `""` for None.

    >>> say(Phrase("event.toll", {"counts": Listed((Ranged("killed", (40, None)), Counted("injured", 500)))}), "ar")
    '؛ 40 قتيلاً على الأقل، 500 جريح'
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return shown_number(value)
    return _SAYERS[type(value)](value, language)


def _phrase(phrase: Phrase, language: str) -> str:
    return shown(phrase.key, language, **{name: say(value, language) for name, value in phrase.values.items()})


def _named(named: Named, language: str) -> str:
    return named.ar if language == "ar" else named.en


def _ranged(ranged: Ranged, language: str) -> str:
    """Bounds with their noun in the form that the last number asks for."""
    low, high = ranged.bounds
    if low == high:
        return shown_count(f"count.{ranged.noun}", language, low)
    return shown_bounds(ranged.bounds, language, lambda number, text: shown_count(f"count.{ranged.noun}", language, number, text))


def shown_bounds(bounds: Bounds, language: str, count: Callable[[int, str], str]) -> str:
    """Bounds that are no single number; `count` adds the noun to the number that stands before it.

    `from 1 to 2` would put the Arabic dual, which says its number by itself, into the genitive: it is `one or two`.
    """
    low, high = bounds
    if high is None:
        return shown("bounds.least", language, low=count(low, shown_number(low)))
    counted = {"low": shown_number(low), "low_counted": count(low, shown_number(low)), "high": count(high, shown_number(high))}
    return shown("bounds.range" if high > DUAL else "bounds.or", language, **counted)


def _listed(listed: Listed, language: str) -> str:
    joined = shown("list.join", language).join(say(item, language) for item in listed.items)
    return shown("list.and_more", language, listed=joined, more=shown_count("count.side", language, listed.more)) if listed.more else joined


def say_day(day: str, language: str) -> str:
    """A day by the name of its month.

    >>> say_day("2018-02-18", "ar"), say_day("2018-02-18", "en")
    ('18 فبراير 2018', '18 February 2018')
    """
    told = date.fromisoformat(day[:10])
    return shown("time.day", language, day=told.day, month=shown(f"month.{told.month:02d}", language), year=told.year)


def _days(days: Days, language: str) -> str:
    if days.begin is None:
        return shown("time.unknown", language)
    last = (date.fromisoformat(days.end[:10]) - timedelta(days=1)).isoformat() if days.end else days.begin
    first = say_day(days.begin, language)
    if last > days.begin[:10]:
        return shown("time.from_to", language, first=first, last=say_day(last, language))
    return first if days.precision <= EXACT_PRECISION else shown("time.about", language, day=first)


_SAYERS: Mapping[type, Callable[[Any, str], str]] = {
    Phrase: _phrase, Named: _named, Listed: _listed, Days: _days, Ranged: _ranged,
    Counted: lambda counted, language: shown_count(f"count.{counted.noun}", language, counted.number),
    Coded: lambda coded, language: name_code(coded.group, coded.code, language),
}  # fmt: skip
