"""Finding counts of people and things, and what they measure."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.arabic.clitics import strip_pronoun
from marsad.arabic.numerals import Number, parse_number
from marsad.arabic.vocabulary import WordTest
from marsad.grammar.classes import WordClass, attached_preposition, is_known_whole
from marsad.grammar.parse import Parse
from marsad.lexicon.figures import Unit, bound_matcher, duals, exclusion_matcher, measure_matcher, units
from marsad.lexicon.matcher import Hit
from marsad.lexicon.numbers import approximators, number_words
from marsad.model import Figure, cut_span
from marsad.model.expression import TimeExpression

MEASURE_REACH_TOKENS = 9
FOLLOWING_REACH_TOKENS = 3
LONGEST_UNIT_TOKENS = 4
LONGEST_NUMBER_TOKENS = 12
BOUND_REACH_TOKENS = 2
YEAR_DIGITS, FIRST_YEAR, LAST_YEAR = 4, 1950, 2049
_NUMBER_OF_HARMED = frozenset(("killed", "injured", "detained", "abducted", "missing"))
_WAW = "\N{ARABIC LETTER WAW}"
_MIN = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_OTHERS = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER KHAH}\N{ARABIC LETTER REH}"
_PART_WORDS = frozenset(
    (
        "\N{ARABIC LETTER BEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}\N{ARABIC LETTER HEH}\N{ARABIC LETTER MEEM}",
        "\N{ARABIC LETTER BEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}\N{ARABIC LETTER HEH}\N{ARABIC LETTER ALEF}",
        "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}\N{ARABIC LETTER HEH}\N{ARABIC LETTER MEEM}",
        "\N{ARABIC LETTER DAD}\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}\N{ARABIC LETTER HEH}\N{ARABIC LETTER MEEM}",
    )
)
"""`بينهم`, `بينها`, `منهم`, `ضمنهم`: what follows is a part of the count before."""


@dataclass(slots=True)
class _Count:
    """A count before its measure is known: tokens of number and unit, bounds, the unit's meaning."""

    first: int
    last: int
    low: int
    high: int | None
    unit_first: int
    unit: Unit | None
    approx: bool = False
    alone: bool = False


def find_figures(parse: Parse, times: Sequence[TimeExpression]) -> list[Figure]:
    """The counts of a text in its order, with bounds, unit and measure; dates, ages, money and measures are left out.

    What it mistakes: a bare number far from the word that says what became of the counted is left out or `other`.
    """
    return _Finder(parse, times).find()


