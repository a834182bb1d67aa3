"""Events in the columns of UCDP GED 24.1, with low, best and high, and behind them the columns of ours that it has no place for."""

from collections.abc import Iterable, Iterator
from math import floor
from typing import BinaryIO

from marsad.lexicon.exchange import actor_code, country_of
from marsad.model import Event
from marsad.model.shared import Exported, SharedEvent
from marsad.stages.share.acled import OWN_COLUMNS, own_cells
from marsad.stages.share.csv_rows import write_rows
from marsad.stages.share.facts import BETWEEN, acled_actor, distinct, last_day, length_days, outlets_of, sentence_of, settled_of, spread_of, urls_of
from marsad.stages.share.formats import Heading

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
STATUSES = ("actual",)
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_STATE, _UNARMED = 1, frozenset((6, 7))
_COLUMNS_OF_GRID, _CELLS_A_DEGREE = 720, 2
EMPTY = ""


def write_ucdp(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write the events of armed force with a death, a day and a place, one a line; the others are counted as left out."""
    write_rows(_rows(records, heading), (*COLUMNS, *OWN_COLUMNS), stream)


def _rows(records: Iterable[Exported], heading: Heading) -> Iterator[dict[str, object]]:
    for record in records:
        if not isinstance(record, SharedEvent):
            heading.leave_out(record, "withdrawals, for which UCDP has no row")
        elif record.event.type != "ASSAULT" or (spread_of(record.event, "killed") or (0, 0))[1] == 0:
            heading.leave_out(record, "events without a death by armed force, which UCDP does not code")
        elif record.event.place is None or record.event.begin is None:
            heading.leave_out(record, "events without a place or a day")
        else:
            yield ucdp_row(record, heading)


def ucdp_row(record: SharedEvent, heading: Heading) -> dict[str, object]:
    """The row of an event that has deaths, a place and a day. Ids of conflicts, dyads and sides are UCDP's own and stay empty."""
    event, place = record.event, record.event.place
    killed, spread = settled_of(event, "killed"), spread_of(event, "killed")
    assert place is not None
    assert event.begin is not None
    assert spread is not None
    country = country_of(place.country)
    side_a, side_b = (distinct(acled_actor(side, place.country) for side in sides) or ["Unknown"] for sides in (event.actors, event.targets))
    province = heading.provinces(place.country, place.admin1) if place.admin1 else None
    best = killed.bounds[0] if killed else spread[0]
    kind = violence_of(event)
    pointed = place.lat is not None and place.lon is not None
    filled = {
        "id": event.id, "relid": f"MARSAD-{event.id}", "year": int(event.begin[:4]), "code_status": "Marsad, by machine", "type_of_violence": kind,
        "dyad_name": f"{side_a[0]} - {side_b[0]}", "side_a": BETWEEN.join(side_a), "side_b": BETWEEN.join(side_b),
        "number_of_sources": event.sources, "source_article": BETWEEN.join(urls_of(record)), "source_office": BETWEEN.join(outlets_of(record)),
        "source_date": BETWEEN.join(distinct((telling.article.published or "")[:10] for telling in record.tellings)),
        "source_headline": BETWEEN.join(distinct(telling.article.title for telling in record.tellings)),
        "source_original": BETWEEN.join(distinct(telling.source for telling in record.tellings)), "where_prec": where_precision(event),
        "where_coordinates": place.name_en or place.name_ar, "where_description": sentence_of(record),
        "adm_1": (province.name_en or province.name_ar) if province else place.admin1, "latitude": place.lat, "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if pointed else EMPTY,
        "priogrid_gid": grid_cell(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        "country": country.name if country else place.country, "region": country.ucdp_region if country else EMPTY,
        "event_clarity": 1 if event.time_precision == 1 and event.geo_precision == 1 else 2, "date_prec": date_precision(event),
        "date_start": event.begin[:10], "date_end": last_day(event), "deaths_a": 0, "deaths_b": 0,
        "deaths_civilians": best if kind == ONE_SIDED else 0, "deaths_unknown": 0 if kind == ONE_SIDED else best, "best": best, "high": spread[1],
        "low": spread[0],
    }  # fmt: skip
    return dict.fromkeys(COLUMNS, EMPTY) | filled | own_cells(record)


def violence_of(event: Event) -> int | None:
    """UCDP's type of violence: 1 with a state on a side, 2 between organised groups, 3 against civilians alone; None where no side is known."""
    acting, hurt = ({actor_code(side.kind).inter for side in sides} - {0} for sides in (event.actors, event.targets))
    if hurt and hurt <= _UNARMED:
        return ONE_SIDED
    return STATE_BASED if _STATE in acting | hurt else NON_STATE if acting | hurt else None


def where_precision(event: Event) -> int:
    """UCDP's precision of the place: 1 itself, 2 near it, 4 its province, 5 a stretch of land, 6 its country, 7 the sea or several countries."""
    place = event.place
    if place is None or not place.country:
        return 7
    by_kind = {"country": 6, "admin": 4, "region": 5, "natural": 5}
    return by_kind.get(place.kind) or (1 if event.geo_precision == 1 else 2 if event.geo_precision == 2 else 4)


def date_precision(event: Event) -> int:
    """UCDP's precision of the day: 1 the day, 2 two to six, 3 a week, 4 a month, 5 more, or a day that no report states."""
    days = length_days(event)
    if days == 1:
        return 1 if event.time_precision < 3 else 2
    return 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def grid_cell(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID, half a degree wide, numbered from the south-west.

    >>> grid_cell(-89.75, -179.75), grid_cell(33.5, 36.3)
    (1, 178273)
    """
    row, column = floor((lat + 90) * _CELLS_A_DEGREE), floor((lon + 180) * _CELLS_A_DEGREE)
    return min(row, 359) * _COLUMNS_OF_GRID + min(column, _COLUMNS_OF_GRID - 1) + 1
