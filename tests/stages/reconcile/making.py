"""Reports made by hand for the tests of reconciling."""

from typing import Any

import msgspec

from marsad.model import Count, Place, Report, Toll

DOUMA = Place("douma", "دوما", "Douma", 33.572, 36.402, 5000, "settlement", "SY")
HARASTA = Place("harasta", "حرستا", "Harasta", 33.558, 36.364, 4000, "settlement", "SY")
RIF = Place("rif", "ريف دمشق", "Rif Dimashq", 33.6, 36.5, 60000, "admin", "SY")
ALEPPO = Place("aleppo", "حلب", "Aleppo", 36.2, 37.16, 12000, "settlement", "SY")
SYRIA = Place("sy", "سوريا", "Syria", 35.0, 38.0, 240000, "country", "SY")


def make(id_: str, killed: int | None = None, **fields: Any) -> Report:
    """A report of an air strike on Douma on 10 March 2018, as told that evening by an outlet of its own; `fields` change it."""
    toll = Toll(killed=(killed, killed)) if killed is not None else Toll()
    counts = (Count("killed", (killed, killed)),) if killed is not None else ()
    plain = Report(
        id=id_, document=f"d-{id_}", index=0, outlet=f"o-{id_}", type="ASSAULT", status="actual", mode="airstrike",
        published="2018-03-10T18:00:00+00:00", place=DOUMA, geo_precision=1, begin="2018-03-10", end="2018-03-11", time_precision=1,
        toll=toll, counts=counts,
    )  # fmt: skip
    return msgspec.structs.replace(plain, **fields)
