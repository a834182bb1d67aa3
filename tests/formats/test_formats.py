"""Feeds, sitemaps, times, Telegram's export, WARC files and encodings, read from bytes."""

import contextlib
import gzip
import io
import json
import time
import zlib
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.formats.dates import read_date
from marsad.formats.decompress import Decoder, DecompressionError
from marsad.formats.faults import FormatError
from marsad.formats.feeds import read_feed
from marsad.formats.sitemaps import read_sitemap
from marsad.formats.telegram import read_export
from marsad.formats.warc import read_warc
from marsad.formats.xml import safe_xml

DATES = [
    ("Tue, 06 Mar 2018 13:45:50 GMT", "UTC", "2018-03-06T13:45:50+00:00"),
    ("Tue, 06 Mar 2018 13:45:50 +0300", "UTC", "2018-03-06T13:45:50+03:00"),
    ("06 Mar 2018 13:45", "Asia/Beirut", "2018-03-06T13:45:00+02:00"),
    ("2018-07-06 13:45:50", "Asia/Beirut", "2018-07-06T13:45:50+03:00"),
    ("2018-03-06T13:45:50Z", "Asia/Beirut", "2018-03-06T13:45:50+00:00"),
    ("٢٠١٨-٠٣-٠٦T١٣:٤٥:٥٠Z", "UTC", "2018-03-06T13:45:50+00:00"),
    ("2018-03-06", "Asia/Beirut", "2018-03-06"),
    *((value, "UTC", None) for value in ("10:30", "yesterday", "today", "2018", "March", "", "Tue", "2018-13-45", "06 Mar", None, 5, "x" * 500)),
]


@pytest.mark.parametrize(("value", "zone", "expected"), DATES)
def test_times_are_read_whole_or_not_at_all(value: object, zone: str, expected: str | None) -> None:
    assert read_date(value, zone) == expected


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>قناة</title>
<entry><id>u:1</id><title>أول</title><link href="http://x/1"/>
<published>2018-03-06T10:00:00+02:00</published><updated>2018-03-07T10:00:00+02:00</updated></entry>
<entry><id>u:2</id><title>ثان</title><link href="http://x/2"/><updated>2018-03-07T10:00:00+02:00</updated>
<content type="html">&lt;p&gt;نص&lt;/p&gt;</content></entry>
</feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "قناة", "language": "ar",
    "items": [{"id": 7, "url": "http://x/1", "title": "أول", "content_html": "<p>نص</p>", "date_published": "2018-03-06T10:00:00+02:00"}, "no item"],
}  # fmt: skip


def test_atom_tells_publication_from_change() -> None:
    feed = read_feed(ATOM.encode())
    assert (feed.title, feed.language) == ("قناة", "ar")
    assert [(entry.address, entry.published, entry.published_from) for entry in feed.entries] == [
        ("http://x/1", "2018-03-06T10:00:00+02:00", "feed"), ("http://x/2", "2018-03-07T10:00:00+02:00", "feed:updated"),
    ]  # fmt: skip


def test_a_json_feed() -> None:
    feed = read_feed(json.dumps(JSON_FEED, ensure_ascii=False).encode())
    (entry,) = feed.entries
    assert (entry.key, entry.title, entry.text, entry.published) == ("7", "أول", "<p>نص</p>", "2018-03-06T10:00:00+02:00")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "utf-16"])
def test_feeds_in_the_charsets_of_arabic(charset: str) -> None:
    text = f'<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><item><title>خبر عاجل</title><link>http://x/1</link></item></channel></rss>'
    assert read_feed(text.encode(charset)).entries[0].title == "خبر عاجل"


BILLION = '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>'


@pytest.mark.parametrize("text", [BILLION, OUTSIDE, BILLION.lower().replace("&b;", "")])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_charset(text: str, charset: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_feed(text.encode(charset))
    assert caught.value.code == "xml_entities"


def test_a_doctype_that_only_names_a_type_is_left_out() -> None:
    head = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    document = safe_xml(f'<?xml version="1.0"?>{head}<rss><channel><item><title>خبر <![CDATA[<!DOCTYPE]]></title></item></channel></rss>'.encode())
    assert b"Netscape" not in document
    assert b"<![CDATA[<!DOCTYPE]]>" in document


@pytest.mark.parametrize("mark", ["<![CDATA[", "<!--", "<!DOCTYPE ", "<?", "<a ", "<item>", "</item>", "&amp;", "<a b='"])
def test_markup_left_open_takes_no_time(mark: str) -> None:
    begun = time.monotonic()
    raw = b"<rss><channel><item><title>x</title>" + mark.encode() * (1_000_000 // len(mark))
    with contextlib.suppress(FormatError):
        read_feed(raw)
    assert time.monotonic() - begun < 10


PIECES = ["<rss>", "<item>", "</item>", "<title>", "خبر", "<link>", "&#x0;", "<![CDATA[", "]]>", "{", "<feed>", "<entry>", "\x00"]


@settings(max_examples=80)
@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES)).map(lambda parts: "".join(parts).encode())))
def test_any_bytes_are_a_feed_or_none(raw: bytes) -> None:
    for read in (read_feed, read_sitemap, lambda raw: list(read_export(raw))):
        try:
            read(raw)
        except FormatError as error:
            assert error.code


