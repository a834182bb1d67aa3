"""Whether a document is an Atom feed: by a RELAX NG grammar of RFC 4287, by what the RFC asks beyond a grammar, and as feedparser reads it."""

from pathlib import Path

import feedparser
from lxml import etree

ATOM = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def check_atom(content: bytes) -> etree._Element:
    """The feed, which must be one.

    Raises:
        AssertionError: where it is none.
    """
    feed = etree.fromstring(content)
    GRAMMAR.assertValid(feed)
    assert feed.findall("a:author", ATOM) or all(entry.findall("a:author", ATOM) for entry in feed.findall("a:entry", ATOM)), "4.1.1: authors"
    for part in (feed, *feed.findall("a:entry", ATOM)):
        alternates = [
            (link.get("type"), link.get("hreflang")) for link in part.findall("a:link", ATOM) if link.get("rel", "alternate") == "alternate"
        ]
        assert len(alternates) == len(set(alternates)), "4.1.1 and 4.1.2: one alternate of each type and language"
    for entry in feed.findall("a:entry", ATOM):
        assert entry.findall("a:content", ATOM) or entry.findall("a:link[@rel='alternate']", ATOM), "4.1.2: content, or where it is"
    assert feed.findall("a:link[@rel='self']", ATOM), "4.1.1: where the feed itself is"
    read = feedparser.parse(content)
    assert not read.bozo, read.get("bozo_exception")
    assert (read.version, len(read.entries)) == ("atom10", len(feed.findall("a:entry", ATOM)))
    assert all(entry.id and entry.title and entry.updated_parsed for entry in read.entries)
    return feed
