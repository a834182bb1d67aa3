"""The situation report as one self-contained HTML page, which prints well and asks nothing of the network."""

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from marsad.lexicon.shown import shown
from marsad.stages.share.situation.layout import Article, Drawing, Laid, Line, Section, Table, say_article

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_page(report: Laid) -> str:
    """The whole page; there is no script in it, and whatever articles say is text."""
    return "".join(_page(report))


def _page(report: Laid) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="{report.language}" dir="{report.direction}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(report.title)}</title><style>{_style()}</style></head><body><main><header><h1>{escape(report.title)}</h1>"
    yield from (f"<p>{escape(text)}</p>" for text in report.lead)
    yield "</header>"
    for section in report.sections:
        yield from _section(section, report.language)
    if report.cited:
        yield f"<section><h2>{escape(report.references)}</h2><ol>"
        yield from (_reference(number, article, report.language) for number, article in enumerate(report.cited, 1))
        yield "</ol></section>"
    yield "<footer>" + "".join(f"<p>{escape(text)}</p>" for text in report.closing) + "</footer></main></body></html>\n"


def _section(section: Section, language: str) -> Iterator[str]:
    yield f"<section><h2>{escape(section.heading)}</h2>"
    if section.lines:
        yield "<ul>" + "".join(_line(line, language) for line in section.lines) + "</ul>"
    if section.table is not None:
        yield _table(section.table)
    if section.drawing is not None:
        yield _figure(section.drawing)
    yield "</section>"


def _line(line: Line, language: str) -> str:
    cites = "".join(f' <a class="cite" href="#article-{number}">[{number}]</a>' for number in line.cites)
    quote = f'<blockquote lang="ar" dir="rtl">{escape(shown("quote", language, quote=line.quote))}</blockquote>' if line.quote else ""
    command = f" <code>{escape(line.command)}</code>" if line.command and line.command not in line.text else ""
    parts = "<ul>" + "".join(_line(part, language) for part in line.parts) + "</ul>" if line.parts else ""
    events = f' data-events="{" ".join(map(escape, line.events))}"' if line.events else ""
    return f"<li{events}>{escape(line.text)}{cites}{command}{quote}{parts}</li>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.header)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>" for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _figure(drawing: Drawing) -> str:
    return f"<figure>{drawing.svg}<figcaption>{escape(drawing.caption)}</figcaption></figure>"


def _reference(number: int, article: Article, language: str) -> str:
    text = escape(say_article(article, language))
    linked = f'<a href="{escape(article.url)}" rel="noreferrer">{text}</a>' if article.url.startswith(("http://", "https://")) else text
    return f'<li id="article-{number}" dir="auto">{linked} <code>{escape(article.id)}</code></li>'


@cache
def _style() -> str:
    return (files("marsad.stages.share") / "_templates" / "situation.css").read_text("utf-8")
