"""Everything that was read out of one document."""

import msgspec

from marsad.model.actor import ActorMention
from marsad.model.claim import Claim
from marsad.model.document import Document
from marsad.model.event import EventMention
from marsad.model.figure import Figure
from marsad.model.issue import Issue
from marsad.model.place import PlaceMention
from marsad.model.time import TimeMention


class Version(msgspec.Struct, frozen=True):
    """Which code and which lexicons made a record: the package's version and the digests of its artefacts."""

    marsad: str
    lexicons: str
    gazetteer: str


class Extraction(msgspec.Struct, frozen=True):
    """A document and its records. Indices in the records count into these tuples; each tuple is in text order."""

    document: Document
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    actors: tuple[ActorMention, ...]
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    events: tuple[EventMention, ...]
    issues: tuple[Issue, ...]
    version: Version
