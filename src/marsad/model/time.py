"""Times as TIMEX3 values and intervals."""

import msgspec

from marsad.model.span import Span


class TimeMention(msgspec.Struct, frozen=True):
    """An expression that fixes a calendar time.

    `type` is TIMEX3's `DATE`, `TIME` or `DURATION`. `value` is ISO 8601 at the precision of the text
    (`2018-02-01`, `2018-02`, `2018`, `2018-W05`, or two of them with a `/`), None where it is relative and
    the publication time is not known. `begin` and `end` are the days that it covers, `end` excluded.
    `precision` is ACLED's time_precision: 1 a day, 2 a week, 3 a month or longer.
    """

    span: Span
    type: str
    value: str | None
    begin: str | None = None
    end: str | None = None
    precision: int = 1
    approx: bool = False
    rules: tuple[str, ...] = ()
