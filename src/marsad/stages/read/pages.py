"""From HTML to an article: what the worker reads, with the page's own publication time."""

import re

from marsad.errors import InputError
from marsad.stages.read.page_times import stated_time
from marsad.stages.read.page_worker import page_worker

PAGE_SECONDS = 20
LARGEST_PAGE_BYTES = 8_000_000
_LOOKS_HTML = re.compile(rb"^\s*(?:<!doctype html|<html|<head|<body|<\?xml[^>]*\?>\s*<html)", re.IGNORECASE)


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
        fields = page_worker().read(raw, PAGE_SECONDS)
    except TimeoutError as error:
        raise InputError(f"the page was not read within {PAGE_SECONDS} s; it may be hostile") from error
    body, title = fields.get("text") or "", fields.get("title") or ""
    if not body:
        raise InputError("no article was found on the page")
    text = body if body.startswith(title) and title else f"{title}\n{body}".strip("\n")
    found = {"title": title, "text": text, "byline": fields.get("author"), "outlet": fields.get("sitename"), "url": fields.get("url")}
    return {name: value for name, value in {**found, "published": stated_time(page)}.items() if value}
