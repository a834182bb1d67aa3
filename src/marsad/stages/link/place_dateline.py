"""Where a text's dateline stands: the place and agency that a publisher sets before the first sentence."""

from marsad.arabic.text import Text
from marsad.grammar.classes import WordClass, word_class
from marsad.model.document import Document

_DASHES = frozenset("-\u2013\u2014|")
PARAGRAPHS_SEARCHED = 3
"""The title, a subtitle or caption, and the lead."""
LONGEST_WITH_AGENCY_TOKENS = 20
LONGEST_BARE_TOKENS = 8


def dateline_range(text: Text, document: Document) -> tuple[int, int]:
    """The tokens of the dateline, as the reading stage marked it or as a place before `(رويترز) -`; `(0, 0)` where there is none.

    >>> from marsad.arabic.text import Text
    >>> dateline_range(Text("بيروت (رويترز) - قال مسؤول"), Document("1", ""))
    (0, 4)
    """
    for region in document.regions:
        if region.kind == "dateline":
            return max(0, text.token_at(region.span.start)), text.token_at(region.span.end - 1) + 1
    for first, last in text.paragraphs[:PARAGRAPHS_SEARCHED]:
        end = _dash_after_agency(text, first, last) or _early_dash(text, first, last)
        if end:
            return first, end
    return 0, 0


def _dash_after_agency(text: Text, first: int, last: int) -> int:
    for index in range(first + 2, min(last, first + LONGEST_WITH_AGENCY_TOKENS)):
        if text.norms[index] in _DASHES and text.norms[index - 1] == ")":
            return index
    return 0


def _early_dash(text: Text, first: int, last: int) -> int:
    """A dash behind few words, none of them a verb or a colon before it."""
    for index in range(first + 1, min(last, first + LONGEST_BARE_TOKENS)):
        norm = text.norms[index]
        if norm in _DASHES and norm != "|" and not (norm == "-" and text.starts[index] == text.ends[index - 1]):
            return index
        if norm == ":" or word_class(norm) is WordClass.VERB:
            return 0
    return 0
