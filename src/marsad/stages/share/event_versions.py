"""The version of an event: what tells whether it is still the one that somebody looked at."""

import msgspec

from marsad.model import Event
from marsad.model.shared import record_version


def event_version(event: Event) -> str:
    """A hash of all that an event says."""
    return record_version(msgspec.json.encode(event))
