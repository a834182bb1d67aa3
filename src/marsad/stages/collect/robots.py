"""robots.txt (RFC 9309), by protego."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

import msgspec
from protego import Protego

from marsad.stages.collect.faults import FetchError

AGENT = "marsad"
"""The name under which robots.txt may address this program."""
KEPT_FOR = timedelta(hours=24)
"""How long a robots.txt is taken as read, the longest that RFC 9309 advises."""
LARGEST_ROBOTS_BYTES = 512_000
"""RFC 9309 asks for at least 500 KiB to be read."""


class Rules(msgspec.Struct, frozen=True):
    """What a host's robots.txt said: when it was read, with which status, and its text."""

    read: datetime
    status: int
    text: str


class Robots:
    """The rules of hosts, read at most once a day; `rules` may be kept between runs."""

    def __init__(self, rules: dict[str, Rules] | None = None) -> None:
        self.rules = dict(rules or {})
        self._parsed: dict[str, tuple[Rules, Protego]] = {}
        self._lock = Lock()
        self._reading: dict[str, Lock] = {}

    def check(self, host: str, address: str, read: Callable[[], Rules], now: datetime) -> float:
        """The pause in seconds that the host asks for (0: none), when `address` may be visited.

        A host without robots.txt (400 to 499) allows all; one whose robots.txt cannot be had forbids all until it can.

        Raises:
            FetchError: `robots` when the host forbids the address, `robots_unreachable` when its rules cannot be had.
        """
        with self._lock:
            reading = self._reading.setdefault(host, Lock())
        with reading:  # threads that come to a host together read its rules once
            rules = self._current(host, read, now)
        if rules.status >= 300:
            return 0.0
        parsed = self._parse(host, rules)
        if not parsed.can_fetch(address, AGENT):
            raise FetchError("robots", f"the robots.txt of {host} forbids {address}")
        rate = parsed.request_rate(AGENT)
        return max(float(parsed.crawl_delay(AGENT) or 0.0), rate.seconds / rate.requests if rate and rate.requests else 0.0)

    def _current(self, host: str, read: Callable[[], Rules], now: datetime) -> Rules:
        rules = self.rules.get(host)
        if rules is None or now - rules.read > KEPT_FOR:
            try:
                rules = self.rules[host] = read()
            except FetchError as error:
                if error.code in ("stopped", "forbidden_address", "barred"):
                    raise
                message = f"the robots.txt of {host} cannot be had ({error}); nothing is fetched there"
                raise FetchError("robots_unreachable", message, error.retry_after) from error
        return rules

    def sitemaps(self, host: str) -> list[str]:
        """The sitemaps that a host's robots.txt names, as far as it was read."""
        rules = self.rules.get(host)
        return list(self._parse(host, rules).sitemaps) if rules and rules.status < 300 else []

    def _parse(self, host: str, rules: Rules) -> Protego:
        known = self._parsed.get(host)
        if known is None or known[0] is not rules:
            known = self._parsed[host] = (rules, Protego.parse(rules.text))
        return known[1]
