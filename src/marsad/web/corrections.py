"""Corrections as they are sent, made the values that are kept: the same choice is the same value, whoever made it and by whatever way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from marsad.errors import InputError
from marsad.lexicon.codebook import check_kind
from marsad.lexicon.known_actors import known_actors
from marsad.model import Event, Report
from marsad.web.context import Context
from marsad.web.views.judgements import shown_value

_POINT = {"id": "", "name_ar": "", "name_en": "", "radius_m": 1_000, "kind": "settlement", "country": ""}
"""A place that a person set on the map has what he says of it; a thousand metres is how well a hand hits a town."""


def value_of(here: Context, event: Event, field: str, given: object) -> object:
    """What is kept of a value that was sent for a field of `event`, to be checked yet.

    What the event shows is sent back as it was shown, and is kept as it was: who agrees with another, or with the machine, differs from neither.
    A place with an id is the gazetteer's, a type gets ACLED's code beside it, a side the kind that the list of actors or the event gives it.

    Raises:
        InputError: for a place that the gazetteer does not have, a type that the codebook does not, or a side without a name.
    """
    reports = here.store.reports(event.reports) if field in ("place", "actors", "targets") else []
    for kept in _told(event, reports, field):
        if given is not None and msgspec.to_builtins(shown_value(field, kept)) == given:
            return msgspec.json.decode(kept)
    if field == "place" and isinstance(given, dict):
        return _place(here, given)
    if field == "type" and isinstance(given, dict):
        type_, mode = str(given.get("type", "")), str(given.get("mode") or "")
        return {"type": type_, "mode": mode, "sub_event_type": check_kind(type_, mode)}
    if field in ("actors", "targets") and isinstance(given, list):
        kinds = _kinds((event, *reports))
        return [_side(side, kinds) for side in given]
    return given


def _told(event: Event, reports: Iterable[Report], field: str) -> Iterator[str]:
    """The values (JSON) that somebody holds of a field: the machine, people, and for a place the reports."""
    for correction in event.corrections:
        if correction.field == field:
            yield from (correction.machine, *(opinion.value for opinion in correction.opinions))
    if field == "place":
        yield from (msgspec.json.encode(place).decode() for place in (event.place, *(report.place for report in reports)))


def _place(here: Context, given: dict[str, object]) -> object:
    place = here.gazetteer.fetch(str(given["id"])) if given.get("id") else None
    if place is not None:
        return msgspec.to_builtins(place)
    if set(given) == {"id"}:
        raise InputError(f"the gazetteer has no place {given['id']!r}")
    return _POINT | given


def _kinds(told: Sequence[Event | Report]) -> dict[str, str]:
    """The kinds of the sides that are no known actors, by their words."""
    sides = [side for one in told for side in (*one.actors, *one.targets)]
    return {side.name: side.kind for side in reversed(sides) if side.kind and not side.actor}


def _side(given: object, kinds: Mapping[str, str]) -> object:
    """A side as it is kept; a known actor brings its kind, and its name where none is given."""
    if not isinstance(given, dict):
        return given
    known, name = known_actors().get(str(given.get("actor") or "")), given.get("name") or ""
    if known is None and not name:
        raise InputError("a side has a name, or is an actor of the list")
    if known is None:
        return {"name": name, "actor": "", "kind": kinds.get(str(name), "")}
    return {"name": name or known.name_ar, "actor": known.id, "kind": known.kind}
