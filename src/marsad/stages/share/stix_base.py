"""What all our STIX 2.1 objects share: ids that are the same for the same thing, times, markings, and the extension for what has no field.

Markings are those that OASIS published for TLP 2.0 (extension 60a3c5c5-…).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from marsad.formats.stix_ids import read_time, stix_id, stix_time
from marsad.model import MARKINGS

SPEC_VERSION = "2.1"
EXTENSION = "extension-definition--151bc0b6-d42b-48ef-a037-83ed7fb28c11"
"""Our extension: a property `marsad` of incidents, reports, notes and opinions."""
MAPPING_VERSION = "1.0"
MAPPING_TIME = "2026-11-28T00:00:00.000Z"
"""When this mapping was laid down: the time of objects that never change, since a change makes another id."""
PRODUCER = stix_id("identity", "marsad")
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP_TIME = "2022-10-01T00:00:00.000Z"
_TLP_IDS = (
    "94868c89-83c2-464b-929b-a1a8aa3c8487", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "939a9414-2ddd-4d32-a0cd-375ea402b003", "e828b379-4e03-4974-9ac4-e53a884c97c1",
)  # fmt: skip
MARKING_IDS = {marking: f"marking-definition--{id_}" for marking, id_ in zip(MARKINGS, _TLP_IDS, strict=True)}
_DAY_LETTERS, _BEGINNING = 10, "T00:00:00Z"
Stix = dict[str, Any]


class Stamp(msgspec.Struct, frozen=True):
    """When an object was made and last changed (microseconds since 1970, UTC), whose it is (an identity's id), and whether it was withdrawn."""

    created_us: int
    modified_us: int
    creator: str = PRODUCER
    revoked: bool = False


def utc_time(published: str | None) -> str | None:
    """A publication time, which is ISO 8601 in UTC, as STIX writes it; of a day alone, as coarse times are, its beginning."""
    if published is None:
        return None
    return stix_time(read_time(f"{published}{_BEGINNING}" if len(published) == _DAY_LETTERS else published))


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
