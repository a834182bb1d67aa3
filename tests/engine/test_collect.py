"""Collecting from a server of the tests' own, over real sockets: what comes in, what manners are kept, what every fault leaves behind."""

import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from tests.outlets import BODY, XML, Outlet, QuickClock, Reply, free_port, gzip_bomb, item, page, rss, serving

from marsad.engine.collect import Collector
from marsad.model import Capture, Document, Issue, Source
from marsad.stages.collect.fetch import Fetcher, Limits
from marsad.stages.collect.sources import write_source
from marsad.stages.read.captures import read_capture
from marsad.store.archive import Archive
from marsad.store.archive_verify import verify_archive

ENGLISH = "The spokesman said that the talks would go on in the capital tomorrow, and that both sides had agreed on a list of prisoners. "
LIMITS = Limits(body_bytes=2_000_000, seconds=2.0, wait_seconds=0.5)


@pytest.fixture
def outlet():
    with serving() as found:
        yield found


def source_of(outlet: Outlet, **fields: object) -> Source:
    stated = {
        "id": "test",
        "outlet": "صحيفة الاختبار",
        "address": f"{outlet.address}/feed",
        "kind": "feed",
        "delay_seconds": 0.0,
        "private_networks": ("127.0.0.1",),
    }
    return Source(**{**stated, **fields})


def collect(folder: Path, *sources: Source, clock: QuickClock | None = None, limits: Limits = LIMITS, **options: object):
    clock = clock or QuickClock()
    with Archive(folder / "archive").writing() as archive:
        collector = Collector(archive, folder, clock, Fetcher(clock, limits=limits, **options))
        return list(collector.collect(list(sources)))


def kept(folder: Path):
    return [capture for _, capture in Archive(folder / "archive").captures()]


def read_all(folder: Path, source: Source) -> list[Document | Issue]:
    return [read for _, capture, raw in Archive(folder / "archive").since() for read in read_capture(capture, raw, source)]


def test_a_feed_its_pages_and_their_times(outlet: Outlet, tmp_path: Path) -> None:
    base = outlet.address
    items = [
        item(f"{base}/1", "أول", "Tue, 06 Mar 2018 13:45:50 +0300"), item(f"{base}/2", "ثان"), item(f"{base}/3", "ثالث", "10:30"),
        item(f"{base}/4", "رابع", "yesterday"),
    ]  # fmt: skip
    outlet.replies["/feed"] = Reply(body=rss(*items), headers=(*XML, ("ETag", '"v1"'), ("Last-Modified", "Tue, 06 Mar 2018 10:45:50 GMT")))
    outlet.replies |= {f"/{number}": Reply(body=page(f"خبر {number}")) for number in (1, 3, 4)}
    outlet.replies["/2"] = Reply(body=page("خبر 2", "2018-03-05T09:00:00+02:00"))
    source = source_of(outlet)
    (outcome,) = collect(tmp_path, source)
    assert (outcome.visit.listed, outcome.visit.new, outcome.issues) == (4, 5, ())
    documents = read_all(tmp_path, source)
    assert [(document.published, document.published_from) for document in documents] == [
        ("2018-03-06T13:45:50+03:00", "feed"), ("2018-03-05T09:00:00+02:00", "html:meta"), (None, ""), (None, ""),
    ]  # fmt: skip
    archive = Archive(tmp_path / "archive")
    for document in documents:
        assert "هاجموا حاجزا" in document.text
        assert document.url.encode() not in archive.read(document.capture)
        assert b"<article>" in archive.read(document.capture)
        assert document.outlet == "صحيفة الاختبار"
    outlet.replies["/feed"] = Reply(304, length=None)
    before = len(outlet.asked)
    (again,) = collect(tmp_path, source)
    assert (again.visit.new, again.issues) == (0, ())
    (feed,) = [headers for path, headers, _ in outlet.asked[before:] if path == "/feed"]
    assert (feed["if-none-match"], feed["if-modified-since"]) == ('"v1"', "Tue, 06 Mar 2018 10:45:50 GMT")
    assert outlet.paths()[before:] == ["/feed"]
    assert feed["user-agent"].startswith("marsad/")
    assert "+https://" in feed["user-agent"]


