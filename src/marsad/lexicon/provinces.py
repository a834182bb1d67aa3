"""Provinces by ISO 3166-2: what GeoNames' own codes stand for, read from `lexicons/provinces.tsv`."""

from functools import cache

from marsad.lexicon.tables import read_pairs


@cache
def _provinces() -> dict[str, str]:
    return read_pairs("provinces")


def province_code(country: str, admin1: str) -> str:
    """The ISO 3166-2 code of a province that GeoNames numbers `admin1`; one that is ISO's already stays, an unknown one is `""`.

    >>> province_code("SY", "09"), province_code("SY", "SY-HL"), province_code("SY", "99")
    ('SY-HL', 'SY-HL', '')
    """
    return admin1 if admin1[2:3] == "-" else _provinces().get(f"{country}.{admin1}", "")
