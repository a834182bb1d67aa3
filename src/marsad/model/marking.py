"""Markings: the Traffic Light Protocol 2.0 (FIRST, 2022), its levels in order, and what readers of each see of an event."""

from collections.abc import Iterable, Sequence

import msgspec

from marsad.errors import InputError
from marsad.model.reconciled import Event

MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""From what the world may see to what its recipients alone may: a clearance lets see its own level and those before it."""
CLEAR, GREEN, AMBER, AMBER_STRICT, RED = range(len(MARKINGS))
LEVELS = tuple(range(len(MARKINGS)))


def level_of(marking: str) -> int:
    """The level of a marking, 0 (CLEAR) to 4 (RED).

    Raises:
        InputError: for a word that is no marking of TLP 2.0.

    >>> level_of("AMBER+STRICT"), level_of("tlp:red")
    (3, 4)
    """
    name = marking.upper().removeprefix("TLP:")
    if name not in MARKINGS:
        raise InputError(f"{marking!r} is no marking; those of TLP 2.0 are {', '.join(MARKINGS)}")
    return MARKINGS.index(name)


def highest(markings: Iterable[str]) -> str:
    """The marking that lets the fewest see, of several; `CLEAR` of none.

    >>> highest(["GREEN", "AMBER", "CLEAR"])
    'AMBER'
    """
    return MARKINGS[max(map(level_of, markings), default=CLEAR)]


class Seen(msgspec.Struct, frozen=True):
    """An event as readers of the clearances `least` to `most` see it: made of the reports that all of them may see, and of nothing else."""

    event: Event
    least: int = CLEAR
    most: int = RED

    @property
    def row(self) -> str:
        """What the store keeps it under: the event's id, beside which stand those that fewer than all may see."""
        return self.event.id if self.most == RED else f"{self.event.id}@{self.most}"

    def is_for(self, clearance: int) -> bool:
        """True where a reader of `clearance` sees it."""
        return self.least <= clearance <= self.most


def join_levels(told: Sequence[tuple[int, Sequence[Event]]]) -> list[Seen]:
    """Events by the levels at which they are the same.

    `told` gives, from the lowest level on, the levels at which something changes and the events that readers from there up to the next see.
    """
    if len(told) == 1:
        return [Seen(event, told[0][0]) for event in told[0][1]]
    seen: list[Seen] = []
    running: dict[Event, int] = {}
    for number, (level, events) in enumerate(told):
        last = told[number + 1][0] - 1 if number + 1 < len(told) else RED
        running = {event: running.get(event, level) for event in events}
        following = set(told[number + 1][1]) if number + 1 < len(told) else set[Event]()
        seen += [Seen(event, least, last) for event, least in running.items() if event not in following]
    return seen
