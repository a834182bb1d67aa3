"""Articles and captures as the API shows them."""

from typing import Any

import msgspec

from marsad.lexicon.romanised import romanise_name
from marsad.model import Extraction
from marsad.web.views.events import CaptureRef, EventSummary


class ArticleLine(msgspec.Struct, frozen=True):
    """An article of a list, with the ids of its reports that fit what was asked for and of the events in which these stand."""

    id: str
    outlet: str
    published: str | None
    title: str
    reports: list[str]
    events: list[str]


class ArticlePageView(msgspec.Struct, frozen=True):
    """Articles, the latest published first, and the cursor to go on from."""

    items: list[ArticleLine]
    cursor: str


class ArticleView(msgspec.Struct, frozen=True):
    """An article with all its layers, as the public record gives them; spans are code points into `text`.

    `event_reports` names the report of each of `events`, `report_events` the reconciled event in which a report stands, and `stands_in` holds
    those events. `superseded` are the reports that a later version of this article replaced. `romanised` gives the names of holders and known
    sides in Latin letters.
    """

    document: dict[str, Any]
    text: str
    places: list[dict[str, Any]]
    times: list[dict[str, Any]]
    actors: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    events: list[dict[str, Any]]
    issues: list[dict[str, Any]]
    version: dict[str, str]
    event_reports: list[str]
    report_events: dict[str, str]
    stands_in: list[EventSummary]
    superseded: list[str]
    romanised: dict[str, str]
    capture: CaptureRef | None


def romanised_names(read: Extraction) -> dict[str, str]:
    """Holders' and sides' names in Latin letters: the actor list's where it is a known actor, by rule otherwise.

    Sides that are a mere description (`ثلاثة جنود`) are left out: letter by letter they say nothing to anybody.
    """
    named = [(holder.name, holder.actor) for claim in read.claims for holder in (claim.holder, *claim.via)]
    named += [(side.name, side.actor) for event in read.events for side in (*event.actors, *event.targets) if _is_named(read, side.actor)]
    return {name: _known_name(read, actor) or romanise_name(name) for name, actor in named}


def _is_named(read: Extraction, actor: int) -> bool:
    return 0 <= actor < len(read.actors) and bool(read.actors[actor].actor.id or read.actors[actor].person)


def _known_name(read: Extraction, actor: int) -> str:
    """The actor list's name of a mention that is the actor alone, `""` where it is more or other."""
    mention = read.actors[actor] if 0 <= actor < len(read.actors) else None
    return "" if mention is None or mention.span != mention.head or mention.person else mention.actor.name_en


class ArchiveState(msgspec.Struct, frozen=True):
    """Whether the archive holds a capture's bytes, where in its log, and whether they are still those that came (None: not held)."""

    kept: bool
    position: int | None
    whole: bool | None


class CaptureView(msgspec.Struct, frozen=True):
    """A capture's record and the state of its bytes: the proof behind an article."""

    sha256: str
    origin: str
    requested: str
    fetched: str | None
    source: str
    status: int
    headers: list[tuple[str, str]]
    kind: str
    media_type: str
    size_bytes: int
    archive: ArchiveState
