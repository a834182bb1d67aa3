"""An event as one flat row, in which a list stands for what is many: the columns of GeoJSON's properties and of Parquet."""

from typing import Any

from marsad.model import FigureReport
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
        "geo_precision": event.geo_precision, **_tolls(record), "independent_sources": event.sources, "reports": len(event.reports),
        "outlets": outlets_of(record), "urls": urls_of(record), "tellings": [_telling(telling) for telling in record.tellings],
        "figures": [_figure(figure) for figure in event.figures], "tlp": event.tlp, "made_by": versions_of(record), "reconciled_by": record.marsad,
    }  # fmt: skip


def withdrawn_row(record: Withdrawal) -> dict[str, Any]:
    """The row of an event that is no more: its id, why, and into which its reports went."""
    return {"event_id": record.id, "withdrawn": record.why, "into": list(record.into)}


def _tolls(record: SharedEvent) -> dict[str, Any]:
    """For each measure the settled bounds, the rule that settled, whether it is disputed, and the least and greatest count that is told."""
    made: dict[str, Any] = {}
    for measure in MEASURES:
        settled, spread = settled_of(record.event, measure), spread_of(record.event, measure)
        low, high = settled.bounds if settled else (None, None)
        least, greatest = spread or (None, None)
        made |= {
            f"{measure}_low": low, f"{measure}_high": high, f"{measure}_rule": settled.rule if settled else None,
            f"{measure}_disputed": settled.disputed if settled else None, f"{measure}_told_least": least, f"{measure}_told_greatest": greatest,
        }  # fmt: skip
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
