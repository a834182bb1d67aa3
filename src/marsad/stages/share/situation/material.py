"""What a situation report is made from."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from marsad.model import Event, Place, Report
from marsad.model.alert import Alert
from marsad.model.situation import Named

NEW_AFTER_DAYS = 28
"""What was not told of for so many days before the period is new in it."""


class Material(NamedTuple):
    """The events of an area, and how much was read.

    `now` are the events of the period, `earlier` those of the `NEW_AFTER_DAYS` before it or of a period's length, whichever is longer.
    `reports` are those of the events `now`, by id. `read_now` and `read_before` are how many articles each outlet published in the period and in
    the one of equal length before it, `read_past` how many all did in the `NEW_AFTER_DAYS` before it. `provinces` are by ISO 3166-2. `asks` is the
    area as options of `marsad search`, `tlp` the highest marking of all this, `alerts` the changes of alert levels in the period, `levels_until` the
    last day for which levels were worked out, `standing` the change by which the area came to a level that it had all through the period.
    """

    area: Named
    asks: str
    begin: str
    end: str
    before_begin: str
    now: Sequence[Event]
    earlier: Sequence[Event]
    reports: Mapping[str, Report]
    read_now: Mapping[str, int]
    read_before: Mapping[str, int]
    provinces: Mapping[str, Place]
    tlp: str
    alerts: Sequence[Alert] = ()
    read_past: int = 0
    levels_until: str | None = None
    standing: Alert | None = None

    @property
    def before(self) -> list[Event]:
        """The events of the period of equal length before this one."""
        return [event for event in self.earlier if (event.begin or "") >= self.before_begin]

    def search(self, extra: str = "") -> str:
        """The call of the program that lists the articles of these events."""
        asks = self.asks.partition(" --province ")[0] if "--province" in extra else self.asks
        return " ".join(part for part in ("marsad search", asks, f"--since {self.begin} --until {self.end}", extra) if part)
