"""Finding names of places, with the words before them that say of what kind they are and in which direction."""

import re

from marsad.arabic.clitics import ARTICLE, Split, proclitic_splits
from marsad.arabic.numerals import read_digits
from marsad.arabic.text import Text
from marsad.grammar.classes import WordClass, is_known_whole, word_class
from marsad.grammar.parse import Parse
from marsad.lexicon.gazetteer import Gazetteer
from marsad.lexicon.matcher import Hit
from marsad.lexicon.places import (
    PlaceWord,
    doubtful_names,
    governing_words,
    introducing_words,
    kind_words,
    personal_names,
    place_word_matcher,
    visiting_words,
)
from marsad.lexicon.states import capitals, nationalities, state_names
from marsad.model import Place, cut_span
from marsad.model.candidates import PlaceCandidate

WELL_KNOWN_POPULATION = 60_000
"""A single-word name that prose also uses as a common word is taken without evidence only for towns of this size or curated ones."""
FAMOUS_POPULATION = 200_000
SHORTEST_UNDOUBTED_LETTERS = 4
SHORTEST_GIVEN_NAME_LETTERS = 2
_ATTACHED = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER WAW}\N{ARABIC LETTER LAM}"
LONGEST_UNKNOWN_NAME_TOKENS = 3
METRES_PER_KM = 1000
_KM = re.compile("^(?:\u0643\u0645|\u0643\u0644\u0645|\u0643\u064a\u0644\u0648\u0645\u062a\u0631.*)$")
_FI = "\N{ARABIC LETTER FEH}\N{ARABIC LETTER YEH}"
_MIN = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"
_BETWEEN = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}"
_BEH = "\N{ARABIC LETTER BEH}"
_ILA = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}"
_LOCATIVE = frozenset((_FI, _MIN, _ILA))
_SKIPPED = frozenset(("#", "_", '"', "\u00ab", "\u00bb"))


