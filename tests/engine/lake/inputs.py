"""Inputs of every kind that a lake reads, made of the examples, and with everything wrong in them that can be."""

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

EXAMPLES = Path(__file__).resolve().parent.parent.parent.parent / "examples"
PLACES = ("دوما", "سرت", "تعز", "إدلب", "الرقة", "بني وليد")


def rows(copies: int = 3) -> list[dict[str, str]]:
    """The example dispatches, each told of several days and places, so that some are of one event and some copies of each other."""
    told = [json.loads(line) for line in (EXAMPLES / "dispatches.jsonl").read_text("utf-8").splitlines()]
    made = []
    for number in range(copies):
        for row in told:
            text = row["text"].replace("حلب", PLACES[number % len(PLACES)])
            published = f"2018-0{2 + number % 2}-{10 + number:02d}T12:00:00+00:00" if number != 1 else row.get("published", "2018-02-10")
            made.append({**row, "id": f"{row.get('id', 'd')}-{number}", "text": text, "published": published, "outlet": f"outlet {number % 2}"})
    return made


def warc_record(number: int, body: bytes) -> bytes:
    """A gzip member with one response of a crawl."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/%d\r\nWARC-Date: 2018-03-01T00:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:%012d>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    ) % (number, number, len(http))
    return gzip.compress(head + http + b"\r\n\r\n")


def write_inputs(folder: Path) -> None:
    """A folder of inputs: JSON lines (one plain, one gzipped, with broken lines), Parquet, a damaged WARC file, a page and a text."""
    folder.mkdir(parents=True)
    told = rows()
    third = len(told) // 3
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in told]
    broken = [b'{"text": "', b"", b'{"text": "hello"}', json.dumps(told[0], ensure_ascii=False).encode("windows-1256")]
    (folder / "a.jsonl").write_bytes(b"\n".join([*lines[:third], *broken]) + b"\n")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(b"\r\n".join(lines[third : 2 * third])))
    pq.write_table(pa.Table.from_pylist(told[2 * third :]), folder / "c.parquet")
    page = (EXAMPLES / "page.html").read_bytes()
    members = [warc_record(number, page) for number in range(3)]
    damaged = bytearray(members[1])
    damaged[len(damaged) // 2] ^= 0xFF
    damaged[len(damaged) // 2 + 1] ^= 0xFF
    (folder / "d.warc.gz").write_bytes(members[0] + bytes(damaged) + members[2])
    (folder / "e.html").write_bytes(page)
    (folder / "f.txt").write_bytes((EXAMPLES / "statement.txt").read_bytes())
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
