"""Do no harm: what is left out of an export by rule, and counted.

The reasoning is in docs/export.md, after the Berkeley Protocol (OHCHR 2020), the ICRC's Handbook on Data Protection and OCHA's Data Responsibility
Guidelines: what identifies a private person is not needed to know what happened, and cannot be called back.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from marsad.errors import InputError
from marsad.lexicon.common_nouns import common_part
from marsad.lexicon.known_actors import known_actors
from marsad.model import Correction, Event, FigureReport, Place, Side
from marsad.model.shared import Article, Exported, SharedEvent, Telling, Withdrawal
from marsad.stages.share.coarse import coarse_days, coarse_moment, coarse_place

NAMES = ("public", "all")
EVIDENCE = ("spans", "full", "none")
TIMES = ("", "week", "month")
ADMIN1 = "admin1"
STATED_SOURCES = frozenset(
    ("official", "military", "police", "intelligence", "armed_group", "agency", "outlet", "monitor", "ngo", "igo", "politician", "study", "document")
)
"""Types of sources that speak for a body or hold an office, and keep their names."""
ID_LETTERS = 16
Provinces = Callable[[str, str], Place | None]
"""The province of a country (ISO 3166-1) and a code (ISO 3166-2), or the country where the code is `""`; None where it is not known."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What an export leaves out.

    `names` is `public` (private persons, reviewers and titles of articles are left out) or `all`. `evidence` is `spans` (where an article says it),
    `full` (with its words) or `none`. `place` is `""`, `admin1` or the side of a square in kilometres, `time` `""`, `week` or `month`: coarse
    ones take the evidence and the addresses of articles with them, since these tell what was made coarse.
    """

    names: str = "public"
    evidence: str = "spans"
    place: str = ""
    time: str = ""

    @property
    def is_coarse(self) -> bool:
        """True where places or times are made coarse."""
        return bool(self.place or self.time)


def read_policy(names: str = "public", evidence: str = "", place: str = "", time: str = "") -> Policy:
    """The policy of what was asked for; `""` is the default.

    Raises:
        InputError: for what is not there, or evidence beside coarse places or times.
    """
    for asked, known, what in ((names, NAMES, "names"), (evidence or "spans", EVIDENCE, "evidence"), (time, TIMES, "times")):
        if asked not in known:
            raise InputError(f"{asked!r} is no way to export {what}; there are {', '.join(filter(None, known))}")
    if place and place != ADMIN1 and not _is_size(place):
        raise InputError(f"places cannot be made as coarse as {place!r}; give admin1, or the side of a square in kilometres, 1 to 1000")
    if (place or time) and evidence in ("spans", "full"):
        raise InputError("evidence tells the place and time that are to be coarse; leave one of the two out")
    return Policy(names=names, evidence=evidence or ("none" if place or time else "spans"), place=place, time=time)


def _is_size(text: str) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000


def protect(record: Exported, policy: Policy, provinces: Provinces, left_out: Counter[str]) -> Exported:
    """The record without what the policy leaves out; what that was is added to `left_out`."""
    if isinstance(record, Withdrawal):
        return replace(record, at=coarse_moment(record.at, policy.time) or record.at)
    return _Protector(policy, provinces, left_out).record(record)


class _Protector:
    def __init__(self, policy: Policy, provinces: Provinces, left_out: Counter[str]) -> None:
        self._policy = policy
        self._provinces = provinces
        self._left_out = left_out

    def record(self, record: SharedEvent) -> SharedEvent:
        event = self._event(record.event)
        return replace(record, event=event, tellings=tuple(self._telling(telling) for telling in record.tellings))

    def _event(self, event: Event) -> Event:
        begin, end, precision = self._days(event.begin, event.end, event.time_precision)
        place, geo_precision = self._place(event.place, event.geo_precision)
        figures = tuple(self._figure(figure) for figure in event.figures)
        corrections = tuple(self._correction(correction) for correction in event.corrections)
        if self._policy.is_coarse and event.merges:
            event = replace(event, merges=tuple(replace(merge, reasons=()) for merge in event.merges))
        return replace(
            event, begin=begin, end=end, time_precision=precision, place=place, geo_precision=geo_precision, actors=self._sides(event.actors),
            targets=self._sides(event.targets), figures=figures, corrections=corrections,
        )  # fmt: skip

    def _telling(self, telling: Telling) -> Telling:
        begin, end, precision = self._days(telling.begin, telling.end, telling.time_precision)
        place, geo_precision = self._place(telling.place, telling.geo_precision)
        quote = telling.evidence
        if quote is not None and self._policy.evidence != "full":
            self._left_out["quotations"] += 1
            quote = None if self._policy.evidence == "none" else replace(quote, exact="", prefix="", suffix="")
        return replace(
            telling, begin=begin, end=end, time_precision=precision, place=place, geo_precision=geo_precision, actors=self._sides(telling.actors),
            targets=self._sides(telling.targets), source=self._source(telling.source, telling.source_type), evidence=quote,
            article=self._article(telling.article),
        )  # fmt: skip

    def _article(self, article: Article) -> Article:
        if self._policy.names == "public" and self._policy.evidence != "full" and article.title:
            self._left_out["titles"] += 1
            article = replace(article, title="")
        if not self._policy.is_coarse:
            return article
        self._left_out["addresses"] += bool(article.url)
        hidden = hashlib.sha256(article.id.encode()).hexdigest()[:ID_LETTERS]
        return replace(article, id=hidden, url="", title="", capture="", published=coarse_moment(article.published, self._policy.time))

    def _figure(self, figure: FigureReport) -> FigureReport:
        return replace(
            figure, source=self._source(figure.source, figure.source_type), published=coarse_moment(figure.published, self._policy.time)
        )  # fmt: skip

    def _source(self, source: str, type_: str) -> str:
        if self._policy.names == "all" or not source or type_ in STATED_SOURCES:
            return source
        kept = common_part(source) or type_
        self._left_out[PEOPLE] += kept != source
        return kept

    def _sides(self, sides: tuple[Side, ...]) -> tuple[Side, ...]:
        return sides if self._policy.names == "all" else tuple(dict.fromkeys(map(self._side, sides)))

    def _side(self, side: Side) -> Side:
        shown, is_public = _harmless_side(side)
        if not is_public:
            self._left_out[PEOPLE] += shown.name != side.name
        return shown

    def _correction(self, correction: Correction) -> Correction:
        """What people set, without who; sides and places as they are above."""
        if self._policy.names == "public":
            self._left_out["reviewers"] += len(correction.opinions)
            opinions = tuple(replace(opinion, by="", value=self._value(correction.field, opinion.value)) for opinion in correction.opinions)
            correction = replace(correction, machine=self._value(correction.field, correction.machine), opinions=opinions)
        if self._policy.is_coarse and correction.field in ("place", "date"):
            hidden = tuple(replace(opinion, value="null") for opinion in correction.opinions)
            correction = replace(correction, machine="null", opinions=hidden)
        return correction

    def _value(self, field: str, value: str) -> str:
        if field not in ("actors", "targets") or value == "null":
            return value
        return msgspec.json.encode(self._sides(msgspec.json.decode(value, type=tuple[Side, ...]))).decode()

    def _days(self, begin: str | None, end: str | None, precision: int) -> tuple[str | None, str | None, int]:
        if not self._policy.time or begin is None:
            return begin, end, precision
        self._left_out["times"] += 1
        return *coarse_days(begin, end, self._policy.time), max(precision, 2 if self._policy.time == "week" else 3)

    def _place(self, place: Place | None, precision: int) -> tuple[Place | None, int]:
        if not self._policy.place or place is None:
            return place, precision
        coarse = coarse_place(place, self._policy.place, self._provinces)
        if coarse == place:
            return place, precision
        self._left_out["places"] += 1
        return coarse, 3 if self._policy.place == ADMIN1 else max(precision, 2)


@lru_cache(maxsize=16_384)
def _harmless_side(side: Side) -> tuple[Side, bool]:
    """The side as it may be shown, and whether it is a public one.

    Known actors stand under the lexicon's name, office holders and states as they are, others under the words that name nobody, or their kind.
    """
    known = known_actors().get(side.actor)
    if known is not None:
        return replace(side, name=known.name_ar), True
    if side.actor and side.kind in ("office", "state"):
        return side, True
    return replace(side, name=common_part(side.name) or side.kind or UNNAMED), False


PEOPLE = "words for people"
"""Names and descriptions of people that were cut or replaced: what named somebody and what did not is not told apart."""
UNNAMED = "unnamed"
"""What is said of a side of which no word and no kind may be said."""
