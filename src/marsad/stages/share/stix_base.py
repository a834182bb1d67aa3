"""What all our STIX 2.1 objects share: ids that are the same for the same thing, times, markings, and the extension for what has no field.

STIX 2.1, OASIS Standard, 10 June 2021. Ids are UUIDs of version 5 in a namespace of our own, as section 2.9 allows, so that a thing that is exported
again updates what a platform has and does not double it. Markings are those that OASIS published for TLP 2.0 (extension 60a3c5c5-…).
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from marsad.model import MARKINGS

SPEC_VERSION = "2.1"
NAMESPACE = uuid.UUID("6bf209f9-4bba-4534-9cc4-042b1052fa31")
EXTENSION = "extension-definition--151bc0b6-d42b-48ef-a037-83ed7fb28c11"
"""Our extension: a property `marsad` of incidents, reports, notes and opinions."""
MAPPING_VERSION = "1.0"
MAPPING_TIME = "2026-11-28T00:00:00.000Z"
"""When this mapping was laid down: the time of objects that never change, since a change makes another id."""
PRODUCER = f"identity--{uuid.uuid5(NAMESPACE, 'marsad')}"
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP_TIME = "2022-10-01T00:00:00.000Z"
_TLP_IDS = (
    "94868c89-83c2-464b-929b-a1a8aa3c8487", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "939a9414-2ddd-4d32-a0cd-375ea402b003", "e828b379-4e03-4974-9ac4-e53a884c97c1",
)  # fmt: skip
MARKING_IDS = {marking: f"marking-definition--{id_}" for marking, id_ in zip(MARKINGS, _TLP_IDS, strict=True)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Stix = dict[str, Any]


class Stamp(msgspec.Struct, frozen=True):
    """When an object was made and last changed (microseconds since 1970, UTC), whose it is (an identity's id), and whether it was withdrawn."""

    created_us: int
    modified_us: int
    creator: str = PRODUCER
    revoked: bool = False


def stix_id(kind: str, *parts: str) -> str:
    """The id of an object of that type, the same for the same parts.

    >>> stix_id("incident", "3f0c9a") == stix_id("incident", "3f0c9a")
    True
    """
    return f"{kind}--{uuid.uuid5(NAMESPACE, chr(0).join((kind, *parts)))}"


def stix_time(microseconds: int) -> str:
    """A time as STIX writes it, with as many digits of the second as it needs, three or six.

    >>> stix_time(1_517_788_800_000_000), stix_time(1)
    ('2018-02-05T00:00:00.000Z', '1970-01-01T00:00:00.000001Z')
    """
    digits = "milliseconds" if microseconds % 1_000 == 0 else "microseconds"
    return (_EPOCH + timedelta(microseconds=microseconds)).replace(tzinfo=None).isoformat(timespec=digits) + "Z"


def read_time(text: str) -> int:
    """Microseconds since 1970 of a time as STIX or TAXII writes it.

    Raises:
        ValueError: for what is no time with an offset.

    >>> read_time("2018-02-05T00:00:00.000Z")
    1517788800000000
    """
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text!r} states no offset; times of STIX end with Z")
    return (time - _EPOCH) // timedelta(microseconds=1)


def utc_time(published: str | None) -> str | None:
    """A publication time, which is ISO 8601 in UTC, as STIX writes it."""
    return None if published is None else stix_time(read_time(published))


def make_object(kind: str, id_: str, stamp: Stamp, tlp: str, fields: Mapping[str, Any], extension: Mapping[str, Any] | None = None) -> Stix:
    """An object with the properties that all have; None and what is empty is left out. `extension` is what our own holds."""
    made: Stix = {
        "type": kind, "spec_version": SPEC_VERSION, "id": id_, "created_by_ref": stamp.creator, "created": stix_time(stamp.created_us),
        "modified": stix_time(stamp.modified_us), **({"revoked": True} if stamp.revoked else {}), **_filled(fields),
        "object_marking_refs": [MARKING_IDS[tlp]],
    }  # fmt: skip
    if extension is not None:
        made["extensions"] = {EXTENSION: {"extension_type": "property-extension", "marsad": _filled({"version": MAPPING_VERSION, **extension})}}
    return made


def made_once(kind: str, fields: Mapping[str, Any]) -> Stix:
    """An object that never changes and that everybody may see, named after all that it says: whoever makes it makes the same."""
    filled = _filled(fields)
    content = msgspec.json.encode(filled, order="deterministic").decode()
    moment = read_time(MAPPING_TIME)
    return make_object(kind, stix_id(kind, content), Stamp(moment, moment), MARKINGS[0], filled)


def extension_of(stix: Mapping[str, Any]) -> Any:
    """What our extension holds of an object, None where it has none."""
    extensions = stix.get("extensions")
    own = extensions.get(EXTENSION) if isinstance(extensions, Mapping) else None
    return own.get("marsad") if isinstance(own, Mapping) else None


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {}, ())}


def marking_of(stix: Mapping[str, Any]) -> str:
    """The highest marking of TLP 2.0 that an object refers to; RED where it refers to none of them, since nobody said that it may be shown."""
    named = {id_: marking for marking, id_ in MARKING_IDS.items()}
    found = [MARKINGS.index(named[id_]) for id_ in stix.get("object_marking_refs", ()) if id_ in named]
    return MARKINGS[max(found)] if found else MARKINGS[-1]


def marking_objects(markings: Iterable[str]) -> list[Stix]:
    """The definitions of these markings, word for word as OASIS published them."""
    return [
        {
            "type": "marking-definition", "spec_version": SPEC_VERSION, "id": MARKING_IDS[marking], "created": _TLP_TIME, "name": f"TLP:{marking}",
            "extensions": {TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": marking.lower()}},
        }
        for marking in MARKINGS if marking in set(markings)
    ]  # fmt: skip


def common_objects() -> list[Stix]:
    """What the others refer to wherever they go: the producer, and the definition of our extension."""
    common = {"spec_version": SPEC_VERSION, "created": MAPPING_TIME, "modified": MAPPING_TIME}
    return [
        {"type": "identity", "id": PRODUCER, **common, "name": "Marsad", "identity_class": "system", "description": "Machine coder of Arabic news"},
        {
            "type": "extension-definition", "id": EXTENSION, **common, "created_by_ref": PRODUCER, "name": "Marsad records",
            "description": "What Marsad knows of an event, a report or a judgement and STIX has no property for, under the property `marsad`.",
            "schema": "docs/share.md of Marsad's sources", "version": "1.0.0", "extension_types": ["property-extension"],
        },
    ]  # fmt: skip
