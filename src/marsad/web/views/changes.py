"""The feed of changes as the API shows it."""

import msgspec

from marsad.model.shared import Change
from marsad.store.cursors import Cursor, number_time


class ChangeView(msgspec.Struct, frozen=True, rename={"came_from": "from"}):
    """The last thing that happened to an event: `created`, `updated`, `merged`, `split` or `withdrawn`.

    `cursor` is behind it. `version` is `""` where the event is no more; `into` are the events that took its reports, `from` those whose it took.
    """

    cursor: str
    at: str
    event: str
    kind: str
    version: str
    into: list[str]
    came_from: list[str]


class ChangePageView(msgspec.Struct, frozen=True):
    """Changes in their order, and the cursor behind the last: to go on from, now or later. `more` is False where there are no more now."""

    items: list[ChangeView]
    cursor: str
    more: bool


def change_view(change: Change) -> ChangeView:
    """A change."""
    cursor, at = str(Cursor(change.number, change.event)), number_time(change.number)
    return ChangeView(cursor, at, change.event, change.kind, change.version, list(change.into), list(change.came_from))
