"""The gazetteer: places by name, read from the artefact that `tools/build_gazetteer.py` makes and from the user's own beside it."""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from math import cos, radians
from pathlib import Path
from typing import Protocol

from marsad.arabic.text import Text
from marsad.errors import LexiconError
from marsad.lexicon.gazetteer_file import SKELETON_SIGN
from marsad.model.place import Place

_COLUMNS = "place.id, name_ar, name_en, lat, lon, radius_m, kind, country, admin1, population"
_BY_OPENING = f"""SELECT {_COLUMNS} FROM place WHERE number IN (
    SELECT place FROM name WHERE key >= :key AND key < :end UNION SELECT number FROM place WHERE name_en LIKE :latin
) AND (:country = '' OR country = :country) ORDER BY curated DESC, population DESC, number LIMIT :most"""
_BY_POINT = f"""SELECT {_COLUMNS} FROM place
    WHERE kind IN ('settlement', 'facility', 'natural') AND lat BETWEEN :lat - :reach AND :lat + :reach
    ORDER BY (lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon) * :squeeze LIMIT :most"""
_BY_KEY = f"SELECT {_COLUMNS} FROM name JOIN place ON place.number = name.place WHERE name.key = ? ORDER BY place.number"
_PROVINCES = f"SELECT {_COLUMNS} FROM place WHERE kind = 'admin' AND country = ? AND id LIKE 'naturalearth:%' ORDER BY number"
_COUNTRY = f"SELECT {_COLUMNS} FROM place WHERE kind = 'country' AND country = ?"
LOOKUPS_KEPT = 16384
REACH_DEGREES = 2.0
"""Of latitude: what lies farther from a point is not what somebody means who points there."""
LAST_LETTER = "\U0010ffff"
"""Stands behind every letter of a name."""


class Gazetteer(Protocol):
    """What the stages ask of a gazetteer. Keys are names as `to_key` gives them."""

    def __hash__(self) -> int:
        """Gazetteers are told apart by what they are, so that scanners made for one are kept."""

    @property
    def digest(self) -> str:
        """Digest of its rows: two gazetteers of one digest answer alike."""

    @property
    def keys(self) -> frozenset[str]:
        """Every key, single words and phrases."""

    @property
    def openings(self) -> frozenset[str]:
        """Every proper beginning of a phrase among the keys, in whole words: where a scan must read on."""

    def find(self, key: str) -> tuple[Place, ...]:
        """The places of a key, an empty tuple where there is none."""

    def find_skeleton(self, skeleton: str) -> tuple[Place, ...]:
        """The places known in Latin letters alone whose consonants these are, at most one a country."""

    def is_curated(self, place: Place) -> bool:
        """True for a place that a person listed or named, so that its bare name is known to be news."""

    def fetch(self, place_id: str) -> Place | None:
        """The place of an id."""


class SqliteGazetteer:
    """A gazetteer in one SQLite file, opened read-only and immutable, so that processes share its pages.

    Raises:
        LexiconError: when the file is missing or holds no gazetteer.
    """

    def __init__(self, path: Path, *, immutable: bool = True) -> None:
        mode = "mode=ro&immutable=1" if immutable else "mode=ro"
        try:
            self._database = sqlite3.connect(f"file:{path}?{mode}", uri=True, check_same_thread=False)
            meta = dict(self._database.execute("SELECT key, value FROM meta WHERE key IN ('digest', 'keys')"))
            curated = self._database.execute("SELECT id FROM place WHERE curated = 1")
            self._curated = frozenset(row[0] for row in curated)
        except sqlite3.Error as error:
            raise LexiconError(f"the gazetteer at {path} cannot be read ({error}); run: python tools/build_gazetteer.py") from error
        self.digest: str = meta["digest"]
        self.keys = frozenset(meta["keys"].split("\n"))
        self.openings = frozenset(opening for key in self.keys if " " in key for opening in _openings_of(key))
        self.find = lru_cache(maxsize=LOOKUPS_KEPT)(self._find)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places of an Arabic name in any of its spellings, none where it is not known.

        >>> [place.name_en for place in open_gazetteer().lookup("بغداد") if place.kind == "settlement"]
        ['Baghdad']
        """
        return self.find(to_key(name))

    def find_skeleton(self, skeleton: str) -> tuple[Place, ...]:
        """The places known in Latin letters alone whose consonants these are, at most one a country and file."""
        return self.find(SKELETON_SIGN + skeleton)

    def is_curated(self, place: Place) -> bool:
        """True for a place that a person listed or named."""
        return place.id in self._curated

    def fetch(self, place_id: str) -> Place | None:
        """The place of an id, None where there is none."""
        row = self._database.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (place_id,)).fetchone()
        return Place(*row) if row else None

    def suggest(self, opening: str, country: str = "", most: int = 20) -> list[Place]:
        """The places one of whose names begins so, in Arabic or Latin letters; the best known first. `country` is ISO 3166-1 or `""` for any."""
        key = to_key(opening)
        if not key:
            return []
        asked = {"key": key, "end": key + LAST_LETTER, "latin": opening.strip().replace("%", "").replace("_", "") + "%", "country": country}
        return [Place(*row) for row in self._database.execute(_BY_OPENING, asked | {"most": most})]

    def nearest(self, lat: float, lon: float, most: int = 5) -> list[Place]:
        """The settlements, facilities and natural places nearest to a point (WGS 84 degrees) and within some 220 km north or south of it.

        The distance is that on a flat map around the point, which puts near places in the right order everywhere but at the date line.
        """
        asked = {"lat": lat, "lon": lon, "squeeze": cos(radians(lat)) ** 2, "reach": REACH_DEGREES, "most": most}
        return [Place(*row) for row in self._database.execute(_BY_POINT, asked)]

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166-1 code, None where it has none."""
        row = self._database.execute(_COUNTRY, (code,)).fetchone()
        return Place(*row) if row else None

    def provinces(self, country: str) -> dict[str, Place]:
        """The provinces of a country (ISO 3166-1) by their code (ISO 3166-2)."""
        return {place.admin1: place for row in self._database.execute(_PROVINCES, (country,)) if (place := Place(*row)).admin1}

    def _find(self, key: str) -> tuple[Place, ...]:
        return tuple(Place(*row) for row in self._database.execute(_BY_KEY, (key,)))


