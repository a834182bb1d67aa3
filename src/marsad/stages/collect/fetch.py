"""Fetching an address with manners and within limits."""

import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property

import httpcore
import httpx
import msgspec

from marsad.formats.decompress import ACCEPTED, Decoder, DecompressionError
from marsad.stages.collect.addresses import Resolve, resolve_host
from marsad.stages.collect.clock import Clock
from marsad.stages.collect.connect import CheckedBackend, Deadline
from marsad.stages.collect.faults import FetchError
from marsad.stages.collect.manners import Hosts
from marsad.stages.collect.robots import AGENT, LARGEST_ROBOTS_BYTES, Robots, Rules
from marsad.version import PROJECT_URL, VERSION

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
NOT_MODIFIED = 304


class Limits(msgspec.Struct, frozen=True):
    """What one request may cost: bytes on the wire and decoded, seconds as a whole and for each wait, redirects followed."""

    body_bytes: int = 8_000_000
    seconds: float = 45.0
    wait_seconds: float = 15.0
    redirects: int = 5


class Visitor(msgspec.Struct, frozen=True):
    """For whom an address is fetched: the pause that the source asks for, and the networks that it allows beyond public ones."""

    delay_seconds: float = 5.0
    private_networks: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """What came: `address` the last after redirects, `headers` in small letters, `body` with its Content-Encoding undone, `fetched` in UTC."""

    requested: str
    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched: datetime

    def header(self, name: str) -> str:
        """The first header of that name, `""` where there is none."""
        return next((value for found, value in self.headers if found == name), "")


class Fetcher:
    """Fetches addresses for sources. One of it serves all threads of a run, so that they share turns and robots.txt."""

    def __init__(
        self, clock: Clock, robots: Robots | None = None, limits: Limits | None = None, resolve: Resolve = resolve_host, contact: str = ""
    ) -> None:
        self.robots = robots or Robots()
        self._clock = clock
        self._hosts = Hosts(clock)
        self._limits = limits or Limits()
        self._resolve = resolve
        self.user_agent = f"{AGENT}/{VERSION} (+{PROJECT_URL}{f'; {contact}' if contact else ''})"

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    def fetch(self, address: str, visitor: Visitor, etag: str = "", modified: str = "") -> Answer:
        """The answer of an address, redirects followed; status 304 without a body where it is as it was by `etag` or `modified`.

        robots.txt, turns and the check of network addresses apply to every step of the way.

        Raises:
            FetchError: for whatever else than 200 or 304 came, and where nothing may be or could be had.
        """
        asked = {name: value for name, value in (("if-none-match", etag), ("if-modified-since", modified)) if value}
        answer = self._follow(address, visitor, asked, self._limits.body_bytes)
        return self._judge(answer)

    def _follow(self, address: str, visitor: Visitor, asked: Mapping[str, str], most_bytes: int, *, rules: bool = True) -> Answer:
        url = read_url(address)
        for _ in range(self._limits.redirects + 1):
            pause = self._check_robots(url, visitor) if rules else 0.0
            with self._hosts.turn(url.netloc.decode("ascii"), max(pause, visitor.delay_seconds)):
                answer = self._request(address, url, visitor, asked, most_bytes)
            if answer.status not in _REDIRECTS:
                return answer
            url = read_url(answer.header("location"), url)
        raise FetchError("redirects", f"{address} redirects more than {self._limits.redirects} times")

    def _check_robots(self, url: httpx.URL, visitor: Visitor) -> float:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        return self.robots.check(origin, str(url), lambda: self._read_rules(origin, visitor), self._clock.now())

    def _read_rules(self, origin: str, visitor: Visitor) -> Rules:
        answer = self._follow(f"{origin}/robots.txt", visitor, {}, LARGEST_ROBOTS_BYTES, rules=False)
        if answer.status >= 500 or answer.status == 429:
            raise self._error_of(answer)
        return Rules(answer.fetched, answer.status, answer.body.decode("utf-8", errors="replace") if answer.status < 300 else "")

    def _judge(self, answer: Answer) -> Answer:
        if answer.status in (200, NOT_MODIFIED):
            return answer
        raise self._error_of(answer)

    def _error_of(self, answer: Answer) -> FetchError:
        seconds = retry_seconds(answer.header("retry-after"), answer.fetched)
        if seconds:
            self._hosts.leave_alone(read_url(answer.address).netloc.decode("ascii"), seconds)
        code = {429: "too_many", 404: "gone", 410: "gone", 401: "refused", 403: "refused"}.get(answer.status, "")
        code = code or ("server_error" if answer.status >= 500 else "status")
        return FetchError(code, f"{answer.address} answers with status {answer.status}", seconds)

    def _request(self, requested: str, url: httpx.URL, visitor: Visitor, asked: Mapping[str, str], most_bytes: int) -> Answer:
        deadline = Deadline(self._clock.seconds, self._limits.seconds)
        backend = CheckedBackend(self._resolve, visitor.private_networks, deadline)
        headers = {"user-agent": self.user_agent, "accept-encoding": ACCEPTED, "accept": "*/*", "connection": "close", **asked}
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        wait = self._limits.wait_seconds
        timeouts = {"connect": wait, "read": wait, "write": wait, "pool": wait}
        tls = self._tls if url.scheme == "https" else None
        try:
            with (
                httpcore.ConnectionPool(ssl_context=tls, network_backend=backend, retries=0) as pool,
                pool.stream("GET", target, headers=list(headers.items()), extensions={"timeout": timeouts}) as response,
            ):
                answered = tuple((_text(name).lower(), _text(value)) for name, value in response.headers)
                body = b"" if response.status in _REDIRECTS else b"".join(_read_body(response, dict(answered), most_bytes))
                return Answer(requested, str(url), response.status, answered, body, self._clock.now())
        except DecompressionError as error:
            raise FetchError(error.code, f"{url}: {error}") from error
        except httpcore.TimeoutException as error:
            raise FetchError("timeout", f"{url} did not answer within {wait:g} s") from error
        except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError) as error:
            raise FetchError("cut_short", f"{url} ended the connection before its answer was whole: {error}") from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise FetchError("protocol", f"{url} does not speak HTTP: {error}") from error
        except httpcore.NetworkError as error:
            raise FetchError("unreachable", f"{url} cannot be reached: {error}") from error


