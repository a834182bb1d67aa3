"""Events: what many reports tell of one happening, their disagreements kept; and people's judgements on them."""

import msgspec

from marsad.model.event import Bounds
from marsad.model.place import Place
from marsad.model.report import Side


class FigureReport(msgspec.Struct, frozen=True):
    """A toll as one report gives it: whose word it is, through which outlet, and when that was published."""

    measure: str
    bounds: Bounds
    report: str
    outlet: str
    source: str = ""
    source_type: str = ""
    published: str | None = None
    cumulative: bool = False


class SettledFigure(msgspec.Struct, frozen=True):
    """The figure that a named rule settled on (`latest`, `majority`, `lowest`, `highest`, `official-first`, `range`), and the reports it left out."""

    measure: str
    bounds: Bounds
    rule: str
    disputed: bool = False
    chosen: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Merge(msgspec.Struct, frozen=True):
    """Why two reports were taken for one event: a score of 0 to 1, and the reasons that made it (`same day`, `3 km apart`, …)."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """One happening as all its reports tell it.

    `id` is a hash of the earliest report's id, so that it outlives further reports. `sources` counts those that are independent: copies of one
    text and articles that credit one agency count once. `begin` and `end` are days, `end` excluded. `figures` are kept as reported;
    `settled` holds one for each measure, made by the rule that it names.
    """

    id: str
    reports: tuple[str, ...]
    type: str
    status: str
    mode: str = ""
    sub_event_type: str = ""
    place: Place | None = None
    geo_precision: int = 3
    begin: str | None = None
    end: str | None = None
    time_precision: int = 3
    actors: tuple[Side, ...] = ()
    targets: tuple[Side, ...] = ()
    sources: int = 1
    figures: tuple[FigureReport, ...] = ()
    settled: tuple[SettledFigure, ...] = ()
    merges: tuple[Merge, ...] = ()


class Judgement(msgspec.Struct, frozen=True):
    """What a person decided, never overturned by the machine.

    `action` is `merge` (the `reports` are one event), `split` (the `reports` are apart from all others of the event they stood in), `accept`,
    `reject` or `correct` (then `field` and `value` say what). `by` names the reviewer, `at` is UTC, `undoes` is the id of the judgement
    that this one takes back (`action` is `undo` then).
    """

    id: str
    action: str
    reports: tuple[str, ...]
    by: str
    at: str
    reason: str = ""
    field: str = ""
    value: str = ""
    undoes: str = ""
