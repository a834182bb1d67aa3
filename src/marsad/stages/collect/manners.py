"""One request at a time a host, with a pause between; and hosts that asked to be left alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from marsad.stages.collect.clock import Clock
from marsad.stages.collect.faults import FetchError

LONGEST_WAIT_SECONDS = 300.0
"""Longest pause that is waited out within a visit; past it the rest is left for the next visit."""


class Hosts:
    """Whose turn it is: threads that visit one host stand in line."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._turns: dict[str, Lock] = {}
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, delay_seconds: float) -> Iterator[None]:
        """A turn at a host: begins when the one before is over and its pause is past; the pause of `delay_seconds` begins at its end.

        Raises:
            FetchError: `barred` when the host is to be left alone for longer than is waited, `stopped` when a stop is asked for.
        """
        with self._lock:
            turn = self._turns.setdefault(host, Lock())
        with turn:
            self._wait(host)
            try:
                yield
            finally:
                self._bar(host, delay_seconds)

    def leave_alone(self, host: str, seconds: float) -> None:
        """Bars a host for some seconds, as its Retry-After asks."""
        self._bar(host, seconds)

    def _bar(self, host: str, seconds: float) -> None:
        with self._lock:
            self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock.seconds() + seconds)

    def _wait(self, host: str) -> None:
        seconds = self._free_at.get(host, 0.0) - self._clock.seconds()
        if seconds > LONGEST_WAIT_SECONDS:
            raise FetchError("barred", f"{host} asks to be left alone for {seconds:.0f} s more; the rest waits for the next visit", seconds)
        if self._clock.wait(max(seconds, 0.0)):
            raise FetchError("stopped", "a stop was asked for")
