"""Sources: who publishes what, where, how often, and how they are to be visited."""

import re
from ipaddress import ip_network
from zoneinfo import ZoneInfo

import msgspec

from marsad.model.marking import MARKINGS

KINDS = ("feed", "sitemap", "warc", "telegram", "jsonl", "folder")
FETCHED_KINDS = frozenset(("feed", "sitemap"))
"""Kinds that are fetched from the network; the others are read from files."""
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_COUNTRY = re.compile(r"[A-Z]{2}")


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One outlet's one way of publishing, as a YAML file of `sources/` states it.

    `id` is the file's name without `.yaml`. `outlet` is the name as readers know it, `owner` who stands behind it, `country` ISO 3166-1
    alpha-2 or `""` (none), `language` ISO 639-1, `time_zone` an IANA name: it is the zone of times that state none. `address` is a URL for
    the kinds `feed` (RSS, Atom, JSON feed) and `sitemap`, a file or folder for `warc`, `telegram`, `jsonl` and `folder`.

    `every_minutes` is the pace of visits and `delay_seconds` the least pause between two requests to a host (robots.txt may ask for more).
    `daily_volume` is how many articles a day are to be expected, 0 where that is not known. `rights` says what may be done with the texts.
    With `pages` the pages behind a feed or sitemap are fetched, no more than `most_pages` a visit; without it a feed's own texts are read.
    `tlp` is the marking of all that comes from it (TLP 2.0: CLEAR, GREEN, AMBER, AMBER+STRICT or RED).
    `private_networks` names the networks that are not public and may be visited all the same (`127.0.0.1`, `10.0.0.0/8`).

    Raises:
        ValueError: for a value that cannot be meant.
    """

    id: str
    outlet: str
    address: str
    kind: str
    owner: str = ""
    country: str = ""
    language: str = "ar"
    time_zone: str = "UTC"
    every_minutes: int = 60
    delay_seconds: float = 5.0
    daily_volume: float = 0.0
    rights: str = ""
    pages: bool = True
    most_pages: int = 50
    private_networks: tuple[str, ...] = ()
    notes: str = ""
    tlp: str = "CLEAR"

    def __post_init__(self) -> None:
        for wrong, message in self._faults():
            if wrong:
                raise ValueError(message)
        for network in self.private_networks:
            ip_network(network)
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"time_zone {self.time_zone!r} is no IANA time zone, such as Asia/Beirut") from error

    def _faults(self) -> tuple[tuple[bool, str], ...]:
        web = self.address.startswith(("http://", "https://"))
        fetched = self.kind in FETCHED_KINDS
        return (
            (not _ID.fullmatch(self.id), f"id {self.id!r} must be of small Latin letters, digits, '.', '_' and '-', at most 64"),
            (not self.outlet.strip(), "outlet is empty; name the outlet as its readers know it"),
            (self.kind not in KINDS, f"kind {self.kind!r} is not known; it is one of {', '.join(KINDS)}"),
            (fetched and not web, f"address {self.address!r} must begin with http:// or https:// for the kind {self.kind}"),
            (
                not fetched and (web or not self.address),
                f"address {self.address!r} must be a file or folder for the kind {self.kind}",
            ),
            (
                bool(self.country) and not _COUNTRY.fullmatch(self.country),
                f"country {self.country!r} must be two capital letters, or empty",
            ),
            (self.every_minutes < 1, f"every_minutes must be 1 or more, found {self.every_minutes}"),
            (not 0 <= self.delay_seconds <= 3600, f"delay_seconds must be between 0 and 3600, found {self.delay_seconds}"),
            (not 0 <= self.daily_volume <= 1e6, f"daily_volume must be 0 or more, found {self.daily_volume}"),
            (self.tlp not in MARKINGS, f"tlp {self.tlp!r} is no marking of TLP 2.0; those are {', '.join(MARKINGS)}"),
            (self.most_pages < 1, f"most_pages must be 1 or more, found {self.most_pages}"),
        )
