"""Articles and captures over HTTP: found, shown with their layers, and proved; alike on SQLite and on a real PostgreSQL."""

import hashlib

import pytest
from tests.web.filling import PAGE, TWICE_TOLD

from marsad.store.archive import Archive

API = "/api/v1"


def get(client, path: str, **asked):
    answer = client.get(f"{API}/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"words": "غارات"}, {"a", "b"}),
        ({"words": "غارة المرصد"}, {"a"}),
        ({"outlet": "الثانية"}, {"b"}),
        ({"killed": 23}, {"a", "b"}),
        ({"words": "باريس", "since": "2018-06-06"}, {"outlet-9"}),
        ({"near": "33.57,36.4,20", "killed": 23}, {"a", "b"}),
        ({"words": "لا يوجد مثل هذا"}, set()),
    ],
)
def test_articles_are_found_by_their_words_and_their_events(reader, asked, ids) -> None:
    found = get(reader, "articles", **asked)
    assert {line["id"] for line in found["items"]} == ids
    assert found["cursor"] == ""


def test_a_search_goes_on_where_the_page_before_ended(reader) -> None:
    whole = get(reader, "articles", most=500)["items"]
    published = [line["published"] for line in whole]
    assert published == sorted(published, reverse=True)
    found, after = [], ""
    for _ in range(20):
        page = get(reader, "articles", most=4, after=after)
        found += page["items"]
        if not (after := page["cursor"]):
            break
    assert found == whole


def test_an_article_has_its_text_and_every_layer_points_into_it(reader) -> None:
    id_, outlet, text = TWICE_TOLD[0]
    article = get(reader, f"articles/{id_}")
    assert (article["text"], article["document"]["outlet"]) == (text, outlet)
    for layer in ("places", "times", "figures", "claims", "events"):
        assert article[layer], layer
        assert all(0 <= item["start"] < item["end"] <= len(text) for item in article[layer])
    (event,) = set(article["report_events"].values())
    assert {version["document"] for version in get(reader, f"events/{event}")["versions"]} == {"a", "b"}
    assert len(article["event_reports"]) == len(article["events"])
    assert article["capture"] is None
    assert reader.get(f"{API}/articles/none").status_code == 404


def test_a_collected_article_leads_to_its_capture_and_the_capture_to_its_bytes(reader, anywhere) -> None:
    (line,) = get(reader, "articles", outlet="سرت اليوم")["items"]
    capture = get(reader, f"articles/{line['id']}")["capture"]
    sha256 = hashlib.sha256(PAGE.encode()).hexdigest()
    assert capture == {"sha256": sha256, "origin": "https://example.org/1", "fetched": "2018-03-10T18:00:00+00:00", "kept": True}
    record = get(reader, f"captures/{sha256}")
    assert (record["size_bytes"], record["status"], record["kind"], record["source"]) == (len(PAGE.encode()), 200, "page", "sirte")
    assert record["archive"] == {"kept": True, "position": 0, "whole": True}
    assert reader.get(f"{API}/captures/{sha256}/bytes").content == PAGE.encode()


def test_bytes_that_were_tampered_with_are_told_and_not_given(client, here) -> None:
    (sha256,) = here.store.known_captures()
    blob = Archive(here.archive).blob_path(sha256)
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-9])
    assert get(client, f"captures/{sha256}")["archive"] == {"kept": True, "position": 0, "whole": False}
    assert client.get(f"{API}/captures/{sha256}/bytes").status_code == 503
    blob.unlink()
    assert get(client, f"captures/{sha256}")["archive"] == {"kept": False, "position": None, "whole": None}
    assert client.get(f"{API}/captures/{sha256}/bytes").status_code == 404
