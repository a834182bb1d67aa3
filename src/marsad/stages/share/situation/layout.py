"""A situation report laid out in one language: headings, lines with the numbers of the articles that they cite, tables, drawings."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from marsad.lexicon.shown import shown, shown_number
from marsad.model import Version
from marsad.model.situation import ProvinceRow, Sentence, Situation
from marsad.stages.share.situation.charts import draw_days, draw_map
from marsad.stages.share.situation.words import say, say_day

DIRECTIONS = {"ar": "rtl", "en": "ltr"}
MINUTE_LETTERS = 16
MOST_ROWS = 15
"""Days and places that stand in place of a drawing: those of most attacks, and of most dead."""


class Article(msgspec.Struct, frozen=True):
    """An article that is cited: its id in the store, outlet, title, address (`""` where it has none) and time of publication (ISO 8601)."""

    id: str
    outlet: str
    title: str
    url: str
    published: str | None


class Line(msgspec.Struct, frozen=True):
    """A sentence as it is read: the numbers of the articles cited, the events told of, a clause quoted, the call that lists what it counts."""

    text: str
    cites: tuple[int, ...] = ()
    events: tuple[str, ...] = ()
    quote: str = ""
    command: str = ""
    parts: tuple["Line", ...] = ()


class Table(msgspec.Struct, frozen=True):
    """Rows under a header; all columns but the first hold numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Drawing(msgspec.Struct, frozen=True):
    """An SVG picture and what stands beneath it; `rows` say the same where no picture can be."""

    svg: str
    caption: str
    rows: Table


class Section(msgspec.Struct, frozen=True):
    """A heading and what stands under it."""

    heading: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    drawing: Drawing | None = None


class Laid(msgspec.Struct, frozen=True):
    """The whole report; `cited` is numbered from 1 in its order."""

    language: str
    direction: str
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    references: str
    cited: tuple[Article, ...]
    closing: tuple[str, ...]


def lay_out(situation: Situation, articles: Mapping[str, Article], language: str, version: Version) -> Laid:
    """The report in `language`; `articles` are by the id of the report that is cited."""
    cited = list(dict.fromkeys(articles[id_] for id_ in situation.reports if id_ in articles))
    numbers = {id_: cited.index(articles[id_]) + 1 for id_ in situation.reports if id_ in articles}
    told = [Section(shown(heading, language), tuple(_lines(sentences, numbers, language))) for heading, sentences in situation.sections]
    overview = [section for section in (_provinces(situation, language), _days(situation, language), _map(situation, language)) if section]
    return Laid(
        language=language, direction=DIRECTIONS[language], title=shown("head.title", language, area=say(situation.area, language)),
        lead=(f"TLP:{situation.tlp}", _period(situation, language)), sections=(*told[:1], *overview, *told[1:]),
        references=shown("head.references", language), cited=tuple(cited), closing=_closing(situation, language, version),
    )  # fmt: skip


def _lines(sentences: Iterable[Sentence], numbers: Mapping[str, int], language: str) -> Iterable[Line]:
    for sentence in sentences:
        cites = tuple(dict.fromkeys(numbers[id_] for id_ in sentence.reports if id_ in numbers))
        parts = tuple(_lines(sentence.parts, numbers, language))
        yield Line(say(sentence.phrase, language), cites, sentence.events, sentence.quote, sentence.command, parts)


def _period(situation: Situation, language: str) -> str:
    now, before = (_stretch(*days, language) for days in ((situation.begin, situation.end), (situation.before_begin, situation.begin)))
    return shown("meta.period", language, period=now, before=before)


def _stretch(begin: str, end: str, language: str) -> str:
    last = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    if last <= begin:
        return say_day(begin, language)
    return shown("time.from_to", language, first=say_day(begin, language), last=say_day(last, language))


def _provinces(situation: Situation, language: str) -> Section | None:
    if not situation.provinces:
        return None
    columns = ("province", "violent", "violent_before", "events", "killed", "killed_confirmed")
    header = tuple(shown(f"column.{column}", language) for column in columns)
    return Section(shown("head.provinces", language), table=Table(header, tuple(_row(row, language) for row in situation.provinces)))


def _row(row: ProvinceRow, language: str) -> tuple[str, ...]:
    name = say(row.place, language) if row.place is not None else shown("place.no_province", language)
    return name, *map(shown_number, (row.attacks, row.attacks_before, row.events, row.killed, row.killed_confirmed))


def _days(situation: Situation, language: str) -> Section | None:
    most = max((count for _, count in situation.days), default=0)
    if not most:
        return None
    caption = shown("caption.days", language, most=shown_number(most))
    told = sorted(sorted(situation.days, key=lambda day: -day[1])[:MOST_ROWS])
    header = (shown("column.day", language), shown("column.violent", language))
    rows = Table(header, tuple((say_day(day, language), shown_number(count)) for day, count in told if count))
    return Section(shown("head.days", language), drawing=Drawing(draw_days(situation.days, caption, DIRECTIONS[language]), caption, rows))


def _map(situation: Situation, language: str) -> Section | None:
    if not situation.points:
        return None
    names = [say(point.place, language) for point in situation.points]
    caption = f"{shown('caption.map', language)} {shown('boundaries', language)}"
    title = shown("head.map", language)
    header = tuple(shown(f"column.{column}", language) for column in ("place", "events", "killed"))
    told = [(name, shown_number(point.events), shown_number(point.killed)) for name, point in zip(names, situation.points, strict=True)]
    return Section(title, drawing=Drawing(draw_map(situation.points, names, title), caption, Table(header, tuple(told[: -MOST_ROWS - 1 : -1]))))


def _closing(situation: Situation, language: str, version: Version) -> tuple[str, ...]:
    made = shown("meta.version", language, version=version.marsad, lexicons=version.lexicons, gazetteer=version.gazetteer)
    return shown("method.text", language), made


def say_article(article: Article, language: str) -> str:
    """An article as a reference names it, without its address."""
    published = article.published[:MINUTE_LETTERS].replace("T", " ") if article.published else shown("published.unknown", language)
    return shown("reference", language, outlet=article.outlet, title=article.title, published=published)
