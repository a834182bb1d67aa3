"""From decoded text, rows and pages to documents, with what is known about their publication."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marsad.errors import InputError
from marsad.model import MARKINGS, Document, level_of
from marsad.stages.read.language import detect_language
from marsad.stages.read.regions import dateline_agencies, dateline_outlet, find_regions

LONGEST_TITLE_CHARS = 200
MOST_MARKS_SHARE = 0.5
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKS = re.compile("[\u064b-\u0652\u0640]")


def make_document(text: str, fields: Mapping[str, Any], published: str | None, published_from: str) -> Document:
    """A document of `text`, named after its `id` field or else its content; its first line is the title where more lines follow.

    Raises:
        InputError: when there is no text, it is not Arabic, nearly all of it is vowel signs, or its `tlp` is no marking.
    """
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    if not text.strip():
        raise InputError("there is no text; an article needs at least a sentence")
    if len(_MARKS.findall(text)) > MOST_MARKS_SHARE * len(text):
        raise InputError("most of the text is vowel signs and tatweel; it cannot be read as an article")
    language = detect_language(text)
    if language != "ar":
        raise InputError(f"the text is not Arabic (it looks like {language!r}); Marsad reads Arabic only")
    first = text.split("\n", 1)[0].strip()
    titled = "\n" in text.strip() and 0 < len(first) <= LONGEST_TITLE_CHARS and (bool(fields.get("title")) or not first.endswith("."))
    regions = find_regions(text, titled=titled)
    dateline = next((region.span.exact for region in regions if region.kind == "dateline"), "")
    headed = titled and any(region.kind == "title" for region in regions)
    return Document(
        id=_string(fields, "id") or "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:16], text=text,
        outlet=_string(fields, "outlet") or dateline_outlet(dateline),
        url=_string(fields, "url"), title=_string(fields, "title") or (first if headed else ""), byline=_string(fields, "byline"), dateline=dateline,
        agencies=dateline_agencies(dateline), published=published, published_from=published_from if published else "", regions=regions,
        capture=_string(fields, "capture"), tlp=_marking(fields),
    )  # fmt: skip


def read_published(value: object) -> str | None:
    """A publication time as ISO 8601, None where `value` is none. It never falls back to now.

    >>> read_published("2018-03-06T13:45:50Z")
    '2018-03-06T13:45:50+00:00'
    """
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return datetime.fromisoformat(value.strip()).isoformat()
    except ValueError:
        return None


def document_of_row(row: object, published: str | None) -> Document:
    """The document of a JSON row: `text`, or `title` and `body`, with `id`, `outlet`, `url`, `published`, `tlp` where they are.

    Raises:
        InputError: when the row is no object or has no text.
    """
    if not isinstance(row, Mapping):
        raise InputError(f"a row must be a JSON object, this is {type(row).__name__}")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        parts = [row[name] for name in ("title", "body") if isinstance(row.get(name), str)]
        text = "\n".join(parts)
    if not text.strip():
        raise InputError("the row has no text; it needs a field `text`, or `title` and `body`")
    own = read_published(row.get("published"))
    return make_document(text, row, own or published, "row" if own else "option")


def _marking(fields: Mapping[str, Any]) -> str:
    """The marking that a row states, in the spelling of TLP 2.0; `CLEAR` where it states none. A wrong one is an error: it was meant to protect."""
    stated = _string(fields, "tlp")
    return MARKINGS[level_of(stated)] if stated else MARKINGS[0]


def _string(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
