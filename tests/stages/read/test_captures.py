"""Captures read: any bytes give documents or issues, the same each time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.outlets import BODY, item, page, rss

from marsad.model import Capture, Document, Issue, Source
from marsad.model.document import WHOLE_FEED
from marsad.stages.read.captures import decode_capture, plain_text, read_capture

SOURCE = Source("x", "صحيفة", "https://x.example/feed", "feed")
CHARSETS = ["", "utf-8", "windows-1256", "no-such", "utf-16", "idna", "undefined", "punycode", "unicode_escape", "rot13"]
KINDS = ["feed", "feed_entry", "sitemap", "telegram", "jsonl", "text"]
SEEDS = [
    page("خبر"),
    rss(item("http://x/1", "خبر", "", BODY)),
    b'{"text": "x"}',
    b"[1]",
    b'{"messages": [{"id": 1, "text": ["x"]}]}',
    b"\xff\xfe\x00",
    b"",
]


@settings(max_examples=150)
@given(
    st.sampled_from(KINDS),
    st.one_of(st.binary(max_size=200), st.sampled_from(SEEDS)),
    st.sampled_from(CHARSETS),
)
def test_any_bytes_of_any_kind_give_documents_or_issues(kind: str, raw: bytes, charset: str) -> None:
    capture = Capture("ab" * 32, "https://x.example/1", charset=charset, kind=kind, part=WHOLE_FEED, fetched="2026-11-23T21:00:00+00:00")
    read = read_capture(capture, raw, SOURCE)
    assert read == read_capture(capture, raw, SOURCE)
    for found in read:
        assert isinstance(found, Document | Issue)
        assert found.capture == capture.sha256
        if isinstance(found, Document):
            assert found.published is None, "nothing in these bytes says when they were published"


TEXT = BODY.replace("،", ",")


@pytest.mark.parametrize(
    ("charset", "declared", "lied"),
    [
        ("utf-8", "", False), ("utf-8", "utf-8", False), ("utf-8", "utf8", False), ("utf-8", "windows-1256", True), ("utf-8", "nonsense", True),
        ("windows-1256", "windows-1256", False), ("windows-1256", "utf-8", True), ("windows-1256", "iso-8859-1", True), ("windows-1256", "", False),
        ("windows-1256", "idna", True), ("windows-1256", "undefined", True),
        ("iso-8859-6", "iso-8859-6", False),
    ],
)  # fmt: skip
def test_what_is_declared_is_believed_only_where_it_holds(charset: str, declared: str, lied: bool) -> None:
    assert decode_capture(TEXT.encode(charset), declared) == (TEXT, lied)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>أول</p><p>ثان</p>", "أول\nثان"), ("أول<br>ثان<br/>ثالث", "أول\nثان\nثالث"), ("قال &quot;نعم&quot; <b>ثم</b> مضى", 'قال "نعم" ثم مضى'),
        ("<script>alert(1)</script>نص<STYLE>p{}</STYLE>", "نص"), ("نص<script>لا يغلق", "نص"), ("", ""),
    ],
)  # fmt: skip
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_a_missing_entry_is_an_issue() -> None:
    (issue,) = read_capture(Capture("a", "http://x/9", kind="feed_entry", part="http://x/9"), rss(item("http://x/1", "خبر", "", BODY)), SOURCE)
    assert issue.code == "no_entry"
