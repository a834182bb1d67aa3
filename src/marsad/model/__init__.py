"""The records: what Marsad keeps, each a frozen struct that says what its fields mean.

Those that are made by the million are told to the garbage collector as `gc=False`: it need not look through what cannot hold itself.
"""

from marsad.model.actor import Actor, ActorMention
from marsad.model.claim import Claim, Holder
from marsad.model.document import Capture, Document, Region
from marsad.model.event import Bounds, EventMention, Participant, Toll
from marsad.model.extraction import Extraction, Version
from marsad.model.figure import Figure
from marsad.model.issue import Issue
from marsad.model.marking import MARKINGS, Seen, highest, level_of
from marsad.model.place import Place, PlaceMention
from marsad.model.reconciled import Correction, Event, FigureReport, Judgement, Merge, Opinion, SettledFigure
from marsad.model.report import Count, Report, Side, Signature
from marsad.model.source import Source
from marsad.model.span import Span, cut_span
from marsad.model.time import TimeMention

__all__ = [
    "MARKINGS",
    "Actor",
    "ActorMention",
    "Bounds",
    "Capture",
    "Claim",
    "Correction",
    "Count",
    "Document",
    "Event",
    "EventMention",
    "Extraction",
    "Figure",
    "FigureReport",
    "Holder",
    "Issue",
    "Judgement",
    "Merge",
    "Opinion",
    "Participant",
    "Place",
    "PlaceMention",
    "Region",
    "Report",
    "Seen",
    "SettledFigure",
    "Side",
    "Signature",
    "Source",
    "Span",
    "TimeMention",
    "Toll",
    "Version",
    "cut_span",
    "highest",
    "level_of",
]  # fmt: skip
