"""What is shared of an event: the event, the articles that tell of it, and what became of those that are no more."""

import hashlib

import msgspec

from marsad.model.event import Toll
from marsad.model.extraction import Version
from marsad.model.place import Place
from marsad.model.reconciled import Event
from marsad.model.report import Side

VERSION_LETTERS = 12
GONE = ("merged", "split", "withdrawn")
"""Kinds of changes after which an event may be no more: it is not where its `version` is `""`."""


class Article(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """An article as an event refers to it: nothing of its text. `capture` is the sha256 of the bytes that were read, `""` where none are kept.

    `version` names the code and the lexicons that read it.
    """

    id: str
    outlet: str
    url: str = ""
    title: str = ""
    published: str | None = None
    capture: str = ""
    version: Version = Version("", "", "")


class Quote(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Where an article says it: code points of its text, `end` excluded. `exact` and what stands around it are `""` where they are left out."""

    start: int
    end: int
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


class Telling(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One report of an event, as it is shared: what one article tells, on whose word, and where it says so.

    `report` is its id, `origin` the same for reports that do not count as independent of each other, `superseded` True where a later version of
    the article took its place. The other fields are those of `Report`.
    """

    report: str
    article: Article
    type: str
    status: str
    mode: str = ""
    place: Place | None = None
    geo_precision: int = 3
    begin: str | None = None
    end: str | None = None
    time_precision: int = 3
    actors: tuple[Side, ...] = ()
    targets: tuple[Side, ...] = ()
    toll: Toll = Toll()
    source: str = ""
    source_type: str = ""
    agencies: tuple[str, ...] = ()
    origin: str = ""
    superseded: bool = False
    evidence: Quote | None = None


class Share(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """As what others know an event: the STIX object that stands for it, whose it is, and when it was made and last changed (microseconds since 1970).

    `least` is the lowest clearance to which an event that is no more was shared.
    """

    id: str
    creator: str
    created: int
    modified: int
    least: int = 0


class SharedEvent(msgspec.Struct, frozen=True, gc=False, tag="event", tag_field="kind"):
    """An event with the tellings that it is made of. `version` tells whether it is still the same, `marsad` is the code that reconciled it."""

    version: str
    marsad: str
    event: Event
    tellings: tuple[Telling, ...] = ()
    share: Share | None = None


class Withdrawal(msgspec.Struct, frozen=True, gc=False, tag="withdrawn", tag_field="kind"):
    """An event that is no more, or no longer fits what was asked for: `why` is a kind of change, `into` the events that took its reports.

    `at` is the time of the change, in UTC.
    """

    id: str
    why: str
    at: str
    into: tuple[str, ...] = ()
    share: Share | None = None


Exported = SharedEvent | Withdrawal


class Change(msgspec.Struct, frozen=True, gc=False):
    """The last thing that happened to an event, for readers of the clearances `least` to `most`.

    `kind` is `created`, `updated`, `merged` (its reports went `into` another), `split` (into several, of which it may be one), or `withdrawn` (it is
    no more, or people rejected it). `came_from` are the events whose reports it took. `number` and `first` are microseconds since 1970, of this
    change and of the first that was known of the event: no two transactions have the same, and a later one has a greater.
    `version` is that of the event, `""` where it is no more.
    """

    number: int
    event: str
    kind: str
    version: str = ""
    into: tuple[str, ...] = ()
    came_from: tuple[str, ...] = ()
    first: int = 0
    least: int = 0
    most: int = 0


def record_version(record: bytes) -> str:
    """The version of an event, from its JSON: a hash of all that it says."""
    return hashlib.sha256(record).hexdigest()[:VERSION_LETTERS]
