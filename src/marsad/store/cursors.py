"""Cursors of the feed of changes: how far somebody has read."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from marsad.errors import InputError

BETWEEN = "~"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_EVENT = "\uffff"
"""Stands behind every id: a cursor without an event is behind all changes of its number."""


class Cursor(NamedTuple):
    """Behind the change of this event at this number (microseconds since 1970)."""

    number: int = 0
    event: str = LAST_EVENT

    def __str__(self) -> str:
        return str(self.number) if self.event == LAST_EVENT else f"{self.number}{BETWEEN}{self.event}"


def read_cursor(text: str) -> Cursor:
    """The cursor of a text that this program gave, or of a time in ISO 8601; `""` is before all changes.

    A day alone is refused: whoever gives one most likely means the day of the events.

    Raises:
        InputError: for what is neither.

    >>> read_cursor("1764337200123456~3f0c9a").event, str(read_cursor("2018-02-05T00:00Z"))
    ('3f0c9a', '1517788800000000')
    """
    number, _, event = text.partition(BETWEEN)
    if not text:
        return Cursor()
    if number.isascii() and number.isdigit() and len(number) < _MOST_DIGITS:
        return Cursor(int(number), event or LAST_EVENT)
    try:
        time = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        time = None
    if time is None:
        raise InputError(
            f"{text!r} is no cursor of the feed of changes: pass on what `marsad changes` or an export gave, or a time such as 2018-02-05T00:00Z; "
            "the days of events are asked for by other filters"
        )
    return Cursor(((time if time.tzinfo else time.replace(tzinfo=UTC)) - _EPOCH) // timedelta(microseconds=1))


_MOST_DIGITS = 19


def number_time(number: int) -> str:
    """The time of a change, in UTC.

    >>> number_time(1517788800000000)
    '2018-02-05T00:00:00.000000Z'
    """
    return (_EPOCH + timedelta(microseconds=number)).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
