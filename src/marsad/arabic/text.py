"""A text as the stages see it: folded, cut into tokens, sentences and paragraphs, with the way back."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from marsad.arabic.fold import fold, is_mark
from marsad.arabic.vocabulary import WordTest, words_passing

_TOKEN = re.compile(
    r"[\u0621-\u064a\u066e-\u06d3]+"  # an Arabic word, clitics attached
    r"|\d+(?:[.,]\d+)*"  # a number with its separators
    r"|[A-Za-z\u00c0-\u024f]+(?:['\u2019-][A-Za-z\u00c0-\u024f]+)*"  # a word in Latin letters
    r"|\n+"  # the end of a paragraph
    r"|[^\s\w]|\w"  # any other sign, one at a time
)
_STOPS = frozenset(".!?\u061f\u06d4\u2026")
_OPENING = {'"': '"', "\u00ab": "\u00bb", "\u201c": "\u201d", "\u201f": "\u201d", "\u201e": "\u201d", "\u201d": "\u201d"}
_ABBREVIATED = 2
"""A stop after a lone letter (`د.`) or between digits ends no sentence: words shorter than this are abbreviations."""
LONGEST_SENTENCE_TOKENS = 300
"""A text without stops is cut here, so that the work of the stages grows with its length and not faster."""
LONGEST_QUOTATION_TOKENS = 400
"""Past this many tokens an opening quotation mark is taken as a slip, and so closes nothing."""


class Text:
    """A document's text, folded and cut. Everything is addressed by token index; offsets lead back.

    `norms[i]` is token `i` folded; `starts[i]` and `ends[i]` are its code-point offsets in `raw`, `end`
    excluded. `sentences` and `paragraphs` are `(first, last)` token ranges, `last` excluded; line breaks
    are tokens of their own whose norm starts with a newline. `quotations` are the token ranges between
    quotation marks, the marks excluded. `positions` maps each norm to the tokens that it is, in order.
    """

    __slots__ = (
        "_cuts", "_offsets", "_passing", "_sentence_firsts", "ends", "norms", "paragraphs", "positions", "quotations", "raw", "sentences", "starts",
    )  # fmt: skip

    def __init__(self, raw: str) -> None:
        self.raw = raw
        folded = fold(raw)
        offsets = folded.offsets
        matches = list(_TOKEN.finditer(folded.text))
        self.norms = list(map(re.Match.group, matches))
        self._cuts = list(map(re.Match.start, matches))
        self._offsets = offsets
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for index, norm in enumerate(self.norms):
            positions[norm].append(index)
        self.positions = dict(positions)
        self._passing: dict[WordTest, list[str]] = {}
        self.starts = [offsets[cut] for cut in self._cuts]
        # A mark belongs to the letter before it: a token ends where the next folded character begins,
        # less the white space that folding kept.
        behind = list(map(re.Match.end, matches))
        self.ends = [end if (end := offsets[cut - 1] + 1) == offsets[cut] else _end(raw, offsets, cut) for cut in behind]
        self.sentences, self.paragraphs = _cut_sentences(self.norms, self.positions)
        self._sentence_firsts = [first for first, _ in self.sentences]
        self.quotations = _find_quotations(self.norms)

    def __len__(self) -> int:
        return len(self.norms)

    def offset_within(self, token: int, letters: int) -> int:
        """Offset in `raw` of the folded letter `letters` places into token `token`.

        >>> text = Text("وبليبيا")
        >>> text.raw[text.offset_within(0, 2):]
        'ليبيا'
        """
        return self._offsets[self._cuts[token] + letters]

    def token_at(self, offset: int) -> int:
        """Index of the token that holds the character at `offset`, or of the last one before it (-1: none)."""
        return bisect_right(self.starts, offset) - 1

    def sentence_of(self, token: int) -> int:
        """Index in `sentences` of the sentence that token `token` stands in."""
        return bisect_right(self._sentence_firsts, token) - 1

    def words(self, test: WordTest) -> list[str]:
        """The different norms that pass `test`, in the order in which they first stand."""
        if test not in self._passing:
            self._passing = words_passing(self.positions)
        return self._passing.get(test, [])

    def where(self, test: WordTest) -> list[int]:
        """The tokens whose norm passes `test`, in order.

        >>> Text("قتل 3 وجرح 5").where(WordTest(str.isdecimal))
        [1, 3]
        """
        return sorted(index for norm in self.words(test) for index in self.positions[norm])

    def slice(self, first: int, last: int) -> str:
        """The characters of `raw` from token `first` up to token `last`, which is excluded."""
        return self.raw[self.starts[first] : self.ends[last - 1]] if first < last else ""


def cut_tokens(folded: str) -> list[str]:
    """The tokens of a folded string.

    >>> cut_tokens("حركه (حماس)")
    ['حركه', '(', 'حماس', ')']
    """
    return _TOKEN.findall(folded)


def _end(raw: str, offsets: Sequence[int], cut: int) -> int:
    """Offset behind the folded character before `cut` and the marks that it carries in `raw`."""
    end, limit = offsets[cut - 1] + 1, offsets[cut]
    while end < limit and is_mark(raw[end]):
        end += 1
    return end


def _cut_sentences(norms: list[str], positions: Mapping[str, list[int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    sentences, paragraphs = [], []
    sentence = paragraph = 0
    ends = sorted(index for norm, tokens in positions.items() if norm in _STOPS or norm[0] == "\n" for index in tokens)
    for index in (*ends, len(norms)):
        while index - sentence > LONGEST_SENTENCE_TOKENS:
            sentences.append((sentence, sentence + LONGEST_SENTENCE_TOKENS + 1))
            sentence += LONGEST_SENTENCE_TOKENS + 1
        if index == len(norms) or norms[index][0] == "\n":
            if sentence < index:
                sentences.append((sentence, index))
            if paragraph < index:
                paragraphs.append((paragraph, index))
            sentence = paragraph = index + 1
        elif _is_full_stop(norms, index) or index - sentence == LONGEST_SENTENCE_TOKENS:
            sentences.append((sentence, index + 1))
            sentence = index + 1
    return sentences, paragraphs


def _is_full_stop(norms: list[str], index: int) -> bool:
    if norms[index] != ".":
        return True
    before = norms[index - 1] if index else ""
    after = norms[index + 1] if index + 1 < len(norms) else "\n"
    return (len(before) >= _ABBREVIATED and after not in _STOPS) or before.isdecimal()


def _find_quotations(norms: list[str]) -> list[tuple[int, int]]:
    quotations = []
    start, closing = -1, ""
    for index, norm in enumerate(norms):
        if start >= 0 and norm == closing:
            quotations.append((start, index))
            start = -1
        elif start >= 0 and index - start > LONGEST_QUOTATION_TOKENS:
            start = -1
        elif start < 0 and norm in _OPENING:
            start, closing = index + 1, _OPENING[norm]
    return quotations
