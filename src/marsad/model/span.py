"""Spans: the characters of a document that a record points at."""

import msgspec

CONTEXT_CHARS = 24
"""Code points of prefix and suffix kept beside a quotation, enough to find it again in a shifted copy."""


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a document's text, as W3C text-position and text-quote selectors.

    `start` and `end` are code-point offsets into `Document.text`, `end` excluded; `exact` is the text
    between them and `prefix` and `suffix` up to `CONTEXT_CHARS` code points on either side.

    Raises:
        ValueError: when the offsets are not a range or do not fit the length of `exact`.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or self.end - self.start != len(self.exact):
            raise ValueError(f"not a span of its text: {self.start}-{self.end} for {len(self.exact)} characters")

    def overlaps(self, other: "Span") -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """True when every character of `other` is one of this span's."""
        return self.start <= other.start and other.end <= self.end


def cut_span(text: str, start: int, end: int) -> Span:
    """The span of `text` from `start` to `end`, with its context.

    >>> cut_span("قتل جندي في حلب", 12, 15).exact
    'حلب'
    """
    return Span(start, end, text[start:end], text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS])
