"""From HTML to an article: trafilatura in a process of its own that is killed past its time."""

import json
import re
import subprocess
import sys

from marsad.errors import InputError

PAGE_SECONDS = 20
LARGEST_PAGE_BYTES = 8_000_000
_LOOKS_HTML = re.compile(rb"^\s*(?:<!doctype html|<html|<head|<body|<\?xml[^>]*\?>\s*<html)", re.IGNORECASE)
_WORKER = """
import json, sys
import trafilatura
page = sys.stdin.buffer.read().decode("utf-8")
read = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True, favor_precision=True)
fields = {} if read is None else read.as_dict() if hasattr(read, "as_dict") else dict(read)
kept = {name: fields.get(name) for name in ("title", "text", "author", "sitename", "url", "date")}
json.dump(kept, sys.stdout, ensure_ascii=True, default=str)
"""
_PUBLISHED = (
    re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"'),
    re.compile(
        r'<meta[^>]+(?:property|name)="(?:article:published_time|og:published_time|pubdate|date)"[^>]+content="([^"]{10,40})"',
        re.IGNORECASE,
    ),
    re.compile(r'<time[^>]+datetime="([^"]{10,40})"', re.IGNORECASE),
)


def is_page(raw: bytes) -> bool:
    """True where the bytes open like an HTML page."""
    return _LOOKS_HTML.match(raw[:2000]) is not None


def read_page(page: str) -> dict[str, str]:
    """The article on a page: `title`, `text` (title, newline, body), `byline`, `outlet`, `url`, `published` where they were found.

    Raises:
        InputError: when the page is too large, holds no article, or was not read within `PAGE_SECONDS`.
    """
    raw = page.encode("utf-8", errors="replace")
    if len(raw) > LARGEST_PAGE_BYTES:
        raise InputError(f"the page has {len(raw)} bytes; more than {LARGEST_PAGE_BYTES} are not read")
    try:
        done = subprocess.run([sys.executable, "-c", _WORKER], input=raw, capture_output=True, timeout=PAGE_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"the page was not read within {PAGE_SECONDS} s; it may be hostile") from error
    fields = json.loads(done.stdout) if done.returncode == 0 and done.stdout else {}
    if not fields.get("text"):
        raise InputError("no article was found on the page")
    title = fields.get("title") or ""
    text = fields["text"] if fields["text"].startswith(title) and title else f"{title}\n{fields['text']}".strip("\n")
    found = {"title": title, "text": text, "byline": fields.get("author"), "outlet": fields.get("sitename"), "url": fields.get("url")}
    return {name: value for name, value in {**found, "published": _published(page) or fields.get("date")}.items() if value}


def _published(page: str) -> str:
    for pattern in _PUBLISHED:
        match = pattern.search(page)
        if match:
            return match.group(1)
    return ""
