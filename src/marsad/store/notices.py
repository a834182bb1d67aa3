"""The outbox: which channel is to be told of which change, when, and whether it was. Times are ISO 8601 in UTC."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select, update

from marsad.store.schema import notices
from marsad.store.store import Store
from marsad.store.tables import insert_rows, parts_of

CLAIM = timedelta(minutes=10)
"""A claim that is older is that of a process that died in sending."""
MOST_TRIES = 10
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)


class Due(NamedTuple):
    """A change that a channel is to be told of, and how often that was tried."""

    alert: str
    tries: int


def put_notices(store: Store, channel: str, due: dict[str, datetime]) -> int:
    """Note changes, by their ids, to be told of when they are due; one that the channel has already stays as it is. How many are new."""
    with store.engine.begin() as connection:
        known: set[str] = set()
        for part in parts_of(list(due)):
            known |= set(connection.scalars(select(notices.c.alert).where(notices.c.channel == channel, notices.c.alert.in_(part))))
        fresh = [(channel, id_, _iso(when), 0, None, None, "") for id_, when in sorted(due.items()) if id_ not in known]
        insert_rows(connection, "notices", fresh)
    return len(fresh)


def claim_notices(store: Store, channel: str, now: datetime) -> list[Due]:
    """Take what a channel is to be told of now, so that no other process tells it too; what was tried `MOST_TRIES` times is left."""
    told = notices.c
    free = or_(told.claimed.is_(None), told.claimed < _iso(now - CLAIM))
    holds = [told.channel == channel, told.sent.is_(None), told.due <= _iso(now), told.tries < MOST_TRIES, free]
    with store.engine.begin() as connection:
        found = [Due(row.alert, row.tries) for row in connection.execute(select(told.alert, told.tries).where(*holds).order_by(told.due, told.alert))]
        taken = []
        for due in found:
            claimed = connection.execute(update(notices).where(told.alert == due.alert, *holds).values(claimed=_iso(now)))
            taken += [due] if claimed.rowcount == 1 else []
    return taken


def settle_notices(store: Store, channel: str, alerts: Iterable[Due], now: datetime, error: str = "") -> None:
    """Note that a channel was told of changes, or why not: then they are due again after a pause that doubles with each try."""
    with store.engine.begin() as connection:
        for due in alerts:
            pause = min(FIRST_PAUSE * 2**due.tries, LONGEST_PAUSE)
            told = {"error": error, "due": _iso(now + pause), "tries": due.tries + 1} if error else {"error": "", "sent": _iso(now)}
            own = update(notices).where(notices.c.channel == channel, notices.c.alert == due.alert)
            connection.execute(own.values(claimed=None, **told))


def postpone_notices(store: Store, channel: str, due: dict[str, datetime]) -> None:
    """Give back what was claimed and not tried, by the ids of the changes, to be claimed when it is due."""
    with store.engine.begin() as connection:
        for id_, when in due.items():
            own = update(notices).where(notices.c.channel == channel, notices.c.alert == id_, notices.c.sent.is_(None))
            connection.execute(own.values(claimed=None, due=_iso(when)))


def _iso(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