def find_places(parse: Parse, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """The names of places in a text, in its order, with every place of the gazetteer that bears each.

    Also names that the gazetteer does not know where a kind word introduces them (`بلدة …`): those come without places.
    Nationality adjectives are not places. What it mistakes: a person's name that is a town's too, unless listed as doubtful.
    """
    return _Finder(parse, gazetteer).find()


class _Finder:
    def __init__(self, parse: Parse, gazetteer: Gazetteer) -> None:
        self._parse, self._text, self._gazetteer = parse, parse.text, gazetteer
        self._words: dict[int, Hit[PlaceWord]] = {}
        self._before: dict[int, Hit[PlaceWord]] = {}
        for hit in place_word_matcher().find(self._text):
            self._words.setdefault(hit.first, hit)
            self._before[hit.last] = hit

    def find(self) -> list[PlaceCandidate]:
        found: list[PlaceCandidate] = []
        index, size = 0, len(self._text)
        while index < size:
            candidate, last = self._at(index)
            if candidate is not None:
                found.append(candidate)
            index = max(last, index + 1)
        return found

    def _at(self, index: int) -> tuple[PlaceCandidate | None, int]:
        """The candidate whose name begins at token `index`, and the token behind it."""
        norm = self._text.norms[index]
        splits = self._gazetteer.splits(norm)
        known_whole = bool(splits) and splits[0].prefix != "" and is_known_whole(norm)
        for split in splits:
            if known_whole and len(split.prefix) == 1:
                continue
            last, places = self._longest(index, split)
            if places and self._is_place(index, last, split, places):
                return self._candidate(index, last, split, places), last
        return self._unknown(index)

    def _longest(self, index: int, split: Split) -> tuple[int, tuple[Place, ...]]:
        """The longest name from token `index` on that the gazetteer knows: the token behind it, and its places."""
        norms = self._text.norms
        words, ends = [split.base], [index + 1]
        at, most = index + 1, self._gazetteer.longest(split.base)
        while at < len(norms) and len(words) < most:
            if norms[at] not in _SKIPPED:
                words.append(norms[at])
                ends.append(at + 1)
            elif norms[at] not in ("#", "_"):
                break
            at += 1
        for count in range(len(words), 0, -1):
            places = self._gazetteer.lookup(" ".join(words[:count]))
            if places:
                return ends[count - 1], places
        return index, ()

    def _is_place(self, index: int, last: int, split: Split, places: tuple[Place, ...]) -> bool:
        """Whether the name is meant as a place here: common words and names of people need evidence."""
        norm = split.base
        if norm in nationalities() and index and self._parse.classes[index - 1] is WordClass.NUMBER:
            return False  # `11 سوريا`: a count of people
        if (last - index == 1 and norm in introducing_words()) or all(word in introducing_words() for word in text_words(self._text, index, last)):
            return False
        introduced = index in self._before and self._before[index].payload.role == "kind" and self._before[index].first < index
        if introduced:
            return True
        if last - index > 1:
            return True
        if norm in nationalities() and (norm not in _state_like() or self._is_adjective(index, split)):
            return False
        located = split.prefix.endswith(_BEH) or (index > 0 and self._text.norms[index - 1] in _LOCATIVE)
        if norm in personal_names() and places[0].kind != "country" and places[0].population < FAMOUS_POPULATION:
            return False
        if norm in doubtful_names():
            return (self._direction(index) is not None and located) or (
                located and places[0].id.startswith(("marsad", "country")) and norm not in personal_names()
            )
        if places[0].id.startswith(("marsad", "country")) or places[0].population >= WELL_KNOWN_POPULATION:
            known = places[0].id.startswith(("marsad", "country"))
            if not known and word_class(norm) is not WordClass.NAME and places[0].population < FAMOUS_POPULATION:
                return False
            return bool(split.prefix) or not self._is_person(index)
        common = word_class(norm) is not WordClass.NAME or len(norm) < SHORTEST_UNDOUBTED_LETTERS
        if common:
            return False
        return located or self._direction(index) is not None or (places[0].population > 0 and self._is_listed(index))

    def _is_adjective(self, index: int, split: Split) -> bool:
        """`القوات السورية` against `في سورية`: behind a noun it agrees, behind a preposition or verb it names the state."""
        return not split.prefix and index > 0 and self._parse.classes[index - 1] is WordClass.NOUN and self._text.norms[index - 1] not in kind_words()

    def _is_person(self, index: int) -> bool:
        """True right behind an unknown word that is not a place word: a given name with a town's name as its second."""
        if index == 0 or index in self._before:
            return False
        before, norm = self._text.norms[index - 1], self._text.norms[index]
        unknown = self._parse.classes[index - 1] is WordClass.NAME and self._parse.classes[index] is WordClass.NAME
        if not unknown or norm.startswith(ARTICLE) or before[0] in _ATTACHED:
            return False
        return before.isalpha() and len(before) > SHORTEST_GIVEN_NAME_LETTERS and not self._gazetteer.longest(before)

    def _is_listed(self, index: int) -> bool:
        """True beside another name of the gazetteer: `دوما وحرستا`."""
        norms = self._text.norms
        around = [norms[at] for at in (index - 1, index + 1) if 0 <= at < len(norms)]
        return any(
            self._gazetteer.longest(split.base) and len(split.base) > SHORTEST_UNDOUBTED_LETTERS
            for norm in around
            for split in proclitic_splits(norm)
        )

    def _direction(self, index: int) -> Hit[PlaceWord] | None:
        """The direction that stands right before token `index`, or before the kind word there, `في` allowed between."""
        before = self._before.get(index)
        if before is not None and before.payload.role == "kind":
            index = before.first
            before = self._before.get(index)
        if before is None and index > 0 and self._text.norms[index - 1] in ("#",):
            before = self._before.get(index - 1)
        return before if before is not None and before.payload.role == "direction" else None

    def _candidate(self, index: int, last: int, split: Split, places: tuple[Place, ...]) -> PlaceCandidate:
        text = self._text
        start = text.offset_within(index, split.letters) if split.letters else text.starts[index]
        name = text.raw[start : text.ends[last - 1]]
        kind_hit = self._before.get(index) or (self._before.get(index - 1) if index and text.norms[index - 1] == "#" else None)
        word = kind_hit.payload if kind_hit is not None and kind_hit.payload.role == "kind" and kind_hit.first < index and not split.prefix else None
        direction = self._direction(index)
        bearing = None if direction is None or split.prefix else -1 if direction.payload.bearing is None else direction.payload.bearing
        if word is not None and kind_hit is not None and (word.own or word.kind == "admin"):
            start = kind_hit.start
        if direction is not None and bearing is not None and places[0].kind == "country":
            start = direction.start
        located = split.prefix.endswith(_BEH) or any(
            norm in _LOCATIVE for norm in text.norms[max(0, self._opening(index) - 1) : self._opening(index)]
        )
        return PlaceCandidate(
            cut_span(text.raw, start, text.ends[last - 1]), name, places, word.kind if word else "", bool(word and word.own),
            word.radius_m if word else 0, bearing, self._distance(direction), located or bearing is not None, self._is_governing(index, last, split),
        )  # fmt: skip

    def _opening(self, index: int) -> int:
        """The first token of the name with its kind word and direction."""
        while index in self._before and self._before[index].first < index:
            index = self._before[index].first
        return index

    def _distance(self, direction: Hit[PlaceWord] | None) -> int:
        """Metres of `على بعد 30 كم شمال`, 0 where none are said."""
        if direction is None or direction.first < 2:
            return 0
        norms = self._text.norms
        digits = read_digits(norms[direction.first - 2])
        if digits is None or not _KM.match(norms[direction.first - 1]):
            return 0
        return int(digits * METRES_PER_KM)

    def _is_governing(self, index: int, last: int, split: Split) -> bool:
        """True where a verb right before or behind has the place for its subject: `رفضت واشنطن`, `تركيا تهدد`, `بين طهران وواشنطن`."""
        classes, norms = self._parse.classes, self._text.norms
        if index in self._before and self._before[index].first < index:
            return False
        before = classes[index - 1] if index else WordClass.BREAK
        if before is WordClass.VERB and not split.prefix:
            return norms[index - 1].lstrip("\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}") not in visiting_words()
        capital = split.base in capitals()
        if (
            split.prefix in ("", "\N{ARABIC LETTER WAW}")
            and last < len(classes)
            and classes[last] is WordClass.VERB
            and norms[last][0] == "\N{ARABIC LETTER TEH}"
        ):
            return before is not WordClass.PREPOSITION
        if capital and index > 0 and norms[index - 1] in governing_words() and split.prefix in ("", "\N{ARABIC LETTER WAW}"):
            return True
        return capital and (
            (index > 0 and norms[index - 1] == _BETWEEN) or (split.prefix == "\N{ARABIC LETTER WAW}" and index > 1 and norms[index - 2] == _BETWEEN)
        )

    def _unknown(self, index: int) -> tuple[PlaceCandidate | None, int]:
        """A name that only its kind word makes a place: `بلدة …`, `حي …`, for words that no lexicon knows as nouns."""
        word = self._before.get(index)
        if word is None or word.payload.role != "kind" or word.first >= index or not _introduces(word, self._text):
            return None, index
        last = index
        while (
            last < len(self._text)
            and last < index + LONGEST_UNKNOWN_NAME_TOKENS
            and self._parse.classes[last] is WordClass.NAME
            and self._text.norms[last][0].isalpha()
        ):
            if self._text.norms[last][0] == "\N{ARABIC LETTER WAW}":
                break
            last += 1
        if last == index:
            return None, index
        text = self._text
        start = word.start if word.payload.own else text.starts[index]
        span = cut_span(text.raw, start, text.ends[last - 1])
        return PlaceCandidate(span, text.slice(index, last), (), word.payload.kind, word.payload.own, word.payload.radius_m, located=True), last


def _introduces(word: Hit[PlaceWord], text: Text) -> bool:
    """Whether a kind word stands bare before the name it introduces: `بلدة X`, not `البلدة X`."""
    return not text.norms[word.last - 1].startswith(ARTICLE) and word.payload.kind in ("settlement", "admin", "facility", "natural")


def _state_like() -> frozenset[str]:
    """Adjective forms that are names of states too (`سورية`, `تشيلي`)."""
    return frozenset(nationalities().keys() & state_names().keys())


def text_words(text: Text, first: int, last: int) -> list[str]:
    """The folded words of tokens `first` to `last`, particles taken off the first."""
    return [proclitic_splits(norm)[-1].base if at == 0 else norm for at, norm in enumerate(text.norms[first:last])]
