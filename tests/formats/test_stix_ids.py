"""Ids of STIX objects are UUIDs of version 5, as the standard library makes them."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from marsad.formats.stix_ids import NAMESPACE, stix_id


@given(st.sampled_from(("incident", "report", "location")), st.lists(st.text(max_size=20), max_size=3))
def test_an_id_is_the_librarys_uuid(kind: str, parts: list[str]) -> None:
    made = stix_id(kind, *parts)
    assert made == f"{kind}--{uuid.uuid5(NAMESPACE, chr(0).join((kind, *parts)))}"
    assert uuid.UUID(made.removeprefix(f"{kind}--")).version == 5
