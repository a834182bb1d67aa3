"""Alerts: how dangerous a place has become, by which signals, on whose word."""

from datetime import date

import msgspec

from marsad.model.event import Bounds
from marsad.model.place import Place


class Area(msgspec.Struct, frozen=True):
    """What has an alert level: `kind` is `country`, `province`, `district` (a named part of a province: `الغوطة الشرقية`) or `town`.

    `id` is that of the gazetteer's place, for provinces and countries their ISO 3166 code. `lat`, `lon` and `radius_m` are the place's.
    """

    id: str
    kind: str
    name_ar: str
    name_en: str
    country: str
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: int = 0


class Telling(msgspec.Struct, frozen=True):
    """One article's telling of a happening: `day` is that of publication, `origin` the same for articles that are copies of each other.

    `killed` is the toll that the article stands behind, None for none or one of a whole campaign. `holder` is the type of the one on whose word it
    rests (see `Holder.type`, `""`: the outlet's own). `start` and `end` are code points of the article's text, `exact` the clause that stands there.
    """

    report: str
    document: str
    outlet: str
    origin: str
    day: date
    killed: Bounds | None = None
    holder: str = ""
    start: int = 0
    end: int = 0
    exact: str = ""


class Happening(msgspec.Struct, frozen=True):
    """An event as warning sees it: what, where, by whom, and each telling of it, by day of publication.

    `code` is the type with its mode (`ASSAULT.shelling`), `begin` the day it happened where a report states it. `displaced` is the least number of
    people displaced. `killed` is a toll set by a person, which holds whatever the articles say. `has_sides` says whether somebody is named who
    acts or is acted on.
    """

    event: str
    code: str
    status: str
    place: Place
    tellings: tuple[Telling, ...]
    begin: date | None = None
    actors: tuple[str, ...] = ()
    displaced: int = 0
    killed: int | None = None
    has_sides: bool = True

    @property
    def type(self) -> str:
        """The type without its mode."""
        return self.code.partition(".")[0]


class Evidence(msgspec.Struct, frozen=True):
    """Where a signal can be read: a clause of an article, and the event that it tells of."""

    event: str
    report: str
    document: str
    outlet: str
    day: str
    start: int
    end: int
    exact: str


class Signal(msgspec.Struct, frozen=True):
    """One reason for a level.

    `kind` is an entry of `codebook/alert_levels.yaml`; `points` (0 to 100) what it adds to the score. `observed` and `expected` are what was
    counted in the window and what the place's own past explains. `sources` counts the independent origins, `outlets` names the outlets. `flags`
    say what must be known of it (`one_outlet`, `one_origin`, `unconfirmed_figure`, `disputed_figure`). `subject` is what is new, or who warns.
    `events` are the ids of the heaviest events, `counted` is how many there are of them in all (0 in records of before this was kept).
    """

    kind: str
    window_days: int
    points: float
    observed: float
    expected: float = 0.0
    probability: float | None = None
    sources: int = 0
    outlets: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    subject: str = ""
    events: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    counted: int = 0


class Lowering(msgspec.Struct, frozen=True):
    """What would lower a level: a score below `score_below` on `days` days in a row on which there is news; `earliest` is the first such day
    possible, `needs` the kinds of signal that would have to fall away first, the heaviest first. `level` is the one that it would fall to."""

    level: str
    score_below: float
    days: int
    earliest: str
    needs: tuple[str, ...] = ()


class Alert(msgspec.Struct, frozen=True):
    """A change of the level of an area, or of what can be said of it, on a day (the last whose news is in it).

    `before` is the level until then, `level` since. `score` is 0 to 100, `confidence` `high`, `medium`, `low` or `blind` (there is too little news
    to say anything). `notes` say what else must be known: `silence:<outlet>`, `unknown:<outlet>` (its word was not counted), `held` (it would be
    lower, were there news), `capped` (too few independent sources to raise it further), `moved` (a place changed its province), `short_past`.
    `lowers` is None for the lowest level.
    """

    id: str
    area: Area
    day: str
    level: str
    before: str
    score: float
    confidence: str
    signals: tuple[Signal, ...] = ()
    notes: tuple[str, ...] = ()
    lowers: Lowering | None = None
    marsad: str = ""


class AreaState(msgspec.Struct, frozen=True):
    """Where an area stands after a day: what tomorrow's level depends on besides the news.

    `since` is the day of the last change of level, `below_days` the number of days in a row on which the score lay below what holds the level.
    `alert` is the id of the record that made it so, `signals` are those of the day. `is_over` says that the day was over when it was judged: only
    then does it count among `below_days`.
    """

    area: Area
    day: str
    level: str
    since: str
    score: float
    confidence: str
    below_days: int = 0
    notes: tuple[str, ...] = ()
    alert: str = ""
    signals: tuple[Signal, ...] = ()
    is_over: bool = True
