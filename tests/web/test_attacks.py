"""What an attacker sends: paths that lead elsewhere, bodies without end, cursors that were made up, scripts; each is answered as a problem."""

import json

import pytest
from tests.web.filling import PAGE, SCRIPT
from tests.web.team import ADDRESS, browser, owner, stranger

from marsad.web.security.permissions import MOST_BODY_BYTES

API = "/api/v1"
PROBLEM = "application/problem+json"
JSON = {"Content-Type": "application/json"}


def told(answer, *statuses: int) -> None:
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["status"] == answer.status_code
    assert "Traceback" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "captures/..%2f..%2fstore.db/bytes", "captures/../../store.db", "captures/%2e%2e%2f%2e%2e%2fetc%2fpasswd/bytes", f"captures/{'A' * 64}/bytes",
        f"captures/{'0' * 63}%00/bytes", "captures/%00", f"captures/{'a' * 5000}", "events/..%2f..%2fetc%2fpasswd", "events/%00", "articles/%00",
        "articles/..%2f..%2f..%2fetc%2fpasswd", f"articles/{'a' * 8000}", "articles/%ff%fe", "events/%E2%80%AE", "events/' OR 1=1 --",
        "articles/%", "articles/\N{ARABIC LETTER AIN}",
    ],
)  # fmt: skip
def test_no_path_leads_out(open_app, path) -> None:
    told(owner(open_app).get(f"{ADDRESS}{API}/{path}"), 400, 404)


@pytest.mark.parametrize(
    "path", ["/assets/..%2f..%2fapp.py", "/assets/../app.py", "/assets/%2e%2e/index.html", "/basemap/%00", "/assets//etc/passwd", "/.git/config"]
)
def test_the_pages_files_are_the_only_files(open_app, path) -> None:
    told(stranger(open_app).get(f"{ADDRESS}{path}"), 400, 404)


def test_an_article_whose_name_looks_like_a_path_is_an_article(open_app) -> None:
    answer = owner(open_app).get(f"{ADDRESS}{API}/articles/attack%2F..%2F1")
    assert answer.status_code == 200
    assert answer.json()["document"]["id"] == "attack/../1"


def test_scripts_of_articles_come_as_data(open_app) -> None:
    client = owner(open_app)
    answer = client.get(f"{ADDRESS}{API}/articles/attack%2F..%2F1")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["document"]["title"] == f"title {SCRIPT}"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for path in ("articles", "events", "review/queue", "sources", "judgements"):
        assert client.get(f"{API}/{path}").headers["content-type"] == "application/json"


def test_a_captured_page_is_a_file_to_be_saved_and_never_one_to_be_shown(open_app) -> None:
    (sha256,) = open_app.state.context.store.known_captures()
    answer = owner(open_app).get(f"{API}/captures/{sha256}/bytes")
    assert answer.content == PAGE.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{sha256}.bin"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_report_to_be_saved_holds_scripts_as_text(open_app) -> None:
    answer = owner(open_app).get(f"{API}/report", params={"period": "2018-03", "format": "html", "language": "en"})
    assert answer.status_code == 200, answer.text
    assert SCRIPT not in answer.text
    assert "<script>alert" not in answer.text
    assert "javascript:alert" not in answer.text
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["judgements", "session", "accounts", "keys"])
def test_a_body_without_end_is_cut_off(open_app, path) -> None:
    client = owner(open_app)
    told(client.post(f"{API}/{path}", content=b'"' + b"a" * MOST_BODY_BYTES + b'"', headers=JSON), 413)
    told(client.post(f"{API}/{path}", content=(b"a" * 100_000 for _ in range(11)), headers=JSON), 413)


@pytest.mark.parametrize("size", ["9" * 5000, "1000001", "\N{SUPERSCRIPT TWO}", "-1", "x"])
def test_a_size_that_is_none_does_no_harm(open_app, size) -> None:
    answer = owner(open_app).post(f"{API}/judgements", content=b"{}", headers=JSON | {"Content-Length": size.encode()})
    told(answer, 413 if size.isdecimal() else 422)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"\xff\xfe", b"null", b"[" * 100_000, b'{"a":' * 100_000, b"[" * 900 + b"]" * 900,
        b'{"action":"correct","event":"e","field":"place","value":' + b"[" * 900 + b"]" * 900 + b"}", b'{"event":"\\ud800","action":"accept"}',
        b"1e999999", b"9" * 5000, b'{"action":"accept","event":"e","value":NaN}',
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(open_app, content) -> None:
    told(owner(open_app).post(f"{API}/judgements", content=content, headers=JSON), 400, 404, 422)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html", ""])
def test_only_json_is_read(open_app, content_type) -> None:
    content = json.dumps({"action": "accept", "event": "none"})
    told(owner(open_app).post(f"{API}/judgements", content=content, headers={"Content-Type": content_type}), 422)


CURSORS = [
    "x",
    "~",
    "nan~x",
    "inf~x",
    "2018-01-01",
    "2018-01-01~",
    "~e",
    "1e999~e",
    "' OR 1=1",
    "%00",
    "\N{ARABIC LETTER AIN}~\N{ARABIC LETTER AIN}",
    "-1",
    "9" * 150,
]


@pytest.mark.parametrize("cursor", CURSORS)
@pytest.mark.parametrize("path", ["events", "review/queue", "articles", "judgements", "audit"])
def test_a_cursor_that_was_made_up_is_refused_or_finds_what_is_there(open_app, path, cursor) -> None:
    answer = owner(open_app).get(f"{API}/{path}", params={"after": cursor})
    if answer.status_code != 200:
        told(answer, 400, 422)
    told(owner(open_app).get(f"{API}/{path}", params={"after": "x" * 300}), 422)


@pytest.mark.parametrize(
    "query",
    [
        "box=1,2,3", "box=a,b,c,d", "box=nan,nan,nan,nan", "box=inf,0,1,1", "near=1,2,nan", "near=1,2,1e999", "near=1,2", "since=2018-13-45",
        "until=20180101", "killed=-1", "killed=99999999999999999999", "sources=0", "most=0", "most=501", "most=x", "type=" + "&type=".join("a" * 20),
        "words=...", "words=" + "x" * 201, "words=%00", "near=91,0,1", "country=SYR",
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_told(open_app, query) -> None:
    client = owner(open_app)
    for path in ("events", "events/cells", "events/timeline", "events/points", "review/queue", "articles"):
        if "most" in query and path in ("events/cells", "events/timeline", "events/points"):
            continue
        answer = client.get(f"{API}/{path}?{query}")
        if not (query == "since=2018-13-45" and answer.status_code == 200):
            told(answer, 400, 422)


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", '"', "* NOT", "قصف OR غارة", "NEAR(a b)", "stems:قصف", "-قصف", "قصف*", "(", "a\N{LEFT DOUBLE QUOTATION MARK}"]
)
def test_words_are_words_and_no_language_of_queries(open_app, words) -> None:
    answer = owner(open_app).get(f"{API}/articles", params={"words": words})
    assert answer.status_code in (200, 400)


def test_every_answer_says_what_a_browser_may_do_with_it(open_app, shared_app) -> None:
    client = owner(open_app)
    for path in ("/", "/login", f"{API}/about", f"{API}/openapi.json", f"{API}/none", f"{API}/events?most=0"):
        policy = client.get(path).headers["content-security-policy"]
        for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
            assert part in policy, path
        assert "unsafe" not in policy
    assert browser(shared_app, "viewer").get(f"{API}/about").headers["cache-control"] == "private, no-cache"
    assert "server" not in client.get("/").headers