def test_what_one_visit_leaves_the_next_fetches_though_the_feed_is_unchanged(outlet: Outlet, tmp_path: Path) -> None:
    items = [item(f"{outlet.address}/{n}", f"خبر {n}") for n in range(5)]
    outlet.replies["/feed"] = [Reply(body=rss(*items), headers=(*XML, ("ETag", "e"))), Reply(304, length=None)]
    outlet.replies |= {f"/{n}": Reply(body=page(f"خبر {n}")) for n in range(5)}
    source = source_of(outlet, most_pages=2)
    visits = [collect(tmp_path, source)[0].visit for _ in range(4)]
    assert [(visit.new, visit.pending) for visit in visits] == [(3, 3), (2, 1), (1, 0), (0, 0)]


def test_an_entry_stands_in_for_a_page_that_cannot_be_had(outlet: Outlet, tmp_path: Path) -> None:
    text = "<p>" + "وقال المتحدث باسم الجيش إن القوات تقدمت في محيط المدينة صباح اليوم. " * 5 + "</p>"
    outlet.replies["/feed"] = Reply(body=rss(item(f"{outlet.address}/gone", "خبر", "Tue, 06 Mar 2018 10:00:00 GMT", text)), headers=XML)
    source = source_of(outlet)
    (outcome,) = collect(tmp_path, source)
    assert [issue.code for issue in outcome.issues] == ["gone"]
    feed, entry = kept(tmp_path)
    assert (entry.kind, entry.sha256, entry.origin) == ("feed_entry", feed.sha256, f"{outlet.address}/gone")
    (document,) = read_all(tmp_path, source)
    assert (document.published, document.capture, document.url) == ("2018-03-06T10:00:00+00:00", feed.sha256, f"{outlet.address}/gone")
    assert document.text.startswith("خبر\nوقال المتحدث")
    assert collect(tmp_path, source)[0].visit.new == 0
    assert outlet.paths().count("/gone") == 1


def test_a_sitemap_index_and_its_publication_dates(outlet: Outlet, tmp_path: Path) -> None:
    base, news = outlet.address, "http://www.google.com/schemas/sitemap-news/0.9"
    outlet.replies["/index"] = Reply(body=f"<sitemapindex><sitemap><loc>{base}/map</loc></sitemap></sitemapindex>".encode(), headers=XML)
    outlet.replies["/map"] = Reply(body=(
        f'<urlset xmlns:news="{news}"><url><loc>{base}/1</loc><lastmod>2018-03-09</lastmod><news:news>'
        "<news:publication_date>2018-03-06T08:00:00+02:00</news:publication_date><news:title>خبر</news:title></news:news></url>"
        f"<url><loc>{base}/2</loc><lastmod>2018-03-09</lastmod></url></urlset>"
    ).encode(), headers=XML)  # fmt: skip
    outlet.replies |= {"/1": Reply(body=page("خبر أول")), "/2": Reply(body=page("خبر ثان"))}
    source = source_of(outlet, address=f"{base}/index", kind="sitemap")
    collect(tmp_path, source)
    assert [(document.published, document.published_from) for document in read_all(tmp_path, source)] == [
        ("2018-03-06T08:00:00+02:00", "sitemap"), (None, ""),
    ]  # fmt: skip


def test_robots_are_obeyed_and_their_delay_kept(outlet: Outlet, tmp_path: Path) -> None:
    outlet.replies["/robots.txt"] = Reply(body=b"User-agent: marsad\nDisallow: /private\nCrawl-delay: 7\n", headers=(("Content-Type", "text/plain"),))
    outlet.replies["/feed"] = Reply(body=rss(item(f"{outlet.address}/private/1", "سر"), item(f"{outlet.address}/1", "خبر")), headers=XML)
    outlet.replies["/1"] = Reply(body=page("خبر"))
    clock = QuickClock()
    (outcome,) = collect(tmp_path, source_of(outlet), clock=clock)
    assert outlet.paths() == ["/robots.txt", "/feed", "/1"]
    assert [issue.code for issue in outcome.issues] == ["robots"]
    assert clock.waits == pytest.approx([7], abs=0.5)
    collect(tmp_path, source_of(outlet), clock=clock)
    assert outlet.paths().count("/robots.txt") == 1


def test_a_host_has_one_request_at_a_time_however_many_sources_ask(outlet: Outlet, tmp_path: Path) -> None:
    sources = []
    for name in ("a", "b", "c"):
        outlet.replies[f"/{name}"] = Reply(body=rss(item(f"{outlet.address}/{name}1", name)), headers=XML, think_seconds=0.05)
        outlet.replies[f"/{name}1"] = Reply(body=page(f"خبر {name}"), think_seconds=0.05)
        sources.append(source_of(outlet, id=name, address=f"{outlet.address}/{name}"))
    clock = QuickClock()
    with Archive(tmp_path / "archive").writing() as archive:
        outcomes = list(Collector(archive, tmp_path, clock, Fetcher(clock, limits=LIMITS)).collect(sources, jobs=3))
    assert sum(outcome.visit.new for outcome in outcomes) == 6
    assert outlet.most_active == 1
    assert outlet.paths().count("/robots.txt") == 1


