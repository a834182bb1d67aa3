"""The rows that the gazetteer is built from, and how each source is read."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

KINDS = frozenset(("country", "admin", "settlement", "facility", "natural", "region"))
RADIUS_M = {"admin": 40_000, "settlement": 3_000, "facility": 2_000, "natural": 10_000, "region": 50_000}
"""Radius of a curated place whose row gives none, by kind."""
_TERRITORY = "الأراضي"
"""`الأراضي الفلسطينية` is a region, listed by hand, and not the state."""
_SMALL_COUNTRY_RADIUS_M = 10_000


class Row(NamedTuple):
    """A place of the gazetteer to be, with its Arabic names, the one shown first."""

    id: str
    kind: str
    country: str
    admin1: str
    population: int
    lat: float
    lon: float
    radius_m: int
    name_en: str
    names: tuple[str, ...]
    curated: bool = False


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a TSV with their line numbers, as column → cell."""
    lines = path.read_text("utf-8").split("\n")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    columns = numbered[0][1].split("\t")
    for number, line in numbered[1:]:
        yield number, dict(zip(columns, line.split("\t"), strict=True))


def read_packaged(source: str) -> list[Row]:
    """The rows of packaged.tsv.gz."""
    rows = []
    for line in source.split("\n")[1:-1]:
        place, kind, country, admin1, population, lat, lon, radius, name_en, names = line.split("\t")
        forms = tuple(sorted((name for name in names.split("|") if name), key=oddness))
        rows.append(Row(place, kind, country, admin1, int(population), float(lat), float(lon), int(radius), name_en, forms))
    return rows


def oddness(name: str) -> tuple[bool, int, str]:
    """A sort key that puts the name to show first: no vowel signs or Persian letters, and the hamzas and ta marbuta that care writes."""
    odd = any(sign in "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0671\u0649\u06cc\u06a9\u067e\u06af\u0686-" for sign in name[:-1])
    return odd, -sum(sign in "\u0623\u0625\u0622\u0626\u0629" for sign in name), name


def read_states(path: Path, packaged: list[Row]) -> list[Row]:
    """`packaged` with the names of lexicons/states.tsv on its countries; countries without a name there are left out."""
    states = {cells["id"]: cells for _, cells in read_lines(path)}
    rows = []
    for row in packaged:
        if row.kind == "country":
            if row.country not in states:
                continue
            cells = states[row.country]
            radius = max(row.radius_m, _SMALL_COUNTRY_RADIUS_M)
            names = tuple(name for name in cells["names_ar"].split("|") if not name.startswith(_TERRITORY))
            rows.append(row._replace(names=names, name_en=cells["name_en"], radius_m=radius, curated=True))
        else:
            rows.append(row)
    return rows


def read_spellings(path: Path, packaged: list[Row], faults: list[str]) -> list[Row]:
    """`packaged` with the Arabic names of spellings.tsv, which names a place by country and Latin name; the largest so named takes them."""
    if not path.exists():
        return packaged
    by_name: dict[tuple[str, str], Row] = {}
    for row in sorted(packaged, key=lambda row: row.population):
        if row.kind == "settlement":
            by_name[row.country, plain(row.name_en)] = row
    added: dict[str, tuple[str, ...]] = {}
    for number, cells in read_lines(path):
        found = by_name.get((cells["country"], plain(cells["name_en"])))
        if found is None:
            faults.append(f"{path.name}:{number}: no place named {cells['name_en']!r} in {cells['country']}")
        else:
            added[found.id] = tuple(cells["names_ar"].split("|"))
    return [row._replace(names=(*added[row.id], *row.names), curated=True) if row.id in added else row for row in packaged]


def read_curated(path: Path, faults: list[str]) -> Iterator[Row]:
    """The rows of a curated table; every fault found is appended to `faults`."""
    last = ""
    for number, cells in read_lines(path):
        where = f"{path.name}:{number}"
        if cells["id"] <= last:
            faults.append(f"{where}: id {cells['id']!r} does not come after {last!r}")
        last = cells["id"]
        if cells["kind"] not in KINDS:
            faults.append(f"{where}: unknown kind {cells['kind']!r}")
            continue
        lat, lon = float(cells["lat"]), float(cells["lon"])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            faults.append(f"{where}: no coordinates {lat}, {lon}")
        names = tuple(unicodedata.normalize("NFC", name.strip()) for name in cells["names_ar"].split("|") if name.strip())
        if not names:
            faults.append(f"{where}: no Arabic name")
            continue
        radius = int(cells["radius_m"] or RADIUS_M[cells["kind"]])
        yield Row(f"marsad:{cells['id']}", cells["kind"], cells["country"], cells["admin1"], 0, lat, lon, radius, cells["name_en"], names, True)


def plain(name: str) -> str:
    """A Latin name without marks, case, article and punctuation, to compare transliterations by.

    >>> plain("Al Ḩudaydah") == plain("al-Hudaydah")
    True
    """
    letters = unicodedata.normalize("NFKD", name).lower()
    words = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter)).split()
    return "".join(word for word in words if word not in _ARTICLES)


_ARTICLES = frozenset(["al", "el", "ad", "ar", "as", "at", "ash", "az", "an", "the", "l"])