EXPORT = {
    "name": "قناة محلية", "type": "public_channel", "id": 99,
    "messages": [
        {"id": 1, "type": "service", "date": "2018-03-06T10:00:00", "text": "", "action": "create_channel"},
        {"id": 2, "type": "message", "date": "2018-03-06T10:00:00", "date_unixtime": "1520323200", "from": "قناة محلية",
         "text": ["عاجل: ", {"type": "bold", "text": "قصف"}, " على المدينة ", {"type": "link", "text": "http://x/"}]},
        {"id": 3, "type": "message", "date": "2018-03-06T10:00:00", "text": "هدوء"},
        {"id": 4, "type": "message", "date": "2018-03-06T10:00:00", "text": "", "photo": "x.jpg"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("export", [EXPORT, {"chats": {"list": [EXPORT]}}])
def test_a_telegram_export(export: dict) -> None:
    first, second = read_export(json.dumps(export).encode(), "Asia/Damascus")
    assert (first.id, first.text, first.published) == ("telegram:99/2", "عاجل: قصف على المدينة http://x/", "2018-03-06T08:00:00+00:00")
    assert (second.id, second.published, second.channel) == ("telegram:99/3", "2018-03-06T10:00:00+02:00", "قناة محلية")


@pytest.mark.parametrize(("raw", "code"), [(b"{", "truncated_json"), (b"[]", "no_export"), (b"{}", "no_export"), (b"[" * 100_000, "truncated_json")])
def test_what_is_no_export(raw: bytes, code: str) -> None:
    with pytest.raises(FormatError) as caught:
        list(read_export(raw))
    assert caught.value.code == code


def warc_record(address: str, body: bytes, *headers: str) -> bytes:
    lines = "".join(f"{header}\r\n" for header in ("Content-Type: text/html; charset=utf-8", *headers))
    http = f"HTTP/1.1 200 OK\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2018-03-06T10:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{len(body)}>\r\n"
    return f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


def test_warc_files_plain_and_gzipped(tmp_path: Path) -> None:
    records = [warc_record("http://x/1", b"<html>1"), warc_record("http://x/2", gzip.compress(b"<html>2"), "Content-Encoding: gzip"),
               warc_record("http://x/3", gzip.compress(b"0" * 9_000_000), "Content-Encoding: gzip")]  # fmt: skip
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    (tmp_path / "b.warc.gz").write_bytes(b"".join(gzip.compress(record) for record in records))
    assert len(list(ArchiveIterator(io.BytesIO(b"".join(records))))) == 3
    for name in ("a.warc", "b.warc.gz"):
        read = list(read_warc(tmp_path / name))
        assert [(record.address, record.body, bool(record.fault)) for record in read] == [
            ("http://x/1", b"<html>1", False), ("http://x/2", b"<html>2", False), ("http://x/3", b"", True),
        ]  # fmt: skip
        assert read[0].fetched == "2018-03-06T10:00:00Z"
        assert ("content-type", "text/html; charset=utf-8") in read[0].headers


@given(st.binary(max_size=2000), st.integers(1, 40))
def test_bodies_come_out_as_they_went_in(body: bytes, step: int) -> None:
    raw = zlib.compressobj(wbits=-15)
    forms = {"gzip": gzip.compress(body) + gzip.compress(body), "deflate": zlib.compress(body), "": body}
    forms_out = {"gzip": body + body, "deflate": body, "": body}
    for encoding, sent in [*forms.items(), ("deflate", raw.compress(body) + raw.flush())]:
        decoder = Decoder(encoding, 5000)
        out = b"".join(decoder.feed(sent[place : place + step]) for place in range(0, len(sent), step)) + decoder.end()
        assert out == forms_out[encoding]


def test_a_bomb_is_stopped_within_its_bound() -> None:
    decoder = Decoder("gzip", 1_000_000)
    with pytest.raises(DecompressionError) as caught:
        decoder.feed(gzip.compress(b"0" * 50_000_000))
    assert caught.value.code == "bomb"
