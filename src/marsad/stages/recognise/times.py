"""Finding expressions that fix a calendar time."""

from collections import defaultdict

import msgspec

from marsad.arabic.numerals import parse_number
from marsad.arabic.text import Text
from marsad.arabic.vocabulary import WordTest
from marsad.grammar.classes import WordClass, attached_preposition, word_class
from marsad.lexicon.matcher import Hit
from marsad.lexicon.numbers import approximators, number_words, ordinal_matcher
from marsad.lexicon.times import TimeWord, time_matcher
from marsad.model import cut_span
from marsad.model.expression import TimeExpression

FIRST_YEAR, LAST_YEAR = 1900, 2099
FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR = 1300, 1500
_LONGEST_DAY_DIGITS = 2
_SLASHES = frozenset(("/", "-", "(", "\u2013"))
_NUMERIC_DATE_TOKENS = 5
_HASH = "\N{ARABIC LETTER HEH}"
_THAT = frozenset(("\N{ARABIC LETTER THAL}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}",))


def find_times(text: Text) -> list[TimeExpression]:
    """The expressions of a text that fix a day, week, month, year or longer period, in its order.

    Times of day alone, pure durations (`ثلاثة أيام`) and vague words (`مؤخرا`) are left out.
    """
    return _Finder(text).find()