def test_a_delay_too_long_to_wait_for_leaves_the_pages_to_later_visits(outlet: Outlet, tmp_path: Path) -> None:
    outlet.replies["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 4000\n", headers=(("Content-Type", "text/plain"),))
    outlet.replies["/feed"] = Reply(body=rss(item(f"{outlet.address}/1", "خبر"), item(f"{outlet.address}/2", "خبر")), headers=XML)
    for _ in range(5):
        (outcome,) = collect(tmp_path, source_of(outlet))
        assert (outcome.visit.pending, outcome.issues) == (2, ())
    assert set(outlet.paths()) == {"/robots.txt", "/feed"}


def test_a_feed_without_pages_is_its_own_articles(outlet: Outlet, tmp_path: Path) -> None:
    outlet.replies["/feed"] = Reply(body=rss(item(f"{outlet.address}/1", "خبر", "Tue, 06 Mar 2018 10:00:00 GMT", f"<p>{BODY}</p>")), headers=XML)
    source = source_of(outlet, pages=False)
    collect(tmp_path, source)
    (document,) = read_all(tmp_path, source)
    assert (document.published, document.text) == ("2018-03-06T10:00:00+00:00", f"خبر\n{BODY}")
    assert set(outlet.paths()) == {"/robots.txt", "/feed"}


PROGRAM = """
import sys
from pathlib import Path
from marsad.cli.main import run
sys.argv = ["marsad", "collect", "--sources", sys.argv[1], "--archive", sys.argv[2]]
run()
"""


def test_what_a_killed_visit_had_kept_is_not_fetched_again(outlet: Outlet, tmp_path: Path) -> None:
    items = [item(f"{outlet.address}/{number}", f"خبر {number}") for number in range(4)]
    outlet.replies["/feed"] = Reply(body=rss(*items), headers=XML)
    outlet.replies |= {f"/{number}": Reply(body=page(f"خبر {number}")) for number in range(4)}
    outlet.replies["/2"] = [Reply(body=b"<html>", length=99, stall_seconds=30), Reply(body=page("خبر 2"))]
    source = source_of(outlet)
    write_source(tmp_path, source)
    visit = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path), str(tmp_path / "archive")])
    while "/2" not in outlet.paths() and visit.poll() is None:
        time.sleep(0.02)
    visit.kill()
    visit.wait()
    (outcome,) = collect(tmp_path, source)
    assert (outcome.visit.new, outcome.issues) == (2, ())
    assert [outlet.paths().count(f"/{number}") for number in range(4)] == [1, 1, 2, 1]
    assert [capture.kind for capture in kept(tmp_path)] == ["feed", "page", "page", "page", "page"]
    assert verify_archive(Archive(tmp_path / "archive"))[1] == []


def test_nothing_is_fetched_where_robots_cannot_be_had(outlet: Outlet, tmp_path: Path) -> None:
    outlet.replies["/robots.txt"] = Reply(503)
    outlet.replies["/feed"] = Reply(body=rss(), headers=XML)
    (outcome,) = collect(tmp_path, source_of(outlet))
    assert [issue.code for issue in outcome.issues] == ["robots_unreachable"]
    assert outlet.paths() == ["/robots.txt"]


def test_a_failing_source_is_left_alone_longer_and_longer(outlet: Outlet, tmp_path: Path) -> None:
    outlet.replies["/feed"] = [Reply(500), Reply(500), Reply(429, headers=(("Retry-After", "90000"),)), Reply(body=rss(), headers=XML)]
    clock, source, pauses = QuickClock(), source_of(outlet, every_minutes=10), []
    for _ in range(3):
        collect(tmp_path, source, clock=clock)
        assert collect(tmp_path, source, clock=clock)[0].issues[0].code == "backing_off"
        with Archive(tmp_path / "archive").writing() as archive:
            due = Collector(archive, tmp_path, clock, Fetcher(clock)).due_at(source)
        pauses.append((due - clock.now()).total_seconds() / 60)
        clock.waited += (due - clock.now()).total_seconds() + 1
    assert pauses == pytest.approx([20, 40, 1500], abs=0.5)
    assert outlet.paths().count("/feed") == 3
    assert [issue.code for issue in collect(tmp_path, source, clock=clock)[0].issues] == ["empty"]


