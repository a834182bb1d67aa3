"""The situation report as Markdown (CommonMark, tables as GitHub has them); tables stand for the drawings of the other formats."""

import re
from collections.abc import Iterator

from marsad.lexicon.shown import shown
from marsad.stages.share.situation.layout import Laid, Line, Section, Table, say_article

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|!])")


def write_markdown(report: Laid) -> str:
    """The whole text; what articles and outlets are called is escaped, so that none of it is read as markup."""
    parts = [f"# {_plain(report.title)}", *map(_plain, report.lead)]
    for section in report.sections:
        parts += [f"## {_plain(section.heading)}", *_section(section, report.language)]
    if report.cited:
        parts.append(f"## {_plain(report.references)}")
        parts.append("\n".join(f"{number}. {_reference(report, number)}" for number in range(1, len(report.cited) + 1)))
    return "\n\n".join([*parts, "---", *map(_plain, report.closing)]) + "\n"


def _section(section: Section, language: str) -> Iterator[str]:
    if section.lines:
        yield "\n".join(text for line in section.lines for text in _line(line, language))
    if section.table is not None:
        yield _table(section.table)
    if section.drawing is not None:
        yield _table(section.drawing.rows)


def _line(line: Line, language: str, indent: str = "") -> Iterator[str]:
    cites = "".join(f" [{number}]" for number in line.cites)
    command = f" `{line.command}`" if line.command and line.command not in line.text else ""
    yield f"{indent}- {_plain(line.text)}{_plain(cites)}{command}"
    if line.quote:
        yield f"{indent}  > {_plain(shown('quote', language, quote=' '.join(line.quote.split())))}"
    for part in line.parts:
        yield from _line(part, language, indent + "  ")


def _table(table: Table) -> str:
    rows = [table.header, ("---", *("---:" for _ in table.header[1:])), *table.rows]
    return "\n".join("| " + " | ".join(_plain(cell) if row is not rows[1] else cell for cell in row) + " |" for row in rows)


def _reference(report: Laid, number: int) -> str:
    article = report.cited[number - 1]
    address = f" <{article.url}>" if article.url.startswith(("http://", "https://")) and ">" not in article.url else ""
    return f"{_plain(say_article(article, report.language))}{address} `{article.id}`"


def _plain(text: str) -> str:
    """Text whose signs are no markup."""
    return _SIGNS.sub(r"\\\1", text)
