"""Alert levels as the API gives them: the records with their sentences in both languages."""

import msgspec

from marsad.lexicon.alert_levels import load_rules
from marsad.model.alert import Alert, Area, AreaState, Lowering, Signal
from marsad.stages.share.alert_words import Said, headline, reasons
from marsad.stages.warn.levels import lowering_of


class LevelView(msgspec.Struct, frozen=True):
    """A level: its names, what it means, and the points at which it is entered and left."""

    id: str
    name_en: str
    name_ar: str
    meaning_en: str
    meaning_ar: str
    enter: float
    leave: float


class StandingView(msgspec.Struct, frozen=True):
    """Where an area stands: a row of the board."""

    area: Area
    level: str
    since: str
    day: str
    score: float
    confidence: str
    notes: tuple[str, ...]
    headline_ar: str
    headline_en: str
    reasons: tuple[str, ...]


class BoardView(msgspec.Struct, frozen=True):
    """The levels that there are, where areas stand, the highest first, and the last day whose news is in it (None: never judged)."""

    levels: tuple[LevelView, ...]
    areas: tuple[StandingView, ...]
    day: str | None


class AreaAlertView(msgspec.Struct, frozen=True):
    """Where one area stands and why: signals, the sentences they make, and what would lower the level."""

    standing: StandingView
    signals: tuple[Signal, ...]
    why: tuple[Said, ...]
    lowers: Lowering | None
    alert: str


class LevelChangeView(msgspec.Struct, frozen=True):
    """A change of level with its sentences."""

    alert: Alert
    headline_ar: str
    headline_en: str
    why: tuple[Said, ...]


class LevelChangesView(msgspec.Struct, frozen=True):
    """Changes, the latest first, and the cursor to go on from, `""` where there are no more."""

    items: tuple[LevelChangeView, ...]
    cursor: str


def level_views() -> tuple[LevelView, ...]:
    """The levels, the lowest first."""
    return tuple(LevelView(one.id, one.name_en, one.name_ar, one.meaning_en, one.meaning_ar, one.enter, one.leave) for one in load_rules().levels)


def standing_view(state: AreaState) -> StandingView:
    """A row of the board; `reasons` are the kinds of its signals, the heaviest first."""
    kinds = tuple(dict.fromkeys(signal.kind for signal in state.signals))
    return StandingView(
        state.area,
        state.level,
        state.since,
        state.day,
        state.score,
        state.confidence,
        state.notes,
        headline(state, "ar"),
        headline(state, "en"),
        kinds,
    )


def area_view(state: AreaState) -> AreaAlertView:
    """One area whole."""
    lowers = lowering_of(state, load_rules())
    return AreaAlertView(standing_view(state), state.signals, tuple(reasons(state, lowers)), lowers, state.alert)


def change_view(alert: Alert) -> LevelChangeView:
    """A change with its sentences."""
    return LevelChangeView(alert, headline(alert, "ar"), headline(alert, "en"), tuple(reasons(alert, alert.lowers)))
