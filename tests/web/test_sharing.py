"""Exports and the feed of changes over the API."""

import io
import json
import threading

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from tests.web.atom import ATOM, check_atom

from marsad.engine.reconcile import judge_event
from marsad.engine.report_store import StoredReports
from marsad.stages.share.formats import FORMATS
from marsad.stages.share.jsonl import read_jsonl
from marsad.store.event_search import EventQuery, list_events
from marsad.web.context import Context
from marsad.web.streams import CHUNK_BYTES, streamed


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_streamed(client: TestClient, form: str) -> None:
    answer = client.get("/api/v1/export", params={"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == FORMATS[form].media_type.split(";")[0]
    assert answer.headers["content-disposition"] == f'attachment; filename="marsad-{form}{FORMATS[form].ending}"'
    assert answer.content


def test_an_export_holds_what_the_list_shows(client: TestClient, here: Context) -> None:
    _, *lines, end = read_jsonl(client.get("/api/v1/export?format=jsonl&country=SY").content.splitlines())
    shown = list_events(here.store, EventQuery(country="SY"), 500).events
    assert {line.event.id for line in lines} == {event.id for event in shown}
    assert end.written["events"] == len(shown) > 1
    parquet = pq.read_table(io.BytesIO(client.get("/api/v1/export?format=parquet&country=SY").content))
    assert parquet.num_rows == len(shown)
    told = client.get("/api/v1/export?format=acled&country=SY&part=heading").json()
    assert told["left_out"]["quotations"] > 0
    assert told["asked"]["country"] == "SY"


def test_what_cannot_be_exported_is_a_problem(client: TestClient) -> None:
    for asked in ("format=xlsx", "format=jsonl&changed_since=2018-02-18", "format=jsonl&words=%3F", "format=jsonl&coarsen_place=5&evidence=full"):
        answer = client.get(f"/api/v1/export?{asked}")
        assert answer.status_code in (400, 422), asked
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_feed_is_followed_page_by_page(client: TestClient, here: Context) -> None:
    cursor, told = "", []
    while True:
        page = client.get("/api/v1/changes", params={"since": cursor, "most": 4}).json()
        told += [item["event"] for item in page["items"]]
        cursor = page["cursor"]
        if not page["more"]:
            break
    shown = [event.id for event in list_events(here.store, EventQuery(), 500).events]
    assert sorted(told) == sorted(shown)
    assert client.get("/api/v1/changes", params={"since": cursor}).json()["items"] == []
    judge_event(StoredReports(here.store), shown[0], "reject", "rim", here.now())
    (item,) = client.get("/api/v1/changes", params={"since": cursor}).json()["items"]
    assert (item["event"], item["kind"], item["version"]) == (shown[0], "withdrawn", "")
    head, gone, _ = read_jsonl(client.get("/api/v1/export", params={"format": "jsonl", "changed_since": cursor}).content.splitlines())
    assert (head.since, gone.id) == (cursor, shown[0])


def test_the_atom_feed_is_valid_and_paged(client: TestClient, here: Context) -> None:
    address, seen, pages = "/api/v1/changes.atom?most=4", [], 0
    while address:
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/atom+xml"
        feed = check_atom(answer.content)
        assert len(feed.findall("a:link[@rel='first']", ATOM)) == 1
        for entry in feed.findall("a:entry", ATOM):
            assert len(entry.findall("a:link[@rel='alternate']", ATOM)) == 1
            seen.append((entry.findtext("a:updated", "", ATOM), entry.findtext("a:id", "", ATOM)))
        following = feed.find("a:link[@rel='next']", ATOM)
        address = "" if following is None else following.attrib["href"]
        pages += 1
    assert pages > 2
    assert seen == sorted(seen, reverse=True)
    assert len({id_ for _, id_ in seen}) == len(seen) == len(list_events(here.store, EventQuery(), 500).events)


def test_a_stream_that_nobody_reads_ends_its_writer() -> None:
    ended = threading.Event()

    def write(stream) -> None:
        try:
            while True:
                stream.write(b"x" * CHUNK_BYTES)
        finally:
            ended.set()

    chunks = streamed(write)
    assert next(chunks)
    chunks.close()
    assert ended.wait(10)


def test_a_stream_that_fails_is_no_whole_one() -> None:
    def write(stream) -> None:
        stream.write(json.dumps("half").encode())
        raise BrokenPipeError

    with pytest.raises(RuntimeError, match="half-way"):
        list(streamed(write))
