"""The numbers that alert levels rest on, as `codebook/alert_levels.yaml` states them."""

import msgspec

from marsad.errors import LexiconError


class LevelRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level: entered at `enter` points, held down to `leave`; at least `outlets` known outlets with `articles`
    articles that are no copies of each other must stand behind it."""

    id: str
    name_en: str
    name_ar: str
    meaning_en: str
    meaning_ar: str
    enter: float
    leave: float
    outlets: int
    articles: int


class SignalRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of signal: the most points that it gives."""

    points: float
    name_en: str
    name_ar: str


class CountRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the count model looks back; see `marsad.stages.warn.counts`."""

    past_days: int
    half_life_days: float
    prior_events: float
    dispersion: float
    full_surprise: float
    least_events: int
    least_past_days: int


class TollRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How tolls are weighed; see `marsad.stages.warn.seen` and `signals`."""

    spread: float
    full_spreads: float
    least_killed: int
    burden_killed: float
    unconfirmed_most: int


class NewsRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an outlet counts as known, when as silent, and when there is too little news to lower a level."""

    known_days: int
    silent_expected: float
    blind_share: float
    news_past_days: int


class NearbyRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far something nearby is felt: halved at each `half_km`, not beyond `most_km`."""

    half_km: float
    most_km: float
    full: float


class AlertRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it. `violent` are codes (a type, or a type with its mode) that count as violence, `mobilising` and `displacing` likewise; `holders` is
    the weight of who says it, by type of holder (`other` for the rest)."""

    windows_days: tuple[int, ...]
    calm_days: int
    most_article_events: int
    levels: tuple[LevelRule, ...]
    signals: dict[str, SignalRule]
    counts: CountRule
    tolls: TollRule
    news: NewsRule
    nearby: NearbyRule
    violent: frozenset[str]
    mobilising: frozenset[str]
    displacing: frozenset[str]
    alerting: frozenset[str]
    holders: dict[str, float]

    def __post_init__(self) -> None:
        enters = [level.enter for level in self.levels]
        if enters != sorted(set(enters)) or enters[0] != 0:
            raise LexiconError(f"the levels of codebook/alert_levels.yaml must begin at 0 and rise; they are entered at {enters}")
        if wrong := [level.id for level in self.levels[1:] if not level.leave < level.enter]:
            raise LexiconError(f"a level must be left at fewer points than it is entered at, or it flickers: {', '.join(wrong)}")
        if "other" not in self.holders:
            raise LexiconError("codebook/alert_levels.yaml gives no weight for the holder `other`")
