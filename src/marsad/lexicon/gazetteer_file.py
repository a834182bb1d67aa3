"""The file of a gazetteer: its tables, how they are written, and the digest that says what is in them."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from marsad.arabic.skeleton import SHORTEST_SKELETON, skeleton_of_latin

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (number INTEGER PRIMARY KEY, id TEXT, name_ar TEXT, name_en TEXT, lat REAL, lon REAL, radius_m INTEGER, kind TEXT,
                    country TEXT, admin1 TEXT, population INTEGER, curated INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
SKELETON_SIGN = "~"
"""Keys that begin so are consonant skeletons, for names that are known in Latin letters alone."""
PlaceRow = tuple[int, str, str, str, float, float, int, str, str, str, int, int]
"""A row of `place`: number, id, name_ar, name_en, lat, lon, radius_m, kind, country, admin1, population, curated."""
NameRow = tuple[str, int]


def skeleton_keys(places: Iterable[PlaceRow]) -> Iterator[NameRow]:
    """The skeleton keys of places without an Arabic name, but for those that two such places of a country share."""
    skeletons = [(row[0], row[8], skeleton_of_latin(row[3])) for row in places if not row[2]]
    shared = Counter((country, skeleton) for _, country, skeleton in skeletons)
    for number, country, skeleton in skeletons:
        if len(skeleton) >= SHORTEST_SKELETON and shared[country, skeleton] == 1:
            yield SKELETON_SIGN + skeleton, number


def digest_rows(places: Sequence[PlaceRow], names: Sequence[NameRow]) -> str:
    """Digest of the rows: the bytes of a file may differ between versions of SQLite, its rows not."""
    digest = hashlib.sha256()
    for row in (*places, *names):
        digest.update(repr(row).encode() + b"\n")
    return digest.hexdigest()[:16]


def write_gazetteer(path: Path, places: Sequence[PlaceRow], names: Sequence[NameRow]) -> str:
    """Write a gazetteer, and answer its digest; the same rows give the same bytes with the same SQLite."""
    digest = digest_rows(places, names)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
        database.executemany(f"INSERT INTO place VALUES ({','.join('?' * 12)})", places)
        database.executemany("INSERT INTO name VALUES (?,?)", names)
        keys = "\n".join(sorted({key for key, _ in names if not key.startswith(SKELETON_SIGN)}))
        database.executemany("INSERT INTO meta VALUES (?,?)", (("digest", digest), ("keys", keys)))
        database.commit()
        database.execute("VACUUM")
    return digest


def read_rows(path: Path) -> tuple[list[PlaceRow], list[NameRow]]:
    """All rows of a gazetteer file, both lists empty where there is none."""
    if not path.exists():
        return [], []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        places = list(database.execute("SELECT * FROM place ORDER BY number"))
        return places, list(database.execute("SELECT * FROM name ORDER BY key, place"))
