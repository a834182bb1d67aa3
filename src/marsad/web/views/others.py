"""What else the API answers: counts for the map and the time line, sources, the codebook, suggestions, and what this server is."""

from typing import Any

import msgspec

from marsad.store.event_counts import Bin, Cell
from marsad.web.views.named import PlaceView


class CellsView(msgspec.Struct, frozen=True):
    """Events by square of `size_degrees`; how many of those asked for have a point, and how many none."""

    size_degrees: float
    cells: list[Cell]
    placed: int
    unplaced: int


class TimelineView(msgspec.Struct, frozen=True):
    """Events by `day`, `week` or `month`; only bins that hold something."""

    by: str
    bins: list[Bin]


class ExclusiveEvent(msgspec.Struct, frozen=True):
    """An event that one outlet alone told of."""

    id: str
    type: str
    mode: str
    begin: str | None
    place: PlaceView | None


class FindingView(msgspec.Struct, frozen=True):
    """What is wrong with a source."""

    code: str
    message: str


class HealthView(msgspec.Struct, frozen=True):
    """How a collected source is: its last visit, its last new article (UTC), articles a day, and what is wrong."""

    source: str
    last_visit: str | None
    last_new: str | None
    daily: float | None
    findings: list[FindingView]


class DayCount(msgspec.Struct, frozen=True):
    """Articles of one day of publication."""

    day: str
    documents: int


class OutletView(msgspec.Struct, frozen=True):
    """An outlet: its volume, the events that it alone told of, those that it told of first, and its health where it is collected here."""

    outlet: str
    documents: int
    reports: int
    events: int
    exclusive: int
    exclusive_events: list[ExclusiveEvent]
    first: int
    last_published: str | None
    days: list[DayCount]
    issues: int
    health: HealthView | None


class OutletsView(msgspec.Struct, frozen=True):
    """All outlets, the largest first."""

    items: list[OutletView]


class ModeView(msgspec.Struct, frozen=True):
    """A mode of a type, with ACLED's codes where nobody but unarmed people is not the target."""

    mode: str
    name_en: str
    name_ar: str
    definition: str
    definition_ar: str
    event_type: str
    sub_event_type: str


class TypeView(msgspec.Struct, frozen=True):
    """A type of the codebook, with examples and counter-examples."""

    type: str
    name_en: str
    name_ar: str
    definition: str
    definition_ar: str
    modes: list[ModeView]
    examples: list[dict[str, str]]
    counter_examples: list[dict[str, str]]


class StatusView(msgspec.Struct, frozen=True):
    """A state of an event."""

    status: str
    name_en: str
    name_ar: str
    definition: str
    definition_ar: str


class MeasureView(msgspec.Struct, frozen=True):
    """A measure of a toll."""

    measure: str
    name_en: str
    name_ar: str


class CodebookView(msgspec.Struct, frozen=True):
    """Types, states and measures."""

    types: list[TypeView]
    statuses: list[StatusView]
    measures: list[MeasureView]


class ActorView(msgspec.Struct, frozen=True):
    """An actor of the lexicon."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str


class ActorsView(msgspec.Struct, frozen=True):
    """Actors that fit, the best first."""

    items: list[ActorView]


class PlacesView(msgspec.Struct, frozen=True):
    """Places that fit, the best known first."""

    items: list[PlaceView]


class AboutView(msgspec.Struct, frozen=True):
    """What this server shows: versions, counts, the days of publication, whose borders are drawn, and whether a login is needed."""

    version: str
    lexicons: str
    gazetteer: str
    counts: dict[str, int]
    first_day: str | None
    last_day: str | None
    boundaries: dict[str, str]
    restricted: bool


def as_view(kind: Any, value: Any) -> Any:
    """Plain data as a view of that kind."""
    return msgspec.convert(value, kind)