class _Finder:
    def __init__(self, parse: Parse, times: Sequence[TimeExpression]) -> None:
        self._parse, self._text, self._norms = parse, parse.text, parse.text.norms
        self._words = number_words()
        self._timed = [(self._text.token_at(time.span.start), self._text.token_at(max(time.span.start, time.span.end - 1))) for time in times]
        self._measures = measure_matcher().find(self._text)
        self._measure_at = [hit.first for hit in self._measures]
        self._bounds: dict[int, Hit[str]] = {}
        self._opened: dict[int, Hit[str]] = {}
        for hit in bound_matcher().find(self._text):
            self._bounds[hit.last] = hit
            self._opened[hit.first] = hit
        self._excluded = {"before": set[int](), "after": set[int]()}
        for exclusion in exclusion_matcher().find_all(self._text):
            self._excluded[exclusion.payload].add(exclusion.last if exclusion.payload == "before" else exclusion.first)

    def find(self) -> list[Figure]:
        counts: list[_Count] = []
        timed = {token for first, last in self._timed for token in range(first, last + 1)}
        behind = 0
        for index in self._text.where(_COUNTS):
            count = self._count(index) if index >= behind and index not in timed else None
            if count is not None:
                counts.append(count)
                behind = count.last
        return self._finish(counts)

    def _count(self, index: int) -> _Count | None:
        norm = self._norms[index]
        letters = _particles(norm)
        bare = norm[letters:]
        if bare in self._words or norm[0].isdecimal():
            return self._numbered(index, letters)
        bare = bare.removeprefix(_ARTICLE) if bare.startswith(_ARTICLE) and bare[2:] in self._words else bare
        unit = duals().get(bare)
        if unit is not None:
            return _Count(index, index + 1, 2, self._upper(index, index + 1, 2), index, unit, alone=True)
        return self._single(index, norm)

    def _numbered(self, index: int, letters: int) -> _Count | None:
        number = self._parse_at(index, letters)
        if number is None or self._is_glued(index, number.last):
            return None
        low, high, last = self._range(index, number)
        if index in self._excluded["before"] or last in self._excluded["after"]:
            return None
        unit_first, last, unit = self._unit(index, last)
        if low == high == 1 and self._norms[index][letters:] in self._words:
            return None  # `أحد المسلحين`, `إحدى المراحل`: one of them, not a count
        if (last in self._excluded["after"] and unit is None) or low != int(low):
            return None
        count = _Count(index, last, int(low), self._upper(index, last, int(high)), unit_first, unit)
        self._loosen(count)
        return count

    def _parse_at(self, index: int, letters: int) -> Number | None:
        """The number at token `index`, its first `letters` letters being particles."""
        window = self._norms[index : index + LONGEST_NUMBER_TOKENS]
        window[0] = window[0][letters:]
        number = parse_number(window, 0, self._words)
        return None if number is None else number._replace(last=number.last + index)

    def _is_glued(self, index: int, last: int) -> bool:
        """True for numbers inside names: `إس-400`, `F-16`, `الـ7`, `T4`."""
        before = self._norms[index - 1] if index else ""
        touching = index > 0 and self._text.ends[index - 1] == self._text.starts[index]
        after = self._norms[last] if last < len(self._norms) else ""
        return (touching and (before in ("-", "/", ":", ".") or before.isalpha())) or after in ("/", ":", "%") or before == "/"

    def _range(self, index: int, number: Number) -> tuple[float, float, int]:
        """Bounds and end of `2600 إلى 3500`, `بين 600 و700`, `10-15`; a scale said once counts for both."""
        last = number.last
        between = index in self._bounds and self._bounds[index].payload == "between"
        joined, second_at = False, last
        if last + 1 < len(self._norms) and (self._norms[last],) in approximators()["to"] and (self._norms[last] != _WAW or between):
            joined, second_at = True, last + 1
        elif between and last < len(self._norms) and self._norms[last].startswith(_WAW) and len(self._norms[last]) > 1:
            joined = True
        if not joined or second_at >= len(self._norms):
            return number.low, number.high, last
        second = self._parse_at(second_at, int(second_at == last))
        if (
            second is None
            or second.high * (second.scale if number.scale == 1 else 1) <= number.low
            or self._excluded_between(number.last, second.last)
        ):
            return number.low, number.high, last
        low = number.low * second.scale if number.scale == 1 and number.low < second.low / second.scale + 1 and second.scale > 1 else number.low
        return low, second.high, second.last

    def _excluded_between(self, last: int, end: int) -> bool:
        return any(token in self._excluded["after"] for token in range(last, end))

    def _unit(self, index: int, last: int) -> tuple[int, int, Unit | None]:
        """First token of the counted noun, the token behind it, and its meaning: `11 شخصا`, `4 من جنوده`, `مئات المحتجين`."""
        known = units()
        at = last + 1 if last < len(self._norms) and self._norms[last] == _MIN else last
        if at < len(self._norms) and self._parse.classes[at] in (WordClass.NOUN, WordClass.NAME):
            norm = self._norms[at]
            unit = known.get(norm) or known.get(norm.removeprefix(_ARTICLE))
            prefix = attached_preposition(norm) if unit is None else ""
            if unit is not None or not prefix:
                end = max(at + 1, min(self._parse.noun_phrase(at), at + LONGEST_UNIT_TOKENS)) if at > last else at + 1
                return at, end, unit or self._unit_in(at, end)
        if norm_before := self._noun_before(index):
            return index - 1, last, norm_before
        return last, last, None

    def _unit_in(self, first: int, end: int) -> Unit | None:
        """`رجال الشرطة`, `جنوده`: a known noun inside the phrase, pronouns taken off."""
        for token in range(first, end):
            for form in (self._norms[token].removeprefix(_ARTICLE), *strip_pronoun(self._norms[token])):
                if form in units():
                    return units()[form]
        return Unit("", False)

    def _noun_before(self, index: int) -> Unit | None:
        """`المجندين الثلاثة`: a number with the article behind its noun."""
        if index and self._norms[index].startswith(_ARTICLE) and self._norms[index - 1].startswith(_ARTICLE):
            return units().get(self._norms[index - 1][2:])
        return None

    def _single(self, index: int, norm: str) -> _Count | None:
        """A lone indefinite noun right behind a word of harm: `مقتل جندي`, `قتل محتج`."""
        unit = units().get(norm)
        if unit is None or not unit.person or not index or norm.startswith(_ARTICLE) or unit.plural:
            return None
        harm = self._measure_before(index, 1)
        if harm is None or harm.payload not in _NUMBER_OF_HARMED or harm.last != index or unit.measure == "killed":
            return None
        after = self._norms[index + 1] if index + 1 < len(self._norms) else ""
        if after.startswith(_ARTICLE) and not after.endswith(("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER HEH}")):
            return None
        return _Count(index, index + 1, 1, 1, index, unit, alone=True)

    def _upper(self, index: int, last: int, high: int) -> int | None:
        before = self._bounds.get(index)
        behind = self._opened.get(last)
        if (before is not None and before.payload == "at_least") or (behind is not None and behind.payload == "at_least_after"):
            return None
        return high

    def _loosen(self, count: _Count) -> None:
        before = self._bounds.get(count.first)
        if before is not None and before.payload == "approx":
            count.approx = True
        elif before is not None and before.payload == "at_most":
            count.low = 0

    def _measure_before(self, index: int, reach: int) -> Hit[str] | None:
        """The nearest word of harm that ends within `reach` tokens before `index` in its sentence."""
        place = bisect_left(self._measure_at, index) - 1
        if place < 0:
            return None
        hit = self._measures[place]
        if index - hit.last >= reach or self._text.sentence_of(hit.first) != self._text.sentence_of(index):
            return None
        return hit

    def _finish(self, counts: list[_Count]) -> list[Figure]:
        figures: list[Figure] = []
        for place, count in enumerate(counts):
            part_of = self._whole(counts, place)
            measure = self._measure(count, figures[part_of].measure if part_of >= 0 else None)
            if count.unit is None and (measure is None or self._is_year(count)):
                part_of = -2
            figures.append(self._figure(count, measure or "other", part_of))
        kept = [index for index, figure in enumerate(figures) if figure.part_of != -2]
        renumbered = {old: new for new, old in enumerate(kept)}
        return [_with_part(figures[old], renumbered) for old in kept]

    def _measure(self, count: _Count, inherited: str | None) -> str | None:
        """What the unit implies, else what the nearest word of harm says for people, else None."""
        unit = count.unit
        if unit is not None and unit.measure and (not unit.person or unit.measure in _NUMBER_OF_HARMED | {"displaced"}):
            return unit.measure
        if inherited is not None:
            return inherited
        harm = self._measure_before(count.first, MEASURE_REACH_TOKENS)
        if harm is None:
            harm = self._measure_behind(count)
        if harm is not None and (unit is None or unit.person or harm.payload in ("displaced", "evacuated") or self._is_human(count)):
            return harm.payload
        return unit.measure or "other" if unit is not None else None

    def _is_year(self, count: _Count) -> bool:
        """A number without a noun that is written as years are and does not stand right behind a word of harm: `قتل في معارك الرقة 2017`."""
        norm = self._norms[count.first]
        if not (norm.isdecimal() and len(norm) == YEAR_DIGITS and FIRST_YEAR <= int(norm) <= LAST_YEAR):
            return False
        harm = self._measure_before(count.first, BOUND_REACH_TOKENS)
        return harm is None or harm.last != count.first

    def _is_human(self, count: _Count) -> bool:
        """An unknown counted noun right behind a word of harm counts people."""
        harm = self._measure_before(count.first, BOUND_REACH_TOKENS + 1)
        return harm is not None and count.unit is not None and not count.unit.measure

    def _measure_behind(self, count: _Count) -> Hit[str] | None:
        place = bisect_left(self._measure_at, count.last)
        if place < len(self._measures):
            hit = self._measures[place]
            if hit.first - count.last <= FOLLOWING_REACH_TOKENS and self._parse.classes[hit.first] is WordClass.VERB and not hit.prefix:
                same = self._text.sentence_of(hit.first) == self._text.sentence_of(count.first)
                return hit if same else None
        return None

    def _whole(self, counts: list[_Count], place: int) -> int:
        """Index of the count that this one is a part of (`بينهم 4 أطفال`, `1500 منهم`), -1 for none."""
        count = counts[place]
        if place == 0 or self._text.sentence_of(counts[place - 1].first) != self._text.sentence_of(count.first):
            return -1
        before = self._norms[max(0, count.first - 3) : count.first]
        behind = self._norms[count.last : count.last + 1]
        if any(word in _PART_WORDS or word.removeprefix(_WAW) in _PART_WORDS for word in before) or (behind and behind[0] in _PART_WORDS):
            return place - 1
        return -1

    def _figure(self, count: _Count, measure: str, part_of: int) -> Figure:
        first = min(count.first, count.unit_first)
        start = self._text.offset_within(first, _particles(self._norms[first])) if first == count.first else self._text.starts[first]
        span = cut_span(self._text.raw, start, self._text.ends[max(count.last, count.first + 1) - 1])
        unit = (
            span.exact
            if count.alone
            else self._text.slice(count.unit_first, count.last)
            if count.unit_first >= count.first
            else self._norms[count.unit_first]
        )
        return Figure(span, count.low, count.high, unit, measure, count.approx, part_of, rules=(f"measure:{measure}",))


