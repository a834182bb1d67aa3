"""Reading names of places: the longest name of the gazetteer, kind words, directions, and names that only a kind word makes a place's."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from marsad.arabic.clitics import ARTICLE, Split, proclitic_splits
from marsad.arabic.text import Text
from marsad.grammar.classes import WordClass, is_known_whole, word_class
from marsad.lexicon.gazetteer import Gazetteer
from marsad.lexicon.places import CENTRE, PlaceKind, bearings, context_words, kind_openings, kind_words, person_words
from marsad.lexicon.states import nationalities, state_names

IN = "\N{ARABIC LETTER FEH}\N{ARABIC LETTER YEH}"
FROM = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"
THE_TOWN = (
    "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER MEEM}\N{ARABIC LETTER DAL}"
    "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}\N{ARABIC LETTER HEH}"
)
"""`المدينة` behind a kind word (`مطار المدينة`) is the town named before."""
_HAMZA = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
"""Folded alike, `وأدى` is a verb and `وادي` a valley."""
_KAF = "\N{ARABIC LETTER KAF}"
_LAM = "\N{ARABIC LETTER LAM}"
_JOINERS = frozenset("#_")
_HYPHEN = "-"
_OPENING_MARKS = frozenset('#_"\u00ab\u201c(')
LONGEST_UNLISTED_WORDS = 3
SHORTEST_UNLISTED_LETTERS = 3
_FULL_TURN = 360
WORDS_KEPT = 65536
"""Words of which the readings are remembered."""
_KINSHIP = frozenset(("\N{ARABIC LETTER BEH}\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH}\N{ARABIC LETTER WAW}"))
"""`بن` and `أبو` bind the names on their two sides."""
COMMON_NOUN_KINDS = frozenset(
    [
        "camp",
        "checkpoint",
        "crossing",
        "military-camp",
        "mosque",
        "mountain",
        "neighbourhood",
        "hospital",
        "bridge",
        "square",
        "market",
        "prison",
        "hill",
        "oilfield",
        "village",
    ]
)
"""Kind words behind which a definite common noun is a name (`حي السوق`); `منطقة العمليات` is none."""


class NameHit(msgspec.Struct, frozen=True, gc=False):
    """A name that ends before token `last`: its key, and how its first word was split."""

    last: int
    key: str
    split: Split


class Target(msgspec.Struct, frozen=True, gc=False):
    """A name with its kind word from token `first`, the name itself from `name_first`; `split` is how the first word was split.

    `listed` says that the gazetteer has `key`, `whole` that the kind word, if any, is part of it.
    """

    first: int
    name_first: int
    last: int
    split: Split
    key: str
    kind: PlaceKind | None
    listed: bool
    whole: bool


class NameIndex:
    """The names of a gazetteer, as a scan of tokens asks for them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._keys, self._openings = gazetteer.keys, gazetteer.openings
        self._firsts = {key.partition(" ")[0] for key in self._keys}
        self.splits = lru_cache(maxsize=WORDS_KEPT)(self._splits_of)

    def _splits_of(self, norm: str) -> tuple[Split, ...]:
        """The readings of a word in which it begins a name."""
        splits = tuple(split for split in proclitic_splits(norm) if split.base in self._firsts)
        if not any(split.prefix for split in splits):
            return splits
        whole = is_known_whole(norm) or norm in person_words()
        return tuple(split for split in splits if not split.prefix or (not whole and _may_compare(split)))

    def longest(self, norms: Sequence[str], index: int) -> NameHit | None:
        """The longest name at token `index`; of equally long ones that with fewest particles taken off."""
        best: NameHit | None = None
        for split in self.splits(norms[index]):
            hit = self._walk(norms, index, split)
            if hit is not None and (best is None or hit.last > best.last):
                best = hit
        return best

    def _walk(self, norms: Sequence[str], index: int, split: Split) -> NameHit | None:
        key, last = split.base, index + 1
        best = NameHit(last, key, split) if key in self._keys else None
        while key in self._openings:
            following = skip_joiners(norms, last, hyphen=True)
            if following >= len(norms):
                break
            key, last = f"{key} {norms[following]}", following + 1
            if key in self._keys:
                best = NameHit(last, key, split)
        return best


def _may_compare(split: Split) -> bool:
    """False where `ك` was taken off a name without article: `كبيرا` is no comparison with Beira, `كالرقة` is one with Raqqa."""
    return split.prefix[-1] != _KAF or split.base.startswith(ARTICLE) or split.base in state_names()


def read_target(text: Text, index: int, names: NameIndex) -> Target | None:
    """The name at token `index`, with the kind word that it may begin with; None where there is none, or only an adjective."""
    norms = text.norms
    hit = names.longest(norms, index)
    whole = None if hit is None or _is_adjective(norms, index, hit) else Target(index, index, hit.last, hit.split, hit.key, None, True, True)
    kind, split, after = read_kind(norms, index)
    if kind is None or split is None or (kind.id == "valley" and _HAMZA in text.raw[text.starts[index] : text.ends[index]]):
        return whole
    start = skip_opening(norms, after)
    name = names.longest(norms, start) if start < len(norms) else None
    other = name is not None and bool(name.split.prefix)
    if name is not None and (other or _is_adjective(norms, start, name)):
        name = None
    if whole is not None and whole.last > after and (name is None or whole.last >= name.last):
        return msgspec.structs.replace(whole, kind=kind)
    if name is not None:
        return Target(index, start, name.last, split, name.key, kind, True, False)
    last = read_unlisted(norms, start, common=kind.id in COMMON_NOUN_KINDS) if kind.unlisted and not other else start
    if kind.in_name and start < len(norms) and norms[start] == THE_TOWN:
        last = start + 1
    if last > start:
        return Target(index, start, last, split, " ".join(norms[start:last]), kind, False, False)
    return whole


