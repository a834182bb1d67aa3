"""Alerts in sentences, each with where it can be read, in Arabic and English; as JSON and as a table."""

from collections.abc import Iterable
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from marsad.lexicon.alert_levels import level_named, load_rules
from marsad.lexicon.codebook import name_code
from marsad.lexicon.known_actors import known_actors
from marsad.lexicon.shown import LANGUAGES, shown, shown_count
from marsad.model.alert import Alert, Area, AreaState, Evidence, Lowering, Signal
from marsad.stages.share.situation.words import say_day

ENCODER = msgspec.json.Encoder()
MOST_QUOTE = 240
"""Letters of a clause that are shown."""
LEAST_PROBABILITY = 0.001
"""What is less likely is said to be so: how much less no model of counts knows."""
NEXT_TO_NOTHING = 0.05
LEAST_POINTS = 1.0
"""A signal of fewer points is no reason that a person need read."""


class Said(msgspec.Struct, frozen=True):
    """A sentence in both languages and what it rests on."""

    ar: str
    en: str
    evidence: tuple[Evidence, ...] = ()


def name_area(area: Area, language: str) -> str:
    """An area's name in a language, in the other where it has none."""
    return (area.name_ar or area.name_en) if language == "ar" else (area.name_en or area.name_ar)


def tell_area(area: Area, language: str) -> str:
    """An area's name as it stands alone in a sentence: a province says that it is one, for its town has most often the same name."""
    name = name_area(area, language)
    is_said = area.kind != "province" or shown("alert.province_word", language) in name
    return name if is_said else shown("alert.province", language, name=name)


def name_level(id_: str, language: str) -> str:
    """A level's name.

    >>> name_level("high", "en"), name_level("watch", "ar")
    ('High', 'مراقبة')
    """
    level = level_named(id_)
    return level.name_ar if language == "ar" else level.name_en


def headline(told: Alert | AreaState, language: str) -> str:
    """The first sentence: where an area stands, or what changed."""
    values = {
        "place": tell_area(told.area, language), "level": name_level(told.level, language), "score": f"{told.score:.0f}",
        "confidence": shown(f"alert.confidence.{told.confidence}", language), "day": say_day(told.day, language),
    }  # fmt: skip
    if isinstance(told, AreaState):
        return shown("alert.state", language, **values, since=say_day(told.since, language))
    if told.level == told.before:
        return shown("alert.stays", language, **values)
    return shown("alert.change", language, **values, before=name_level(told.before, language))


def reasons(told: Alert | AreaState, lowers: Lowering | None) -> list[Said]:
    """Why: a sentence for each signal, the heaviest first, then what else must be known, then what would lower the level."""
    said = [Said(_signal(signal, "ar"), _signal(signal, "en"), signal.evidence) for signal in told.signals]
    flags = dict.fromkeys(flag for signal in told.signals for flag in signal.flags)
    alone = [flag for flag in flags if not flag.startswith("one_") or all(flag in signal.flags for signal in told.signals)]
    said += [Said(_note(note, "ar"), _note(note, "en")) for note in (*alone, *told.notes)]
    if lowers is not None:
        said.append(Said(_lowers(lowers, "ar"), _lowers(lowers, "en")))
    return said


def _signal(signal: Signal, language: str) -> str:
    number = (signal.counted or len(signal.events)) if signal.kind in ("burden", "nearby", "new") else round(signal.observed)
    counted = "count.violence" if signal.kind in ("burden", "events") else "count.event"
    kind, _, subject = signal.subject.partition(":")
    key = f"new_{kind}" if signal.kind == "new" else signal.kind
    return shown(
        f"alert.signal.{key}", language, events=shown_count(counted, language, number),
        killed=shown_count("count.killed", language, round(signal.observed)), days=shown_count("count.day", language, signal.window_days),
        expected=_figure(signal.expected), probability=_probability(signal.probability or 0.0, language), subject=_subject(signal, subject, language),
    )  # fmt: skip


def _figure(number: float) -> str:
    """A number as a person reads it: one decimal below ten, none for what is next to nothing."""
    if number < NEXT_TO_NOTHING:
        return "0"
    return f"{number:.1f}" if number < 10 else f"{number:,.0f}"


