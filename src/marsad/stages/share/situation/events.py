"""What happened, what is disputed, and what is feared, announced or denied."""

from collections.abc import Callable, Iterable, Mapping
from math import log2

from marsad.lexicon.romanised import romanise_name
from marsad.model import Event, FigureReport, Report
from marsad.model.situation import Coded, Named, Phrase, Ranged, Sentence, Value
from marsad.stages.share.situation.material import Material
from marsad.stages.share.situation.telling import event_values, killed_of, tell_event

MOST_HAPPENED = 15
MOST_DISPUTED = 10
MOST_VERSIONS = 6
MOST_FEARED = 10
MOST_SOURCES_WEIGHED = 6
TYPE_WEIGHT = {"ASSAULT": 2.0, "COERCE": 1.0, "RETREAT": 1.0, "PROTEST": 1.0, "MOBILIZE": 1.0, "AGREE": 1.0}
"""Of kinds that people in the area feel at once; others weigh 0."""
NOT_HAPPENED = ("possible", "planned")


def weight(event: Event) -> float:
    """How early an event is told: by its dead (each doubling adds one), its independent sources, and its kind."""
    return log2(1 + killed_of(event)) + min(event.sources, MOST_SOURCES_WEIGHED) + TYPE_WEIGHT.get(event.type, 0.0)


def tell_happened(material: Material) -> list[Sentence]:
    """The weightiest events that happened, and how the others are found."""
    happened = [event for event in material.now if event.status == "actual"]
    return _weightiest(material, happened, MOST_HAPPENED, "--status actual", lambda event: tell_event(event, material.reports))


def tell_feared(material: Material) -> list[Sentence]:
    """The weightiest events that are feared or announced, on whose word."""
    feared = [event for event in material.now if event.status in NOT_HAPPENED]
    asked = "--status possible --status planned"
    return _weightiest(material, feared, MOST_FEARED, asked, lambda event: _said(event, material.reports))


def tell_denied(material: Material) -> list[Sentence]:
    """The weightiest events that somebody says did not happen."""
    denied = [event for event in material.now if event.status == "denied"]
    return _weightiest(material, denied, MOST_FEARED, "--status denied", lambda event: _said(event, material.reports))


def _weightiest(material: Material, events: list[Event], most: int, asked: str, tell: Callable[[Event], Sentence]) -> list[Sentence]:
    ordered = sorted(events, key=lambda event: (-weight(event), event.id))
    told = [tell(event) for event in ordered[:most]]
    if len(ordered) > most:
        command = material.search(asked)
        told.append(Sentence(Phrase("more.events", {"n": len(ordered) - most, "command": command}), command=command))
    return told


def _said(event: Event, reports: Mapping[str, Report]) -> Sentence:
    holder = next((reports[id_].source for id_ in event.reports if id_ in reports and reports[id_].source), "")
    named: Value = Named(holder, romanise_name(holder)) if holder else Phrase("event.holder_outlet")
    return tell_event(event, reports, "event.says", status=Coded("status", event.status), holder=named)


def tell_disputed(material: Material) -> list[Sentence]:
    """The events whose figures leave no common count or on which reviewers differ, each version beside whose word it is."""
    happened = [event for event in material.now if event.status == "actual"]
    ordered = sorted(happened, key=lambda event: (-weight(event), event.id))
    told = [sentence for event in ordered for sentence in _disputes(event)]
    return told[:MOST_DISPUTED]


def _disputes(event: Event) -> Iterable[Sentence]:
    if event.review == "disputed":
        yield Sentence(Phrase("disputed.review", event_values(event)), (event.id,), command=f"marsad events show {event.id}")
    for settled in event.settled:
        if settled.disputed:
            versions = _versions(event, settled.measure)
            lows = [figure.bounds[0] for figure in versions]
            said: dict[str, Value] = {
                "measure": Coded("measure", settled.measure), "low": min(lows), "high": max(lows), "rule": Phrase(f"rule.{settled.rule}"),
                "settled": Ranged(settled.measure, settled.bounds),
            }  # fmt: skip
            parts = tuple(_version(figure) for figure in versions[:MOST_VERSIONS])
            cited = tuple(dict.fromkeys(figure.report for figure in versions[:MOST_VERSIONS]))
            yield Sentence(Phrase("disputed.figure", event_values(event) | said), (event.id,), cited, parts=parts)


def _versions(event: Event, measure: str) -> list[FigureReport]:
    """The figures that count for the event, each count of an outlet once, the latest first."""
    told = [figure for figure in event.figures if figure.measure == measure and figure.own and figure.basis != "period" and not figure.superseded]
    told.sort(key=lambda figure: (figure.published or "", figure.report), reverse=True)
    distinct = {(figure.outlet, figure.bounds): figure for figure in reversed(told)}
    return sorted(distinct.values(), key=lambda figure: (figure.published or "", figure.report), reverse=True)


def _version(figure: FigureReport) -> Sentence:
    said: dict[str, Value] = {"bounds": Ranged(figure.measure, figure.bounds), "outlet": figure.outlet}
    if not figure.source:
        return Sentence(Phrase("disputed.version_own", said), reports=(figure.report,))
    holder = Named(figure.source, romanise_name(figure.source))
    return Sentence(Phrase("disputed.version", said | {"holder": holder}), reports=(figure.report,))
