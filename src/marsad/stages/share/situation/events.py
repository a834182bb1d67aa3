"""What happened, what is disputed, and what is feared, announced or denied."""

from collections.abc import Callable, Iterable, Mapping

from marsad.model import Bounds, Event, FigureReport, Report
from marsad.model.situation import Coded, Counted, Listed, Phrase, Ranged, Sentence, Value
from marsad.stages.share.situation.material import Material
from marsad.stages.share.situation.telling import cite, event_values, name_holder, tell_event, weight

MOST_HAPPENED = 15
MOST_DISPUTED = 10
MOST_VERSIONS = 6
MOST_FEARED = 10
NOT_HAPPENED = ("possible", "planned")


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
        told.append(Sentence(Phrase("more.events", {"events": Counted("event", len(ordered) - most), "command": command}), command=command))
    return told


def _said(event: Event, reports: Mapping[str, Report]) -> Sentence:
    """The event on the word of the first cited report that names a holder."""
    cited = [reports[id_] for id_ in (*cite(event, reports), *event.reports) if id_ in reports]
    holder = next((name_holder(report.source, report.source_type) for report in cited if report.source), Phrase("event.holder_outlet"))
    return tell_event(event, reports, "event.says", status=Coded("status", event.status), holder=holder)


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
            low, high = _ends(list(versions))
            said: dict[str, Value] = {
                "measure": Coded("measure", settled.measure), "low": low, "high": high, "rule": Phrase(f"rule.{settled.rule}"),
                "settled": Ranged(settled.measure, settled.bounds),
            }  # fmt: skip
            parts = tuple(_version(settled.measure, bounds, versions[bounds]) for bounds in _shown(versions, settled.bounds, (low, high)))
            cited = tuple(dict.fromkeys(report for part in parts for report in part.reports))
            yield Sentence(Phrase("disputed.figure", event_values(event) | said), (event.id,), cited, parts=parts)


def _versions(event: Event, measure: str) -> dict[Bounds, list[FigureReport]]:
    """The figures that count for the event, those that are the same together, of each outlet the latest; what was said last stands first."""
    told = [figure for figure in event.figures if figure.measure == measure and figure.own and figure.basis != "period" and not figure.superseded]
    versions: dict[Bounds, dict[str, FigureReport]] = {}
    for figure in sorted(told, key=lambda figure: (figure.published or "", figure.report), reverse=True):
        versions.setdefault(figure.bounds, {}).setdefault(figure.outlet, figure)
    return {bounds: list(figures.values()) for bounds, figures in versions.items()}


def _ends(versions: Iterable[Bounds]) -> tuple[int, int]:
    """The lowest and the highest number that some source gives; `tens` gives none, and has a say only where all speak so."""
    definite = [low for low, high in versions if high is None or high == low]
    numbers = definite if len(set(definite)) > 1 else [low for low, _ in versions]
    return min(numbers), max(numbers)


def _shown(versions: Iterable[Bounds], settled: Bounds, ends: tuple[int, int]) -> list[Bounds]:
    """The versions told: the one that was settled on and those at the ends for certain, others as far as there is room; in their order."""
    ordered = list(versions)
    certain = [bounds for bounds in ordered if bounds == settled or bounds[0] in ends]
    chosen = list(dict.fromkeys((*certain, *ordered)))[: max(MOST_VERSIONS, len(certain))]
    return [bounds for bounds in ordered if bounds in chosen]


def _version(measure: str, bounds: Bounds, figures: list[FigureReport]) -> Sentence:
    who = tuple(_teller(figure) for figure in figures)
    phrase = Phrase("disputed.version", {"bounds": Ranged(measure, bounds), "who": Listed(who)})
    return Sentence(phrase, reports=tuple(figure.report for figure in figures))


def _teller(figure: FigureReport) -> Value:
    holder = name_holder(figure.source, figure.source_type)
    return Phrase("disputed.who", {"outlet": figure.outlet, "holder": holder}) if figure.source else figure.outlet
