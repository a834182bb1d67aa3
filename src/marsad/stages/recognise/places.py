"""Names of places in a text, with their kind words, directions and distances, and what speaks for or against each."""

from functools import lru_cache

import msgspec

from marsad.arabic.clitics import ARTICLE, Split, proclitic_splits
from marsad.arabic.skeleton import SHORTEST_SKELETON, skeleton_of_arabic
from marsad.arabic.text import Text
from marsad.arabic.vocabulary import WordTest
from marsad.lexicon.gazetteer import Gazetteer
from marsad.lexicon.places import PlaceKind, bearings, blockers, kind_openings, kind_words
from marsad.lexicon.states import nationalities, state_names
from marsad.model.candidates import PlaceCandidate
from marsad.model.place import Place
from marsad.stages.recognise.place_evidence import extend_to_area, gather_evidence, is_joined, read_distance, read_span
from marsad.stages.recognise.place_names import FROM, IN, NameIndex, Target, read_bearing, read_target, skip_joiners

COUNTRYSIDE = "countryside"
"""The kind word `ريف`, behind which a side may follow the name."""
_NAME, _BEARING, _BLOCKER = 1, 2, 4
"""Flags of what a word may begin."""


def find_places(text: Text, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """The candidates of a text in its order, none overlapping another.

    >>> from marsad.lexicon.gazetteer import open_gazetteer
    >>> [candidate.name for candidate in find_places(Text("قصف بلدة كفرنبل جنوب إدلب"), open_gazetteer())]
    ['كفرنبل', 'ادلب']

    What it mistakes: family names that are places, and common words behind a kind word.
    """
    return _scanner(gazetteer).scan(text)


@lru_cache(maxsize=4)
def _scanner(gazetteer: Gazetteer) -> "_Scanner":
    return _Scanner(gazetteer)


class _Scanner:
    """A gazetteer made ready to scan texts; what it knows of each word is kept from text to text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._index = NameIndex(gazetteer)
        self._opens = lru_cache(maxsize=65536)(self._may_open)
        self._openings = WordTest(self._opens)
        self._countries: dict[str, tuple[Place, ...]] = {}

    def scan(self, text: Text) -> list[PlaceCandidate]:
        """The candidates of a text."""
        found: list[PlaceCandidate] = []
        blocked, shared = 0, None
        for index in text.where(self._openings):
            known = self._opens(text.norms[index])
            if index < blocked:
                continue
            if known & _BLOCKER:
                blocked = max((hit.last for hit in blockers().match(text, index)), default=0)
            if index < blocked or not known & _NAME:
                continue
            joined = found[-1] if found and is_joined(text, found[-1].last, index) else None
            candidate, kind = self._read(text, index, joined, shared if joined else None, directed=bool(known & _BEARING))
            if candidate is not None:
                blocked = candidate.last
                found.append(candidate)
                shared = kind
        return found

    def _may_open(self, norm: str) -> int:
        """What a word may begin, as flags: a name or what stands before one, a direction, and a name of another thing."""
        words, openings, directions, other = kind_words(), kind_openings(), bearings(), blockers()
        flags = _NAME if self._index.splits(norm) else 0
        for split in proclitic_splits(norm):
            if split.base in words or split.base in openings:
                flags |= _NAME
            if split.base in directions:
                flags |= _NAME | _BEARING
            if other.opens(split.base):
                flags |= _BLOCKER
        return flags

    def _read(
        self, text: Text, index: int, joined: PlaceCandidate | None, shared: PlaceKind | None, *, directed: bool
    ) -> tuple[PlaceCandidate | None, PlaceKind | None]:
        """The candidate at token `index`, and the kind that a name joined to it shares; `directed` says that a word of direction stands there."""
        target = read_target(text, index, self._index)
        if directed and (target is None or (not target.whole and target.kind is None) or target.last - target.first == 1):
            region = self._read_direction(text, index, joined)
            if region is not None:
                return region, None
        if target is None:
            return None, None
        several = target.kind if target.kind is not None and target.kind.several else shared if target.kind is None else None
        made = self._make(text, target, index, target.split, joined, shared)
        return _with_side(text, made), several

    def _read_direction(self, text: Text, index: int, joined: PlaceCandidate | None) -> PlaceCandidate | None:
        """The candidate that a word of direction opens: `شرق ليبيا`, `الجنوب الليبي`, `المنطقة الجنوبية في ليبيا`."""
        norms = text.norms
        bearing, split, after = read_bearing(norms, index)
        if bearing is None or split is None or after >= len(norms):
            return None
        if split.base.startswith(ARTICLE):
            country = nationalities().get(norms[after], "") if norms[after].startswith(ARTICLE) else ""
            if country:
                return self._make_region(text, index, after + 1, country, bearing, split)
            if norms[after] not in (IN, FROM):
                return None
            after += 1
        start = skip_joiners(norms, after)
        target = read_target(text, start, self._index) if start < len(norms) else None
        if target is None or target.split.prefix:
            return None
        made = self._make(text, target, index, split, joined, None)
        start_offset = extend_to_area(text, index, made.start) if split.base.startswith(ARTICLE) else made.start
        distance = read_distance(norms, index) or made.distance_m
        return msgspec.structs.replace(made, start=start_offset, bearing=bearing, distance_m=distance, evidence=made.evidence | {"bearing"})

    def _make_region(self, text: Text, first: int, last: int, country: str, bearing: int, split: Split) -> PlaceCandidate | None:
        """A part of a country named by direction and nationality; the noun before it belongs to the name (`مدن الجنوب الليبي`)."""
        places = self._country(country)
        if not places:
            return None
        start = extend_to_area(text, first, _start(text, first, split))
        evidence = frozenset(("bearing", "nationality"))
        return PlaceCandidate(
            first, last, start, text.ends[last - 1], places[0].name_ar, places, bearing=bearing, evidence=evidence, name_start=start
        )

    def _country(self, code: str) -> tuple[Place, ...]:
        if not self._countries:
            for name, state in state_names().items():
                if state not in self._countries:
                    self._countries[state] = tuple(place for place in self._gazetteer.find(name) if place.kind == "country")
        return self._countries.get(code, ())

    def _make(self, text: Text, target: Target, first: int, split: Split, joined: PlaceCandidate | None, shared: PlaceKind | None) -> PlaceCandidate:
        """The candidate of a target; `first` and `split` say where it begins with what stands before it."""
        kind = target.kind or shared
        places = self._places_of(target)
        evidence = gather_evidence(text, first, target, split.prefix, joined)
        part = target.key.partition(" ")[0] in bearings()
        named = target.kind is not None and not target.whole and not _is_own(target) and not part
        name_start = text.starts[target.name_first] if named else _start(text, target.first, target.split)
        start = _start(text, first, split) if first != target.first else name_start
        if target.whole and target.split.base in bearings() and target.split.base.startswith(ARTICLE):
            start = name_start = extend_to_area(text, first, start)
        curated = frozenset(place.id for place in places if self._gazetteer.is_curated(place))
        return PlaceCandidate(
            first, target.last, start, text.ends[target.last - 1], target.key, places, kind.id if kind else "", kind.kind if kind else "",
            _is_own(target), None, read_span(text.norms, first), evidence | {"kind"} if kind else evidence, curated, name_start,
        )  # fmt: skip

    def _places_of(self, target: Target) -> tuple[Place, ...]:
        """The places of a target's name, or of its kind word and name together where that is a name (`مطار [مدينة] الحديدة`)."""
        if not target.listed:
            skeleton = skeleton_of_arabic(target.key)
            return self._gazetteer.find_skeleton(skeleton) if len(skeleton) >= SHORTEST_SKELETON else ()
        if target.kind is not None and not target.whole:
            words = target.key.split(" ")
            bare = words[1:] if len(words) > 1 and words[0] in kind_words() else words
            whole = self._gazetteer.find(" ".join([target.split.base, *bare]))
            if whole:
                return whole
        return self._gazetteer.find(target.key)


def _is_own(target: Target) -> bool:
    """True where a kind word may make a place of its own of the name behind it."""
    return target.kind is not None and target.kind.in_name and not target.whole and not target.kind.several


def _with_side(text: Text, candidate: PlaceCandidate) -> PlaceCandidate:
    """A candidate, and where it is a countryside the side that is said behind it: `ريف دمشق الشرقي`."""
    opening = kind_words().get(candidate.name.partition(" ")[0])
    countryside = candidate.kind_word == COUNTRYSIDE or (opening is not None and opening.id == COUNTRYSIDE)
    if not countryside or candidate.last >= len(text) or not text.norms[candidate.last].startswith(ARTICLE):
        return candidate
    bearing, _, last = read_bearing(text.norms, candidate.last)
    if bearing is None:
        return candidate
    return msgspec.structs.replace(candidate, last=last, end=text.ends[last - 1], bearing=bearing)


def _start(text: Text, token: int, split: Split) -> int:
    return text.offset_within(token, split.letters) if split.letters else text.starts[token]
