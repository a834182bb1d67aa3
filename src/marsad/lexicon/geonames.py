"""Reading GeoNames country dumps and alternate names into a gazetteer of the user's own.

The formats are GeoNames' public ones: `XX.txt` with 19 tab-separated columns, `alternateNames(V2).txt` with 8 to 10.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from marsad.arabic.fold import fold_word
from marsad.errors import InputError

COUNTRY_COLUMNS = 19
ALTERNATE_COLUMNS = 4
_KINDS = {"P": "settlement", "A": "admin", "T": "natural", "H": "natural", "S": "facility", "L": "region", "V": "natural", "R": "facility"}
_RADII_M = {"settlement": 4_000, "admin": 40_000, "natural": 15_000, "facility": 2_000, "region": 30_000}
_ARABIC = ("\u0621", "\u064a")
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (id TEXT PRIMARY KEY, name_ar TEXT, name_en TEXT, lat REAL, lon REAL, radius_m INTEGER, kind TEXT, country TEXT,
                    admin1 TEXT, population INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name (key TEXT, place TEXT, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


def add_dumps(target: Path, paths: Iterable[Path]) -> tuple[int, int]:
    """Add the dumps to the gazetteer at `target`, made where it is missing; the counts of places and names added.

    Country dumps come first whatever the order given, as alternate names belong to their places. One transaction: a faulty file adds nothing.

    Raises:
        InputError: when a file is of neither format; it names the line.
    """
    ordered = sorted(paths, key=_is_alternates)
    target.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(target) as database:
        database.executescript(SCHEMA)
        places = names = 0
        for path in ordered:
            if _is_alternates(path):
                names += _add_alternates(database, path)
            else:
                added, named = _add_country(database, path)
                places, names = places + added, names + named
        database.execute("INSERT OR REPLACE INTO meta VALUES ('recipe', 'user')")
    return places, names


def _is_alternates(path: Path) -> bool:
    return path.name.lower().startswith("alternatename")


def _lines(path: Path, least: int) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < least:
                raise InputError(f"{path}:{number}: {len(cells)} columns where GeoNames has at least {least}; is this a GeoNames file?")
            yield cells


def _add_country(database: sqlite3.Connection, path: Path) -> tuple[int, int]:
    places = names = 0
    for number, cells in enumerate(_lines(path, COUNTRY_COLUMNS), 1):
        identity, name, alternates, feature = cells[0], cells[1], cells[3], cells[6]
        kind = _KINDS.get(feature)
        if kind is None:
            continue
        try:
            lat, lon, population = float(cells[4]), float(cells[5]), int(cells[14] or 0)
        except ValueError as error:
            raise InputError(f"{path}:{number}: {error}; latitude, longitude and population must be numbers") from error
        arabic = [item for item in alternates.split(",") if _is_arabic(item)]
        row = (f"geonames:{identity}", arabic[0] if arabic else "", name, lat, lon, _RADII_M[kind], kind, cells[8], cells[10], population)
        database.execute("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", row)
        places += 1
        names += _add_names(database, row[0], arabic)
    return places, names


def _add_alternates(database: sqlite3.Connection, path: Path) -> int:
    names = 0
    for cells in _lines(path, ALTERNATE_COLUMNS):
        identity, language, name = f"geonames:{cells[1]}", cells[2], cells[3]
        if language != "ar" or not _is_arabic(name):
            continue
        if database.execute("SELECT 1 FROM place WHERE id = ?", (identity,)).fetchone() is None:
            continue
        database.execute("UPDATE place SET name_ar = ? WHERE id = ? AND name_ar = ''", (name, identity))
        names += _add_names(database, identity, [name])
    return names


def _add_names(database: sqlite3.Connection, identity: str, names: Iterable[str]) -> int:
    keys = sorted({fold_word(name).replace("-", " ").strip() for name in names})
    before = database.total_changes
    database.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", [(key, identity) for key in keys if len(key) > 1])
    return database.total_changes - before


def _is_arabic(name: str) -> bool:
    return (
        bool(name) and all(not letter.isalpha() or _ARABIC[0] <= letter <= _ARABIC[1] for letter in name) and any(letter.isalpha() for letter in name)
    )
