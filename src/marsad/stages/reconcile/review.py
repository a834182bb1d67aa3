"""What people decided about an event, laid over what the machine makes of its reports; their disagreements kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.model import Bounds, Correction, Event, Judgement, Opinion, Place, SettledFigure, Side
from marsad.model.reconciled import VERDICT
from marsad.stages.reconcile.ground import WIDEST_PRECISE_M
from marsad.stages.reconcile.tolls import MEASURES

FIELD_ACTIONS = frozenset(("accept", "reject", "correct"))
STATUSES = ("actual", "planned", "possible", "denied")
BY_HAND = "judgement"
"""The name of the rule by which a figure holds that a person set."""
PEOPLES_PRECISION = 1
"""A day that a person set is taken to be exact; a stretch of days has its own length."""
KIND_PRECISION = {"settlement": 1, "facility": 1, "natural": 2}
"""ACLED's geo_precision of a place that a person set, by its kind; 3, the region alone, for the others."""


MOST_PEOPLE = 10_000_000_000
MOST_COUNTED = 1_000_000_000
"""Of a toll: more is a slip of the hand, and more than the store's sums hold."""
FARTHEST_M = 20_040_000
"""Half the way around the earth: no place is less certain than that."""
MOST_LETTERS = 300
"""Of a name, in any field."""


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The days of an event, as a correction gives them; `end` is excluded, and filled in where it is not given: one day."""

    begin: str
    end: str | None = None

    def __post_init__(self) -> None:
        first = _read_day(self.begin)
        if self.end is None:
            msgspec.structs.force_setattr(self, "end", (first + timedelta(days=1)).isoformat())
        elif _read_day(self.end) <= first:
            raise ValueError(f"the end {self.end} is the day after the last one, and not after {self.begin}")


def _read_day(day: str) -> date:
    """The date; days are compared as text, so they have one spelling, and the last one leaves room for the day after it."""
    read = date.fromisoformat(day)
    if read.isoformat() != day or read == date.max:
        raise ValueError(f"{day!r} is no day of an event; write it as 2018-02-18")
    return read


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What kind of event it is, as a correction gives it; the last two are ACLED's."""

    type: str
    mode: str = ""
    sub_event_type: str = ""


def reviewed(event: Event, judgements: Iterable[Judgement]) -> Event:
    """The event with what people decided laid over it: the last word on a field holds, every reviewer's stays readable.

    `judgements` are those standing on this event, oldest first. Accepting is a word on all fields as they then stood: someone who corrects
    what another accepted differs from him until one of them judges again.
    """
    shown, opinions = event, _Opinions()
    for judgement in judgements:
        if judgement.action == "correct":
            opinions.tell(judgement, judgement.field, judgement.value, _value_of(shown, judgement.field))
            shown = _with_value(shown, judgement.field, judgement.value)
        else:
            opinions.tell(judgement, VERDICT, _json(judgement.action), "null")
            opinions.accept(judgement, shown)
    corrections = opinions.corrections(event)
    return msgspec.structs.replace(shown, review=_state(corrections), corrections=corrections)


TOGETHER = "reports"
"""The field under which stands that observatories differ on which reports are of one event."""


def with_differences(event: Event, found: Iterable[tuple[Judgement, Judgement]]) -> Event:
    """The event with what observatories decided differently about its reports laid open: see `marsad.stages.reconcile.judgements.differences`."""
    own = set(event.reports)
    told = {
        judgement.id: Opinion(judgement.id, judgement.by, judgement.at, _json(judgement.action))
        for pair in found if not own.isdisjoint(pair[0].reports) for judgement in pair
    }  # fmt: skip
    if not told:
        return event
    opinions = tuple(sorted(told.values(), key=lambda opinion: (opinion.at, opinion.judgement)))
    return msgspec.structs.replace(event, review="disputed", corrections=(*event.corrections, Correction(TOGETHER, "null", opinions)))


