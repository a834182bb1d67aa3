"""Events: what many reports tell of one happening, their disagreements kept; and people's judgements on them."""

import msgspec

from marsad.model.event import Bounds
from marsad.model.place import Place
from marsad.model.report import Side


class FigureReport(msgspec.Struct, frozen=True, gc=False):
    """A toll as one clause of one report gives it: whose word it is, through which outlet, and when that was published.

    `own` is True for the figure that the article stands behind, of those that it gives. `basis` is `Count`'s: a `period` figure is shown and never
    settled on. `origin` is the same for reports that do not count as independent of each other. `superseded` says that a later version of the
    article took its place.
    """

    measure: str
    bounds: Bounds
    report: str
    outlet: str
    source: str = ""
    source_type: str = ""
    published: str | None = None
    basis: str = ""
    own: bool = True
    origin: str = ""
    superseded: bool = False


class SettledFigure(msgspec.Struct, frozen=True, gc=False):
    """The figure that a named rule settled on, the reports that it rests on and those it left out.

    `rule` is `latest`, `majority`, `lowest`, `highest`, `official-first` or `range`. `disputed` says that the figures left no common count. Figures
    are never added up over reports.
    """

    measure: str
    bounds: Bounds
    rule: str
    disputed: bool = False
    chosen: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Merge(msgspec.Struct, frozen=True, gc=False):
    """Why two reports were taken for one event: a score of 0 to 1, and the reasons that made it (`same day`, `3 km apart`, …)."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...] = ()


VERDICT = "verdict"
"""The field under which acceptance and rejection of a whole event stand."""


class Opinion(msgspec.Struct, frozen=True, gc=False):
    """One reviewer's word on one field, the last that stands: the judgement that says it, by whom, when (UTC), and the value as JSON."""

    judgement: str
    by: str
    at: str
    value: str


class Correction(msgspec.Struct, frozen=True, gc=False):
    """A field that people set: what the machine had (JSON), and each reviewer's opinion, oldest first; the last holds.

    `field` is `place`, `date`, `type`, `status`, `actors`, `targets` or a measure of the toll, or `VERDICT` (`"accept"`, `"reject"`).
    """

    field: str
    machine: str
    opinions: tuple[Opinion, ...]


class Event(msgspec.Struct, frozen=True):
    """One happening as all its reports tell it.

    `id` is a hash of the earliest report's id, so that it outlives further reports. `sources` counts those that are independent: copies of one
    text and articles that credit one agency count once. `begin` and `end` are days, `end` excluded: where no report states a day, that of the
    earliest publication, with `time_precision` 3. `figures` are kept as reported; `settled` holds one for each measure, made by the rule that it
    names. `superseded` are those of the `reports` whose article a later version took the place of. `review` is `open` (nobody has judged it),
    `accepted`, `corrected`, `rejected` or `disputed` (reviewers differ); `corrections` are the fields that people spoke on, whose values stand above.
    `priority` (0 to 1) says how early a person should look at it. `tlp` is the highest marking of the reports.
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
    superseded: tuple[str, ...] = ()
    figures: tuple[FigureReport, ...] = ()
    settled: tuple[SettledFigure, ...] = ()
    merges: tuple[Merge, ...] = ()
    review: str = "open"
    corrections: tuple[Correction, ...] = ()
    priority: float = 0.0
    tlp: str = "CLEAR"


class Judgement(msgspec.Struct, frozen=True, gc=False):
    """What a person decided, never overturned by the machine.

    `action` is `merge` (the `reports` are one event), `split` (the `reports` are apart from the `others` of the event they stood in), `accept`,
    `reject` or `correct` (then `field` names a field as `Correction` does, and `value` is JSON); these three are about the event of the first of
    `reports` that is still known. `by` names the reviewer, `at` is UTC, `undoes` is the id of the judgement
    that this one takes back (`action` is `undo` then).
    `tlp` is the highest marking of the reports that it is about: whoever may not see them all does not see it. `origin` is `""`, or the id of the
    observatory where it was given; `by` then names that too (`rim@north`).
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
    others: tuple[str, ...] = ()
    tlp: str = "CLEAR"
    origin: str = ""