def _is_adjective(norms: Sequence[str], index: int, hit: NameHit) -> bool:
    """True where a one-word name is a nationality or a direction in truth (`الشرقية`).

    `السعودية` is both: an adjective behind a definite noun or a name, else the country; `سورية` is an adjective behind any noun.
    """
    base = hit.split.base
    if base != hit.key:
        return False
    if base in bearings():
        return True
    if base not in nationalities():
        return False
    if base not in state_names() or hit.split.prefix:
        return base not in state_names() and base.startswith(ARTICLE)
    before = norms[index - 1] if index else ""
    if not before or not before[0].isalpha():
        return False
    if not base.startswith(ARTICLE):
        return base.endswith("\N{ARABIC LETTER HEH}") and word_class(before) is WordClass.NOUN
    return any(split.base.startswith(ARTICLE) for split in proclitic_splits(before)) or word_class(before) is WordClass.NAME


def read_kind(norms: Sequence[str], index: int) -> tuple[PlaceKind | None, Split | None, int]:
    """The kind word at token `index`, how its first word was split, and the token behind it."""
    words, openings = kind_words(), kind_openings()
    for split in proclitic_splits(norms[index]):
        if split.base in openings and index + 1 < len(norms):
            pair = words.get(f"{split.base} {norms[index + 1]}")
            if pair is not None:
                return pair, split, index + 2
        kind = words.get(split.base)
        if kind is not None:
            return kind, split, index + 1
    return None, None, index


def read_bearing(norms: Sequence[str], index: int) -> tuple[int | None, Split | None, int]:
    """The direction that the one or two words at token `index` give, how the first was split, and the token behind them.

    >>> read_bearing(["شمال", "غربي", "حلب"], 0)[0]
    315
    """
    words = bearings()
    for split in proclitic_splits(norms[index]):
        first = words.get(split.base)
        if first is not None:
            second = words.get(norms[index + 1]) if index + 1 < len(norms) else None
            if first == CENTRE or second in (None, CENTRE, first):
                return first, split, index + 1
            return _between(first, second), split, index + 2
    return None, None, index


def _between(first: int, second: int) -> int:
    """The bearing midway between two that are a quarter apart."""
    low, high = sorted((first, second))
    return (low + high) // 2 if high - low < _FULL_TURN // 2 else (low + high + _FULL_TURN) // 2 % _FULL_TURN


def skip_joiners(norms: Sequence[str], index: int, *, hyphen: bool = False) -> int:
    """The next token that is not a hashtag's sign, nor, where asked, a hyphen."""
    while index < len(norms) and (norms[index] in _JOINERS or (hyphen and norms[index] == _HYPHEN)):
        index += 1
    return index


def skip_opening(norms: Sequence[str], index: int) -> int:
    """The next token that opens no quotation, bracket or hashtag."""
    while index < len(norms) and norms[index] in _OPENING_MARKS:
        index += 1
    return index


def read_unlisted(norms: Sequence[str], index: int, *, common: bool) -> int:
    """Where a name that no gazetteer has ends, `index` itself where token `index` begins none.

    A word that no lexicon knows begins a name; with `common` also a definite common noun (`حي السوق`). Unknown words and
    `بن` or `أبو` with what follows them go on.
    """
    last = index
    while last < len(norms) and last - index < LONGEST_UNLISTED_WORDS:
        norm = norms[last]
        if norm in _KINSHIP and last + 1 < len(norms):
            last += 2
        elif _is_name_word(norm, first=last == index, common=common):
            last += 1
        else:
            break
    return min(last, len(norms))


def _is_name_word(norm: str, *, first: bool, common: bool) -> bool:
    if len(norm) < SHORTEST_UNLISTED_LETTERS or norm[0].isascii() or not norm[0].isalpha():
        return False
    if norm in nationalities() or norm in kind_words() or norm in bearings() or _is_never(norm):
        return False
    if word_class(norm) is WordClass.NAME:
        return not _opens_more(norm) and (first or norm[0] != _LAM)  # `ميناء السدر لتحميل`: what it is for
    if not first or word_class(norm) not in (WordClass.NOUN, WordClass.VERB):
        return False
    return (common and norm.startswith(ARTICLE) and word_class(norm) is WordClass.NOUN) or norm in person_words()


def _is_never(norm: str) -> bool:
    words = context_words("never-name")
    return norm in words or any(split.base in words for split in proclitic_splits(norm))


def _opens_more(norm: str) -> bool:
    """True where a word's particle shows that it begins another phrase."""
    return any(
        split.prefix and (split.base in kind_words() or split.base.startswith(ARTICLE) or is_known_whole(split.base))
        for split in proclitic_splits(norm)
    )
