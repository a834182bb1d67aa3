"""Scoring records against gold annotations: the measures of the gold guidelines, layer by layer.

The definitions are those of the annotators' own `score.py`; a test holds the two equal.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from marsad.errors import InputError

Item = Mapping[str, Any]
RADIUS_KM = {"settlement": 50, "facility": 50, "admin": 150, "natural": 300, "region": 500}
SCORED_TYPES = frozenset(["ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "THREATEN", "SANCTION", "AID", "CONSULT", "AGREE"])
EARTH_RADIUS_KM = 6371
NAME_SHARE = 0.5
_FOLDED = str.maketrans("\u0623\u0625\u0622\u0671\u0649\u0629\u0624\u0626", "\u0627\u0627\u0627\u0627\u064a\u0647\u0648\u064a")
_DROPPED = re.compile("[\u064b-\u0652\u0640\"'\u00ab\u00bb()\u060c.]")
_PARTICLES = re.compile("^(\u0648|\u0641)?(\u0628|\u0644|\u0643)?(\u0627\u0644|\u0644\u0644)")


class Tally:
    """Counts of hits, gold items and found items a layer, and of right answers an attribute."""

    def __init__(self) -> None:
        self._layers: dict[str, list[int]] = {}
        self._attributes: dict[str, list[int]] = {}

    def add(self, layer: str, hits: int, gold: int, found: int) -> None:
        """Count one article's items of a layer."""
        row = self._layers.setdefault(layer, [0, 0, 0])
        for index, count in enumerate((hits, gold, found)):
            row[index] += count

    def attribute(self, name: str, *, right: bool) -> None:
        """Count one attribute of a matched event."""
        row = self._attributes.setdefault(name, [0, 0])
        row[0] += right
        row[1] += 1

    def table(self) -> dict[str, dict[str, float]]:
        """Layer → precision, recall, f1, gold and found; attribute → accuracy and asked."""
        rows: dict[str, dict[str, float]] = {}
        for layer, (hits, gold, found) in self._layers.items():
            precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            rows[layer] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "gold": gold, "found": found}
        for name, (right, asked) in self._attributes.items():
            rows[name] = {"accuracy": round(right / asked, 4), "asked": asked}
        return rows


def read_gold(texts: Path, gold: Path) -> list[tuple[str, Item]]:
    """The annotated articles: pairs of text and annotation.

    Raises:
        InputError: when a folder is missing or holds no annotation with its text.
    """
    paths = sorted(gold.glob("*.json"))
    if not paths or not texts.is_dir():
        raise InputError(f"no annotated articles: {gold} must hold *.json and {texts} the texts of the same names")
    return [(json.loads((texts / path.name).read_text("utf-8"))["text"], json.loads(path.read_text("utf-8"))) for path in paths]


def score_articles(articles: Sequence[tuple[str, Item]], records: Mapping[str, Item]) -> dict[str, dict[str, float]]:
    """The table of `Tally` over articles, records by document id; an article without a record counts as empty."""
    tally = Tally()
    for text, gold in articles:
        _score_article(text, gold, records.get(gold["id"], {}), tally)
    return tally.table()


def _score_article(text: str, gold: Item, record: Item, tally: Tally) -> None:
    _score_places(gold["places"], _unique_places(record.get("places", [])), tally)
    _score_times(text, gold["times"], [item for item in record.get("times", []) if item.get("value")], tally)
    _score_figures(text, gold["figures"], record.get("figures", []), tally)
    _score_claims(text, gold["claims"], record.get("claims", []), tally)
    _score_events(text, gold, [item for item in record.get("events", []) if item["type"] in SCORED_TYPES], tally)


def _score_places(golds: Sequence[Item], founds: Sequence[Item], tally: Tally) -> None:
    def named(gold: Item, found: Item) -> float:
        share = alike(gold["quote"], found["quote"])
        return share if share >= NAME_SHARE else 0

    located = sum(1 for gold in golds if gold["kind"] == "country" or gold["lat"] is not None)
    tally.add("places: named", len(_pair(golds, founds, named)), len(golds), len(founds))
    resolved = _pair(golds, founds, lambda gold, found: named(gold, found) * _resolves(gold, found))
    tally.add("places: resolved", len(resolved), located, len(founds))


def _score_times(text: str, golds: Sequence[Item], founds: Sequence[Item], tally: Tally) -> None:
    at = _Locator(text, golds, "quote")
    pairs = _pair(golds, founds, lambda gold, found: at.overlap(gold, found) * (gold["value"] == found["value"]))
    tally.add("times: value", len(pairs), len(golds), len(founds))


def _score_figures(text: str, golds: Sequence[Item], founds: Sequence[Item], tally: Tally) -> None:
    at = _Locator(text, golds, "quote")

    def amount(gold: Item, found: Item) -> float:
        return at.overlap(gold, found) * ([gold["low"], gold["high"]] == [found.get("low"), found.get("high")])

    tally.add("figures: amount", len(_pair(golds, founds, amount)), len(golds), len(founds))
    measured = _pair(golds, founds, lambda gold, found: amount(gold, found) * (gold["measure"] == found.get("measure")))
    tally.add("figures: amount and measure", len(measured), len(golds), len(founds))


