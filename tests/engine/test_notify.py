"""Channels told of alerts, by real servers on this machine: each change once, again where it failed, later in quiet hours, together in a digest."""

import email
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from email.policy import default as modern
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from marsad.engine.notify import due_at, is_wanted, notify
from marsad.engine.notify_config import Channel, Quiet, read_channels
from marsad.errors import SettingError
from marsad.model.alert import Alert, Area
from marsad.model.marking import AMBER, CLEAR, MARKINGS
from marsad.store.alerts import save_levels
from marsad.store.schema import notices
from marsad.store.store import Store

NOW = datetime(2018, 6, 1, 12, 0, tzinfo=UTC)
AREA = Area("SY-RD", "province", "ريف دمشق", "Rif Dimashq", "SY", "SY-RD")


def change(number: int = 0, level: str = "high", before: str = "watch", day: str = "2018-06-01") -> Alert:
    return Alert(f"alert-{number}", AREA, day, level, before, 55.0, "high")


class Server(HTTPServer):
    """Takes what is posted; answers 500 as often as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.failures = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        failing = self.server.failures > 0
        self.server.failures -= failing
        if not failing:
            self.server.taken.append((dict(self.headers), body))
        self.send_response(500 if failing else 204)
        self.end_headers()

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Box:
    """Keeps the mail that it is handed."""

    def __init__(self) -> None:
        self.mail: list[email.message.Message] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mail.append(email.message_from_bytes(envelope.content, policy=modern))
        return "250 taken"


@pytest.fixture
def mail() -> Iterator[tuple[Box, int]]:
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def filled(address: str) -> Store:
    store = Store(address)
    save_levels(store, 0, NOW.date(), [], [change(0), change(1, "watch", "calm"), change(2, "elevated", "high"), change(3, day="2018-05-01")])
    return store


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    with filled(str(tmp_path / "store.db")) as kept:
        yield kept


def unsent(store: Store) -> list[tuple[str, str, int, str]]:
    """What was tried and not taken: channel, change, number of tries, the last error."""
    told = notices.c
    query = select(told.channel, told.alert, told.tries, told.error).where(told.sent.is_(None), told.tries > 0)
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def channel(hook: Server, **fields) -> Channel:
    return Channel("desk", "webhook", url=hook.url, secret_env="SECRET", **fields)


def test_a_webhook_is_told_once_and_can_check_who_says_it(store, hook) -> None:
    for _ in range(3):
        notify(store, [channel(hook)], NOW, {"SECRET": "s3"})
    ((headers, body),) = hook.taken
    at, signature = (part.split("=")[1] for part in headers["Marsad-Signature"].split(","))
    assert signature == hmac.new(b"s3", at.encode() + b"." + body, hashlib.sha256).hexdigest()
    said = json.loads(body)
    assert [alert["id"] for alert in said["alerts"]] == ["alert-0"]
    assert said["notice"] == headers["Marsad-Notice"]
    assert "ريف دمشق" in said["title"]


def test_what_failed_is_tried_again_after_a_pause_on_each_database(address, hook) -> None:
    with filled(address) as store:
        try_again(store, hook)


def try_again(store: Store, hook: Server) -> None:
    hook.failures = 2
    (told,) = notify(store, [channel(hook)], NOW, {})
    assert (told.sent, told.errors) == (0, ("the webhook answered 500",))
    assert unsent(store) == [("desk", "alert-0", 1, "the webhook answered 500")]
    assert notify(store, [channel(hook)], NOW, {})[0].sent == 0
    assert hook.failures == 1
    assert notify(store, [channel(hook)], NOW + timedelta(minutes=1), {})[0].sent == 0
    assert notify(store, [channel(hook)], NOW + timedelta(minutes=3), {})[0].sent == 1
    assert unsent(store) == []
    assert len(hook.taken) == 1


def test_a_channel_that_fails_keeps_no_other_from_its_own(store, hook) -> None:
    dead = Channel("dead", "webhook", url="http://127.0.0.1:9/")
    told = notify(store, [dead, channel(hook)], NOW, {})
    assert [one.sent for one in told] == [0, 1]


def test_mail_is_sent_in_arabic(store, mail) -> None:
    box, port = mail
    to = Channel("mail", "email", server="127.0.0.1", port=port, security="none", sender="a@example.org", to=("b@example.org", "c@example.org"))
    for _ in range(2):
        notify(store, [to], NOW, {})
    (message,) = box.mail
    assert "ريف دمشق" in message["Subject"]
    assert "النقاط" in message.get_content() or "نقطة" in message.get_content()
    assert message["Message-ID"].endswith("@marsad.invalid>")


def test_apprise_is_told(store, hook) -> None:
    urls = {"URLS": hook.url.replace("http://", "json://")}
    assert notify(store, [Channel("others", "apprise", urls_env="URLS", language="en")], NOW, urls)[0].sent == 1
    assert "Rif Dimashq" in json.loads(hook.taken[0][1])["title"]


def test_in_quiet_hours_it_waits_but_for_what_is_severe(store, hook) -> None:
    quiet = Quiet(time(22), time(7))
    night = channel(hook, quiet=quiet, time_zone="Asia/Damascus")
    late = datetime(2018, 6, 1, 20, 0, tzinfo=UTC)  # 23:00 in Damascus
    assert notify(store, [night], late, {})[0].sent == 0
    assert notify(store, [night], datetime(2018, 6, 2, 3, 59, tzinfo=UTC), {})[0].sent == 0
    assert notify(store, [night], datetime(2018, 6, 2, 4, 0, tzinfo=UTC), {})[0].sent == 1
    assert due_at(night, change(9, "severe"), late) == late
    assert due_at(night, change(9), NOW) == NOW


def test_what_failed_before_the_quiet_hours_is_not_tried_in_them(store, hook) -> None:
    night = channel(hook, quiet=Quiet(time(22), time(7)), level="watch")
    hook.failures = 2
    assert notify(store, [night], datetime(2018, 6, 1, 21, 59, 30, tzinfo=UTC), {})[0].sent == 0
    assert notify(store, [night], datetime(2018, 6, 1, 22, 5, tzinfo=UTC), {})[0] == ("desk", 0, (), 0)
    assert hook.taken == []
    assert notify(store, [night], datetime(2018, 6, 2, 7, 0, tzinfo=UTC), {})[0].sent == 2


def test_a_server_that_does_not_answer_is_left_alone_and_all_is_sent_when_it_does(store, hook) -> None:
    save_levels(store, 0, NOW.date(), [], [change(number) for number in range(10, 20)])
    hook.failures = 3
    assert notify(store, [channel(hook)], NOW, {})[0].sent == 0
    assert (hook.failures, len(hook.taken)) == (0, 0)
    assert notify(store, [channel(hook)], NOW, {})[0].sent == 8
    assert notify(store, [channel(hook)], NOW + timedelta(minutes=5), {})[0].sent == 3
    assert len({body for _, body in hook.taken}) == 11


def test_what_is_given_up_is_said(store, hook) -> None:
    hook.failures = 10
    given_up = [notify(store, [channel(hook)], NOW + timedelta(hours=7 * number), {})[0].given_up for number in range(11)]
    assert given_up == [*[0] * 9, 1, 0]


@pytest.mark.parametrize(("since", "told"), [(None, 0), (NOW.date() - timedelta(4), 1), (NOW.date() - timedelta(90), 1)])
def test_after_a_pause_what_changed_in_it_is_told_of_and_no_history(tmp_path, hook, since, told) -> None:
    with Store(str(tmp_path / "pause.db")) as store:
        save_levels(store, 0, NOW.date(), [], [change(4, day="2018-05-29"), change(5, day="2018-05-01")])
        assert notify(store, [channel(hook)], NOW, {}, since=since)[0].sent == told


@pytest.mark.parametrize(("marking", "title"), [(CLEAR, ""), (AMBER, "TLP:AMBER ")])
def test_a_notice_bears_the_marking_of_what_the_levels_were_made_of(tmp_path, hook, marking, title) -> None:
    with Store(str(tmp_path / "marked.db")) as store:
        save_levels(store, marking, NOW.date(), [], [change()])
        notify(store, [channel(hook, tlp="RED", language="en")], NOW, {})
        said = json.loads(hook.taken[0][1])
        assert said["tlp"] == MARKINGS[marking]
        assert said["title"].startswith(f"{title}Rif Dimashq")


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("Asia/Damascus", "2018-03-29T21:30", "2018-03-30T04:00"),  # 23:30; that night clocks go from 0 to 1 o'clock, and 7 is at 4 UTC
        ("Asia/Damascus", "2018-10-25T20:30", "2018-10-26T05:00"),  # 23:30; that night they go back, and 7 is at 5 UTC
        ("Africa/Tripoli", "2018-06-01T21:00", "2018-06-02T05:00"),
        ("America/New_York", "2018-06-02T03:00", "2018-06-02T11:00"),  # 23:00 on the day before
    ],
)
def test_quiet_hours_end_by_the_clock_of_the_place(zone: str, now: str, due: str) -> None:
    night = Channel("x", "webhook", url="http://x", quiet=Quiet(time(22), time(7)), time_zone=zone)
    at = [datetime.fromisoformat(f"{told}:00+00:00") for told in (now, due)]
    assert due_at(night, change(), at[0]) == at[1]
    assert due_at(msgspec.structs.replace(night, quiet=None, digest=time(7)), change(), at[0]) == at[1]


def test_a_digest_is_one_message_a_day(store, hook) -> None:
    daily = channel(hook, digest=time(8), level="watch", falls=True)
    assert notify(store, [daily], NOW, {})[0].sent == 0
    assert notify(store, [daily], datetime(2018, 6, 2, 8, 0, tzinfo=UTC), {})[0].sent == 3
    ((_, body),) = hook.taken
    assert len(json.loads(body)["alerts"]) == 3


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({}, True),
        ({"level": "severe"}, False),
        ({"areas": ("SY",)}, True),
        ({"areas": ("SY-RD", "LY")}, True),
        ({"areas": ("LY",)}, False),
        ({"kinds": ("town",)}, False),
    ],
)
def test_a_channel_says_what_it_wants(fields, wanted) -> None:
    assert is_wanted(Channel("x", "webhook", url="http://x", **fields), change()) is wanted


def test_a_fall_is_told_where_it_is_wanted() -> None:
    fall = change(0, "elevated", "high")
    assert not is_wanted(Channel("x", "webhook"), fall)
    assert is_wanted(Channel("x", "webhook", falls=True), fall)


GOOD = (
    '[[channel]]\nname = "desk"\nkind = "webhook"\nurl = "https://example.org/hook"\nquiet = {begin = 22:00:00, end = 07:00:00}\ndigest = 08:00:00\n'
)


def test_a_file_of_channels_is_read(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(GOOD)
    (read,) = read_channels(tmp_path / "c.toml", {})
    assert (read.name, read.quiet.but, read.digest.hour) == ("desk", "severe", 8)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "one \\[\\[channel"),
        (GOOD + GOOD, "a name of its own"),
        (GOOD.replace("url", "adress"), "adress"),
        (GOOD.replace('"webhook"', '"pigeon"'), "pigeon"),
        (GOOD.replace('"webhook"', '"email"'), "email needs server, sender, to"),
        (GOOD.replace("https://", "ftp://"), "no http"),
        (GOOD + 'secret_env = "NOT_THERE"\n', "NOT_THERE"),
        (GOOD + 'level = "awful"\n', "awful"),
        (GOOD + 'time_zone = "Mars/Base"\n', "Mars/Base"),
        (GOOD + 'tlp = "PINK"\n', "PINK"),
        ("[[channel", "does not say"),
    ],
)
def test_what_is_wrong_with_it_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "c.toml").write_text(text)
    with pytest.raises(SettingError, match=said):
        read_channels(tmp_path / "c.toml", {})


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"docs/warning\.md"):
        read_channels(tmp_path / "none.toml", {})
