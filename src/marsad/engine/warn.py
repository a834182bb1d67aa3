"""Warning over a store: the levels of all areas brought up to a day, day by day, as the news of each day had them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from marsad.engine.happenings import AnyGazetteer, grounds_of, happening_of, origins_among
from marsad.lexicon.alert_levels import load_rules
from marsad.model.alert import Alert, AreaState, Happening
from marsad.model.alert_rules import AlertRules
from marsad.stages.warn.levels import assess_area, news_of, next_state
from marsad.stages.warn.news import Volume
from marsad.stages.warn.world import Grounds, World
from marsad.store.alerts import all_states, count_volume, document_markings, events_published, forget_levels, judged_days, save_levels
from marsad.store.store import Store
from marsad.version import VERSION

CHUNK_DAYS = 45
"""Days whose events are read at once, with the past that they are judged by."""
EMPTY_DAYS = 35
"""So long after the last news all windows are empty, it was said that nothing can be said, and no day differs from the one before."""
ONE_DAY = timedelta(days=1)
States = dict[str, AreaState]
_Chunk = tuple[list[date], list[Happening], Volume, Grounds]


def raise_alerts(
    store: Store, gazetteer: AnyGazetteer, until: date | None = None, *, again: bool = False, progress: Callable[[date], None] = lambda _: None
) -> list[Alert]:
    """Bring the levels up to `until` (the last day of publication where it is None) and keep them; the changes that those see who see all.

    Each day is judged by what was published up to it, so that a store that is filled at once gets the history that it would have had; only which
    reports stand in one event is as it is known now. The last day is judged again when more of its news has come: run twice, it changes nothing.
    News of days that are past already counts from the day on that is judged next. With `again`, all is worked out anew.
    """
    markings, changes = document_markings(store), list[Alert]()
    for marking in judged_days(store):
        if again or marking not in markings:
            forget_levels(store, marking)
    for marking in markings:
        changes = _bring_up(store.cleared(marking), marking, gazetteer, until, progress)
    return changes


def _bring_up(store: Store, marking: int, gazetteer: AnyGazetteer, until: date | None, progress: Callable[[date], None]) -> list[Alert]:
    """The changes of the levels made of what is marked up to `marking`, which is what the store shows."""
    published = store.publication_days()
    if published is None:
        return []
    first, end = date.fromisoformat(published[0]), until or date.fromisoformat(published[1])
    begun = judged_days(store).get(marking)
    states: States = all_states(store) if begun is not None else {}
    rules, changes = load_rules(), list[Alert]()
    for days, happenings, volume, grounds in _chunks(store, gazetteer, begun or first, end, rules):
        for day in days:
            if day != end and not any(volume.get(day - age * ONE_DAY) for age in range(EMPTY_DAYS)):
                continue
            new, made = judge_day(happenings, volume, day, grounds, rules, states)
            if new or day == end:
                save_levels(store, marking, day, new.values(), made)
            states |= new
            changes += made
            progress(day)
    return changes


def _chunks(store: Store, gazetteer: AnyGazetteer, first: date, end: date, rules: AlertRules) -> Iterator[_Chunk]:
    """Days to judge, with the happenings and the volume of news that they are judged by."""
    past = timedelta(days=past_days(rules))
    while first <= end:
        last = min(end, first + timedelta(days=CHUNK_DAYS - 1))
        events, told, signatures = events_published(store, first - past, last + ONE_DAY)
        reports, origins = {report.id: report for report in told}, origins_among(signatures)
        happenings = [happening for event in events if (happening := happening_of(event, reports, origins)) is not None]
        grounds = grounds_of(gazetteer, {happening.place.country for happening in happenings})
        days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
        yield days, happenings, count_volume(store, first - past, last + ONE_DAY), grounds
        first = last + ONE_DAY


def past_days(rules: AlertRules) -> int:
    """Days before a day that its judgement looks at."""
    return rules.counts.past_days + max(rules.windows_days)


def judge_day(
    happenings: list[Happening], volume: Volume, day: date, grounds: Grounds, rules: AlertRules, states: States
) -> tuple[States, list[Alert]]:  # fmt: skip
    """Where areas stand after a day, those left out that stay calm and are not told of, and the changes."""
    first = day - timedelta(days=past_days(rules))
    told = [happening for happening in happenings if any(first <= telling.day <= day for telling in happening.tellings)]
    calm = rules.levels[0].id
    awake = {id_: state for id_, state in states.items() if state.level != calm or state.score > 0}
    if not told and not awake:
        return {}, []
    world = World(told, volume, day, grounds, rules)
    news, new, changes = news_of(world), dict[str, AreaState](), list[Alert]()
    areas = {**{id_: state.area for id_, state in awake.items()}, **{id_: area for id_, area in world.areas.items() if world.recent.get(id_)}}
    for id_, area in sorted(areas.items()):
        new[id_], alert = next_state(states.get(id_), assess_area(world, area, news), rules, VERSION)
        changes += [alert] if alert is not None else []
    return new, changes