def _score_claims(text: str, golds: Sequence[Item], founds: Sequence[Item], tally: Tally) -> None:
    at = _Locator(text, golds, "cue")
    tally.add("claims: cue", len(_pair(golds, founds, at.overlap)), len(golds), len(founds))
    sourced = _pair(golds, founds, lambda gold, found: at.overlap(gold, found) * (alike(gold["source"], found.get("source")) >= NAME_SHARE))
    tally.add("claims: source", len(sourced), len(golds), len(founds))


def _score_events(text: str, gold: Item, founds: Sequence[Item], tally: Tally) -> None:
    golds = gold["events"]
    at = _Locator(text, golds, "evidence")
    places = {place["quote"]: place for place in gold["places"]}

    def agreement(one: Item, other: Item) -> dict[str, bool]:
        return {
            "event place": _same_place(one, other, places), "event date": one.get("date") == other.get("date"),
            "event status": one["status"] == other.get("status"), "event actors": _same_sides(one["actors"], other.get("actors", [])),
            "event targets": _same_sides(one["targets"], other.get("targets", [])), "event killed": _same_toll(one, other, "killed"),
            "event injured": _same_toll(one, other, "injured"),
        }  # fmt: skip

    def score(one: Item, other: Item) -> float:
        if one["type"] != other["type"] or at.overlap(one, other) <= 0:
            return 0
        fields = agreement(one, other)
        return 1 + sum(fields[name] for name in ("event place", "event date", "event actors", "event targets", "event killed"))

    pairs = _pair(golds, founds, score)
    tally.add("events: type", len(pairs), len(golds), len(founds))
    whole = 0
    for left, right in pairs:
        fields = agreement(golds[left], founds[right])
        for name, right_answer in fields.items():
            tally.attribute(name, right=right_answer)
        if golds[left]["type"] == "ASSAULT":
            tally.attribute("event mode", right=golds[left].get("mode") == founds[right].get("mode"))
        whole += all(fields[name] for name in ("event place", "event date", "event actors", "event killed"))
    tally.add("events: whole record", whole, len(golds), len(founds))


class _Locator:
    """Where the gold items of one layer stand in the text."""

    def __init__(self, text: str, items: Sequence[Item], key: str) -> None:
        self._at = {id(item): _locate(text, item[key], item.get("n") or 0) for item in items}

    def overlap(self, gold: Item, found: Item) -> float:
        """Characters that the two share, 0 where none."""
        start, end = self._at[id(gold)]
        return float(max(0, min(end, found["end"]) - max(start, found["start"])))


def _locate(text: str, string: str, occurrence: int) -> tuple[int, int]:
    start = -1
    for _ in range(occurrence + 1):
        start = text.find(string, start + 1)
    return start, start + len(string)


def _pair(golds: Sequence[Item], founds: Sequence[Item], score: Callable[[Item, Item], float]) -> list[tuple[int, int]]:
    """Greedy one-to-one pairs of indices, best score first; a score of 0 is no match."""
    ranked = sorted(
        ((score(gold, found), left, right) for left, gold in enumerate(golds) for right, found in enumerate(founds)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    lefts: set[int] = set()
    rights: set[int] = set()
    pairs = []
    for value, left, right in ranked:
        if value > 0 and left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            pairs.append((left, right))
    return pairs


def alike(left: str | None, right: str | None) -> float:
    """Share of the smaller set of content words that two names have in common, 0 to 1."""
    one, other = _words(left), _words(right)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _fold(string: str | None) -> str:
    return _DROPPED.sub("", string or "").translate(_FOLDED)


def _words(string: str | None) -> set[str]:
    return {_PARTICLES.sub("", word) or word for word in _fold(string).split() if len(word) > 1}


def _unique_places(places: Sequence[Item]) -> list[Item]:
    seen: dict[tuple[Any, ...], Item] = {}
    for place in places:
        key = (
            _fold(place.get("name") or place["quote"]),
            place.get("country"),
            place.get("kind"),
            round(place.get("lat") or 0, 1),
            round(place.get("lon") or 0, 1),
        )
        seen.setdefault(key, place)
    return list(seen.values())


def _resolves(gold: Item, found: Item) -> bool:
    """Whether a found place stands where the gold one does."""
    if gold["kind"] == "country" or found.get("kind") == "country":
        return bool(gold["country"] == found.get("country")) and (gold["kind"] == "country") == (found.get("kind") == "country")
    if gold["lat"] is None or found.get("lat") is None:
        return False
    return _km((gold["lat"], gold["lon"]), (found["lat"], found["lon"])) <= RADIUS_KM[gold["kind"]]


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    return 2 * EARTH_RADIUS_KM * asin(sqrt(sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2))


def _same_place(gold: Item, found: Item, places: Mapping[str, Item]) -> bool:
    if gold.get("place") is None or found.get("place") is None:
        return (gold.get("place") is None) == (found.get("place") is None)
    return isinstance(found["place"], Mapping) and _resolves(places[gold["place"]], found["place"])


def _same_sides(golds: Sequence[str], founds: Sequence[str]) -> bool:
    return (not golds and not founds) or any(alike(one, other) >= NAME_SHARE for one in golds for other in founds)


def _same_toll(gold: Item, found: Item, measure: str) -> bool:
    return _interval(gold.get(measure)) == _interval(found.get(measure))


def _interval(value: object) -> list[Any] | None:
    if value is None:
        return None
    return [value[0], value[1]] if isinstance(value, (list, tuple)) else [value, value]