def _probability(number: float, language: str) -> str:
    return f"{number:.2g}" if number >= LEAST_PROBABILITY else shown("alert.probability_least", language, least=LEAST_PROBABILITY)


def _subject(signal: Signal, subject: str, language: str) -> str:
    if signal.kind != "new":
        return shown(f"holder.{signal.subject}", language) if signal.subject else ""
    if signal.subject.startswith("kind:"):
        return name_code("mode", subject, language)
    actor = known_actors().get(subject)
    return subject if actor is None else actor.name_ar if language == "ar" else actor.name_en


def _note(note: str, language: str) -> str:
    key, _, outlet = note.partition(":")
    rules = load_rules()
    news = rules.news
    return shown(f"alert.{key}", language, outlet=outlet, most=rules.tolls.unconfirmed_most, known=news.known_days, past=news.news_past_days)


def _lowers(lowers: Lowering, language: str) -> str:
    rules = load_rules()
    names = [rules.signals[kind].name_ar if language == "ar" else rules.signals[kind].name_en for kind in lowers.needs]
    return shown(
        "alert.lowers" if names else "alert.lowers_already", language, level=name_level(lowers.level, language), score=f"{lowers.score_below:.0f}",
        days=lowers.days, day=say_day(lowers.earliest, language), needs=shown("list.join", language).join(names),
    )  # fmt: skip


def cite(evidence: Evidence, language: str) -> str:
    """A clause with where it stands."""
    quote = evidence.exact if len(evidence.exact) <= MOST_QUOTE else evidence.exact[:MOST_QUOTE] + "…"
    return shown(
        "alert.evidence", language, day=evidence.day, outlet=evidence.outlet, quote=" ".join(quote.split()), event=evidence.event,
        document=evidence.document,
    )  # fmt: skip


def explain(told: Alert | AreaState, lowers: Lowering | None, language: str) -> str:
    """All of it as text: the headline, a line for each reason that gives a point or more, and under it the clauses that it rests on."""
    said = reasons(told, lowers)
    lines = [headline(told, language)]
    for signal, one in zip(told.signals, said, strict=False):
        if signal.points >= LEAST_POINTS:
            points = shown_count("count.point", language, round(signal.points))
            lines.append(f"- {shown('alert.points', language, said=said_in(one, language), points=points)}")
            lines += [f"    {cite(evidence, language)}" for evidence in one.evidence]
    lines += [f"- {said_in(one, language)}" for one in said[len(told.signals) :]]
    return "\n".join(lines)


def said_in(said: Said, language: str) -> str:
    """A sentence in one of its languages."""
    return said.ar if language == "ar" else said.en


def alert_json(told: Alert | AreaState, lowers: Lowering | None) -> bytes:
    """A record with its sentences, as JSON."""
    record: dict[str, Any] = msgspec.to_builtins(told)
    return ENCODER.encode(record | {"headline": {one: headline(told, one) for one in LANGUAGES}, "why": reasons(told, lowers), "lowers": lowers})


def print_states(states: Iterable[tuple[AreaState, Lowering | None]], console: Console, language: str) -> None:
    """Where areas stand, a row each; `may fall` is the first day on which the level may, where the score lies below what leaves it."""
    table = Table("level", "score", "since", "may fall", "kind", "country", "confidence", "id", "place")
    for state, lowers in states:
        area, falls = state.area, lowers.earliest if lowers is not None and state.score < lowers.score_below else ""
        level, name = name_level(state.level, language), name_area(area, language)
        table.add_row(level, f"{state.score:.0f}", state.since, falls, area.kind, area.country, state.confidence, area.id, name)
    console.print(table)


def print_changes(alerts: Iterable[Alert], console: Console, language: str) -> None:
    """Changes, a row each."""
    table = Table("day", "from", "to", "score", "confidence", "alert", "by", "place")
    for alert in alerts:
        by = ", ".join(dict.fromkeys(signal.kind for signal in alert.signals[:3]))
        names = (name_level(alert.before, language), name_level(alert.level, language))
        table.add_row(alert.day, *names, f"{alert.score:.0f}", alert.confidence, alert.id, by, name_area(alert.area, language))
    console.print(table)
