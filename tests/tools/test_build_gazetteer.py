"""The gazetteer's sources: faults, doubts and the artefact's equality with them."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.gazetteer.merge import find_doubts  # noqa: E402
from tools.gazetteer.placing import with_provinces  # noqa: E402
from tools.gazetteer.rows import Row  # noqa: E402

from tools import build_gazetteer  # noqa: E402

LEAST_CURATED = 1500
NAMESAKES = {"marsad:faizabad", "marsad:derecik"}
"""Towns that GeoNames has only namesakes of, under this spelling."""


def read() -> tuple[list[Row], list[Row]]:
    faults: list[str] = []
    sources = build_gazetteer.read_sources(faults)
    assert faults == []
    return sources


def test_artefact_equals_its_sources() -> None:
    packaged, curated = read()
    places, names = build_gazetteer.lay_out(build_gazetteer.merge(packaged, curated))
    assert build_gazetteer.digest_rows(places, names) == build_gazetteer.digest_rows(*build_gazetteer.read_rows(build_gazetteer.ARTEFACT))


def test_curated_places_are_many_and_distinct() -> None:
    _, curated = read()
    assert len(curated) >= LEAST_CURATED
    assert len({row.id for row in curated}) == len(curated)


def test_curated_towns_are_where_geonames_has_them() -> None:
    doubts = [doubt for doubt in find_doubts(*read()) if doubt.split(" ")[0] not in NAMESAKES]
    assert doubts == []


def test_every_town_of_the_region_lies_in_a_province_of_its_country() -> None:
    places, _ = build_gazetteer.read_rows(build_gazetteer.ARTEFACT)
    towns = [row for row in places if row[7] == "settlement" and row[8] in {"SY", "IQ", "YE", "LY", "LB", "PS", "EG", "SD"}]
    assert sum(row[9].startswith(f"{row[8]}-") for row in towns) / len(towns) > 0.99


def test_what_reaches_far_lies_in_no_province() -> None:
    town = Row("geonames:1", "settlement", "SY", "09", 0, 36.2, 37.1, 3_000, "Town", ("بلدة",))
    desert = Row("marsad:desert", "natural", "SY", "", 0, 36.2, 37.2, 90_000, "Desert", ("صحراء",))
    valley = desert._replace(id="marsad:valley", radius_m=5_000)
    far = valley._replace(id="marsad:far", lat=34.0)
    assert [row.admin1 for row in with_provinces([town, desert, valley, far])] == ["SY-HL", "", "SY-HL", ""]
