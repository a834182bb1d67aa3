"""The gazetteer: names of places to the places that bear them.

Three layers are asked together: places curated in `lexicons/places.tsv` and states, the built artefact, and the user's own file.
"""

import os
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from marsad.arabic.clitics import ARTICLE, Split, proclitic_splits
from marsad.arabic.fold import fold_word
from marsad.errors import LexiconError
from marsad.lexicon.tables import read_table, split_forms
from marsad.model import Place

LONGEST_NAME_WORDS = 6
_PLACE_COLUMNS = "place.id, name_ar, name_en, lat, lon, radius_m, kind, country, admin1, population"


class Gazetteer(Protocol):
    """What the stages ask of a gazetteer."""

    digest: str

    def lookup(self, key: str) -> tuple[Place, ...]:
        """The places that bear the folded name `key`, curated ones first; empty where there is none."""

    def longest(self, first: str) -> int:
        """How many words the longest name has whose first word is `first`; 0 where no name begins so."""

    def splits(self, norm: str) -> tuple[Split, ...]:
        """The readings of a folded token, particles taken off, whose base begins a name."""

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166-1 alpha-2 code."""


class LayeredGazetteer:
    """Curated places over the built artefact over a user's file; look-ups are cached for the life of the object."""

    def __init__(self, databases: Iterable[Path]) -> None:
        self._databases = [_open(path) for path in databases]
        self._countries = {place.country: place for place in self._read("SELECT " + _PLACE_COLUMNS + " FROM place WHERE kind = 'country'", ())}
        self._curated: dict[str, list[Place]] = {}
        self._firsts: dict[str, int] = {}
        self._splits: dict[str, tuple[Split, ...]] = {}
        self._add_states()
        self._add_curated()
        for database in self._databases:
            for (key,) in database.execute("SELECT DISTINCT key FROM name"):
                self._note(key)
        self.digest = "+".join(_value(database, "recipe") for database in self._databases)
        self._cached = lru_cache(maxsize=65536)(self._lookup)

    def lookup(self, key: str) -> tuple[Place, ...]:
        return self._cached(key)

    def longest(self, first: str) -> int:
        return self._firsts.get(first, 0)

    def splits(self, norm: str) -> tuple[Split, ...]:
        known = self._splits.get(norm)
        if known is None:
            known = self._splits[norm] = tuple(split for split in proclitic_splits(norm) if split.base in self._firsts)
        return known

    def country(self, code: str) -> Place | None:
        return self._countries.get(code)

    def _lookup(self, key: str) -> tuple[Place, ...]:
        found = {place.id: place for place in self._curated.get(key, ())}
        query = f"SELECT {_PLACE_COLUMNS} FROM name JOIN place ON place.id = name.place WHERE key = ? ORDER BY population DESC, place.id"
        for place in self._read(query, (key,)):
            if not any(_is_twin(known, place) for known in found.values()):
                found.setdefault(place.id, place)
        return tuple(found.values())

    def _read(self, query: str, arguments: tuple[str, ...]) -> list[Place]:
        return [Place(*row) for database in self._databases for row in database.execute(query, arguments)]

    def _note(self, key: str) -> None:
        words = key.split()
        if words and len(words) <= LONGEST_NAME_WORDS:
            self._firsts[words[0]] = max(self._firsts.get(words[0], 0), len(words))

    def _add(self, name: str, place: Place) -> None:
        key = fold_word(name)
        self._curated.setdefault(key, []).append(place)
        self._note(key)

    def _add_states(self) -> None:
        for row in read_table("states"):
            known = self._countries.get(row["id"])
            names = split_forms(row["names_ar"])
            lat, lon, radius = (known.lat, known.lon, known.radius_m) if known is not None else (None, None, 0)
            place = Place(f"country:{row['id']}", names[0], row["name_en"], lat, lon, radius, "country", row["id"])
            self._countries[row["id"]] = place
            for name in names:
                self._add(name, place)

    def _add_curated(self) -> None:
        for row in read_table("places"):
            names = split_forms(row["names_ar"])
            place = Place(
                f"marsad:{row['id']}",
                names[0],
                row["name_en"],
                float(row["lat"]),
                float(row["lon"]),
                int(row["radius_m"]),
                row["kind"],
                row["country"],
            )
            for name in names:
                self._add(name, place)


def open_gazetteer(user: Path | None = None) -> LayeredGazetteer:
    """The gazetteer of the package, with the user's file `user` beside it where that is given and exists.

    Raises:
        LexiconError: when the artefact is missing or a file is no gazetteer.
    """
    built = Path(str(files("marsad.lexicon") / "_built" / "gazetteer.sqlite"))
    if not built.exists():
        raise LexiconError(f"no gazetteer at {built}; build it with: python tools/build_gazetteer.py")
    return LayeredGazetteer([built, *([user] if user is not None and user.exists() else [])])


TWIN_DEGREES = 0.3


def _is_twin(known: Place, place: Place) -> bool:
    """True where two layers hold one place: the same country and kind, and next to each other."""
    if known.kind != place.kind or known.country != place.country or known.lat is None or known.lon is None or place.lat is None or place.lon is None:
        return False
    return abs(known.lat - place.lat) < TWIN_DEGREES and abs(known.lon - place.lon) < TWIN_DEGREES


def _open(path: Path) -> sqlite3.Connection:
    """A read-only connection; immutable, so that many processes share the file's pages without locks."""
    try:
        database = sqlite3.connect(f"file:{os.fspath(path)}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        database.execute("SELECT 1 FROM name LIMIT 1")
    except sqlite3.Error as error:
        raise LexiconError(f"{path} is no gazetteer ({error}); make one with: marsad gazetteer add") from error
    return database


def _value(database: sqlite3.Connection, key: str) -> str:
    row = database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def without_article(key: str) -> str:
    """A folded name without its article, as some sources spell it."""
    return key[len(ARTICLE) :] if key.startswith(ARTICLE) else key
