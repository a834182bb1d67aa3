"""What changed: how much was read, the dead, kinds of events, provinces, and what is new."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from math import exp, lgamma, log, log1p
from typing import TypeVar

from marsad.lexicon.known_actors import bears_arms, known_actors
from marsad.model import Event
from marsad.model.situation import Counted, Phrase, Sentence, Value
from marsad.stages.share.situation.material import Material
from marsad.stages.share.situation.telling import (
    CONFIRMED_SOURCES,
    cite,
    counted_killed,
    event_values,
    is_violent,
    killed_of,
    name_actor,
    name_place,
    weight,
)  # fmt: skip

MOST_CHANCE = 0.05
"""Two counts differ where chance gives so great a difference less often: counts of a Poisson process, one given the sum of both."""
LEAST_CHANGE = 0.25
"""What changed by less is not told, however many events there are: they come in clusters, which chance alone would not make."""
LARGE_VOLUME_CHANGE = 0.25
SILENT_AFTER_ARTICLES = 10
"""An outlet that published fewer articles before is not missed."""
LEAST_PAST_SHARE = 0.5
"""So much of what was read in the period must have been read in the four weeks before."""
MOST_CHANGES = 6
MOST_NEW = 5
ATTACK = "ASSAULT"
K = TypeVar("K", bound=Hashable)


def tell_changes(material: Material) -> list[Sentence]:
    """The sentences on what changed against the period of equal length before."""
    told = [*_reading(material)]
    if material.now or material.before:
        told += [*_killed(material)]
        told += [*_kinds(material), *_provinces(material)] if material.read_before else []
        told += [*_new_kinds(material), *_new_actors(material)] if _is_past_read(material) else []
    return told


def _is_past_read(material: Material) -> bool:
    """True where enough was read of the weeks before to call new what was not told of in them."""
    return material.read_past >= sum(material.read_now.values()) * LEAST_PAST_SHARE


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
        "events": len(material.now), "events_before": len(material.before),
    }  # fmt: skip
    told = [Sentence(Phrase("changed.reading", values), command=command)]
    if before and abs(articles - before) / before > LARGE_VOLUME_CHANGE:
        key = "changed.reading_more" if articles > before else "changed.reading_less"
        told.append(Sentence(Phrase(key, {"percent": round(100 * abs(articles - before) / before)}), command=command))
    if not before:
        told.append(Sentence(Phrase("changed.no_before"), command=f"marsad search --since {material.before_begin} --until {material.begin}"))
    for outlet, count in sorted(material.read_before.items()):
        if count >= SILENT_AFTER_ARTICLES and outlet not in material.read_now:
            said: dict[str, Value] = {"outlet": outlet, "before": Counted("article", count)}
            told.append(Sentence(Phrase("changed.silent", said), command=f"{command} --outlet {outlet!r}"))
    if not material.now:
        told.append(Sentence(Phrase("changed.nothing"), command=material.search()))
    return told


def _killed(material: Material) -> Iterator[Sentence]:
    """The dead, those of events that several sources tell of apart from one source's word, and from what tells of no certain day."""
    confirmed, single = _by_confirmation(material.now)
    confirmed_before, single_before = _by_confirmation(material.before)
    is_any = confirmed or single or confirmed_before or single_before
    values: dict[str, Value] = {
        "confirmed": _dead(confirmed), "events": Counted("event", len(confirmed)), "single": _dead(single),
        "single_events": Counted("event", len(single)), "confirmed_before": _dead(confirmed_before), "single_before": _dead(single_before),
        "least": _least_dead([*confirmed, *single]), "least_before": _least_dead([*confirmed_before, *single_before]),
    }  # fmt: skip
    command = material.search("--killed 1 --status actual")
    said_of = Phrase("changed.killed", values) if is_any else Phrase("changed.killed_none")
    yield Sentence(said_of, tuple(event.id for event in confirmed), command=command)
    undated = [event for event in material.now if event.status == "actual" and killed_of(event) and not counted_killed(event)]
    if undated:
        said: dict[str, Value] = {"killed": sum(map(killed_of, undated)), "events": Counted("event", len(undated))}
        yield Sentence(Phrase("changed.killed_undated", said), tuple(event.id for event in undated), command=command)


