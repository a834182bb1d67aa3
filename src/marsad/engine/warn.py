"""Warning over a store: the levels of all areas brought up to a day, day by day, as the news of each day had them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from marsad.engine.happenings import AnyGazetteer, grounds_of, happening_of, origins_among
from marsad.errors import InputError
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
    store: Store, gazetteer: AnyGazetteer, until: date | None = None, *, today: date | None = None, again: bool = False,
    progress: Callable[[date], None] = lambda _: None,
) -> list[Alert]:  # fmt: skip
    """Bring the levels up to `until` (the last day of publication where it is None) and keep them; the changes that those see who see all.

    No day after `today` (UTC; the clock's where it is None) is judged, whatever an article says of its own: it would keep all that comes until then
    from being judged. A day that is not over can raise a level and not lower it.

    Each day is judged by what was published up to it, so that a store that is filled at once gets the history that it would have had; only which
    reports stand in one event is as it is known now. The last day is judged again when more of its news has come: run twice, it changes nothing.
    News of days that are past already counts from the day on that is judged next. With `again`, all is worked out anew.

    Raises:
        InputError: for a day that is yet to come, or one before the last that was judged.
    """
    markings, changes, last = document_markings(store), list[Alert](), today or datetime.now(UTC).date()
    _check(until, last, {} if again else judged_days(store))
    for marking in judged_days(store):
        if again or marking not in markings:
            forget_levels(store, marking)
    for marking in markings:
        changes = _bring_up(store.cleared(marking), marking, gazetteer, (until, last), progress)
    return changes


def _check(until: date | None, today: date, judged: dict[int, date]) -> None:
    if until is not None and until > today:
        raise InputError(f"{until} is yet to come (today is {today}, UTC); no level can be judged up to it")
    if late := [day for day in judged.values() if day > (until or today)]:
        raise InputError(
            f"the levels are judged up to {max(late)} already, after {until or today}: `marsad alerts --history` shows how they stood, "
            "`marsad alerts --anew` judges all again"
        )


def _bring_up(
    store: Store, marking: int, gazetteer: AnyGazetteer, days_asked: tuple[date | None, date], progress: Callable[[date], None]
) -> list[Alert]:  # fmt: skip
    """The changes of the levels made of what is marked up to `marking`, which is what the store shows; `days_asked` are `until` and today."""
    published = store.publication_days()
    if published is None:
        return []
    until, today = days_asked
    first, end = date.fromisoformat(published[0]), until or min(date.fromisoformat(published[1]), today)
    begun = judged_days(store).get(marking)
    states: States = all_states(store) if begun is not None else {}
    rules, changes = load_rules(), list[Alert]()
    for days, happenings, volume, grounds in _chunks(store, gazetteer, begun or first, end, rules):
        for day in days:
            if day != end and not any(volume.get(day - age * ONE_DAY) for age in range(EMPTY_DAYS)):
                continue
            new, made = judge_day(happenings, volume, day, grounds, rules, states, is_over=day < today)
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
    happenings: list[Happening], volume: Volume, day: date, grounds: Grounds, rules: AlertRules, states: States, *, is_over: bool = True
) -> tuple[States, list[Alert]]:  # fmt: skip
    """Where areas stand after a day, or in it where it is not over, those left out that stay calm and are not told of, and the changes."""
    first = day - timedelta(days=past_days(rules))
    told = [happening for happening in happenings if any(first <= telling.day <= day for telling in happening.tellings)]
    calm = rules.levels[0].id
    awake = {id_: state for id_, state in states.items() if state.level != calm or state.score > 0}
    if not told and not awake:
        return {}, []
    world = World(told, volume, day, grounds, rules)
    news, new, changes = news_of(world), dict[str, AreaState](), list[Alert]()
    areas = {**{id_: state.area for id_, state in awake.items()}, **{id_: area for id_, area in world.areas.items() if world.recent_in(id_)}}
    for id_, area in sorted(areas.items()):
        new[id_], alert = next_state(states.get(id_), assess_area(world, area, news), rules, VERSION, is_over=is_over)
        changes += [alert] if alert is not None else []
    return new, changes