class JoinedGazetteer:
    """Several gazetteers read as one; a place that an earlier one has is not repeated."""

    def __init__(self, parts: Iterable[SqliteGazetteer]) -> None:
        self._parts = tuple(parts)
        self.digest = "+".join(part.digest for part in self._parts)
        self.keys = frozenset().union(*(part.keys for part in self._parts))
        self.openings = frozenset().union(*(part.openings for part in self._parts))
        self.find = lru_cache(maxsize=LOOKUPS_KEPT)(self._find)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places of an Arabic name in all gazetteers."""
        return self.find(to_key(name))

    def find_skeleton(self, skeleton: str) -> tuple[Place, ...]:
        """The places known in Latin letters alone whose consonants these are, at most one a country and file."""
        return self.find(SKELETON_SIGN + skeleton)

    def is_curated(self, place: Place) -> bool:
        """True for a place that a person listed or named in any of the gazetteers."""
        return any(part.is_curated(place) for part in self._parts)

    def fetch(self, place_id: str) -> Place | None:
        """The place of an id, None where no gazetteer has it."""
        return next((place for part in self._parts if (place := part.fetch(place_id)) is not None), None)

    def suggest(self, opening: str, country: str = "", most: int = 20) -> list[Place]:
        """The places one of whose names begins so, those of the first gazetteer first."""
        found = {place.id: place for part in reversed(self._parts) for place in reversed(part.suggest(opening, country, most))}
        return list(reversed(found.values()))[:most]

    def nearest(self, lat: float, lon: float, most: int = 5) -> list[Place]:
        """The places nearest to a point, of all gazetteers."""
        found = {place.id: place for part in reversed(self._parts) for place in part.nearest(lat, lon, most)}
        squeeze = cos(radians(lat)) ** 2
        return sorted(found.values(), key=lambda place: ((place.lat or 0) - lat) ** 2 + ((place.lon or 0) - lon) ** 2 * squeeze)[:most]

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166-1 code, None where it has none."""
        return self._parts[0].country(code)

    def provinces(self, country: str) -> dict[str, Place]:
        """The provinces of a country (ISO 3166-1) by their code (ISO 3166-2), as the first gazetteer has them."""
        return self._parts[0].provinces(country)

    def _find(self, key: str) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        for part in self._parts:
            for place in part.find(key):
                found.setdefault(place.id, place)
        return tuple(found.values())


def open_gazetteer(user_path: Path | None = None) -> SqliteGazetteer | JoinedGazetteer:
    """The built gazetteer, and the user's own at `user_path` beside it.

    Raises:
        LexiconError: when the artefact is missing, or `user_path` is given and no gazetteer.
    """
    built = SqliteGazetteer(Path(str(files("marsad.lexicon") / "_built" / "gazetteer.sqlite")))
    if user_path is None:
        return built
    return JoinedGazetteer((built, SqliteGazetteer(user_path, immutable=False)))


def user_gazetteer_path(environment: Mapping[str, str]) -> Path:
    """Where the user's own gazetteer is looked for when no setting names another: in the XDG data folder."""
    home = environment.get("XDG_DATA_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".local" / "share")
    return Path(home) / "marsad" / "gazetteer.sqlite"


def to_key(name: str) -> str:
    """A name as the gazetteer's keys are: its folded words with single spaces, hyphens and other signs left out.

    >>> to_key("دير الزُّور")
    'دير الزور'
    """
    return " ".join(norm for norm in Text(name).norms if norm[0].isalnum())


def _openings_of(key: str) -> Iterable[str]:
    position = key.find(" ")
    while position > 0:
        yield key[:position]
        position = key.find(" ", position + 1)
