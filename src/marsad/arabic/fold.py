"""Folding: one spelling for what Arabic writes in several, beside a map back to the text."""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_TATWEEL = "\N{ARABIC TATWEEL}"
_LETTER = "\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"

_SAME_LENGTH = {
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH WAVY HAMZA BELOW}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}": "\N{ARABIC LETTER WAW}",
    "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH GOAL}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER AE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER GAF}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER PEH}": "\N{ARABIC LETTER BEH}",
    "\N{ARABIC LETTER TCHEH}": "\N{ARABIC LETTER JEEM}",
    "\N{ARABIC LETTER JEH}": "\N{ARABIC LETTER JEEM}",
    "\N{ARABIC LETTER VEH}": "\N{ARABIC LETTER FEH}",
    "\N{ARABIC DECIMAL SEPARATOR}": ".",
    "\N{ARABIC THOUSANDS SEPARATOR}": ",",
    "\N{ARABIC PERCENT SIGN}": "%",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{FIGURE SPACE}": " ",
    "\N{THIN SPACE}": " ",
    "\t": " ",
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
}
_TABLE = str.maketrans(_SAME_LENGTH)
_REPLACED = frozenset(_SAME_LENGTH)

# Letters driven apart so that a filter does not see the word: a stretched letter, a gap or a sign, a stretched letter;
# or single letters with a dot, star, slash or hyphen between every two of them.
_STRETCHED_GAP = rf"(?<=[{_LETTER}]){_TATWEEL}+[ \u00a0.*/_\-\u00b7\u2022|]+{_TATWEEL}+(?=[{_LETTER}])"
_LONE = rf"(?<![{_LETTER}{_MARKS}])(?:[{_LETTER}][.*/_\-\u00b7\u2022|]){{2,}}[{_LETTER}](?![{_LETTER}])"
_INNER_STAR = rf"(?<=[{_LETTER}])[*\u2022|]+(?=[{_LETTER}])"

_CARRIED = re.compile(rf"[{_MARKS}{_INVISIBLE}{_TATWEEL}][{_MARKS}{_INVISIBLE}{_TATWEEL}]*")
"""Begins with a set of characters and no repeat: the engine then skips to the first of them at once."""
_STRETCHED = re.compile(_STRETCHED_GAP)
_STARRED = re.compile(_INNER_STAR)
_GAPS = tuple(_TATWEEL + gap for gap in (" ", "\N{NO-BREAK SPACE}", ".", "*", "/", "_", "-", "\N{MIDDLE DOT}", "\N{BULLET}", "|"))
_STARS = ("*", "\N{BULLET}", "|")
_MARK = re.compile(rf"[{_MARKS}{_TATWEEL}]")
_SPELLED_OUT = re.compile(_LONE)
_BETWEEN_LETTERS = re.compile(r"[.*/_\-\u00b7\u2022|]")
_BARE_WORDS = re.compile("[\u0621-\u063a\u0641-\u064a ]*")
"""Letters that carry nothing: nearly all words of the lexicons, in which folding drops nothing."""
_PRESENTATION = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its characters stood.

    `offsets[i]` is the code-point offset in the original of folded character `i`; one more entry at the
    end holds the original's length, so that `offsets[start]` to `offsets[end]` spans a folded range.
    """

    text: str
    offsets: Sequence[int]


def fold(text: str) -> Folded:
    """`text` in one spelling, with the offset of every character that is left.

    Alef, ya, ta marbuta and hamza seats become one letter each, digits ASCII; diacritics, tatweel, bidi and
    zero-width marks go, and words broken up to dodge a filter are joined. Nothing else is altered, so
    letters of other scripts and all punctuation stay where they were.

    >>> fold("مُقتــل ٣").text
    'مقتل 3'
    >>> list(fold("مُقتل").offsets)
    [0, 2, 3, 4, 5]

    What it mistakes: `ى` and `ي`, `ة` and `ه` fall together, so that `على` and `علي` read alike;
    look at the text where that matters.
    """
    dropped = _dropped_ranges(text)
    shaped = _PRESENTATION.search(text) is not None
    if not dropped and not shaped:
        return Folded(_unify(text), range(len(text) + 1))
    pieces: list[str] = []
    offsets = array("q")
    position = 0
    for start, end in (*dropped, (len(text), len(text))):
        if shaped and _PRESENTATION.search(text, position, start):
            for index in range(position, start):
                plain = _decompose(text[index])
                pieces.append(plain)
                offsets.extend([index] * len(plain))
        else:
            pieces.append(text[position:start])
            offsets.extend(range(position, start))
        position = end
    offsets.append(len(text))
    return Folded(_unify("".join(pieces)), offsets)


def _unify(text: str) -> str:
    """`text` with letters of one sound made one: each replacement a pass in C, four times as fast as one `translate` of all."""
    for letter in _REPLACED.intersection(text):
        text = text.replace(letter, _SAME_LENGTH[letter])
    return text


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """`word` folded, without the map: what lexicons and gazetteers use as keys.

    >>> fold_word("إدلب")
    'ادلب'
    """
    if _BARE_WORDS.fullmatch(word):
        return word.translate(_TABLE)
    return fold(word).text


def is_mark(letter: str) -> bool:
    """True for what a letter carries and folding drops: vowel signs and tatweel."""
    return _MARK.match(letter) is not None


def _dropped_ranges(text: str) -> list[tuple[int, int]]:
    ranges = [match.span() for match in _CARRIED.finditer(text)]
    if any(gap in text for gap in _GAPS):
        ranges += [match.span() for match in _STRETCHED.finditer(text)]
    if any(star in text for star in _STARS):
        ranges += [match.span() for match in _STARRED.finditer(text)]
    for match in _SPELLED_OUT.finditer(text):
        inner = _BETWEEN_LETTERS.finditer(match.group())
        ranges += [(match.start() + gap.start(), match.start() + gap.end()) for gap in inner]
    ranges.sort()
    return _without_overlaps(ranges)


def _without_overlaps(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=2048)
def _decompose(letter: str) -> str:
    if not _PRESENTATION.match(letter):
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    return _CARRIED.sub("", plain)
