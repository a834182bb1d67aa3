"""The version of an event: what tells whether it is still the one that somebody looked at."""

import hashlib

import msgspec

from marsad.model import Event

VERSION_LETTERS = 12


def event_version(event: Event) -> str:
    """A hash of all that an event says."""
    return hashlib.sha256(msgspec.json.encode(event)).hexdigest()[:VERSION_LETTERS]