def _read_body(response: httpcore.Response, headers: Mapping[str, str], most_bytes: int) -> Iterator[bytes]:
    """The body, decoded step by step; given up as soon as it is larger than `most_bytes` on the wire or decoded."""
    stated = headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and int(stated) > most_bytes:
        raise FetchError("too_large", f"the body is announced with {stated} bytes; more than {most_bytes} are not read")
    decoder, left = Decoder(headers.get("content-encoding", ""), most_bytes), most_bytes
    for chunk in response.iter_stream():
        left -= len(chunk)
        if left < 0:
            raise FetchError("too_large", f"the body is larger than {most_bytes} bytes; it is given up")
        yield decoder.feed(chunk)
    yield decoder.end()


def read_url(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address as a URL without its fragment, relative to `base` where it is.

    Raises:
        FetchError: `bad_address` where it is none of http or https, or carries a name and password.
    """
    try:
        url = (base.join(address) if base is not None else httpx.URL(address)).copy_with(fragment=None)
        url.netloc.decode("ascii")
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError("bad_address", f"{address[:200]!r} is no address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise FetchError("bad_address", f"{address[:200]!r} is no address of http or https without a password")
    return url


def retry_seconds(value: str, now: datetime) -> float:
    """The seconds that a Retry-After asks for, as seconds or as a date; 0 where it says nothing.

    >>> retry_seconds("120", datetime(2018, 3, 6, tzinfo=UTC)), retry_seconds("Tue, 06 Mar 2018 00:01:00 GMT", datetime(2018, 3, 6, tzinfo=UTC))
    (120.0, 60.0)
    """
    if value.isascii() and value.strip().isdigit():
        return min(float(value), LONGEST_RETRY_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_RETRY_SECONDS)


LONGEST_RETRY_SECONDS = 7 * 86_400.0
"""A host that asks for more than a week is asked again after one."""


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
