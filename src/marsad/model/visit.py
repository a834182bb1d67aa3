"""What is known of a source between two visits."""

from datetime import datetime

import msgspec


class Pending(msgspec.Struct, frozen=True):
    """An address that a feed or sitemap listed and that was not had yet.

    `listed` is the sha256 of the listing, `part` the entry's key in it where the listing holds a text of its own (`""`: none). `attempts` counts
    the failures so far.
    """

    address: str
    listed: str = ""
    part: str = ""
    published: str | None = None
    published_from: str = ""
    attempts: int = 0


class Visit(msgspec.Struct, frozen=True):
    """One visit: when it began, what its listing named, how many new captures it brought, and how many issues of each code."""

    time: datetime
    listed: int = 0
    new: int = 0
    pending: int = 0
    issues: dict[str, int] = {}


class SourceState(msgspec.Struct, frozen=True):
    """What is kept of a source between visits.

    `validators` are ETag and Last-Modified by address, `pending` what was listed and not had yet, `given_up` the addresses that are not asked
    for again, `files` the size and time of change (ns) of files that were read. `failures` counts the visits in a row whose address was not
    had; before `not_before` the source is left alone. `last_new` is when a visit last brought something new.
    """

    source: str
    validators: dict[str, tuple[str, str]] = {}
    pending: tuple[Pending, ...] = ()
    given_up: tuple[str, ...] = ()
    files: dict[str, tuple[int, int]] = {}
    failures: int = 0
    not_before: datetime | None = None
    last_new: datetime | None = None
    visits: tuple[Visit, ...] = ()
