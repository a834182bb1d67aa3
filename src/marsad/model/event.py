"""Event mentions: what a text says happened, may happen, or did not."""

import msgspec

from marsad.model.span import Span

Bounds = tuple[int, int | None]
"""Lowest and highest count; a highest of None is an open end."""


class Participant(msgspec.Struct, frozen=True, gc=False):
    """A side of an event, as named in the text. `actor` is the index of its actor mention, -1 for none."""

    span: Span
    name: str
    actor: int = -1


class Toll(msgspec.Struct, frozen=True, gc=False):
    """What an event cost, each as bounds, None where the text gives no count; `figures` are the indices behind."""

    killed: Bounds | None = None
    injured: Bounds | None = None
    detained: Bounds | None = None
    abducted: Bounds | None = None
    displaced: Bounds | None = None
    figures: tuple[int, ...] = ()


class EventMention(msgspec.Struct, frozen=True, gc=False):
    """One event as one article tells it, however many sentences it needs.

    `type` and `mode` are PLOVER's, `status` is `actual`, `planned`, `possible` or `denied`, `event_type` and
    `sub_event_type` ACLED's (`""` where ACLED has none). `evidence` is the clause that says it, `trigger` the
    word in it, `other_evidence` the further clauses that were merged in. `place`, `time` and `claim` are
    indices into the document's lists, -1 for none; `geo_precision` and `time_precision` ACLED's 1–3.
    """

    type: str
    status: str
    evidence: Span
    trigger: Span
    mode: str | None = None
    event_type: str = ""
    sub_event_type: str = ""
    actors: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    place: int = -1
    geo_precision: int = 3
    time: int = -1
    date: str | None = None
    time_precision: int = 3
    toll: Toll = Toll()
    claim: int = -1
    other_evidence: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
