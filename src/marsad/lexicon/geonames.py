"""GeoNames dumps: country files such as `SY.txt`, and alternate names (`alternateNamesV2.txt` or a country's part of it)."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from marsad.errors import InputError
from marsad.lexicon.gazetteer import to_key
from marsad.lexicon.gazetteer_file import NameRow, PlaceRow, skeleton_keys
from marsad.lexicon.provinces import province_code

DUMP_COLUMNS = 19
FEWEST_ALTERNATE_COLUMNS = 4
_ARABIC = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u064b-\u0652 '\\-]{2,}")
_COUNTRIES = frozenset(("PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "TERR"))
_KINDS = {
    "A": "admin",
    "P": "settlement",
    "S": "facility",
    "R": "facility",
    "T": "natural",
    "H": "natural",
    "U": "natural",
    "V": "natural",
    "L": "region",
}
"""GeoNames' feature classes as kinds of place; countries are taken out of class A by their code."""
_RADIUS_M = {"admin": 40_000, "settlement": 2_000, "facility": 2_000, "natural": 5_000, "region": 20_000, "country": 300_000}
_SMALLER_ADMIN_RADIUS_M = {"ADM2": 20_000, "ADM3": 10_000, "ADM4": 5_000, "ADM5": 3_000}
_LANGUAGES = frozenset(("ar", "", "arz", "ary", "apc"))


class Entry(NamedTuple):
    """A line of a country file."""

    id: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    kind: str
    code: str
    country: str
    admin1: str
    population: int


def read_lines(path: Path) -> Iterator[list[str]]:
    """The tab-separated lines of a dump, plain or in its zip.

    Raises:
        InputError: when the file cannot be read or is not UTF-8.
    """
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                member = next(name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower())
                content = archive.read(member).decode("utf-8")
        else:
            content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, StopIteration) as error:
        raise InputError(f"{path} cannot be read as a GeoNames dump: {error}") from error
    for line in content.split("\n"):
        if line.strip():
            yield line.rstrip("\r").split("\t")


def read_dumps(paths: Iterable[Path]) -> tuple[list[Entry], dict[int, list[str]]]:
    """The entries of all country files among `paths`, and the Arabic names of all files of alternate names.

    Raises:
        InputError: for a file that is neither, with its first line's number of columns.
    """
    entries: list[Entry] = []
    names: dict[int, list[str]] = {}
    for path in paths:
        for number, cells in enumerate(read_lines(path), 1):
            if len(cells) == DUMP_COLUMNS:
                entry = _read_entry(cells, path, number)
                if entry is not None:
                    entries.append(entry)
            elif FEWEST_ALTERNATE_COLUMNS <= len(cells) < DUMP_COLUMNS and cells[1].isdigit():
                if cells[2] in _LANGUAGES and _ARABIC.fullmatch(cells[3].strip()):
                    names.setdefault(int(cells[1]), []).append(cells[3].strip())
            else:
                raise InputError(f"{path}:{number}: {len(cells)} columns; a country file has {DUMP_COLUMNS}, alternate names have 8 or 10")
    return entries, names


def _read_entry(cells: list[str], path: Path, number: int) -> Entry | None:
    kind = "country" if cells[7] in _COUNTRIES else _KINDS.get(cells[6])
    if kind is None:
        return None
    try:
        names = tuple(name.strip() for name in cells[3].split(",") if _ARABIC.fullmatch(name.strip()))
        return Entry(int(cells[0]), cells[1], names, float(cells[4]), float(cells[5]), kind, cells[7], cells[8], cells[10], int(cells[14] or 0))
    except ValueError as error:
        raise InputError(f"{path}:{number}: not a line of a GeoNames country file ({error})") from error


def lay_out(entries: Iterable[Entry], names: Mapping[int, list[str]]) -> tuple[list[PlaceRow], list[NameRow]]:
    """The rows of a gazetteer: every entry with an Arabic name, and towns with a Latin one under its consonant skeleton."""
    places: list[PlaceRow] = []
    keys: set[NameRow] = set()
    for entry in sorted(entries):
        arabic = tuple(dict.fromkeys((*names.get(entry.id, ()), *entry.names)))
        if not arabic and entry.kind != "settlement":
            continue
        number = len(places) + 1
        radius = _SMALLER_ADMIN_RADIUS_M.get(entry.code, _RADIUS_M[entry.kind])
        places.append((number, f"geonames:{entry.id}", arabic[0] if arabic else "", entry.name, entry.lat, entry.lon, radius, entry.kind,
                       entry.country, province_code(entry.country, entry.admin1), entry.population, 0))  # fmt: skip
        keys |= {(key, number) for name in arabic if len(key := to_key(name)) > 1}
    keys.update(skeleton_keys(places))
    return places, sorted(keys)
