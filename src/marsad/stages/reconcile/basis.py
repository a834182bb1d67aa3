"""What a figure counts: one event, one event so far, or a longer period."""

import re
from functools import cache

from marsad.arabic.text import Text
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms
from marsad.model import Figure

REACH_CHARS = 60
"""How far from a figure its words are looked for, within its sentence: about ten words, where readers find them."""
DEADLIEST_ATTACK = 3_000
"""More dead than this are those of a war or a flight of years, whatever words stand by: no single attack of our time killed more."""
_ENDS = re.compile("[.!?\N{ARABIC QUESTION MARK}\n]")


def basis_of(text: str, figure: Figure) -> str:
    """`period`, `update` or `""` for a figure of `text`.

    Mistakes: a period named for another clause of the same sentence (`الأعنف منذ عام`) is taken for the figure's own.

    >>> from marsad.model import Span
    >>> text = "ارتفع عدد القتلى إلى 40 قتيلا"
    >>> basis_of(text, Figure(Span(26, 28, "40"), 40, 40, "قتيلا", "killed"))
    'update'
    """
    span = figure.span
    if figure.measure == "killed" and max(figure.low, figure.high or 0) > DEADLIEST_ATTACK:
        return "period"
    before = _ENDS.split(text[max(0, span.start - REACH_CHARS) : span.start])[-1]
    after = _ENDS.split(text[span.end : span.end + REACH_CHARS])[0]
    found = {hit.payload for part in (before, after) for hit in _matcher().find(Text(part))}
    return "period" if "period" in found else "update" if "update" in found else ""


@cache
def _matcher() -> PhraseMatcher[str]:
    return PhraseMatcher((word, row["id"]) for row in read_table("cumulative") for word in split_forms(row["words"]))
