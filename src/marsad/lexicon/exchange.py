"""How countries and actors are named and numbered in the data of the field, read from `lexicons/exchange/`."""

from functools import cache
from typing import NamedTuple

from marsad.lexicon.tables import load_artefact


class Country(NamedTuple):
    """A country's codes and English name; `iso` is ISO 3166-1's number, 0 for none. Regions are ACLED's and UCDP's."""

    id: str
    iso3: str
    iso: int
    name: str
    acled_region: str
    ucdp_region: str


class ActorCode(NamedTuple):
    """What a kind of actor is called: see the head of `lexicons/exchange/actor_codes.tsv`."""

    kind: str
    inter: int
    named: str
    plover_code: str
    plover_sector: str
    ftm: str


@cache
def _countries() -> dict[str, Country]:
    _, rows = load_artefact("exchange.json").tables["countries"]
    return {row[0]: Country(row[0], row[1], int(row[2]), *row[3:]) for row in rows}


def country_of(code: str) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 code, None where it has none.

    >>> country_of("SY").iso3, country_of("SY").acled_region
    ('SYR', 'Middle East')
    """
    return _countries().get(code)


@cache
def _actor_codes() -> dict[str, ActorCode]:
    _, rows = load_artefact("exchange.json").tables["actor_codes"]
    return {row[0]: ActorCode(row[0], int(row[1]), *row[2:]) for row in rows}


def actor_code(kind: str) -> ActorCode:
    """The codes of a kind of actor; those of `unknown` for one that has none.

    >>> actor_code("rebel").inter, actor_code("").kind
    (2, 'unknown')
    """
    return _actor_codes().get(kind) or _actor_codes()["unknown"]
