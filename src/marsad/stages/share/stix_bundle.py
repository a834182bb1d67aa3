"""Bundles: STIX objects written one after the other, each once, whatever their number."""

from collections.abc import Iterable
from typing import BinaryIO
from uuid import UUID

import msgspec

from marsad.formats.stix_ids import stix_id
from marsad.stages.share.stix_base import MARKING_IDS, Stix, common_objects, marking_objects

_ENCODE = msgspec.json.Encoder().encode
_MARKED = {id_: marking for marking, id_ in MARKING_IDS.items()}
SHARED_KINDS = ("location", "identity")
"""What several events refer to; the other objects belong to one, and need not be remembered."""


def write_bundle(objects: Iterable[Stix], stream: BinaryIO, name: str) -> int:
    """Write a bundle and give the number of its objects. `name` makes its id: the same for the same.

    Memory grows with the places and actors that are named, 16 bytes and a little for each, not with the events.
    """
    written = 0
    seen: set[bytes] = set()
    marked: set[str] = set()
    stream.write(b'{"type":"bundle","id":"' + stix_id("bundle", name).encode() + b'","objects":[')
    for stix in _with_common(objects, marked):
        if stix["type"] in SHARED_KINDS:
            key = UUID(stix["id"].partition("--")[2]).bytes
            if key in seen:
                continue
            seen.add(key)
        stream.write((b",\n" if written else b"\n") + _ENCODE(stix))
        written += 1
    stream.write(b"\n]}\n")
    return written


def _with_common(objects: Iterable[Stix], marked: set[str]) -> Iterable[Stix]:
    yield from common_objects()
    for stix in objects:
        marked.update(_MARKED[id_] for id_ in stix.get("object_marking_refs", ()) if id_ in _MARKED)
        yield stix
    yield from marking_objects(marked)