class _Finder:
    """Walks over the time words of one text; each `_read_*` method reads one kind of expression or gives None."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._norms = text.norms
        self._at: dict[int, list[Hit[TimeWord]]] = defaultdict(list)
        for hit in time_matcher().find_all(text):
            self._at[hit.first].append(hit)
        self._numbers = number_words()
        self._ordinals = {hit.first: hit for hit in ordinal_matcher().find(text)}

    def find(self) -> list[TimeExpression]:
        found: list[TimeExpression] = []
        behind = 0
        for index in sorted({*self._at, *self._ordinals, *self._text.where(_NUMBERS)}):
            read = self._read(index) if index >= behind else None
            if read is not None:
                expression, behind = read
                found.append(expression)
        return found

    def _read(self, index: int) -> tuple[TimeExpression, int] | None:
        norm = self._norms[index]
        if norm[0].isdecimal():
            return self._numeric(index) or self._dated(index) or self._bare_year(index)
        hits = self._at.get(index)
        if not hits:
            return self._dated(index) if index in self._ordinals else None
        for hit in hits:
            read = self._by_word(hit)
            if read is not None:
                return read
        return self._dated(index)

    def _by_word(self, hit: Hit[TimeWord]) -> tuple[TimeExpression, int] | None:
        kind = hit.payload.kind
        if kind == "part":
            return self._part_of_day(hit)
        if kind == "offset":
            return self._relative_day(hit, hit.start)
        if kind == "weekday":
            return self._weekday(hit, hit.start)
        if kind == "month":
            return self._month(hit, hit.start, None, None)
        if kind == "edge":
            return self._edge(hit)
        if kind == "this":
            return self._this(hit)
        if kind == "unit":
            return self._unit(hit, hit.start) or self._year_word(hit)
        if kind == "ago":
            return self._ago(hit)
        if kind == "year":
            return self._year_word(hit)
        if kind == "season":
            return self._make("season", hit.start, hit.last, modifier=self._modifier(hit.last)[0]), hit.last
        return None

    def _make(self, kind: str, start: int, last: int, **fields: object) -> TimeExpression:
        span = cut_span(self._text.raw, start, self._text.ends[last - 1])
        return TimeExpression(span, kind, **fields)  # type: ignore[arg-type]

    def _modifier(self, index: int) -> tuple[str, int]:
        """`last`, `this`, `next` or `""` said at token `index`, and the token behind it."""
        for hit in self._at.get(index, ()):
            if hit.payload.kind == "modifier" and not hit.prefix:
                return hit.payload.value.removeprefix("mod-"), hit.last
        return "", index

    def _hit(self, index: int, kind: str) -> Hit[TimeWord] | None:
        return next((hit for hit in self._at.get(index, ()) if hit.payload.kind == kind), None)

    def _part_of_day(self, hit: Hit[TimeWord]) -> tuple[TimeExpression, int] | None:
        following = self._hit(hit.last, "offset") or self._hit(hit.last, "weekday")
        if following is not None and not following.prefix:
            if following.payload.kind == "offset":
                return self._relative_day(following, hit.start)
            return self._weekday(following, hit.start)
        return self._dated(hit.last)

    def _relative_day(self, hit: Hit[TimeWord], start: int) -> tuple[TimeExpression, int] | None:
        before = self._norms[hit.first - 1] if hit.first else ""
        if before in _THAT or self._hit(hit.last, "noday") is not None:
            return None
        last = hit.last
        weekday = self._hit(last, "weekday")
        if weekday is not None and not weekday.prefix:
            last = weekday.last
        offset = int(hit.payload.value.removeprefix("day").removeprefix("night") or 0)
        return self._make("day", start, last, offset=offset), last

    def _weekday(self, hit: Hit[TimeWord], start: int) -> tuple[TimeExpression, int] | None:
        number = int(hit.payload.value)
        modifier, last = self._modifier(hit.last)
        index = last + 1 if last < len(self._norms) and self._norms[last] in ("\N{ARABIC COMMA}", ",") else last
        dated = self._dated(index) if not modifier and index < len(self._norms) else None
        if dated is not None and dated[0].kind == "calendar" and dated[0].day is not None:
            expression, end = dated
            return self._make("calendar", start, end, **{name: getattr(expression, name) for name in _CALENDAR_FIELDS}), end
        return self._make("weekday", start, last, number=number, modifier=modifier), last

    def _dated(self, index: int) -> tuple[TimeExpression, int] | None:
        """A day number before a month: `30 مارس`, `السابع من مايو/أيار الماضي`, `أول تموز`, `3 و4 يونيو`."""
        if index >= len(self._norms):
            return None
        start, day, last_day, behind = self._text.starts[index], None, None, index
        norm = self._norms[index]
        if norm.isdecimal() and len(norm) <= _LONGEST_DAY_DIGITS and 1 <= int(norm) <= 31:
            day, behind = int(norm), index + 1
            if behind + 1 < len(self._norms) and self._norms[behind] in ("-", "\N{ARABIC LETTER WAW}") and self._norms[behind + 1].isdecimal():
                last_day, behind = int(self._norms[behind + 1]), behind + 2
        else:
            ordinal = self._ordinals.get(index)
            if ordinal is not None:
                day, behind, start = ordinal.payload, ordinal.last, ordinal.start
        if day is None or behind >= len(self._norms):
            return None
        while behind < len(self._norms) and self._norms[behind] in _BEFORE_MONTH:
            behind += 1
        month = self._hit(behind, "month")
        if month is None or month.prefix:
            return None
        return self._month(month, start, day, last_day)

    def _month(self, hit: Hit[TimeWord], start: int, day: int | None, last_day: int | None) -> tuple[TimeExpression, int] | None:
        last = hit.last
        paired = self._paired(last)
        if paired is not None and paired.payload.value == hit.payload.value:
            last = paired.last
            if last < len(self._norms) and self._norms[last] == ")":
                last += 1
        year, behind = self._year_at(last)
        modifier, last = self._modifier(behind)
        if hit.payload.doubtful and day is None and year is None and paired is None and not modifier:
            return None
        hijri = hit.payload.value.startswith("h")
        number = int(hit.payload.value.removeprefix("h"))
        if (hijri and (day is None or (year is None and not modifier))) or (hijri and year is not None and year > LAST_HIJRI_YEAR):
            return None
        fields = {
            "year": year,
            "month": number,
            "day": day,
            "last_day": last_day,
            "modifier": modifier,
            "calendar": "hijri" if hijri else "gregorian",
        }
        return self._make("calendar", start, last, **fields), last

    def _paired(self, index: int) -> Hit[TimeWord] | None:
        """The same month's other name behind a slash or bracket."""
        if index < len(self._norms) and self._norms[index] in _SLASHES:
            return self._hit(index + 1, "month")
        return None

    def _year_at(self, index: int) -> tuple[int | None, int]:
        behind = index
        while behind < len(self._norms) and (self._norms[behind] in _BEFORE_YEAR or self._norms[behind] in _BEFORE_MONTH):
            behind += 1
        if behind < len(self._norms) and self._is_year(behind):
            year, behind = int(self._norms[behind]), behind + 1
            return year, behind + 1 if behind < len(self._norms) and self._norms[behind] == _HASH else behind
        return None, index

    def _is_year(self, index: int) -> bool:
        norm = self._norms[index]
        return norm.isdecimal() and len(norm) == 4 and (FIRST_YEAR <= int(norm) <= LAST_YEAR or FIRST_HIJRI_YEAR <= int(norm) <= LAST_HIJRI_YEAR)

    def _edge(self, hit: Hit[TimeWord]) -> tuple[TimeExpression, int] | None:
        """`أواخر يناير`, `مطلع العام الماضي`, `شهر مارس الماضي`: the period itself, roughly."""
        index = hit.last
        if index < len(self._norms) and (unit := self._hit(index, "edge")) is not None:
            index = unit.last
        month = self._hit(index, "month")
        if month is not None and not month.prefix:
            sure = msgspec.structs.replace(month, payload=msgspec.structs.replace(month.payload, doubtful=False))
            return self._month(sure, hit.start, None, None)
        unit_hit = self._hit(index, "unit")
        if unit_hit is not None and not unit_hit.prefix:
            return self._unit(unit_hit, hit.start) or self._year_word(unit_hit)
        return self._unit(hit, hit.start) if hit.payload.value.startswith("unit") else None

    def _this(self, hit: Hit[TimeWord]) -> tuple[TimeExpression, int] | None:
        unit = self._hit(hit.last, "unit")
        if unit is None or unit.prefix:
            return None
        return self._make("unit", hit.start, unit.last, unit=unit.payload.value.removeprefix("unit-"), modifier="this"), unit.last

    def _unit(self, hit: Hit[TimeWord], start: int) -> tuple[TimeExpression, int] | None:
        modifier, last = self._modifier(hit.last)
        if not modifier:
            return None
        return self._make("unit", start, last, unit=hit.payload.value.removeprefix("unit-"), modifier=modifier), last

    def _year_word(self, hit: Hit[TimeWord]) -> tuple[TimeExpression, int] | None:
        index = hit.last
        if index >= len(self._norms) or not self._is_year(index):
            return None
        year = int(self._norms[index])
        last = index + 1
        end = self._second_year(last)
        if end is not None:
            return self._make("range", hit.start, end[1], year=year, end_year=end[0]), end[1]
        return self._make("calendar", hit.start, last, year=year, calendar=_calendar_of(year)), last

    def _second_year(self, index: int) -> tuple[int, int] | None:
        """The second year of `عامي 2011 و2015`, `2011-2015`, `2011 إلى 2015`, and the token behind it."""
        if index + 1 < len(self._norms) and self._norms[index] in _RANGE_WORDS and self._is_year(index + 1):
            return int(self._norms[index + 1]), index + 2
        return None

    def _bare_year(self, index: int) -> tuple[TimeExpression, int] | None:
        """`في 2011`: four digits that a preposition makes a year, or that stand in brackets or a range of years."""
        if not self._is_year(index) or index == 0:
            return None
        year, end = int(self._norms[index]), self._second_year(index + 1)
        before = self._norms[index - 1]
        prepared = any(hit.payload.kind == "yearprep" and hit.last == index for back in (1, 2) for hit in self._at.get(index - back, ()))
        bracketed = before == "(" and index + 1 < len(self._norms) and self._norms[index + 1] == ")"
        if year > LAST_YEAR or year < FIRST_YEAR or not (prepared or bracketed or end) or self._is_counted(index + 1):
            return None
        if end is not None and end[0] > year:
            return self._make("range", self._text.starts[index], end[1], year=year, end_year=end[0]), end[1]
        return self._make("calendar", self._text.starts[index], index + 1, year=year), index + 1

    def _is_counted(self, index: int) -> bool:
        """True where a noun follows that the digits count (`في 2000 قرية`): an Arabic word without an article or particle."""
        if index >= len(self._norms):
            return False
        norm = self._norms[index]
        return (
            word_class(norm) is WordClass.NOUN
            and not norm.startswith("\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}")
            and not attached_preposition(norm)
        )

    def _numeric(self, index: int) -> tuple[TimeExpression, int] | None:
        """`12/3/2018`, `2018-03-12`, `12-3-2018`: day before month, as the region writes."""
        tokens = self._norms[index : index + _NUMERIC_DATE_TOKENS]
        if len(tokens) < _NUMERIC_DATE_TOKENS or tokens[1] not in ("/", "-") or tokens[3] != tokens[1]:
            return None
        if not (tokens[0].isdecimal() and tokens[2].isdecimal() and tokens[4].isdecimal()):
            return None
        one, two, three = int(tokens[0]), int(tokens[2]), int(tokens[4])
        year, month, day = (one, two, three) if one > LONGEST_MONTH_DAYS else (three, two, one)
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= LONGEST_MONTH_DAYS):
            return None
        last = index + _NUMERIC_DATE_TOKENS
        return self._make("calendar", self._text.starts[index], last, year=year, month=month, day=day), last

    def _ago(self, hit: Hit[TimeWord]) -> tuple[TimeExpression, int] | None:
        """`قبل ثلاثة أيام`, `قبل نحو أربع سنوات`, `قبل عامين`."""
        index, approx = hit.last, False
        if index < len(self._norms) and (self._norms[index],) in approximators()["approx"]:
            index, approx = index + 1, True
        dual = self._hit(index, "dualunit")
        if dual is not None and not dual.prefix:
            return self._make("ago", hit.start, dual.last, offset=2, unit=dual.payload.value.removeprefix("dual-"), approx=approx), dual.last
        number = parse_number(self._norms, index, self._numbers) if index < len(self._norms) else None
        unit = self._hit(number.last if number else index, "spanunit")
        if unit is None or unit.prefix or (number is not None and number.low != number.high):
            return None
        offset = int(number.low) if number else 1
        return self._make("ago", hit.start, unit.last, offset=offset, unit=unit.payload.value.removeprefix("span-"), approx=approx), unit.last


LONGEST_MONTH_DAYS = 31
_CALENDAR_FIELDS = ("year", "month", "day", "last_day", "modifier", "calendar")
_MIN = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"
_SHAHR = "\N{ARABIC LETTER SHEEN}\N{ARABIC LETTER HEH}\N{ARABIC LETTER REH}"
_BEFORE_MONTH = frozenset((_MIN, _SHAHR, "/"))
_BEFORE_YEAR = frozenset(
    (
        "\N{ARABIC LETTER AIN}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER MEEM}",
        "\N{ARABIC LETTER SEEN}\N{ARABIC LETTER NOON}\N{ARABIC LETTER HEH}",
        ",",
        "\N{ARABIC COMMA}",
    )
)
_RANGE_WORDS = frozenset(
    (
        "-",
        "/",
        "\u2013",
        "\N{ARABIC LETTER WAW}",
        "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER HAH}\N{ARABIC LETTER TEH}\N{ARABIC LETTER YEH}",
    )
)


_NUMBERS = WordTest(lambda norm: norm[0].isdecimal())


def _calendar_of(year: int) -> str:
    return "hijri" if year <= LAST_HIJRI_YEAR else "gregorian"
