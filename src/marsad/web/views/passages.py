"""Evidence in its place: the clause that says it, with what the article says around it."""

import msgspec

from marsad.model import Span

REACH_CHARS = 280
"""How far around a clause its paragraph is shown, in code points: two or three sentences, enough to judge the clause by."""
_ENDS = (". ", "\N{ARABIC QUESTION MARK} ", "! ", "\N{ARABIC FULL STOP} ")


class EvidenceSpan(msgspec.Struct, frozen=True):
    """Characters of the article, `end` excluded, in code points, with what stands around them.

    `before` and `after` are the rest of its paragraph, in whole sentences as far as they reach; `""` where the article is not the one that was read.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    before: str = ""
    after: str = ""


def evidence_span(span: Span, text: str) -> EvidenceSpan:
    """The span with its surroundings in `text`, the article's."""
    if text[span.start : span.end] != span.exact:
        return EvidenceSpan(span.start, span.end, span.exact, span.prefix, span.suffix)
    before, after = _before(text, span.start), _after(text, span.end)
    return EvidenceSpan(span.start, span.end, span.exact, span.prefix, span.suffix, before, after)


def _before(text: str, start: int) -> str:
    paragraph = text.rfind("\n", 0, start) + 1
    if start - paragraph <= REACH_CHARS:
        return text[paragraph:start]
    near = text[start - REACH_CHARS : start]
    cut = min((at + len(end) for end in _ENDS if (at := near.find(end)) >= 0), default=near.find(" ") + 1)
    return f"\N{HORIZONTAL ELLIPSIS} {near[cut:]}"


def _after(text: str, end: int) -> str:
    paragraph = text.find("\n", end)
    rest = text[end : paragraph if paragraph >= 0 else len(text)]
    if len(rest) <= REACH_CHARS:
        return rest
    near = rest[:REACH_CHARS]
    cut = max((at + 1 for sign in _ENDS if (at := near.rfind(sign)) >= 0), default=0) or near.rfind(" ")
    return near[: max(cut, 0)] + " \N{HORIZONTAL ELLIPSIS}"
