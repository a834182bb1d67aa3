"""XML made safe to parse: decoded here, without entities of its own, bounded in depth."""

import re
from collections.abc import Iterator

from lxml import etree

from marsad.formats.charsets import known_charset
from marsad.formats.faults import FormatError

DEEPEST_XML = 10_000
"""Deepest nesting of a document that is parsed; feedparser takes 4 s for 200,000 levels, and no feed needs ten."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{2,40})["']""")
_SKIPPED = (("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>"))
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def safe_xml(raw: bytes, declared: str = "") -> bytes:
    """The document as UTF-8 without its declaration and DOCTYPE, so that no parser finds an entity or a DTD to load.

    The charset is that of a byte-order mark, else UTF-8 where the bytes are such, else the one its own declaration names, else the answer's
    `declared` one, else windows-1256.

    Raises:
        FormatError: when the document declares entities, has a DOCTYPE with a subset of its own, or is nested deeper than `DEEPEST_XML`.
    """
    text = _without_doctype(decode_xml(raw, declared))
    return _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n").encode("utf-8", errors="replace")


def decode_xml(raw: bytes, declared: str = "") -> str:
    """The text of an XML document by its mark, as UTF-8, or by what it or its answer declares."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw.decode(name, errors="replace")
    own = _ENCODING.match(raw)
    for name in ("utf-8", own.group(1).decode("ascii") if own else "", declared, "windows-1256"):
        try:
            if known_charset(name):
                return raw.decode(known_charset(name))
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", errors="replace")


def parse_xml(document: bytes) -> etree._Element | None:
    """The root of a document that `safe_xml` made, mended where it is cut off; None where there is none."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(document, parser)
    except etree.XMLSyntaxError:
        return None


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _without_doctype(text: str) -> str:
    """The text without a DOCTYPE that only names a type; one pass, whose time grows with the length alone whatever is left unclosed."""
    deepest, depth, kept = 0, 0, []
    begun = 0
    for start, end in _marks(text):
        head = text[start : start + 9].upper()
        if head.startswith("<!ENTITY") or (head == "<!DOCTYPE" and "[" in text[start:end]):
            raise FormatError("xml_entities", "the XML declares entities or a document type of its own; it is not parsed")
        if head == "<!DOCTYPE":
            kept.append(text[begun:start])
            begun = end
        elif head[1:2] == "/":
            depth -= 1
        elif text[end - 2] != "/":
            depth += 1
            deepest = max(deepest, depth)
    if deepest > DEEPEST_XML:
        raise FormatError("too_deep", f"the XML is nested deeper than {DEEPEST_XML}; it is not parsed")
    return "".join([*kept, text[begun:]])


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Where each tag and declaration begins and ends; CDATA, comments and instructions are passed over."""
    start = text.find("<")
    while start >= 0:
        closing = next((closing for opening, closing in _SKIPPED if text.startswith(opening, start)), "")
        end = text.find(closing or ">", start)
        if end < 0:
            if text[start : start + 9].upper() == "<!DOCTYPE":
                yield start, len(text)
            return
        end += len(closing or ">")
        if not closing:
            yield start, end
        start = text.find("<", end)