def _by_confirmation(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    deadly = [event for event in events if event.status == "actual" and counted_killed(event)]
    return [event for event in deadly if event.sources >= CONFIRMED_SOURCES], [event for event in deadly if event.sources < CONFIRMED_SOURCES]


def _dead(events: Iterable[Event]) -> int:
    return sum(map(counted_killed, events))


def _least_dead(events: Iterable[Event]) -> int:
    """The dead, were all that is told of one day and province one happening: of each the highest toll."""
    highest: dict[tuple[str, str], int] = {}
    for event in events:
        key = (event.begin or "", province_of(event))
        highest[key] = max(highest.get(key, 0), counted_killed(event))
    return sum(highest.values())


def _kinds(material: Material) -> list[Sentence]:
    now, before = (Counter(event.type for event in events if event.status == "actual") for events in (material.now, material.before))
    return [
        Sentence(
            Phrase("changed.more" if now[type_] > before[type_] else "changed.fewer", {
                "kind": Phrase(f"kinds.{type_}"), "now": Counted("event", now[type_]), "before": Counted("event", before[type_])}),
            tuple(event.id for event in material.now if event.type == type_ and event.status == "actual"),
            command=material.search(f"--type {type_} --status actual"),
        )
        for type_ in changed(now, before, _reading_share(material))
    ]  # fmt: skip


def _reading_share(material: Material) -> float:
    """What was read in the period as a share of all that was read in it and the one before."""
    now, before = sum(material.read_now.values()), sum(material.read_before.values())
    return now / (now + before) if now else 0.0


def changed(now: Counter[str], before: Counter[str], share: float = 0.5) -> list[str]:
    """What is counted so differently that neither chance nor the volume of what was read explains it, the least likely first.

    `share` is that of the period in all that was read: twice as much read makes twice as many events no change.

    >>> changed(Counter(a=20, b=5), Counter(a=8, b=6)), changed(Counter(a=20), Counter(a=8), 2 / 3)
    (['a'], [])
    """
    chances = {key: max(_chance(now[key], before[key], one) for one in (0.5, share)) for key in now | before}
    large = [key for key in chances if abs(now[key] - before[key]) >= LEAST_CHANGE * before[key]]
    return sorted((key for key in large if chances[key] <= MOST_CHANCE), key=lambda key: (chances[key], key))[:MOST_CHANGES]


def _chance(now: int, before: int, share: float) -> float:
    """The probability of as many (where there are more) or as few as `now` among all, were `share` of them to be expected.

    The conditional test of two Poisson counts (Przyborowski & Wilenski, Biometrika 31, 1940).
    """
    total = now + before
    counts = range(now, total + 1) if now > before else range(now + 1)
    if not 0 < share < 1:
        return 1.0
    ways = lgamma(total + 1)
    return sum(exp(ways - lgamma(n + 1) - lgamma(total - n + 1) + n * log(share) + (total - n) * log1p(-share)) for n in counts)


def _provinces(material: Material) -> list[Sentence]:
    """Where attacks changed; nothing in an area of one province, of which this was said already."""
    now, before = (Counter(province_of(event) for event in attacks(events)) for events in (material.now, material.before))
    told: list[Sentence] = []
    for code in changed(now, before, _reading_share(material)) if len(now | before) > 1 else ():
        place = material.provinces.get(code)
        if place is not None:
            here = [event for event in attacks(material.now) if province_of(event) == code]
            values = {"place": name_place(place), "now": Counted("event", now[code]), "before": Counted("event", before[code]), "killed": _dead(here)}
            key = "changed.province_more" if now[code] > before[code] else "changed.province_fewer"
            command = material.search(f"--province {code} --type {ATTACK} --status actual")
            told.append(Sentence(Phrase(key, values), tuple(event.id for event in here), command=command))
    return told


def province_of(event: Event) -> str:
    """The ISO 3166-2 code of the event's province, `""` where it is not told."""
    return event.place.admin1 if event.place is not None else ""


def _new_kinds(material: Material) -> list[Sentence]:
    known = {(event.type, event.mode) for event in material.earlier if event.status == "actual"}
    return _first_of(material, lambda event: [(event.type, event.mode)], known, lambda event, _: Phrase("changed.new_kind", event_values(event)))


def _new_actors(material: Material) -> list[Sentence]:
    """Actors of the lexicon that act for the first time: who is named in general words may have been there under others, and a body without forces is
    not said to have attacked."""
    known = {side.actor for event in material.earlier for side in event.actors}

    def acting(event: Event) -> list[str]:
        able = (side.actor for side in event.actors if not is_violent(event) or bears_arms(side.actor))
        return [actor for actor in able if actor in known_actors()]

    return _first_of(material, acting, known, lambda event, actor: Phrase("changed.new_actor", event_values(event) | {"actor": name_actor(actor)}))


def _first_of(material: Material, keys_of: Callable[[Event], Sequence[K]], known: Iterable[K], said: Callable[[Event, K], Phrase]) -> list[Sentence]:
    """A sentence for each key that is new in the period, on the weightiest of its events."""
    first: dict[K, Event] = {}
    seen = set(known)
    happened = [event for event in material.now if event.status == "actual"]
    for event in sorted(happened, key=lambda event: (-weight(event), event.id)):
        for key in keys_of(event):
            if key not in seen:
                first.setdefault(key, event)
    chosen = list(first.items())[:MOST_NEW]
    return [Sentence(said(event, key), (event.id,), cite(event, material.reports)) for key, event in chosen]
