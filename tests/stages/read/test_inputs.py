"""Reading: what is an article, what is an issue, and that a batch goes on."""

import gzip
import json

import pytest

from marsad.errors import InputError
from marsad.model import Document, Issue
from marsad.stages.read.inputs import read_inputs

ARTICLE = "قتل جنديان في هجوم على حاجز\nقال مصدر أمني إن مسلحين هاجموا حاجزا قرب مدينة سرت أمس، ما أسفر عن مقتل جنديين وإصابة ثلاثة آخرين."


def read(path, published=None):
    return list(read_inputs([str(path)], published))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
def test_decodes_the_charsets_of_arabic(tmp_path, charset) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(ARTICLE.replace("،", ",").encode(charset))
    (document,) = read(path)
    assert document.text == ARTICLE.replace("،", ",")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 500, "binary"),
        (b'{"id": "a", "text": "\xd9\x82\xd8\xaa', "truncated_json"),
        (b"The quick brown fox jumps over the lazy dog.", "not_arabic"),
        ("این یک متن فارسی است که در آن از حروف پ و چ و گ استفاده شده است".encode(), "not_arabic"),
        (("ق" + "ّ" * 40).encode() * 6000, "only_marks"),
        (b'{"id": "a"}\n', "empty"),
        (b"[" * 100_000, "truncated_json"),
    ],
)
def test_bad_input_is_an_issue_that_names_the_file(tmp_path, content, code) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    (issue,) = read(path)
    assert isinstance(issue, Issue)
    assert (issue.code, issue.origin) == (code, str(path))


def test_a_batch_goes_on_behind_bad_lines(tmp_path) -> None:
    row = json.dumps({"id": "good", "text": ARTICLE, "published": "2018-03-06T13:45:50Z"}, ensure_ascii=False)
    lone = json.dumps({"id": "lone", "text": ARTICLE + "\ud800"})
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join([row, row[:40], '"no object"', lone, "", row]).encode()))
    items = read(path)
    assert [type(item).__name__ for item in items] == ["Document", "Issue", "Issue", "Document", "Document"]
    assert [item.line for item in items if isinstance(item, Issue)] == [2, 3]
    assert items[0].published == "2018-03-06T13:45:50+00:00"


def test_a_line_of_twenty_megabytes_is_an_issue_and_the_next_is_read(tmp_path) -> None:
    path = tmp_path / "rows.jsonl"
    row = json.dumps({"id": "good", "text": ARTICLE}, ensure_ascii=False)
    path.write_text(row + "\n" + json.dumps({"text": "قصف " * 5_000_000}, ensure_ascii=False) + "\n" + row + "\n", "utf-8")
    items = read(path)
    assert [item.code if isinstance(item, Issue) else item.id for item in items] == ["good", "too_long", "good"]


def test_publication_is_never_made_up(tmp_path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    assert read(path)[0].published is None
    (dated,) = read(path, "2018-02-05")
    assert (dated.published, dated.published_from) == ("2018-02-05T00:00:00", "option")


def test_a_page_gives_its_article_and_its_date(tmp_path) -> None:
    path = tmp_path / "page.html"
    body = "".join(f"<p>{line} وأكد المتحدث أن التحقيق مستمر وأن السلطات ستعلن نتائجه في وقت لاحق.</p>" for line in ARTICLE.split("\n"))
    head = '<meta charset="utf-8"><meta property="article:published_time" content="2018-05-06T10:00:00+03:00"><title>خبر</title>'
    path.write_text(
        f"<!doctype html><html lang=ar><head>{head}</head><body><nav>الرئيسية</nav><article><h1>خبر</h1>{body * 3}</article></body></html>", "utf-8"
    )
    (document,) = read(path)
    assert (document.published, document.published_from) == ("2018-05-06T10:00:00+03:00", "html:meta")
    assert "مسلحين هاجموا" in document.text


def test_wrong_calls_are_errors(tmp_path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(read_inputs([str(tmp_path / "missing")]))
    with pytest.raises(InputError, match="ISO 8601"):
        list(read_inputs([str(tmp_path)], "yesterday"))
    (issue,) = read(tmp_path)
    assert issue.code == "empty"


def test_datelines_and_related_links_are_marked(tmp_path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("عنوان الخبر هنا\nبيروت (رويترز) - قال مصدر أمني إن المدينة هادئة.\nاقرأ أيضا:\nخبر آخر عن مدينة أخرى\n", "utf-8")
    (document,) = read(path)
    assert isinstance(document, Document)
    assert [region.kind for region in document.regions] == ["title", "dateline", "related", "related"]
    assert document.agencies == ("رويترز",)
