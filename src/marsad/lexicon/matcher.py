"""Finding the phrases of a lexicon in a text, clitics and all."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from marsad.arabic.clitics import Split, proclitic_splits
from marsad.arabic.fold import fold_word
from marsad.arabic.text import Text

P = TypeVar("P")


class Hit(NamedTuple, Generic[P]):
    """A phrase found at tokens `first` to `last` (excluded). `start` and `end` are offsets in the raw text.

    `prefix` is the particles taken off the first word (`""` for none): `start` lies behind them.
    """

    first: int
    last: int
    start: int
    end: int
    prefix: str
    payload: P


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
        self._by_first: dict[str, dict[str, list[tuple[tuple[str, ...], P]]]] = {}
        self._splits: dict[str, tuple[Split, ...]] = {}
        self._barren: set[str] = set()

    def _phrases_from(self, first: str) -> dict[str, list[tuple[tuple[str, ...], P]]]:
        """The phrases that begin with a word, by their second word (`""` for none), the longest first; made when first asked for."""
        seconds = self._by_first.get(first)
        if seconds is None:
            seconds = self._by_first[first] = {}
            for rest, payload in self._untaken.get(first, ()):
                second, _, others = rest.partition(" ")
                seconds.setdefault(second, []).append((tuple(others.split()), payload))
            for entries in seconds.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        return seconds

    def __contains__(self, word: str) -> bool:
        return any(not rest for rest, _ in self._untaken.get(fold_word(word), ()))

    def opens(self, base: str) -> bool:
        """True where a folded word, its particles taken off, begins a phrase."""
        return base in self._untaken

    def find_all(self, text: Text) -> list[Hit[P]]:
        """Every phrase at every token, overlapping ones too: the longest of each reading of each token."""
        hits: list[Hit[P]] = []
        for norm in text.positions.keys() - self._barren:
            splits = self._readings(norm)
            if splits:
                for index in text.positions[norm]:
                    hits += self._match_at(text, index, splits)
        hits.sort(key=attrgetter("first"))
        return hits

    def _readings(self, norm: str) -> tuple[Split, ...]:
        """The readings of a word in which it begins a phrase; words that begin none are kept as barren, to be passed over at once."""
        splits = self._splits.get(norm)
        if splits is None:
            splits = tuple(split for split in proclitic_splits(norm) if split.base in self._untaken)
            if splits:
                self._splits[norm] = splits
            else:
                if len(self._barren) >= MOST_BARREN_WORDS:
                    self._barren.clear()
                self._barren.add(norm)
        return splits

    def find(self, text: Text) -> list[Hit[P]]:
        """The phrases of a text, leftmost and longest, none overlapping another (payloads of one phrase share it)."""
        return leftmost_longest(self.find_all(text))

    def match(self, text: Text, index: int) -> list[Hit[P]]:
        """The longest phrases that begin at token `index`, or an empty list."""
        return self._match_at(text, index, self._readings(text.norms[index]))

    def _match_at(self, text: Text, index: int, splits: tuple[Split, ...]) -> list[Hit[P]]:
        best: list[Hit[P]] = []
        for split in splits:
            last, payloads = self._longest(text.norms, index, self._phrases_from(split.base))
            if payloads and not (best and last <= best[0].last):
                start = text.offset_within(index, split.letters) if split.letters else text.starts[index]
                best = [Hit(index, last, start, text.ends[last - 1], split.prefix, payload) for payload in payloads]
        return best

    @staticmethod
    def _longest(norms: list[str], index: int, seconds: Mapping[str, list[tuple[tuple[str, ...], P]]]) -> tuple[int, list[P]]:
        """The end of the longest phrase at token `index` and the payloads of all phrases that long; those of the word alone where no other is."""
        if len(seconds) == 1 and "" in seconds:
            return index + 1, [payload for _, payload in seconds[""]]
        second = index + 1
        while second < len(norms) and norms[second] in _HASHTAG_SIGNS:
            second += 1
        longest, payloads = index + 1, []
        for rest, payload in seconds.get(norms[second], ()) if second < len(norms) else ():
            last = _match_rest(norms, second + 1, rest)
            if last > longest:
                longest, payloads = last, [payload]
            elif last == longest and payloads:
                payloads.append(payload)
        return longest, payloads or [payload for _, payload in seconds.get("", ())]


_HASHTAG_SIGNS = frozenset("_#")
MOST_BARREN_WORDS = 50_000
"""Words that begin no phrase, remembered up to this many (about 5 MB): the vocabulary of some thousand articles."""


def fold_phrase(phrase: str) -> str:
    """The folded words of a phrase, single blanks between them; a phrase of plain words needs no cutting of sentences."""
    words = fold_word(phrase).split()
    return " ".join(words if all(map(str.isalpha, words)) else Text(phrase).norms)


def leftmost_longest(hits: list[Hit[P]]) -> list[Hit[P]]:
    """Of overlapping hits the leftmost, and of those the longest; hits on the same tokens are all kept."""
    kept: list[Hit[P]] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        if not kept or hit.first >= kept[-1].last or (hit.first, hit.last) == (kept[-1].first, kept[-1].last):
            kept.append(hit)
    return kept


def _match_rest(norms: list[str], index: int, rest: tuple[str, ...]) -> int:
    for word in rest:
        while index < len(norms) and norms[index] in _HASHTAG_SIGNS:
            index += 1
        if index >= len(norms) or norms[index] != word:
            return -1
        index += 1
    return index
