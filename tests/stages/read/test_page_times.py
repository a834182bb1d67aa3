"""When a page says that it was published; the clock in its head is not that."""

import time

import pytest
from tests.outlets import BODY

from marsad.model import Capture, Source
from marsad.stages.read.captures import read_capture
from marsad.stages.read.page_times import stated_time

CASES = [
    ('<script type="application/ld+json">{"datePublished": "2018-03-06T10:00:00+02:00"}</script>', "2018-03-06T10:00:00+02:00"),
    ('<meta property="article:published_time" content="2018-03-06T10:00:00Z">', "2018-03-06T10:00:00Z"),
    ("<meta content='2018-03-06T10:00:00Z' itemprop='datePublished'>", "2018-03-06T10:00:00Z"),
    ('<meta name="description" content="2018-03-06T10:00:00Z">', ""),
    ('<meta property="article:modified_time" content="2018-03-06T10:00:00Z">', ""),
    ('<div id=clock><time datetime="2026-11-23T21:00:00Z">الآن</time></div><h1>خبر</h1>', ""),
    ('<time datetime="2026-11-23T21:00:00Z">الآن</time><h1>خبر</h1><time datetime="2018-03-06">', "2018-03-06"),
    ('<time class="published" datetime="2018-03-06T10:00:00Z">', "2018-03-06T10:00:00Z"),
    ('<h1>x</h1><time datetime="2018-01-01"></time><time itemprop="datePublished" datetime="2018-03-06">', "2018-03-06"),
    ("", ""),
]


@pytest.mark.parametrize(("page", "expected"), CASES)
def test_stated_times(page: str, expected: str) -> None:
    assert stated_time(page) == expected


@pytest.mark.parametrize("mark", ["<meta ", "<time ", '<meta a="', '"datePublished"', '"datePublished":   ', "<time datetime='"])
def test_markup_left_open_takes_no_time(mark: str) -> None:
    begun = time.monotonic()
    stated_time(mark * (2_000_000 // len(mark)))
    assert time.monotonic() - begun < 5


TODAY = "<div class=date>الجمعة 23 نوفمبر 2026 - 2026-11-23</div>"
HEAD = "<!doctype html><html lang=ar><head><meta charset=utf-8><title>خبر</title></head><body>"


def read(*, page: str, published: str | None = None, published_from: str = "", zone: str = "Asia/Beirut"):
    capture = Capture(
        "aa", "https://x.example/1", kind="page", fetched="2026-11-23T21:00:00+00:00", published=published, published_from=published_from
    )
    (document,) = read_capture(capture, page.encode(), Source("x", "صحيفة", "https://x.example/feed", "feed", time_zone=zone))
    return document.published, document.published_from


ARTICLE = f"<article><h1>خبر</h1><p>{BODY}</p><p>وقال {BODY}</p></article>"


def test_the_day_on_which_a_page_was_fetched_is_not_its_publication() -> None:
    assert read(page=f"{HEAD}{TODAY}{ARTICLE}<footer>© 2026</footer>") == (None, "")


def test_where_a_time_is_taken_from_and_in_which_zone() -> None:
    meta = HEAD.replace("<title>", '<meta property="article:published_time" content="2018-03-06 10:00"><title>')
    assert read(page=meta + ARTICLE) == ("2018-03-06T10:00:00+02:00", "html:meta")
    assert read(page=meta + ARTICLE, published="2018-03-05T10:00:00+00:00", published_from="feed") == ("2018-03-05T10:00:00+00:00", "feed")
    changed = {"published": "2018-03-09T10:00:00+00:00", "published_from": "feed:updated"}
    assert read(page=meta + ARTICLE, **changed) == ("2018-03-06T10:00:00+02:00", "html:meta")
    assert read(page=HEAD + ARTICLE, **changed) == ("2018-03-09T10:00:00+00:00", "feed:updated")
