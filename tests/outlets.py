"""A server of the tests' own: an outlet with a feed, a sitemap and pages, and one with every fault that a network has."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

BODY = (
    "قال مصدر أمني إن مسلحين هاجموا حاجزا قرب مدينة سرت أمس، ما أسفر عن مقتل جنديين وإصابة ثلاثة آخرين، "
    "وأكد المتحدث أن التحقيق مستمر وأن السلطات ستعلن نتائجه في وقت لاحق."
)
NOT_FOUND = 404


class Reply(NamedTuple):
    """What the server answers: a status, headers, a body sent as it stands, and what it does after it."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    length: int | None = -1
    """What it says of its length: -1 the truth, None nothing."""
    stall_seconds: float = 0.0
    drip: bool = False
    think_seconds: float = 0.0
    """How long it takes before it answers."""


def page(title: str, published: str = "", text: str = BODY) -> bytes:
    meta = f'<meta property="article:published_time" content="{published}">' if published else ""
    body = "".join(f"<p>{title}. {text}</p>" for _ in range(3))
    head = f"<head><meta charset=utf-8>{meta}<title>{title}</title></head>"
    return f"<!doctype html><html lang=ar>{head}<body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def item(address: str, title: str, published: str = "", text: str = "") -> str:
    date = f"<pubDate>{published}</pubDate>" if published else ""
    return f"<item><title>{title}</title><link>{address}</link><guid>{address}</guid>{date}<description><![CDATA[{text}]]></description></item>"


def rss(*items: str, head: str = "") -> bytes:
    channel = f"<channel><title>قناة الاختبار</title><language>ar</language>{''.join(items)}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0">{channel}</rss>'.encode()


XML = (("Content-Type", "application/rss+xml; charset=utf-8"),)


class Outlet:
    """A server with `replies` by path; `asked` are the paths and headers of the requests, in their order."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.address = ""
        self.stopped = threading.Event()
        self.active = 0
        self.most_active = 0
        self.counting = threading.Lock()

    def reply(self, path: str) -> Reply:
        found = self.replies.get(path, Reply(NOT_FOUND))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    outlet: Outlet

    def do_GET(self) -> None:
        self.outlet.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}, time.monotonic()))
        reply = self.outlet.reply(self.path)
        self._think(reply.think_seconds)
        if reply.status == 0:
            self.outlet.stopped.wait(reply.stall_seconds)
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.length is not None:
            self.send_header("Content-Length", str(len(reply.body) if reply.length == -1 else reply.length))
        self.end_headers()
        with suppress(OSError):
            self._send(reply)
        self.close_connection = True

    def _think(self, seconds: float) -> None:
        """Takes its time before it answers; how many requests do so at once is counted."""
        with self.outlet.counting:
            self.outlet.active += 1
            self.outlet.most_active = max(self.outlet.most_active, self.outlet.active)
        self.outlet.stopped.wait(seconds)
        with self.outlet.counting:
            self.outlet.active -= 1

    def _send(self, reply: Reply) -> None:
        if not reply.drip:
            self.wfile.write(reply.body)
            self.wfile.flush()
            self.outlet.stopped.wait(reply.stall_seconds)
            return
        for place in range(len(reply.body)):
            self.wfile.write(reply.body[place : place + 1])
            self.wfile.flush()
            if self.outlet.stopped.wait(reply.stall_seconds):
                return

    def log_message(self, *args: object) -> None:
        """The server says nothing."""


@contextmanager
def serving() -> Iterator[Outlet]:
    outlet = Outlet()
    handler = type("Handler", (_Handler,), {"outlet": outlet})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    outlet.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield outlet
    finally:
        outlet.stopped.set()
        server.shutdown()
        server.server_close()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def gzip_bomb(megabytes: int) -> bytes:
    return gzip.compress(b"\0" * (megabytes << 20), 9)


class QuickClock:
    """A clock whose waiting takes no time but passes it on; `stop` as the machine's."""

    def __init__(self, start: datetime = datetime(2018, 3, 6, 12, tzinfo=UTC)) -> None:
        self.start = start
        self.waited = 0.0
        self.waits: list[float] = []
        self.stopped = False
        self._begun = time.monotonic()

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        return time.monotonic() - self._begun + self.waited

    def wait(self, seconds: float) -> bool:
        if seconds > 0:
            self.waits.append(seconds)
            self.waited += seconds
        return self.stopped

    def stop(self) -> None:
        self.stopped = True
