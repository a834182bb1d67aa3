"""An event as one flat row, in which a list stands for what is many: the columns of GeoJSON's properties and of Parquet."""

from typing import Any

from marsad.model import Event, FigureReport
from marsad.model.shared import SharedEvent, Telling, Withdrawal
from marsad.stages.share.facts import MEASURES, acled_type, last_day, outlets_of, settled_of, side_name, spread_of, urls_of, versions_of


def flat_row(record: SharedEvent) -> dict[str, Any]:
    """The row of an event; None where something is not known."""
    event, place = record.event, record.event.place
    return {
        "event_id": event.id, "version": record.version, "withdrawn": None, "into": [], "first_day": event.begin, "last_day": last_day(event),
        "time_precision": event.time_precision, "status": event.status, "review": event.review, "plover_type": event.type, "mode": event.mode,
        "acled_event_type": acled_type(event), "acled_sub_event_type": event.sub_event_type, "actors": [side_name(side) for side in event.actors],
        "actor_ids": [side.actor for side in event.actors], "actor_kinds": [side.kind for side in event.actors],
        "targets": [side_name(side) for side in event.targets], "target_ids": [side.actor for side in event.targets],
        "target_kinds": [side.kind for side in event.targets],
        "place_id": place.id if place else None, "location": place.name_ar if place else None, "location_en": place.name_en if place else None,
        "place_kind": place.kind if place else None, "country": place.country if place else None, "admin1": place.admin1 if place else None,
        "latitude": place.lat if place else None, "longitude": place.lon if place else None, "radius_m": place.radius_m if place else None,
        "geo_precision": event.geo_precision, **_tolls(event), "independent_sources": event.sources, "reports": len(event.reports),
        "outlets": outlets_of(record), "urls": urls_of(record), "tellings": [_telling(telling) for telling in record.tellings],
        "figures": [_figure(figure) for figure in event.figures], "tlp": event.tlp, "made_by": versions_of(record), "reconciled_by": record.marsad,
    }  # fmt: skip


def withdrawn_row(record: Withdrawal) -> dict[str, Any]:
    """The row of an event that is no more: its id, why, and into which its reports went."""
    return {"event_id": record.id, "withdrawn": record.why, "into": list(record.into)}


_PARTS = ("low", "high", "rule", "disputed", "told_least", "told_greatest")
_TOLLS = {measure: tuple(f"{measure}_{part}" for part in _PARTS) for measure in MEASURES}
_NO_TOLLS = dict.fromkeys(name for names in _TOLLS.values() for name in names)


def _tolls(event: Event) -> dict[str, Any]:
    """For each measure the settled bounds, the rule that settled, whether it is disputed, and the least and greatest count that is told."""
    made: dict[str, Any] = _NO_TOLLS.copy()
    told = {figure.measure for figure in event.settled} | {figure.measure for figure in event.figures}
    for measure in told & _TOLLS.keys():
        settled, spread = settled_of(event, measure), spread_of(event, measure)
        found = (*settled.bounds, settled.rule, settled.disputed) if settled else (None, None, None, None)
        made.update(zip(_TOLLS[measure], (*found, *(spread or (None, None))), strict=True))
    return made


def _telling(telling: Telling) -> dict[str, Any]:
    article, quote = telling.article, telling.evidence
    return {
        "report": telling.report, "article": article.id, "outlet": article.outlet, "url": article.url, "title": article.title,
        "published": article.published, "capture_sha256": article.capture, "origin": telling.origin, "superseded": telling.superseded,
        "source": telling.source, "source_type": telling.source_type, "start": quote.start if quote else None, "end": quote.end if quote else None,
        "quote": quote.exact if quote else "",
    }  # fmt: skip


def _figure(figure: FigureReport) -> dict[str, Any]:
    return {
        "measure": figure.measure, "low": figure.bounds[0], "high": figure.bounds[1], "report": figure.report, "outlet": figure.outlet,
        "source": figure.source, "source_type": figure.source_type, "published": figure.published, "basis": figure.basis,
    }  # fmt: skip
