"""The lexicons at run time: tables read from the artefact that `tools/build_lexicons.py` makes."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from marsad.errors import LexiconError

Row = Mapping[str, str]


class Artefact(msgspec.Struct, frozen=True):
    """The built lexicons: each table as its columns and rows, and a digest of all their sources."""

    digest: str
    tables: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]


@cache
def load_artefact(name: str = "lexicons.json") -> Artefact:
    """The built lexicons, or those of another artefact (`shown.json`: what Marsad says itself).

    Raises:
        LexiconError: when the artefact is missing or not readable.
    """
    path = files("marsad.lexicon") / "_built" / name
    try:
        return msgspec.json.decode(path.read_bytes(), type=Artefact)
    except (OSError, msgspec.DecodeError) as error:
        raise LexiconError(f"the built lexicons at {path} cannot be read ({error}); run: python tools/build_lexicons.py") from error


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """The rows of `lexicons/<name>.tsv`, each as column → string, in order of id.

    Raises:
        LexiconError: when there is no such table.
    """
    tables = load_artefact().tables
    if name not in tables:
        raise LexiconError(f"no lexicon table {name!r}; there are {', '.join(sorted(tables))}")
    columns, rows = tables[name]
    return tuple(dict(zip(columns, row, strict=True)) for row in rows)


def read_pairs(name: str) -> dict[str, str]:
    """The first two columns of `lexicons/<name>.tsv` as a mapping: for tables too large to be read row by row at every start."""
    return {row[0]: row[1] for row in load_artefact().tables[name][1]}


def split_forms(cell: str) -> tuple[str, ...]:
    """The Arabic forms of a cell, which stand between `|`.

    >>> split_forms("قال|ذكر")
    ('قال', 'ذكر')
    """
    return tuple(form.strip() for form in cell.split("|") if form.strip())