FAULTS: dict[str, tuple[str, Reply]] = {
    "stalls": ("timeout", Reply(status=0, stall_seconds=30)),
    "stalls-midway": ("timeout", Reply(body=b"<html>", length=5_000, stall_seconds=30)),
    "drips": ("timeout", Reply(body=b"x" * 1000, drip=True, stall_seconds=0.05)),
    "cuts": ("cut_short", Reply(status=0)),
    "cuts-midway": ("cut_short", Reply(body=b"<html>half", length=10_000)),
    "announces-too-much": ("too_large", Reply(body=b"x", length=10**12)),
    "sends-too-much": ("too_large", Reply(body=b"x" * 2_500_000, length=None)),
    "negative-length": ("cut_short", Reply(body=b"x", length=-5)),
    "to-metadata": ("forbidden_address", Reply(302, headers=(("Location", "http://169.254.169.254/latest/meta-data/"),))),
    "to-mapped": ("forbidden_address", Reply(302, headers=(("Location", "http://[::ffff:169.254.169.254]/"),))),
    "to-file": ("bad_address", Reply(302, headers=(("Location", "file:///etc/passwd"),))),
    "to-itself": ("redirects", Reply(302, headers=(("Location", "to-itself"),))),
    "to-nowhere": ("bad_address", Reply(302, headers=(("Location", "http://[::1"),))),
    "bomb": ("bomb", Reply(body=gzip_bomb(100), headers=(("Content-Encoding", "gzip"), ("Content-Type", "text/html")))),
    "no-gzip": ("encoding", Reply(body=b"<html>", headers=(("Content-Encoding", "gzip"),))),
    "half-gzip": ("cut_short", Reply(body=gzip_bomb(1)[:500], headers=(("Content-Encoding", "gzip"), ("Content-Type", "text/html")))),
    "brotli": ("encoding", Reply(body=b"<html>", headers=(("Content-Encoding", "br"),))),
    "500": ("server_error", Reply(500)),
    "503": ("server_error", Reply(503, headers=(("Retry-After", "nonsense"),))),
    "403": ("refused", Reply(403)),
    "418": ("status", Reply(418)),
    "picture": ("not_page", Reply(body=b"\x89PNG", headers=(("Content-Type", "image/png"),))),
}  # fmt: skip
"""Faults of pages, by the code of the issue that each becomes."""
KEPT_FAULTS: dict[str, tuple[str, Reply]] = {
    "nested": ("no_article", Reply(body=b"<!doctype html><html><body>" + b"<div>" * 200_000 + b"x")),
    "charset": ("charset", Reply(body=page("خبر"), headers=(("Content-Type", "text/html; charset=windows-1256"),))),
    "english": (
        "not_arabic",
        Reply(body=page("news", text=ENGLISH)),
    ),
    "bare": ("no_article", Reply(body=b"<!doctype html><html><body><div id=app></div></body></html>")),
}
"""Faults that show when the bytes, which are kept, are read."""


def test_every_fault_of_a_network_is_an_issue_and_the_archive_is_whole(tmp_path: Path) -> None:
    sources = []
    with serving() as outlet:
        for name, (_, reply) in {**FAULTS, **KEPT_FAULTS}.items():
            outlet.replies[f"/{name}"] = reply
            outlet.replies[f"/feed-{name}"] = Reply(
                body=rss(*(item(f"{outlet.address}/{path}", name) for path in (name, f"good-{name}"))), headers=XML
            )
            outlet.replies[f"/good-{name}"] = Reply(body=page(f"خبر {name}"))
            sources.append(source_of(outlet, id=name, address=f"{outlet.address}/feed-{name}"))
        outcomes = {outcome.source.id: outcome for outcome in collect(tmp_path, *sources)}
    for name, (code, _) in FAULTS.items():
        assert [issue.code for issue in outcomes[name].issues] == [code], name
        assert outcomes[name].visit.new == 2, f"{name}: the feed and the good page behind it are kept"
    archive = Archive(tmp_path / "archive")
    assert verify_archive(archive)[1] == []
    noted = [json.loads(line) for line in (tmp_path / "archive" / "issues.jsonl").read_text("utf-8").splitlines()]
    assert {row["source"]: row["issue"]["code"] for row in noted} == {name: code for name, (code, _) in FAULTS.items()}
    for name, (code, _) in KEPT_FAULTS.items():
        found = [read for _, capture, raw in archive.since() if capture.origin.endswith(f"/{name}") for read in read_capture(capture, raw)]
        assert code in [issue.code for issue in found if isinstance(issue, Issue)], name


