"""What a figure counts: one event, one event so far, or a longer period."""

import re
from functools import cache

from marsad.arabic.text import Text
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms
from marsad.model import Span

REACH_CHARS = 60
"""How far from a figure its words are looked for, within its sentence: about ten words, where readers find them."""
_ENDS = re.compile("[.!?\N{ARABIC QUESTION MARK}\n]")


def basis_of(text: str, span: Span) -> str:
    """`period`, `update` or `""` for the figure at `span` of `text`.

    Mistakes: a period named for another clause of the same sentence (`الأعنف منذ عام`) is taken for the figure's own.

    >>> text = "ارتفع عدد القتلى إلى 40 قتيلا"
    >>> basis_of(text, Span(21, 23, "40"))
    'update'
    """
    before = _ENDS.split(text[max(0, span.start - REACH_CHARS) : span.start])[-1]
    after = _ENDS.split(text[span.end : span.end + REACH_CHARS])[0]
    found = {hit.payload for part in (before, after) for hit in _matcher().find(Text(part))}
    return "period" if "period" in found else "update" if "update" in found else ""


@cache
def _matcher() -> PhraseMatcher[str]:
    return PhraseMatcher((word, row["id"]) for row in read_table("cumulative") for word in split_forms(row["words"]))
