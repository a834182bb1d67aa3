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


class Said(msgspec.Struct, frozen=True):
    """A sentence in both languages and what it rests on."""

    ar: str
    en: str
    evidence: tuple[Evidence, ...] = ()


def name_area(area: Area, language: str) -> str:
    """An area's name in a language, in the other where it has none."""
    return (area.name_ar or area.name_en) if language == "ar" else (area.name_en or area.name_ar)


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
        "place": name_area(told.area, language), "level": name_level(told.level, language), "score": f"{told.score:.0f}",
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
    attacks = len(signal.events) if signal.kind in ("burden", "nearby", "new") else round(signal.observed)
    counted = "count.attack" if signal.kind in ("burden", "events") else "count.event"
    kind, _, subject = signal.subject.partition(":")
    key = f"new_{kind}" if signal.kind == "new" else signal.kind
    return shown(
        f"alert.signal.{key}", language, events=shown_count(counted, language, attacks),
        killed=shown_count("count.killed", language, round(signal.observed)), days=shown_count("count.day", language, signal.window_days),
        expected=_figure(signal.expected), probability=f"{signal.probability or 0:.2g}", subject=_subject(signal, subject, language),
    )  # fmt: skip


def _figure(number: float) -> str:
    """A number as a person reads it: one decimal below ten."""
    return f"{number:.1f}" if number < 10 else f"{number:,.0f}"


def _subject(signal: Signal, subject: str, language: str) -> str:
    if signal.kind != "new":
        return shown(f"holder.{signal.subject}", language) if signal.subject else ""
    if signal.subject.startswith("kind:"):
        return name_code("mode", subject, language)
    actor = known_actors().get(subject)
    return subject if actor is None else actor.name_ar if language == "ar" else actor.name_en


def _note(note: str, language: str) -> str:
    key, _, outlet = note.partition(":")
    return shown(f"alert.{key}", language, outlet=outlet, most=load_rules().tolls.unconfirmed_most)


def _lowers(lowers: Lowering, language: str) -> str:
    rules = load_rules()
    names = [rules.signals[kind].name_ar if language == "ar" else rules.signals[kind].name_en for kind in lowers.needs]
    return shown(
        "alert.lowers", language, level=name_level(lowers.level, language), score=f"{lowers.score_below:.0f}",
        days=shown_count("count.day", language, lowers.days), day=say_day(lowers.earliest, language),
        needs=shown("list.join", language).join(names) or "–",
    )  # fmt: skip


def cite(evidence: Evidence, language: str) -> str:
    """A clause with where it stands."""
    quote = evidence.exact if len(evidence.exact) <= MOST_QUOTE else evidence.exact[:MOST_QUOTE] + "…"
    return shown(
        "alert.evidence", language, day=evidence.day, outlet=evidence.outlet, quote=" ".join(quote.split()), event=evidence.event,
        document=evidence.document,
    )  # fmt: skip


def explain(told: Alert | AreaState, lowers: Lowering | None, language: str) -> str:
    """All of it as text: the headline, a line for each reason, and under it the clauses that it rests on."""
    lines = [headline(told, language)]
    for said in reasons(told, lowers):
        lines.append(f"- {said.ar if language == 'ar' else said.en}")
        lines += [f"    {cite(evidence, language)}" for evidence in said.evidence]
    return "\n".join(lines)


def alert_json(told: Alert | AreaState, lowers: Lowering | None) -> bytes:
    """A record with its sentences, as JSON."""
    record: dict[str, Any] = msgspec.to_builtins(told)
    return ENCODER.encode(record | {"headline": {one: headline(told, one) for one in LANGUAGES}, "why": reasons(told, lowers), "lowers": lowers})


def print_states(states: Iterable[AreaState], console: Console, language: str) -> None:
    """Where areas stand, a row each."""
    table = Table("level", "score", "since", "kind", "country", "confidence", "id", "place")
    for state in states:
        name = name_area(state.area, language)
        level = name_level(state.level, language)
        table.add_row(level, f"{state.score:.0f}", state.since, state.area.kind, state.area.country, state.confidence, state.area.id, name)
    console.print(table)


def print_changes(alerts: Iterable[Alert], console: Console, language: str) -> None:
    """Changes, a row each."""
    table = Table("day", "from", "to", "score", "confidence", "alert", "by", "place")
    for alert in alerts:
        by = ", ".join(dict.fromkeys(signal.kind for signal in alert.signals[:3]))
        names = (name_level(alert.before, language), name_level(alert.level, language))
        table.add_row(alert.day, *names, f"{alert.score:.0f}", alert.confidence, alert.id, by, name_area(alert.area, language))
    console.print(table)
