"""Numbers: digits with their separators, number words, and both mixed, read into bounds."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

_WAW = "\N{ARABIC LETTER WAW}"
_THOUSANDS_GROUP = 3
_THOUSAND = 1000
_HUNDRED = 100
_TEN = 10


class NumberWord(NamedTuple):
    """What a number word means: `kind` is `unit`, `ten`, `hundred`, `scale`, `double` or `vague`; bounds are equal but for vague ones."""

    kind: str
    low: int
    high: int


class Number(NamedTuple):
    """A number read from tokens: bounds, the token behind it, and the scale it ended in (1 for none)."""

    low: float
    high: float
    last: int
    scale: int = 1


Words = Mapping[str, NumberWord]


def read_digits(token: str) -> float | None:
    """The value of a token of ASCII digits, None where it is none.

    A dot or comma before exactly three digits separates thousands (`3.500`, `1,500,000`), any other a decimal (`3.5`).

    >>> read_digits("3.500"), read_digits("3.5"), read_digits("1,500,000")
    (3500.0, 3.5, 1500000.0)

    What it mistakes: a decimal of three places (`2.125 مليون`); where a scale follows, the caller reads it as one.
    """
    if not token[:1].isdecimal():
        return None
    parts = token.replace(",", ".").split(".")
    if len(parts) == 1:
        return float(token)
    if all(len(part) == _THOUSANDS_GROUP for part in parts[1:]) and len(parts[0]) <= _THOUSANDS_GROUP:
        return float("".join(parts))
    return float(f"{parts[0]}.{parts[1]}") if len(parts) == 2 else None


def parse_number(norms: Sequence[str], first: int, words: Words) -> Number | None:
    """The longest number that begins at token `first`, None where there is none. `norms` are folded tokens.

    Number words join as Arabic joins them: units before tens with `و`, `ثلاثة عشر`, hundreds and scales multiplied by
    what stands before them, groups added with `و`. `عشرات الآلاف` multiplies vague bounds.
    """
    vague = words.get(norms[first])
    if vague is not None and vague.kind == "vague":
        return _vague(norms, first, vague, words)
    return _Reader(norms, words).read(first)


def _vague(norms: Sequence[str], first: int, word: NumberWord, words: Words) -> Number:
    following = words.get(_bare(norms[first + 1])) if first + 1 < len(norms) else None
    if following is not None and following.kind in ("scale", "vague") and word.low < _THOUSAND <= following.low:
        scale = _THOUSAND if following.low < _THOUSAND * _THOUSAND else _THOUSAND * _THOUSAND
        return Number(word.low * scale, (word.high + 1) * scale - 1, first + 2, scale)
    return Number(word.low, word.high, first + 1)


def _bare(norm: str) -> str:
    article = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
    return norm[2:] if norm.startswith(article) else norm


class _Reader:
    """Reads one number from left to right: `total` of finished groups, `current` of the group being read."""

    def __init__(self, norms: Sequence[str], words: Words) -> None:
        self._norms, self._words = norms, words
        self._total = self._current = 0.0
        self._scale = 1
        self._smallest = float("inf")

    def read(self, first: int) -> Number | None:
        index = self._start(first)
        if index == first:
            return None
        while index < len(self._norms):
            following = self._go_on(index)
            if following == index:
                break
            index = following
        value = self._total + self._current
        return Number(value, value, index, self._scale)

    def _start(self, first: int) -> int:
        digits = read_digits(self._norms[first])
        if digits is not None:
            self._current = digits
            return self._spaced_groups(first)
        word = self._words.get(self._norms[first])
        if word is None or word.kind == "vague":
            return first
        if word.kind == "scale":
            self._finish(word.low, 1)
        else:
            self._current = word.low
            self._smallest = word.low
        return first + 1

    def _go_on(self, index: int) -> int:
        norm = self._norms[index]
        word = self._words.get(norm)
        if word is None:
            return self._join(index)
        if word.kind in ("scale", "vague") and word.low in _SCALES and self._current:
            self._finish(_SCALES[word.low], self._current)
            return index + 1
        if word.kind == "unit" and word.low == _TEN and 0 < self._current % _HUNDRED < _TEN:
            self._current += _TEN
            return index + 1
        if word.kind == "hundred" and 2 < self._current < _TEN:
            self._current *= _HUNDRED
            return index + 1
        return index

    def _spaced_groups(self, first: int) -> int:
        """The token behind `1 414 021`: groups of three digits behind one of at most three."""
        last = first + 1
        while last < len(self._norms) and len(self._norms[first]) <= _THOUSANDS_GROUP == len(self._norms[last]) and self._norms[last].isdecimal():
            self._current = self._current * _THOUSAND + int(self._norms[last])
            last += 1
        return last

    def _join(self, index: int) -> int:
        """A further group behind `و`, attached or apart."""
        norm = self._norms[index]
        apart = norm == _WAW and index + 1 < len(self._norms)
        base, behind = (self._norms[index + 1], index + 2) if apart else (norm[1:], index + 1)
        word = self._words.get(base) if norm.startswith(_WAW) else None
        if word is None or word.kind == "vague":
            return index
        value = word.low
        if word.kind == "scale":
            self._finish(value, 1)
            return behind
        if (word.kind == "ten" and 0 < self._current % _HUNDRED < _TEN) or value < self._unit_size():
            self._current += value
            return behind
        return index

    def _unit_size(self) -> float:
        """What a joined group must stay below: `مئة وخمسة` goes on, `خمسة ومئة` are two numbers."""
        if self._current == 0:
            return self._scale if self._scale > 1 else 0
        for size in (_THOUSAND, _HUNDRED, _TEN):
            if self._current % size == 0:
                return size
        return 0

    def _finish(self, scale: float, count: float) -> None:
        self._total += count * scale
        self._scale = int(scale)
        self._current = 0.0


_SCALES = {1000: 1000, 2000: 1000, 1_000_000: 1_000_000, 2_000_000: 1_000_000, 1_000_000_000: 1_000_000_000, 10**12: 10**12}
"""The scale that a word means behind a count: `آلاف` alone is vague, behind `ثلاثة` it is a thousand."""