class _Opinions:
    """Each reviewer's last word on each field, in the order of time."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, Opinion]] = {}
        self._accepted: dict[str, tuple[Judgement, Event]] = {}

    def tell(self, judgement: Judgement, field: str, value: str, before: str) -> None:
        told = self._told.setdefault(field, {})
        if field != VERDICT and not told:
            told |= {by: Opinion(accept.id, by, accept.at, before) for by, (accept, _) in self._accepted.items() if by != judgement.by}
        told.pop(judgement.by, None)
        told[judgement.by] = Opinion(judgement.id, judgement.by, judgement.at, value)

    def accept(self, judgement: Judgement, shown: Event) -> None:
        if judgement.action != "accept":
            self._accepted.pop(judgement.by, None)
            return
        self._accepted[judgement.by] = (judgement, shown)
        for field, told in self._told.items():
            if field != VERDICT:
                told.pop(judgement.by, None)
                told[judgement.by] = Opinion(judgement.id, judgement.by, judgement.at, _value_of(shown, field))

    def corrections(self, machine: Event) -> tuple[Correction, ...]:
        return tuple(Correction(field, _machines(machine, field), tuple(told.values())) for field, told in sorted(self._told.items()))


def _machines(event: Event, field: str) -> str:
    return "null" if field == VERDICT else _value_of(event, field)


def _state(corrections: Sequence[Correction]) -> str:
    if any(disagreed(correction) for correction in corrections):
        return "disputed"
    verdict = next((correction.opinions[-1].value for correction in corrections if correction.field == VERDICT), "")
    if verdict == _json("reject"):
        return "rejected"
    if any(correction.field != VERDICT for correction in corrections):
        return "corrected"
    return "accepted" if verdict else "open"


def disagreed(correction: Correction) -> bool:
    """True where reviewers hold different values of the field."""
    return len({opinion.value for opinion in correction.opinions}) > 1


def normal_value(field: str, value: object) -> str:
    """A correction's value as it is kept: checked, in one spelling, so that equal values are equal text.

    Raises:
        InputError: for a field that nobody can correct, or a value that it cannot have.
    """
    if field not in _FIELDS:
        raise InputError(f"there is no field {field!r} to correct; there are {', '.join(_FIELDS)}")
    try:
        shaped = msgspec.convert(value, _FIELDS[field].shape)
        _check(field, shaped)
        return _json(shaped)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise InputError(f"this value cannot be the {field} of an event: {error}") from error


def _check(field: str, value: Any) -> None:
    """Raises ValueError for a value of the right shape that cannot be. What passes is kept for good, so nothing must fail on it later."""
    if field == "status" and value not in STATUSES:
        raise ValueError(f"{value!r} is no status; there are {', '.join(STATUSES)}")
    if field in MEASURES and value is not None and not _are_bounds(*value):
        raise ValueError(f"{list(value)} are no bounds; they are [lowest, highest], or [lowest, null] for an open end, up to {MOST_COUNTED:,}")
    if isinstance(value, Place) and not _is_place(value):
        raise ValueError(f"{value.lat}, {value.lon}, {value.radius_m} m is no point in degrees of latitude and longitude with a distance")
    for text in _texts(msgspec.to_builtins(value)):
        text.encode()
        if len(text) > MOST_LETTERS or "\0" in text:
            raise ValueError(f"{text[:MOST_LETTERS]!r} is longer than {MOST_LETTERS} characters, or holds one that no database keeps")


def _are_bounds(low: int, high: int | None) -> bool:
    return 0 <= low <= MOST_COUNTED and (high is None or low <= high <= MOST_COUNTED)


def _is_place(place: Place) -> bool:
    if not (0 <= place.radius_m <= FARTHEST_M and 0 <= place.population <= MOST_PEOPLE):
        return False
    if place.lat is None or place.lon is None:
        return place.lat is place.lon is None
    return -90 <= place.lat <= 90 and -180 <= place.lon <= 180


def _texts(value: object) -> Iterator[str]:
    """All texts that a value holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, (list, tuple)):
        yield from (text for part in value for text in _texts(part))


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _value_of(event: Event, field: str) -> str:
    return _json(_FIELDS[field].read(event))


def _with_value(event: Event, field: str, value: str) -> Event:
    kind = _FIELDS.get(field)
    return event if kind is None else kind.write(event, msgspec.json.decode(value, type=kind.shape))


class _Field(msgspec.Struct, frozen=True):
    shape: Any
    read: Callable[[Event], object]
    write: Callable[[Event, Any], Event]


def _with_place(event: Event, place: Place | None) -> Event:
    precision = 3 if place is None else KIND_PRECISION.get(place.kind, 3)
    if place is not None and place.radius_m > WIDEST_PRECISE_M:
        precision = max(precision, 2)
    return msgspec.structs.replace(event, place=place, geo_precision=precision)


def _with_date(event: Event, when: When | None) -> Event:
    if when is None:
        return msgspec.structs.replace(event, begin=None, end=None, time_precision=3)
    return msgspec.structs.replace(event, begin=when.begin, end=when.end, time_precision=PEOPLES_PRECISION)


def _with_kind(event: Event, kind: Kind) -> Event:
    return msgspec.structs.replace(event, type=kind.type, mode=kind.mode, sub_event_type=kind.sub_event_type)


def _figure_field(measure: str) -> _Field:
    def read(event: Event) -> Bounds | None:
        return next((figure.bounds for figure in event.settled if figure.measure == measure), None)

    def write(event: Event, bounds: Bounds | None) -> Event:
        others = [figure for figure in event.settled if figure.measure != measure]
        told = tuple(dict.fromkeys(figure.report for figure in event.figures if figure.measure == measure))
        made = [SettledFigure(measure, bounds, BY_HAND, left_out=told)] if bounds is not None else []
        order = {name: number for number, name in enumerate(MEASURES)}
        return msgspec.structs.replace(event, settled=tuple(sorted([*others, *made], key=lambda figure: order[figure.measure])))

    return _Field(Bounds | None, read, write)


_FIELDS: Mapping[str, _Field] = {
    "place": _Field(Place | None, lambda event: event.place, _with_place),
    "date": _Field(When | None, lambda event: When(event.begin, event.end) if event.begin else None, _with_date),
    "type": _Field(Kind, lambda event: Kind(event.type, event.mode, event.sub_event_type), _with_kind),
    "status": _Field(str, lambda event: event.status, lambda event, status: msgspec.structs.replace(event, status=status)),
    "actors": _Field(tuple[Side, ...], lambda event: event.actors, lambda event, sides: msgspec.structs.replace(event, actors=sides)),
    "targets": _Field(tuple[Side, ...], lambda event: event.targets, lambda event, sides: msgspec.structs.replace(event, targets=sides)),
    **{measure: _figure_field(measure) for measure in MEASURES},
}
FIELDS = tuple(_FIELDS)
