"""Sources on disk, and the reading of what was kept of them."""

import gzip
import json
from pathlib import Path

import pytest
from tests.formats.test_formats import EXPORT, warc_record
from tests.outlets import BODY, QuickClock, page

from marsad.engine.collect import Collector
from marsad.model import Document, Issue, Source
from marsad.stages.collect import files
from marsad.stages.collect.fetch import Fetcher
from marsad.stages.read.captures import read_capture
from marsad.store.archive import Archive
from marsad.store.archive_verify import verify_archive


def collect(folder: Path, kind: str, address: str = "material") -> tuple[Source, list[str]]:
    """Collects once; the source, and the codes of the issues."""
    source = Source("disk", "قناة محلية", address, kind, time_zone="Asia/Damascus")
    clock = QuickClock()
    with Archive(folder / "archive").writing() as archive:
        (outcome,) = Collector(archive, folder, clock, Fetcher(clock)).collect([source])
    return source, [issue.code for issue in outcome.issues]


def read_all(folder: Path, source: Source) -> list[Document | Issue]:
    return [read for _, capture, raw in Archive(folder / "archive").since() for read in read_capture(capture, raw, source)]


def test_a_telegram_export(tmp_path: Path) -> None:
    raw = json.dumps({**EXPORT, "messages": [{**message, "text": [BODY]} for message in EXPORT["messages"]]}, ensure_ascii=False).encode()
    (tmp_path / "material").mkdir()
    (tmp_path / "material" / "result.json").write_bytes(raw)
    source, codes = collect(tmp_path, "telegram")
    assert codes == []
    documents = read_all(tmp_path, source)
    assert [(document.id, document.published, document.published_from) for document in documents][:2] == [
        ("telegram:99/2", "2018-03-06T08:00:00+00:00", "telegram"), ("telegram:99/3", "2018-03-06T10:00:00+02:00", "telegram"),
    ]  # fmt: skip
    assert {document.capture for document in documents} == {capture.sha256 for _, capture in Archive(tmp_path / "archive").captures()}
    collect(tmp_path, "telegram")
    assert len(list(Archive(tmp_path / "archive").captures())) == 1


def test_json_lines_in_parts_that_stay_as_they_are_when_the_file_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PART_BYTES", 600)
    rows = [json.dumps({"id": str(number), "text": BODY, "published": "2018-03-06"}, ensure_ascii=False) for number in range(4)]
    path = tmp_path / "material"
    path.write_text("\n".join([*rows[:2], "no row", *rows[2:], ""]), "utf-8")
    source, _ = collect(tmp_path, "jsonl")
    before = [capture.sha256 for _, capture in Archive(tmp_path / "archive").captures()]
    assert len(before) == 2
    items = read_all(tmp_path, source)
    assert [item.id if isinstance(item, Document) else (item.code, item.line) for item in items] == ["0", "1", ("truncated_json", 3), "2", "3"]
    assert items[0].published == "2018-03-06T00:00:00"
    path.write_text(path.read_text("utf-8") + rows[0] + "\n", "utf-8")
    collect(tmp_path, "jsonl")
    after = [capture.sha256 for _, capture in Archive(tmp_path / "archive").captures()]
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_a_gzipped_file_that_is_cut_gives_what_it_has_and_an_issue(tmp_path: Path) -> None:
    row = json.dumps({"text": BODY}, ensure_ascii=False) + "\n"
    folder = tmp_path / "material"
    folder.mkdir()
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(row.encode())[:-12])
    (folder / "b.jsonl").write_text(row, "utf-8")
    source, codes = collect(tmp_path, "jsonl")
    assert codes == ["unreadable"]
    assert [item.text for item in read_all(tmp_path, source)] == [BODY]


def test_a_warc_file_and_its_end_cut_off(tmp_path: Path) -> None:
    records = [warc_record(f"http://x/{number}", page(f"خبر {number}", "2018-03-06T10:00:00+02:00")) for number in range(3)]
    (tmp_path / "crawl.warc").write_bytes(b"".join(records)[:-900])
    source, codes = collect(tmp_path, "warc", "crawl.warc")
    documents = [item for item in read_all(tmp_path, source) if isinstance(item, Document)]
    assert [(document.url, document.published) for document in documents][:2] == [(f"http://x/{n}", "2018-03-06T10:00:00+02:00") for n in (0, 1)]
    (capture, *_) = [capture for _, capture in Archive(tmp_path / "archive").captures()]
    assert (capture.fetched, capture.requested, capture.status) == ("2018-03-06T10:00:00Z", "file:crawl.warc", 200)
    assert codes == ["record"]
    assert len(documents) == 2


def test_a_folder_of_texts_and_pages(tmp_path: Path) -> None:
    folder = tmp_path / "material" / "inner"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(BODY.replace("،", ",").encode("windows-1256"))
    (folder / "b.html").write_bytes(page("خبر", "2018-03-06T10:00:00+02:00"))
    (folder / "c.pdf").write_bytes(b"%PDF")
    (folder / "d.txt").symlink_to("/etc/passwd")
    source, codes = collect(tmp_path, "folder")
    text, article = read_all(tmp_path, source)
    assert codes == []
    assert (text.text, text.published, text.url) == (BODY.replace("،", ","), None, "")
    assert (article.published, article.published_from) == ("2018-03-06T10:00:00+02:00", "html:meta")
    assert verify_archive(Archive(tmp_path / "archive"))[1] == []


def test_what_is_not_there_is_an_issue(tmp_path: Path) -> None:
    assert collect(tmp_path, "warc")[1] == ["missing"]
