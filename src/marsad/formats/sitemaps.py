"""Sitemaps and news sitemaps (sitemaps.org 0.9; news:publication_date as Google defines it)."""

from typing import NamedTuple

from lxml import etree

from marsad.formats.dates import read_date
from marsad.formats.faults import FormatError
from marsad.formats.xml import local_name, parse_xml, safe_xml

MOST_LISTED = 50_000
"""Addresses that one sitemap may list, by the protocol."""


class Listed(NamedTuple):
    """An address that a listing names: with its title and language, when it was published (None: not said), and where that was read."""

    address: str
    title: str = ""
    published: str | None = None
    published_from: str = ""
    language: str = ""


class Sitemap(NamedTuple):
    """What a sitemap lists: pages, or (an index) further sitemaps."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(raw: bytes, declared: str = "", zone: str = "UTC") -> Sitemap:
    """The pages or the further sitemaps of a sitemap. `lastmod` is no publication time and is not read.

    Raises:
        FormatError: when this is no sitemap.
    """
    root = parse_xml(safe_xml(raw, declared))
    name = local_name(root) if root is not None else ""
    if root is None or name not in ("urlset", "sitemapindex"):
        raise FormatError("no_sitemap", f"this is no sitemap: its root is <{name}>, not <urlset> or <sitemapindex>")
    children = [child for child in root[:MOST_LISTED] if local_name(child) in ("url", "sitemap")]
    if name == "sitemapindex":
        return Sitemap(sitemaps=tuple(address for child in children if (address := _text(child, "loc"))))
    return Sitemap(tuple(_listed(child, address, zone) for child in children if (address := _text(child, "loc"))))


def _listed(element: etree._Element, address: str, zone: str) -> Listed:
    published = read_date(_text(element, "publication_date"), zone)
    return Listed(address, _text(element, "title"), published, "sitemap" if published else "", _text(element, "language"))


def _text(element: etree._Element, name: str) -> str:
    """The text of the first descendant of that name; image and video titles come after the news one or stand without it."""
    found = next((inner for inner in element.iter() if local_name(inner) == name and inner.text), None)
    return (found.text or "").strip() if found is not None else ""
