"""The data's way through one document: the ordered table of stages, and the functions that walk it.

collect and read come before (a capture becomes a document), reconcile, warn and share after (many documents together).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from marsad.arabic.text import Text
from marsad.grammar.parse import Parse
from marsad.lexicon.gazetteer import Gazetteer, open_gazetteer
from marsad.lexicon.tables import load_artefact
from marsad.model import ActorMention, Document, Extraction, PlaceMention, Span, Version
from marsad.stages.attribute.claims import attribute_claims
from marsad.stages.code.events import code_events
from marsad.stages.link.actors import country_hints, link_actors
from marsad.stages.link.places import resolve_places
from marsad.stages.link.times import resolve_times
from marsad.stages.recognise.actors import find_actors
from marsad.stages.recognise.figures import find_figures
from marsad.stages.recognise.places import find_places
from marsad.stages.recognise.times import find_times
from marsad.stages.recognise.triggers import find_triggers
from marsad.version import VERSION

NAMED_AFTER_PLACES = frozenset(("terrorist", "militia", "rebel", "party", "outlet", "agency", "igo", "business"))
"""Kinds of actor whose names hold names of places that are not meant (`الدولة الإسلامية في العراق والشام`)."""


class Stage(NamedTuple):
    """A stage by name, what it makes of what, and how much it must see at once (`source`, `document`, `window`)."""

    name: str
    makes: str
    scope: str


STAGES = (
    Stage("collect", "sources → captures", "source"),
    Stage("read", "capture → document", "document"),
    Stage("recognise", "document → mentions of places, times, actors, figures, triggers", "document"),
    Stage("link", "mentions → places of the gazetteer, resolved times, identities", "document"),
    Stage("attribute", "document, mentions → claims", "document"),
    Stage("code", "mentions, claims → event mentions", "document"),
    Stage("reconcile", "event mentions of many documents → events", "window"),
    Stage("warn", "events → alerts", "window"),
    Stage("share", "records → files and protocols", "window"),
)


@dataclass(frozen=True, slots=True)
class Resources:
    """What the stages read besides the document: opened once, shared by all documents of a process."""

    gazetteer: Gazetteer
    version: Version


def load_resources(gazetteer_path: Path | None = None) -> Resources:
    """The built lexicons and gazetteer, and the user's own gazetteer at `gazetteer_path` beside it.

    Raises:
        LexiconError: when an artefact is missing or not readable.
    """
    gazetteer = open_gazetteer(gazetteer_path)
    return Resources(gazetteer, load_version(gazetteer))


def load_version(gazetteer: Gazetteer) -> Version:
    """The version that records made here carry."""
    return Version(VERSION, load_artefact().digest, gazetteer.digest)


def _outside_datelines(mentions: Iterable[ActorMention], document: Document) -> list[ActorMention]:
    """The mentions that do not stand in a dateline: a city there does not act."""
    datelines = [region.span for region in document.regions if region.kind == "dateline"]
    if not datelines:
        return list(mentions)
    return [mention for mention in mentions if not any(line.contains(mention.span) for line in datelines)]


def _outside_names(places: Iterable[PlaceMention], named: Iterable[Span]) -> list[PlaceMention]:
    """The places that are no part of an organisation's name."""
    spans = sorted(named, key=lambda span: span.start)
    starts = [span.start for span in spans]
    kept = []
    for mention in places:
        nearest = bisect_right(starts, mention.span.start) - 1
        if nearest < 0 or not spans[nearest].contains(mention.span) or spans[nearest] == mention.span:
            kept.append(mention)
    return kept


def extract_document(document: Document, resources: Resources) -> Extraction:
    """Everything that can be read out of one document: recognise → link → attribute → code.

    Pure: the same document and resources give the same extraction. Times that are relative stay without a value
    where the publication time is not known.
    """
    text = Text(document.text)
    published = datetime.fromisoformat(document.published) if document.published else None
    expressions = find_times(text)
    parse = Parse(text, {text.token_at(time.span.start) for time in expressions})
    times = resolve_times(expressions, published)
    hints = country_hints(parse)
    actors = link_actors(parse, _outside_datelines(find_actors(parse), document), hints)
    named = [mention.head for mention in actors if mention.actor.kind in NAMED_AFTER_PLACES]
    places = _outside_names(resolve_places(text, find_places(text, resources.gazetteer), document, hints), named)
    claims = attribute_claims(parse, actors, document)
    figures = find_figures(parse, expressions)
    events = code_events(parse, document, find_triggers(parse), places, times, actors, figures, claims)
    return Extraction(document, tuple(places), tuple(times), tuple(actors), tuple(figures), tuple(claims), tuple(events), (), resources.version)
