"""Finding the phrases of a lexicon in a text, clitics and all."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

import msgspec

from marsad.arabic.clitics import Split, proclitic_splits
from marsad.arabic.fold import fold_word
from marsad.arabic.text import Text
from marsad.arabic.vocabulary import BaseTest

P = TypeVar("P")


class Hit(msgspec.Struct, Generic[P], frozen=True, gc=False):
    """A phrase found at tokens `first` to `last` (excluded). `start` and `end` are offsets in the raw text.

    `prefix` is the particles taken off the first word (`""` for none): `start` lies behind them.
    """

    first: int
    last: int
    start: int
    end: int
    prefix: str
    payload: P


Rest = tuple[str, ...]


class _Opening(msgspec.Struct, Generic[P], frozen=True, gc=False):
    """What a word opens: the payloads of the word alone, and the longer phrases by their second word, the longest first."""

    alone: list[P]
    longer: dict[str, list[tuple[Rest, P]]]


class _Readings(NamedTuple, Generic[P]):
    """The readings of a word in which it begins a phrase. `seconds` are the words one of which must follow; None: it may be a phrase alone."""

    openings: tuple[tuple[Split, _Opening[P]], ...]
    seconds: AbstractSet[str] | None


class PhraseMatcher(Generic[P]):
    """A set of phrases, each with a payload, found by the tokens of a text.

    A phrase is one or more words. Particles (`و ف ب ك ل`) are taken off the first word where what is left
    begins a phrase; a word that itself begins a phrase is tried whole first. Underscores and `#` of hashtags
    between words are skipped. Where the same phrase has several payloads all are kept, in the order given.
    """

    def __init__(self, phrases: Iterable[tuple[str, P]], *, folded: bool = False) -> None:
        """`folded` promises that the phrases are folded words with single blanks between: a large lexicon is then taken in fast."""
        self._untaken: dict[str, list[tuple[str, P]]] = {}
        for phrase, payload in phrases:
            words = phrase if folded else fold_phrase(phrase)
            first, _, rest = words.partition(" ")
            if first:
                self._untaken.setdefault(first, []).append((rest, payload))
        self._by_first: dict[str, _Opening[P]] = {}
        self._readings: dict[str, _Readings[P]] = {}
        self._test = BaseTest(self._untaken.keys)

    def _opening(self, first: str) -> _Opening[P]:
        """The phrases that begin with a word; made when first asked for."""
        opening = self._by_first.get(first)
        if opening is None:
            opening = self._by_first[first] = _Opening([payload for rest, payload in self._untaken[first] if not rest], {})
            for rest, payload in self._untaken[first]:
                second, _, others = rest.partition(" ")
                if second:
                    opening.longer.setdefault(second, []).append((tuple(others.split()), payload))
            for entries in opening.longer.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        return opening

    def __contains__(self, word: str) -> bool:
        return any(not rest for rest, _ in self._untaken.get(fold_word(word), ()))

    def opens(self, base: str) -> bool:
        """True where a folded word, its particles taken off, begins a phrase."""
        return base in self._untaken

    def find_all(self, text: Text) -> list[Hit[P]]:
        """Every phrase at every token, overlapping ones too: the longest of each reading of each token."""
        hits: list[Hit[P]] = []
        norms = text.norms
        for norm in text.words(self._test):
            openings, seconds = self._readings_of(norm)
            for index in text.positions[norm]:
                if seconds is None or (index + 1 < len(norms) and norms[index + 1] in seconds):
                    hits += self._match_at(text, index, openings)
        hits.sort(key=attrgetter("first"))
        return hits

    def _readings_of(self, norm: str) -> _Readings[P]:
        """The readings of a word in which it begins a phrase, with what it begins."""
        readings = self._readings.get(norm)
        if readings is None:
            openings = tuple((split, self._opening(split.base)) for split in proclitic_splits(norm) if split.base in self._untaken)
            alone = any(opening.alone for _, opening in openings)
            readings = _Readings(openings, None if alone else _HASHTAG_SIGNS.union(*(opening.longer for _, opening in openings)))
            if openings:
                self._readings[norm] = readings
        return readings

    def find(self, text: Text) -> list[Hit[P]]:
        """The phrases of a text, leftmost and longest, none overlapping another (payloads of one phrase share it)."""
        kept: list[Hit[P]] = []
        for hit in self.find_all(text):
            if not kept or hit.first >= kept[-1].last or hit.first == kept[-1].first:
                kept.append(hit)
        return kept

    def match(self, text: Text, index: int) -> list[Hit[P]]:
        """The longest phrases that begin at token `index`, or an empty list."""
        return self._match_at(text, index, self._readings_of(text.norms[index]).openings)

    @staticmethod
    def _match_at(text: Text, index: int, openings: tuple[tuple[Split, _Opening[P]], ...]) -> list[Hit[P]]:
        best: list[Hit[P]] = []
        for split, opening in openings:
            last, payloads = _longest(text.norms, index, opening) if opening.longer else (index + 1, opening.alone)
            if payloads and not (best and last <= best[0].last):
                start = text.offset_within(index, split.letters) if split.letters else text.starts[index]
                end, prefix = text.ends[last - 1], split.prefix
                best = [Hit(index, last, start, end, prefix, payload) for payload in payloads]
        return best


def _longest(norms: list[str], index: int, opening: _Opening[P]) -> tuple[int, list[P]]:
    """The end of the longest phrase at token `index` and the payloads of all phrases that long; those of the word alone where no other is."""
    second = index + 1
    while second < len(norms) and norms[second] in _HASHTAG_SIGNS:
        second += 1
    entries = opening.longer.get(norms[second]) if second < len(norms) else None
    if entries is None:
        return index + 1, opening.alone
    longest, payloads = index + 1, []
    for rest, payload in entries:
        last = _match_rest(norms, second + 1, rest)
        if last > longest:
            longest, payloads = last, [payload]
        elif last == longest and payloads:
            payloads.append(payload)
    return longest, payloads or opening.alone


_HASHTAG_SIGNS = frozenset("_#")


def fold_phrase(phrase: str) -> str:
    """The folded words of a phrase, single blanks between them; a phrase of plain words needs no cutting of sentences."""
    words = fold_word(phrase).split()
    return " ".join(words if all(map(str.isalpha, words)) else Text(phrase).norms)


def _match_rest(norms: list[str], index: int, rest: Rest) -> int:
    for word in rest:
        while index < len(norms) and norms[index] in _HASHTAG_SIGNS:
            index += 1
        if index >= len(norms) or norms[index] != word:
            return -1
        index += 1
    return index
