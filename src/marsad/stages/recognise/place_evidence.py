"""What the words around a name say: that a place is meant, a government, a person, or part of another name."""

from collections.abc import Sequence
from functools import cache, lru_cache

from marsad.arabic.clitics import ARTICLE, proclitic_splits
from marsad.arabic.numerals import read_digits
from marsad.arabic.text import Text
from marsad.grammar.classes import WordClass, is_known_whole, word_class
from marsad.lexicon.places import context_words, doubtful_names, person_words
from marsad.lexicon.states import nationalities
from marsad.model.candidates import PlaceCandidate
from marsad.stages.recognise.place_names import FROM, Target

ABOUT = "\N{ARABIC LETTER AIN}\N{ARABIC LETTER NOON}"
_WAW = "\N{ARABIC LETTER WAW}"
_BEH = "\N{ARABIC LETTER BEH}"
_COMMAS = frozenset((",", "\N{ARABIC COMMA}"))
_SKIPPED = frozenset('#_"\u00ab\u201c\u201d(')
GIVER_REACH_TOKENS = 2
"""`مدعومة من واشنطن`, `دعم مالي من الدوحة`: the gift stands at most so many words before `من`."""
_CAPITAL = "\N{ARABIC LETTER AIN}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER SAD}\N{ARABIC LETTER MEEM}\N{ARABIC LETTER HEH}"
_CAPITAL_WORDS = frozenset(prefix + ARTICLE + _CAPITAL for prefix in ("", _WAW, _BEH)) | {"\N{ARABIC LETTER LAM}\N{ARABIC LETTER LAM}" + _CAPITAL}
_METRES_PER_KM = 1000
_MEANS = {"locative": "locative", "approach": "approach", "visit-verb": "approach", "outlet-head": "outlet", "actor-noun": "actor"}
_REACHING = frozenset(("outlet", "approach"))
"""A head such as `وكالة` owns the name two words behind it (`وكالة أنباء فارس`), and so far reaches `هز` (`هز انفجار دمشق`)."""


def gather_evidence(text: Text, first: int, target: Target, prefix: str, joined: PlaceCandidate | None) -> frozenset[str]:
    """What speaks for a place or against one: the names of `PlaceCandidate.evidence`."""
    found = set() if prefix else _look_before(text.norms, first)
    if prefix.endswith(_BEH):
        found.add("attached")
    if joined is not None:
        found.add("joined")
    return frozenset(found | _look_at(text.norms, target))


def _look_before(norms: Sequence[str], first: int) -> set[str]:
    """What the words before token `first` say."""
    before = _before(norms, first)
    if before < 0:
        return set()
    found = set(classes_of(norms[before]))
    if norms[before] == FROM:
        found.discard("locative")
        found.add(_origin(norms, before))
    if is_after_capital(norms, first):
        found.add("kind")
    if norms[before] in person_words():
        found.add("person")
    elif not found and word_class(norms[before]) is WordClass.NAME:
        found.add("name-before")
    earlier = _before(norms, before)
    if earlier >= 0 and "locative" not in found:
        found |= classes_of(norms[earlier]) & _REACHING
    return found


def _look_at(norms: Sequence[str], target: Target) -> set[str]:
    """What the name itself and the word behind it say."""
    if not target.listed:
        return {"skeleton"}
    found = set()
    if target.key in doubtful_names() or target.key in person_words():
        found.add("doubtful")
    if " " not in target.key and is_known_whole(target.key):
        found.add("common")
    after = target.last
    if after < len(norms) and (norms[after] in person_words() or word_class(norms[after]) is WordClass.NAME):
        found.add("name-after")
    return found


@lru_cache(maxsize=65536)
def classes_of(norm: str) -> frozenset[str]:
    """What a word before a name says, read through its particles."""
    said = _said()
    return frozenset().union(*(said.get(split.base, ()) for split in proclitic_splits(norm)))


@cache
def _said() -> dict[str, frozenset[str]]:
    """What each word of the classes says that are looked for before a name."""
    said: dict[str, frozenset[str]] = {}
    for name, means in _MEANS.items():
        for word in context_words(name):
            said[word] = said.get(word, frozenset()) | {means}
    return said


def _origin(norms: Sequence[str], index: int) -> str:
    """What `من` at token `index` makes of the name behind it: a place left (`locative`), a government that gives (`actor`), or either."""
    if index and is_class(norms[index - 1], "from-motion"):
        return "locative"
    reach = norms[max(0, index - GIVER_REACH_TOKENS) : index]
    return "actor" if any(is_class(norm, "from-government") for norm in reach) else "from"


def is_after_capital(norms: Sequence[str], first: int) -> bool:
    """True where `العاصمة السورية،` stands before token `first`."""
    index = first - 1
    if index >= 0 and norms[index] in _COMMAS:
        index -= 1
    if index >= 0 and norms[index] in nationalities():
        index -= 1
    return 0 <= index < first - 1 and norms[index] in _CAPITAL_WORDS


def is_class(norm: str, class_id: str) -> bool:
    """True where a word, read through its particles, is of a class of `place_contexts.tsv`."""
    words = context_words(class_id)
    return norm in words or any(split.base in words for split in proclitic_splits(norm))


def _before(norms: Sequence[str], index: int) -> int:
    """The last token before `index` that is no quotation mark, bracket or hashtag's sign; -1 where there is none."""
    index -= 1
    while index >= 0 and norms[index] in _SKIPPED:
        index -= 1
    return index


def is_joined(text: Text, last: int, index: int) -> bool:
    """True where the word at token `index` is joined to a name that ended at token `last`: by `و`, or by a comma."""
    norms = text.norms
    while last < index and norms[last] in _SKIPPED:
        last += 1
    if last < index and norms[last] in _COMMAS:
        return all(norm in _SKIPPED for norm in norms[last + 1 : index])
    if last < index and norms[last] == _WAW:
        return all(norm in _SKIPPED for norm in norms[last + 1 : index])
    return last == index and norms[index].startswith(_WAW)


def read_distance(norms: Sequence[str], index: int) -> int:
    """The distance in metres that the words before token `index` give (`70 كلم`), 0 where they give none."""
    unit = index - 1
    while unit > 0 and norms[unit] in (FROM, "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}"):
        unit -= 1
    if unit < 1 or norms[unit] not in context_words("distance-unit"):
        return 0
    return round((read_digits(norms[unit - 1]) or 0) * _METRES_PER_KM)


def read_span(norms: Sequence[str], index: int) -> int:
    """The distance in metres in `على بعد 30 كم من` before token `index`, 0 where there is none."""
    return read_distance(norms, index - 1) if index and norms[index - 1] in (FROM, ABOUT) else 0


def extend_to_area(text: Text, first: int, start: int) -> int:
    """The offset where the noun of area before token `first` begins (`مدن الجنوب الليبي`), `start` where there is none."""
    if first == 0:
        return start
    for split in proclitic_splits(text.norms[first - 1]):
        if split.base in context_words("area"):
            return text.offset_within(first - 1, split.letters) if split.letters else text.starts[first - 1]
    return start
