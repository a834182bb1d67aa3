"""What changed: how much was read, the dead, kinds of events, provinces, and what is new."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import sqrt
from typing import TypeVar

from marsad.lexicon.known_actors import known_actors
from marsad.model import Event
from marsad.model.situation import Coded, Counted, Phrase, Sentence, Value
from marsad.stages.share.situation.material import Material
from marsad.stages.share.situation.telling import CONFIRMED_SOURCES, cite, event_values, killed_of, name_actor, name_place

LEAST_DEVIATIONS = 1.64
"""Two counts differ where they lie so many standard deviations of their sum apart (Poisson, a chance of one in twenty): less is not told."""
LARGE_VOLUME_CHANGE = 0.25
SILENT_AFTER_ARTICLES = 10
"""An outlet that published fewer articles before is not missed."""
MOST_CHANGES = 6
MOST_NEW = 5
ATTACK = "ASSAULT"
K = TypeVar("K", bound=Hashable)


def tell_changes(material: Material) -> list[Sentence]:
    """The sentences on what changed against the period of equal length before."""
    told = [*_reading(material)]
    if material.now or material.before:
        told += [_killed(material), *_kinds(material), *_provinces(material), *_new_kinds(material), *_new_actors(material)]
    return told


def attacks(events: Iterable[Event]) -> list[Event]:
    """The attacks that happened."""
    return [event for event in events if event.type == ATTACK and event.status == "actual"]


def _reading(material: Material) -> list[Sentence]:
    articles, before = sum(material.read_now.values()), sum(material.read_before.values())
    command = f"marsad search --since {material.begin} --until {material.end}"
    if not articles:
        return [Sentence(Phrase("changed.unread"), command=command)]
    values: dict[str, Value] = {
        "outlets": Counted("outlet", len(material.read_now)), "articles": Counted("article", articles), "before": Counted("article", before),
        "events": Counted("event", len(material.now)), "events_before": Counted("event", len(material.before)),
    }  # fmt: skip
    told = [Sentence(Phrase("changed.reading", values), command=command)]
    if before and abs(articles - before) / before > LARGE_VOLUME_CHANGE:
        percent = round(100 * (articles - before) / before)
        told.append(Sentence(Phrase("changed.reading_caution", {"percent": f"{percent:+d}"}), command=command))
    for outlet, count in sorted(material.read_before.items()):
        if count >= SILENT_AFTER_ARTICLES and outlet not in material.read_now:
            said: dict[str, Value] = {"outlet": outlet, "before": Counted("article", count)}
            told.append(Sentence(Phrase("changed.silent", said), command=f"{command} --outlet {outlet!r}"))
    if not material.now:
        told.append(Sentence(Phrase("changed.nothing"), command=material.search()))
    return told


def _killed(material: Material) -> Sentence:
    """The dead, those of events that several sources tell of apart from one source's word."""
    confirmed, single = _by_confirmation(material.now)
    confirmed_before, single_before = _by_confirmation(material.before)
    values: dict[str, Value] = {
        "confirmed": _dead(confirmed), "events": Counted("event", len(confirmed)), "single": _dead(single),
        "single_events": Counted("event", len(single)), "confirmed_before": _dead(confirmed_before), "single_before": _dead(single_before),
    }  # fmt: skip
    return Sentence(Phrase("changed.killed", values), tuple(event.id for event in confirmed), command=material.search("--killed 1"))


def _by_confirmation(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    deadly = [event for event in events if event.status == "actual" and killed_of(event)]
    return [event for event in deadly if event.sources >= CONFIRMED_SOURCES], [event for event in deadly if event.sources < CONFIRMED_SOURCES]


def _dead(events: Iterable[Event]) -> int:
    return sum(killed_of(event) for event in events)


def _kinds(material: Material) -> list[Sentence]:
    now, before = (Counter(event.type for event in events if event.status == "actual") for events in (material.now, material.before))
    return [
        Sentence(
            Phrase("changed.more" if now[type_] > before[type_] else "changed.fewer", {
                "kind": Coded("type", type_), "now": Counted("event", now[type_]), "before": Counted("event", before[type_])}),
            tuple(event.id for event in material.now if event.type == type_ and event.status == "actual"),
            command=material.search(f"--type {type_} --status actual"),
        )
        for type_ in changed(now, before)
    ]  # fmt: skip


def changed(now: Counter[str], before: Counter[str]) -> list[str]:
    """What is counted so differently that chance does not explain it, the greatest change first.

    >>> changed(Counter(a=20, b=5), Counter(a=8, b=6))
    ['a']
    """
    apart = {key: abs(now[key] - before[key]) / sqrt(now[key] + before[key]) for key in now | before}
    return sorted((key for key, deviations in apart.items() if deviations >= LEAST_DEVIATIONS), key=lambda key: (-apart[key], key))[:MOST_CHANGES]


def _provinces(material: Material) -> list[Sentence]:
    now, before = (Counter(province_of(event) for event in attacks(events)) for events in (material.now, material.before))
    told = []
    for code in changed(now, before):
        place = material.provinces.get(code)
        if place is not None:
            here = [event for event in attacks(material.now) if province_of(event) == code]
            values = {"place": name_place(place), "now": Counted("event", now[code]), "before": Counted("event", before[code]), "killed": _dead(here)}
            key = "changed.province_more" if now[code] > before[code] else "changed.province_fewer"
            command = material.search(f"--province {code} --type {ATTACK}")
            told.append(Sentence(Phrase(key, values), tuple(event.id for event in here), command=command))
    return told


def province_of(event: Event) -> str:
    """The ISO 3166-2 code of the event's province, `""` where it is not told."""
    return event.place.admin1 if event.place is not None else ""


def _new_kinds(material: Material) -> list[Sentence]:
    known = {(event.type, event.mode) for event in material.earlier if event.status == "actual"}
    return _first_of(material, lambda event: [(event.type, event.mode)], known, lambda event, _: Phrase("changed.new_kind", event_values(event)))


def _new_actors(material: Material) -> list[Sentence]:
    """Actors of the lexicon that act for the first time; who is named in general words may have been there under others."""
    known = {side.actor for event in material.earlier for side in event.actors}

    def acting(event: Event) -> list[str]:
        return [side.actor for side in event.actors if side.actor in known_actors()]

    return _first_of(material, acting, known, lambda event, actor: Phrase("changed.new_actor", event_values(event) | {"actor": name_actor(actor)}))


def _first_of(material: Material, keys_of: Callable[[Event], Sequence[K]], known: Iterable[K], said: Callable[[Event, K], Phrase]) -> list[Sentence]:
    """A sentence for each key that is new in the period, on the best attested of its events."""
    first: dict[K, Event] = {}
    seen = set(known)
    happened = [event for event in material.now if event.status == "actual"]
    for event in sorted(happened, key=lambda event: (-event.sources, -killed_of(event), event.id)):
        for key in keys_of(event):
            if key not in seen:
                first.setdefault(key, event)
    chosen = list(first.items())[:MOST_NEW]
    return [Sentence(said(event, key), (event.id,), cite(event, material.reports)) for key, event in chosen]
