"""How fast captures are kept, verified and read, on this machine: `python benchmarks/collect.py`."""

import resource
import sys
import tempfile
import time
from pathlib import Path

from marsad.formats.feeds import read_feed
from marsad.model import Capture
from marsad.stages.read.captures import read_capture
from marsad.store.archive import Archive
from marsad.store.archive_verify import verify_archive

CAPTURES = 2_000
PAGE_PARAGRAPHS = 120
"""Paragraphs of a page: with these it has some 50 kB, as a page of news without its pictures."""
ITEMS = 500


def page(number: int) -> bytes:
    """A page of an article of its own."""
    lines = "".join(
        f"<p>قال مصدر أمني رقم {number}-{line} إن المدينة هادئة وإن القوات انتشرت في محيطها منذ الصباح وحتى المساء.</p>"
        for line in range(PAGE_PARAGRAPHS)
    )
    noise = "<div class=menu><a href=/x>الرئيسية</a></div>" * 300
    head = '<meta property="article:published_time" content="2018-03-06T10:00:00+02:00"><title>خبر</title>'
    return f"<!doctype html><html lang=ar><head>{head}</head><body>{noise}<article><h1>خبر {number}</h1>{lines}</article></body></html>".encode()


def timed(name: str, count: int, begun: float) -> None:
    """Prints a rate."""
    seconds = time.perf_counter() - begun
    print(f"{name:40} {count / seconds:10.0f} a second ({seconds:.2f} s)")


def main() -> None:
    """Measures and prints."""
    pages = [page(number) for number in range(CAPTURES)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive"
        begun = time.perf_counter()
        with Archive(path).writing() as archive:
            for number, raw in enumerate(pages):
                archive.append(Capture("", f"https://x.example/{number}", "text/html", source="x", kind="page"), raw)
        timed(f"captures kept ({len(pages[0]) // 1000} kB, fsync each)", CAPTURES, begun)
        begun = time.perf_counter()
        assert verify_archive(Archive(path))[1] == []
        timed("captures verified", CAPTURES, begun)
        begun = time.perf_counter()
        read = [item for _, capture, raw in Archive(path).since(CAPTURES - 300) for item in read_capture(capture, raw)]
        assert len(read) == 300
        timed("pages read to documents, one worker", 300, begun)
    items = "".join(
        f"<item><title>خبر {n}</title><link>https://x.example/{n}</link><pubDate>Tue, 06 Mar 2018 13:45:50 GMT</pubDate></item>" for n in range(ITEMS)
    )
    feed = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()
    begun = time.perf_counter()
    for _ in range(20):
        assert len(read_feed(feed).entries) == ITEMS
    timed("entries of feeds read", 20 * ITEMS, begun)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
