"""The written report: both languages, three formats, and articles that try to be markup."""

from html.parser import HTMLParser

import pytest
from tests.stages.share.situation.making import DOUMA, material, told

from marsad.model import Side, Span, Version
from marsad.stages.share.situation.compose import compose
from marsad.stages.share.situation.layout import Article, Laid, lay_out
from marsad.stages.share.situation.markdown import write_markdown
from marsad.stages.share.situation.page import write_page
from marsad.stages.share.situation.pdf import write_pdf

VERSION = Version("0", "l", "g")
HOSTILE = '</script><b>*x*</b> #panic("x") [y](z) | `w` $1$ \\ قتل'
ARMY = Side("الجيش السوري", "syrian-army", "military")


def laid(language: str, title: str = "عنوان", url: str = "https://a.example/1") -> Laid:
    report = told("a", 42, evidence=Span(0, len(HOSTILE), HOSTILE), actors=(ARMY,), place=DOUMA)
    return lay_out(compose(material([report])), {"a": Article("d-a", "o-a", title, url, "2018-03-10T18:00:00+00:00")}, language, VERSION)


class Text(HTMLParser):
    """The text of a page and the names of its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(page)

    def handle_starttag(self, tag, attributes) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or (value or "").startswith("javascript:") for name, value in attributes)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_english() -> None:
    text = write_markdown(laid("en"))
    assert "- Douma, 10 March 2018: Air strike; 42 killed; by: Syrian army (one source). \\[1\\]" in text
    assert "| Rif Dimashq | 1 | 0 | 1 | 42 | 0 |" in text
    assert "TLP:CLEAR" in text


def test_arabic() -> None:
    text = write_markdown(laid("ar"))
    assert "- دوما، 10 مارس 2018: غارة جوية؛ 42 قتيلاً؛ الفاعل: الجيش السوري (مصدر واحد). \\[1\\]" in text
    assert "| ريف دمشق | 1 | 0 | 1 | 42 | 0 |" in text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_articles_say_is_never_markup(language: str) -> None:
    report = laid(language, title=HOSTILE, url="javascript:alert(1)")
    page = Text(write_page(report))
    assert HOSTILE in page.text
    assert not page.tags & {"script", "b", "img", "iframe"}
    markdown = write_markdown(report)
    assert "\\<b\\>\\*x\\*" in markdown
    assert "javascript:" not in markdown


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_pdf_is_set_alike_each_time(language: str) -> None:
    first = write_pdf(laid(language, title=HOSTILE))
    assert first.startswith(b"%PDF-")
    assert first == write_pdf(laid(language, title=HOSTILE))
    assert first != write_pdf(laid(language, title="another"))


def test_a_quiet_week_has_no_empty_drawings() -> None:
    report = lay_out(compose(material()), {}, "en", VERSION)
    assert [section.heading for section in report.sections] == ["What changed"]
    assert "<figure>" not in write_page(report)
