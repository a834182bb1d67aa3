"""Material made by hand for the tests of situation reports."""

from typing import Any

import msgspec
from tests.stages.reconcile.making import make

from marsad.model import Event, Place, Span
from marsad.model.situation import Named
from marsad.stages.reconcile.events import event_of
from marsad.stages.share.situation.material import Material

SYRIA = Named("سوريا", "Syria")
RIF = Place("naturalearth:SYR-144", "ريف دمشق", "Rif Dimashq", 33.6, 36.5, 60_000, "admin", "SY", "SY-RD")
DOUMA = Place("geonames:1", "دوما", "Douma", 33.572, 36.402, 5_000, "settlement", "SY", "SY-RD")
QUOTE = "قُتل 42 مدنياً في قصف على دوما"
BEGIN, END, BEFORE = "2018-03-10", "2018-03-17", "2018-03-03"


def event(id_: str, killed: int | None = None, **fields: Any) -> Event:
    """An air strike on Douma on 10 March 2018 that one report tells of; `fields` change the report."""
    return event_of([told(id_, killed, **fields)], (), {}, "majority")


def told(id_: str, killed: int | None = None, **fields: Any) -> Any:
    """The report of `event`."""
    return make(id_, killed, **({"place": DOUMA, "evidence": Span(0, len(QUOTE), QUOTE)} | fields))


def material(now: list[Any] = (), earlier: list[Any] = (), **fields: Any) -> Material:  # type: ignore[assignment]
    """The material of a week in Syria: `now` and `earlier` are reports, each an event of its own."""
    plain = Material(
        area=SYRIA, asks="--country SY", begin=BEGIN, end=END, before_begin=BEFORE, now=[event_of([one], (), {}, "majority") for one in now],
        earlier=[event_of([one], (), {}, "majority") for one in earlier], reports={one.id: one for one in now}, read_now={"o": 20},
        read_before={"o": 20}, provinces={"SY-RD": RIF}, tlp="CLEAR",
    )  # fmt: skip
    return plain._replace(**fields)


def earlier_day(report: Any, day: str) -> Any:
    """The report as of another day."""
    return msgspec.structs.replace(report, begin=day, end=None, published=f"{day}T12:00:00+00:00")
