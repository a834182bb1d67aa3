"""The parts of an article that are not running prose: title, dateline, related links, furniture."""

import re
from functools import cache

from marsad.arabic.fold import fold_word
from marsad.arabic.text import Text
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms
from marsad.model import Region, cut_span

LONGEST_DATELINE_CHARS = 80
LONGEST_RELATED_LINE_CHARS = 160
_DASHES = r"(?:--|\u2014|\u2013|-|:)"
_CLOSED = re.compile(rf"^[^\n.\u060c]{{2,40}}(?:\u060c[^\n.]{{2,40}})?\s*\([^)\n]{{2,40}}\)\s*{_DASHES}+")
_BARRED = re.compile(rf"^[^\n.]{{2,30}}\|[^\n.]{{2,30}}(?:{_DASHES}\s*\([^)\n]{{2,30}}\))?$")
_OPEN = re.compile(rf"^[\u0621-\u064a ]{{3,25}}\s*{_DASHES}+\s*\([^)\n]{{2,40}}\)\s*:?$")
_PLAIN = re.compile(r"^[\u0621-\u064a ]{3,25} - [\u0621-\u064a ]{2,20} - ")
_PARENTHESES = re.compile(r"\(([^)\n]{2,40})\)")
_DATELINE_PARAGRAPHS = 3


def find_regions(text: str, *, titled: bool) -> tuple[Region, ...]:
    """The regions of a text in its order; `titled` says that its first line is the title.

    Only what is clearly marked counts: teaser paragraphs without a heading stay prose.
    """
    regions: list[Region] = []
    position, related = 0, False
    for number, line in enumerate(text.split("\n")):
        start, end = position, position + len(line)
        position = end + 1
        stripped = line.strip()
        if not stripped:
            continue
        if number == 0 and titled and dateline_end(stripped) < len(stripped):
            regions.append(Region("title", cut_span(text, start, end)))
            continue
        dateline = dateline_end(stripped) if number < _DATELINE_PARAGRAPHS else 0
        if dateline:
            begin = start + line.index(stripped)
            regions.append(Region("dateline", cut_span(text, begin, begin + dateline)))
        kind = _kind_of(stripped)
        related = related or kind == "related"
        if related or kind:
            regions.append(Region("related" if related or kind == "related_line" else "furniture", cut_span(text, start, end)))
            related = related or (kind == "related_line" and stripped.endswith(":"))
    return tuple(regions)


def dateline_end(line: str) -> int:
    """How many characters of a line are its dateline, 0 where it has none.

    >>> dateline_end("بيروت (رويترز) - قال مصدر أمني")
    16
    """
    for pattern in (_CLOSED, _BARRED, _OPEN, _PLAIN):
        match = pattern.match(line)
        if match and match.end() <= LONGEST_DATELINE_CHARS:
            return match.end()
    return 0


def dateline_agencies(dateline: str) -> tuple[str, ...]:
    """The agencies that a dateline credits in its brackets, as written."""
    return tuple(match.strip() for match in _PARENTHESES.findall(dateline))


def dateline_outlet(dateline: str) -> str:
    """The outlet that a dateline names, as written: what stands before its bar, or the longest name in it that the lexicon knows; `""` for none.

    >>> dateline_outlet("أخبار الآن | ليبيا – (وكالات)"), dateline_outlet("دبي، الإمارات العربية المتحدة (CNN)--")
    ('أخبار الآن', 'CNN')
    """
    barred = dateline.partition("|")
    if barred[1]:
        return barred[0].strip()
    text = Text(dateline)
    found = [text.slice(hit.first, hit.last) for hit in _outlets().find(text)]
    return max(found, key=len, default="")


@cache
def _outlets() -> PhraseMatcher[str]:
    return PhraseMatcher((name, row["id"]) for row in read_table("outlets") for name in split_forms(row["names_ar"]))


def _kind_of(line: str) -> str:
    if len(line) > LONGEST_RELATED_LINE_CHARS:
        return ""
    folded = fold_word(line)
    return next((kind for opening, kind in _openings() if folded.startswith(opening)), "")


@cache
def _openings() -> tuple[tuple[str, str], ...]:
    return tuple((fold_word(opening), row["id"]) for row in read_table("furniture") for opening in split_forms(row["openings"]))
