"""Time expressions as they stand in a text, before the publication date resolves them."""

import msgspec

from marsad.model.span import Span


class TimeExpression(msgspec.Struct, frozen=True):
    """What an expression of time says, each field None or empty where it says nothing of it.

    `kind` is `day` (relative: `offset` days from publication), `weekday` (`number` 1–7, Monday first), `calendar` (`year`, `month`, `day`), `unit`
    (`unit` with `modifier`: this week, last year), `ago` (`offset` units back), `span` (the last `offset` units), `season`, or `range`
    (from `begin` to `end`). `calendar` may be `hijri`. `modifier` is `last`, `this` or `next`. `approx` is True for `نحو` and edges of periods.
    """

    span: Span
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    number: int = 0
    offset: int = 0
    unit: str = ""
    modifier: str = ""
    calendar: str = "gregorian"
    approx: bool = False
    end_year: int | None = None
