"""Time as collecting sees it, so that tests can hand in their own."""

from datetime import UTC, datetime
from threading import Event
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """What time it is, and waiting that can be cut short."""

    def now(self) -> datetime:
        """The time of day, in UTC."""

    def seconds(self) -> float:
        """Seconds of a clock that never goes back."""

    def wait(self, seconds: float) -> bool:
        """Waits; True where a stop was asked for in the meantime, and then at once."""


class SystemClock:
    """The machine's clock; `stop` ends all waiting."""

    def __init__(self) -> None:
        self._stopped = Event()

    def now(self) -> datetime:
        """The time of day, in UTC."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """Seconds of a clock that never goes back."""
        return monotonic()

    def wait(self, seconds: float) -> bool:
        """Waits; True where a stop was asked for."""
        return self._stopped.wait(max(0.0, seconds))

    def stop(self) -> None:
        """Asks for a stop."""
        self._stopped.set()
