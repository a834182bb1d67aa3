"""Changes of alert levels in the period, the highest level first."""

from collections.abc import Iterator
from datetime import date, timedelta

from marsad.lexicon.alert_levels import rank_of
from marsad.lexicon.shown import shown
from marsad.model.alert import Alert
from marsad.model.situation import Days, Named, Phrase, Sentence, Value
from marsad.stages.share.alert_words import LEAST_POINTS, headline, name_level, reasons, tell_area
from marsad.stages.share.situation.material import Material

MOST_TOLD = 10
MOST_EVENTS = 20
MOST_REASONS = 2


def tell_alerts(material: Material) -> list[Sentence]:
    """The last change of each area to another level, with the events of its signals, and up to which day levels are worked out where that is not the
    whole period; none where they never were."""
    last = {alert.area.id: alert for alert in sorted(material.alerts, key=lambda alert: (alert.day, alert.id)) if alert.level != alert.before}
    ordered = sorted(last.values(), key=lambda alert: (-rank_of(alert.level), -alert.score, alert.area.id))
    told = [*_standing(material.standing), *(_told(alert) for alert in ordered[:MOST_TOLD])]
    until = material.levels_until
    if until is not None and material.begin <= until < _last_day(material):
        told.append(Sentence(Phrase("alerts.until", {"day": Days(until, None)}), command="marsad alerts --history"))
    return told


def _standing(alert: Alert | None) -> Iterator[Sentence]:
    """The level that the area had all along, where it is above the lowest."""
    if alert is None or rank_of(alert.level) == 0:
        return
    place = Named(tell_area(alert.area, "ar"), tell_area(alert.area, "en"))
    level = Named(name_level(alert.level, "ar"), name_level(alert.level, "en"))
    values: dict[str, Value] = {"place": place, "level": level, "day": Days(alert.day, None)}
    yield Sentence(Phrase("alerts.standing", values), command=f"marsad alerts {alert.area.id} --history --why")


def _last_day(material: Material) -> str:
    return (date.fromisoformat(material.end) - timedelta(days=1)).isoformat()


def _told(alert: Alert) -> Sentence:
    """A change with its heaviest reasons; a fall has none that need be told."""
    command = f"marsad alerts {alert.area.id} --history --why"
    events = tuple(dict.fromkeys(event for signal in alert.signals for event in signal.events))
    said = Named(headline(alert, "ar"), headline(alert, "en"))
    why = zip(alert.signals, reasons(alert, None), strict=False) if rank_of(alert.level) > rank_of(alert.before) else ()
    parts = [
        Sentence(Phrase("alerts.change", {"headline": Named(one.ar, one.en)}), signal.events[:MOST_EVENTS])
        for signal, one in why
        if signal.points >= LEAST_POINTS
    ]
    capped = Named(shown("alert.capped", "ar"), shown("alert.capped", "en"))
    notes = [Sentence(Phrase("alerts.change", {"headline": capped}), events[:MOST_EVENTS])] if "capped" in alert.notes else []
    return Sentence(Phrase("alerts.change", {"headline": said}), events[:MOST_EVENTS], command=command, parts=(*parts[:MOST_REASONS], *notes))
