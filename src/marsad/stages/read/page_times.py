"""The publication time that a page states of itself."""

import re
from collections.abc import Iterator
from html import unescape

_JSON_LD = re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"<>]{10,40})"')
_TAG = re.compile(r"<(meta|time|h1|article)\b([^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:_-]{2,30})\s{0,5}=\s{0,5}(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s"'>]{1,200}))""")
_NAMES = frozenset(
    ("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publish-date", "publishdate",
     "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime")
)  # fmt: skip
_MARKS = ("datepublished", "pubdate", "published", "entry-date", "post-date", "publish")


def stated_time(page: str) -> str:
    """The publication time as the page writes it, `""` where it states none: from JSON-LD, `<meta>`, then `<time>`.

    A `<time>` counts where it is marked as that of publication, or stands behind the headline: the first of many pages of news is a clock,
    which tells when the page was fetched. Each pattern takes time in proportion to the page's length, whatever is left unclosed in it.
    It mistakes the time of a related article for the page's own where that one alone is marked.
    """
    found = _JSON_LD.search(page)
    if found:
        return unescape(found.group(1))
    candidates = list(_candidates(page))
    return min(candidates)[2] if candidates else ""


def _candidates(page: str) -> Iterator[tuple[int, int, str]]:
    """Each stated time with its rank (0 meta, 1 a marked `<time>`, 2 one behind the headline) and its place."""
    headed = False
    for tag in _TAG.finditer(page):
        name = tag.group(1).lower()
        if name in ("h1", "article"):
            headed = True
            continue
        fields = {match.group(1).lower(): unescape(next(filter(None, match.groups()[1:]), "")) for match in _ATTRIBUTE.finditer(tag.group(2))}
        if name == "meta":
            stated = {fields.get(key, "").lower() for key in ("property", "name", "itemprop")}
            if stated & _NAMES and fields.get("content"):
                yield 0, tag.start(), fields["content"].strip()
        elif fields.get("datetime"):
            marked = any(mark in tag.group(2).lower() for mark in _MARKS)
            if marked or headed:
                yield 1 if marked else 2, tag.start(), fields["datetime"].strip()
