"""What a figure counts: one event, one event so far, or a longer period."""

import re
from functools import cache

from marsad.arabic.text import Text
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms
from marsad.model import Figure, Span

REACH_CHARS = 60
"""How far from a figure its words are looked for, within its sentence: about ten words, where readers find them."""
SENTENCE_REACH_CHARS = 400
"""How far words go that speak for a whole sentence (`الحملة المستمرة منذ …`)."""
DEADLIEST_ATTACK = 3_000
"""More dead than this are those of a war or a flight of years, whatever words stand by: no single attack of our time killed more."""
DEADLIEST_FROM_AFAR = 500
"""The same of one air strike or one shelling."""
FROM_AFAR = frozenset(("airstrike", "drone", "shelling"))
_ENDS = re.compile("[.!?\N{ARABIC QUESTION MARK}\n]")


def basis_of(text: str, figure: Figure, mode: str = "") -> str:
    """`period`, `update` or `""` for a figure of `text`; `mode` is that of the event that it counts the victims of.

    Mistakes: a period named for another clause of the same sentence (`الأعنف منذ عام`) is taken for the figure's own.

    >>> from marsad.model import Span
    >>> text = "ارتفع عدد القتلى إلى 40 قتيلا"
    >>> basis_of(text, Figure(Span(26, 28, "40"), 40, 40, "قتيلا", "killed"))
    'update'
    """
    span = figure.span
    deadliest = DEADLIEST_FROM_AFAR if mode in FROM_AFAR else DEADLIEST_ATTACK
    if figure.measure == "killed" and max(figure.low, figure.high or 0) > deadliest:
        return "period"
    near = _words_around(text, span, REACH_CHARS)
    if "period" in near or "sentence" in near or "sentence" in _words_around(text, span, SENTENCE_REACH_CHARS):
        return "period"
    return "update" if "update" in near else ""


def _words_around(text: str, span: Span, reach_chars: int) -> set[str]:
    """What the words say that stand within reach of a figure, in its sentence."""
    before = _ENDS.split(text[max(0, span.start - reach_chars) : span.start])[-1]
    after = _ENDS.split(text[span.end : span.end + reach_chars])[0]
    return {hit.payload for part in (before, after) for hit in _matcher().find(Text(part))}


@cache
def _matcher() -> PhraseMatcher[str]:
    return PhraseMatcher((word, row["id"]) for row in read_table("cumulative") for word in split_forms(row["words"]))
