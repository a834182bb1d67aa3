"""How often something may be tried: counted by account, key and address, in memory of a bounded size."""

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import NamedTuple

MOST_REMEMBERED = 20_000
"""Names of which something is remembered, some 150 bytes each; the one not seen for longest is forgotten first."""
_HOME_BITS = 64
"""An IPv6 network of which one customer has every address."""


class Limit(NamedTuple):
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds: float


KNOWN = Limit(300, 0.05)
"""Requests of an account or key. A move of the map asks for three things."""
UNKNOWN = Limit(60, 1.0)
"""Requests of an address from which nobody logged in."""
LOGINS_AT_ONE = Limit(5, 60.0)
"""Logins from one address with one name."""
LOGINS_FROM = Limit(20, 30.0)
"""Logins from one address."""
LOGINS_AS = Limit(50, 60.0)
"""Logins with one name, from wherever. Wide, since whoever guesses would else keep the owner of the name out."""
WRONG_KEYS = Limit(10, 10.0)
"""Wrong keys from one address: of one id, and of all ids that there are not."""
NOTED = Limit(5, 60.0)
"""Entries of the audit log on what nobody known tried from one address."""


class Limits:
    """What was tried lately, by name (Generic Cell Rate Algorithm: one number a name, the time at which all is given back)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST_REMEMBERED) -> None:
        self._clock = clock
        self._most = most
        self._full: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def spend(self, name: str, limit: Limit, cost: int = 1) -> float:
        """0 where this may be tried, and counts it as `cost` of them; else the seconds to wait, and counts nothing."""
        with self._lock:
            wait, full = self._look(name, limit, cost)
            if wait == 0:
                self._full[name] = full + cost * limit.seconds
                self._full.move_to_end(name)
                if len(self._full) > self._most:
                    self._full.popitem(last=False)
            return wait

    def wait(self, name: str, limit: Limit) -> float:
        """The seconds until this may be tried, 0 for now; counts nothing."""
        with self._lock:
            return self._look(name, limit)[0]

    def give_back(self, name: str, limit: Limit) -> None:
        """Take one that was counted back: it turned out to be right."""
        with self._lock:
            if name in self._full:
                self._full[name] -= limit.seconds

    def _look(self, name: str, limit: Limit, cost: int = 1) -> tuple[float, float]:
        now = self._clock()
        full = max(self._full.get(name, now), now)
        return max(0.0, full - now - (limit.burst - cost) * limit.seconds), full


def home_of(address: str) -> str:
    """The address, or the network of an IPv6 address, from which one and the same person comes.

    >>> home_of("2001:db8:1:2:3::4"), home_of("10.0.0.7"), home_of("testclient")
    ('2001:db8:1:2::', '10.0.0.7', 'testclient')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> _HOME_BITS << _HOME_BITS))
    return address
