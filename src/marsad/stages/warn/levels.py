"""Levels out of scores, with hysteresis: raised at once, lowered step by step after days below, never for want of news."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from marsad.model.alert import Alert, Area, AreaState, Lowering, Signal
from marsad.model.alert_rules import AlertRules, LevelRule
from marsad.stages.warn.news import news_share, silent_outlets
from marsad.stages.warn.signals import has_past, signals_of
from marsad.stages.warn.world import World

LOW_SHARE = 0.6
"""Of the usual news: below it confidence is low."""
ID_LETTERS = 16
FULL_SCORE = 100.0


class Assessment(NamedTuple):
    """What the news up to a day says of an area; `is_news` is True where anything at all was published that day.

    `lonely_score` is the least score that is left when what any one outlet alone tells is taken away: the score itself where that is not asked for.
    """

    area: Area
    day: date
    score: float
    signals: tuple[Signal, ...]
    outlets: int
    articles: int
    confidence: str
    notes: tuple[str, ...]
    is_news: bool
    lonely_score: float = FULL_SCORE


class News(NamedTuple):
    """What holds for all areas on a day."""

    share: float
    silent: tuple[str, ...]
    is_any: bool


def news_of(world: World) -> News:
    """How much news there was."""
    rule = world.rules.news
    silent = tuple(silent_outlets(world.volume, world.day, rule))
    return News(news_share(world.volume, world.day, rule), silent, any(world.volume.get(world.day, {}).values()))


def assess_area(world: World, area: Area, news: News) -> Assessment:
    """What the news up to a day says of an area."""
    signals = tuple(signals_of(world, area))
    outlets = {outlet for signal in signals for outlet in signal.outlets}
    articles = max((signal.sources for signal in signals), default=0)
    known = 0 if world.outlets is None else len(outlets)
    score = _score_of(signals)
    notes = [f"silence:{outlet}" for outlet in news.silent]
    notes += [f"unknown:{outlet}" for outlet in sorted(world.unknown.get(area.id, ()))]
    notes += ["moved"] if area.id in world.moved else []
    notes += [] if has_past(world, area) else ["short_past"]
    lonely = min((_score_of(signals_of(world.without(outlet), area)) for outlet in _outlets_asked(world, outlets, score)), default=score)
    confidence = _confidence(world.rules, news, known)
    return Assessment(area, world.day, score, signals, known, articles, confidence, tuple(notes), news.is_any, lonely)


def _score_of(signals: Iterable[Signal]) -> float:
    return round(min(FULL_SCORE, sum(signal.points for signal in signals)), 2)


def _outlets_asked(world: World, outlets: set[str], score: float) -> set[str]:
    """The outlets of which must be known what is left without them: none where the score enters no level that asks for two."""
    asks = any(level.outlets > 1 and score >= level.enter for level in world.rules.levels)
    return outlets if asks and world.outlets is not None else set()


def _confidence(rules: AlertRules, news: News, outlets: int) -> str:
    if news.share < rules.news.blind_share:
        return "blind"
    if news.share < LOW_SHARE or outlets == 0:
        return "low"
    return "medium" if news.silent or outlets == 1 else "high"


def next_state(
    before: AreaState | None, assessed: Assessment, rules: AlertRules, marsad: str = "", *, is_over: bool = True
) -> tuple[AreaState, Alert | None]:  # fmt: skip
    """Where an area stands after a day, and the record of the change where there is one: of the level, of blindness, of a move.

    It may be called again on the same day with more news. While the day lasts (`is_over` False) the level can rise and not fall: its first minutes
    say nothing of it. On a day without any news nothing rises: the fewer articles a week has, the more remarkable its attacks are to the count
    model, but nothing new was told.
    """
    levels = rules.levels
    day = assessed.day.isoformat()
    old = before or AreaState(assessed.area, day, levels[0].id, day, 0.0, "high")
    now = _rank(rules, old.level)
    target = _allowed(levels, assessed)
    notes = [*assessed.notes, *(["capped"] if target < _entered(levels, assessed.score) else [])]
    is_counted, is_below = old.day == day and old.is_over, assessed.score < levels[now].leave
    below = 0
    if target > now and (assessed.is_news or before is None):
        now = target
    elif is_below and (assessed.confidence == "blind" or not assessed.is_news):
        below, notes = old.below_days, [*notes, "held"]
    elif not is_over or (is_below and is_counted):
        below = old.below_days
    elif is_below:
        below = old.below_days + 1
        if below >= rules.calm_days:
            now, below = now - 1, 0
    level = levels[now].id
    since = day if level != old.level else old.since
    state = AreaState(
        assessed.area, day, level, since, assessed.score, assessed.confidence, below, tuple(notes), old.alert, assessed.signals,
        is_over,
    )  # fmt: skip
    if before is None and now == 0:
        return state, None
    if level == old.level and not _is_said(old, state):
        return state, None
    alert = _alert(old, state, assessed, rules, marsad)
    return msgspec.structs.replace(state, alert=alert.id), alert


def _is_said(old: AreaState, new: AreaState) -> bool:
    """True where something besides the level changed that must be said: blindness comes or goes, a move; of a level that is not the lowest."""
    blind = {"blind"} & {old.confidence} != {"blind"} & {new.confidence}
    moved = "moved" in new.notes and "moved" not in old.notes
    return blind or moved


def _allowed(levels: tuple[LevelRule, ...], assessed: Assessment) -> int:
    """The rank that score and sources together reach: what asks for two outlets must be one level lower at most without any one of them."""
    reached = _entered(levels, assessed.score)
    while not _is_borne(levels, reached, assessed):
        reached -= 1
    return reached


def _is_borne(levels: tuple[LevelRule, ...], rank: int, assessed: Assessment) -> bool:
    level = levels[rank]
    is_alone = level.outlets > 1 and assessed.lonely_score < levels[rank - 1].enter
    return assessed.outlets >= level.outlets and assessed.articles >= level.articles and not is_alone


def _entered(levels: tuple[LevelRule, ...], score: float) -> int:
    return max(number for number, level in enumerate(levels) if score >= level.enter)


def _rank(rules: AlertRules, id_: str) -> int:
    return next(number for number, level in enumerate(rules.levels) if level.id == id_)


def lowering_of(state: AreaState, rules: AlertRules) -> Lowering | None:
    """What would lower the level of a state, None for the lowest."""
    rank = _rank(rules, state.level)
    if rank == 0:
        return None
    leave, left = rules.levels[rank].leave, sum(signal.points for signal in state.signals)
    needs = []
    for signal in sorted(state.signals, key=lambda one: (-one.points, one.kind)):
        if left < leave:
            break
        needs.append(signal.kind)
        left -= signal.points
    missing = max(1, rules.calm_days - state.below_days)
    earliest = date.fromisoformat(state.day) + timedelta(days=missing - (not state.is_over))
    return Lowering(rules.levels[rank - 1].id, leave, missing, earliest.isoformat(), tuple(dict.fromkeys(needs)))


def _alert(old: AreaState, state: AreaState, assessed: Assessment, rules: AlertRules, marsad: str) -> Alert:
    lowers = lowering_of(state, rules)
    content = "\0".join((assessed.area.id, state.day, old.level, state.level, state.confidence, *sorted(state.notes)))
    id_ = hashlib.sha256(content.encode()).hexdigest()[:ID_LETTERS]
    return Alert(
        id_, assessed.area, state.day, state.level, old.level, state.score, state.confidence, assessed.signals, state.notes, lowers, marsad
    )  # fmt: skip