@lru_cache(maxsize=65536)
def _particles(norm: str) -> int:
    """Letters of `و`, `ف`, `ب` or `ل` before a number word or dual; 0 where the word is known as it stands."""
    if norm[0] not in _ATTACHED:
        return 0
    words = number_words()
    most = 2 if norm[1:2] in _ATTACHED[2:] and norm[1:2] else 1
    letters = next((letters for letters in range(1, most + 1) if norm[letters:] in words or norm[letters:] in duals()), 0)
    return 0 if not letters or norm in words or norm in duals() or is_known_whole(norm) else letters


_ATTACHED = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}"


def _may_count(norm: str) -> bool:
    """True for words with which a count can begin: numbers, duals and counted nouns, whatever is attached."""
    bare = norm[_particles(norm) :]
    definite = bare.removeprefix(_ARTICLE)
    return norm[0].isdecimal() or bare in number_words() or definite in number_words() or bare in duals() or definite in duals() or norm in units()


_COUNTS = WordTest(_may_count)


def _with_part(figure: Figure, renumbered: dict[int, int]) -> Figure:
    if figure.part_of < 0:
        return figure
    return Figure(
        figure.span,
        figure.low,
        figure.high,
        figure.unit,
        figure.measure,
        figure.approx,
        renumbered.get(figure.part_of, -1),
        rules=figure.rules,
    )