def test_a_page_that_takes_too_long_to_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.stages.read.pages.PAGE_SECONDS", 0.01)
    begun = time.monotonic()
    (issue,) = read_capture(Capture("", "http://x/", kind="page"), KEPT_FAULTS["nested"][1].body)
    assert issue.code == "timeout"
    assert time.monotonic() - begun < 5


def test_a_false_charset_is_told_and_the_text_is_right(outlet: Outlet, tmp_path: Path) -> None:
    outlet.replies["/feed"] = Reply(body=rss(item(f"{outlet.address}/1", "خبر")), headers=XML)
    outlet.replies["/1"] = KEPT_FAULTS["charset"][1]
    source = source_of(outlet)
    collect(tmp_path, source)
    issue, document = read_all(tmp_path, source)
    assert issue.code == "charset"
    assert "هاجموا حاجزا" in document.text


LISTING_FAULTS = {
    "entities": ("xml_entities", b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>', rss(item("http://x/1", "&b;"))),
    "truncated": ("no_feed", b"", b'<?xml version="1.0"?><html><body>'),
    "nested": ("too_deep", b"", b"<rss><channel>" + b"<div>" * 200_000),
    "nothing": ("no_feed", b"", b"\x00\x01\x02"),
}


@pytest.mark.parametrize("name", LISTING_FAULTS)
def test_a_hostile_listing_is_an_issue(outlet: Outlet, tmp_path: Path, name: str) -> None:
    code, head, body = LISTING_FAULTS[name]
    outlet.replies["/feed"] = Reply(body=head + body.removeprefix(b'<?xml version="1.0" encoding="utf-8"?>') if head else body, headers=XML)
    (outcome,) = collect(tmp_path, source_of(outlet), limits=Limits(seconds=5))
    assert [issue.code for issue in outcome.issues] == [code]
    assert [capture.kind for capture in kept(tmp_path)] == ["feed"], "the bytes are kept all the same"


def test_a_truncated_feed_gives_what_it_has(outlet: Outlet, tmp_path: Path) -> None:
    whole = rss(*(item(f"{outlet.address}/{number}", f"خبر {number}", "Tue, 06 Mar 2018 10:00:00 GMT") for number in range(3)))
    outlet.replies["/feed"] = Reply(body=whole[: whole.rindex(b"<guid>")], headers=XML)
    outlet.replies |= {f"/{number}": Reply(body=page(f"خبر {number}")) for number in range(3)}
    source = source_of(outlet)
    collect(tmp_path, source)
    assert sum(isinstance(read, Document) for read in read_all(tmp_path, source)) >= 2


def test_a_dead_host_and_a_dead_name(tmp_path: Path) -> None:
    with serving() as outlet:
        dead = source_of(outlet, id="dead", address=f"http://127.0.0.1:{free_port()}/feed")
        nameless = source_of(outlet, id="nameless", address="http://no-such-host.invalid/feed")
        outcomes = collect(tmp_path, dead, nameless)
    assert {outcome.source.id: [issue.code for issue in outcome.issues] for outcome in outcomes} == {
        "dead": ["robots_unreachable"], "nameless": ["robots_unreachable"],
    }  # fmt: skip
    assert verify_archive(Archive(tmp_path / "archive"))[1] == []


def test_the_loop_keeps_each_pace_and_ends_when_stopped(outlet: Outlet, tmp_path: Path) -> None:
    for name in ("a", "b"):
        outlet.replies[f"/{name}"] = Reply(body=rss(item(f"{outlet.address}/{name}1", name)), headers=XML)
        outlet.replies[f"/{name}1"] = Reply(body=page(f"خبر {name}"))
    sources = [source_of(outlet, id=name, address=f"{outlet.address}/{name}", every_minutes=minutes) for name, minutes in (("a", 10), ("b", 30))]
    clock, seen = QuickClock(), []
    with Archive(tmp_path / "archive").writing() as archive:
        for outcome in Collector(archive, tmp_path, clock, Fetcher(clock, limits=LIMITS)).watch(sources):
            seen.append((outcome.source.id, round((outcome.visit.time - clock.start) / timedelta(minutes=1))))
            if len(seen) == 8:
                clock.stop()
    assert sorted(seen) == [("a", 0), ("a", 10), ("a", 20), ("a", 30), ("a", 40), ("a", 50), ("b", 0), ("b", 30)]
