"""Event coding: from triggers and their company to event mentions."""

from bisect import bisect_left
from collections.abc import Sequence

from marsad.grammar.classes import WordClass
from marsad.grammar.parse import Parse
from marsad.lexicon.acled import acled_types
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Frame, Trigger
from marsad.model import ActorMention, Claim, Document, EventMention, Figure, Participant, PlaceMention, Span, TimeMention, Toll, cut_span
from marsad.stages.code.ahead import settle_ahead
from marsad.stages.code.company import Company
from marsad.stages.code.domain import is_peaceful
from marsad.stages.code.draft import Draft
from marsad.stages.code.frames import find_sides
from marsad.stages.code.merge import merge_drafts
from marsad.stages.code.scene import Scene
from marsad.stages.code.setting import LOCATED_TYPES, find_place, find_time, focus_place
from marsad.stages.code.sides import participant
from marsad.stages.code.status import find_status, is_figurative_object
from marsad.stages.code.telling import CONSEQUENCES, is_another, join_sentences

LONGEST_EVIDENCE_TOKENS = 45


def code_events(
    parse: Parse,
    document: Document,
    triggers: Sequence[Hit[Trigger]],
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    actors: Sequence[ActorMention],
    figures: Sequence[Figure],
    claims: Sequence[Claim],
) -> list[EventMention]:
    """The events that a document tells of, each once, in text order.

    Pure: the answer depends on the arguments alone. Nothing inside regions marked `related` or `furniture` is coded.
    """
    scene = Scene(parse, document, places, times, actors, figures, claims)
    company = Company(scene)
    timed = {token for located in scene.times_at for token in range(located.first, located.last)}
    drafts = [draft for hit in triggers if hit.first not in timed and (draft := _draft(scene, company, hit)) is not None]
    drafts = join_sentences(scene, company, drafts)
    settle_ahead(scene, company, drafts)
    violent = any(draft.type == "ASSAULT" and draft.strong and (draft.tolls or _armed(scene, draft)) for draft in drafts)
    peaceful = is_peaceful(scene)
    drafts = merge_drafts(scene, [draft for draft in drafts if _is_grounded(scene, company, draft, violent=violent, peaceful=peaceful)])
    settle_ahead(scene, company, drafts)  # a telling without a date may have got one that lies ahead
    _settle_places(scene, drafts)
    return [_finish(scene, draft) for draft in sorted(drafts, key=lambda draft: draft.first) if _is_event(draft)]


def _draft(scene: Scene, company: Company, hit: Hit[Trigger]) -> Draft | None:
    clause = scene.sentence(hit.first)
    if _is_left_out(scene, hit):
        return None
    borne = _is_borne(company, hit, clause)
    if hit.payload.strength == "bound" and not borne:
        return None
    inner = _clause(scene, hit)
    status = find_status(scene, company, hit, inner)
    if status is None:
        return None
    actors, targets = find_sides(scene, company, hit, clause)
    if any(is_figurative_object(company, hit, scene.parse.text.token_at(target.span.start)) for target in targets):
        return None
    another = is_another(company, hit)
    if another:
        inner = (hit.first, inner[1])  # what is told before it belongs to the other
    place, time = find_place(scene, company, hit, inner), find_time(scene, company, hit, inner)
    claim = _claim_of(scene, hit)
    if not actors and claim >= 0 and _speaks_of_itself(scene, hit, targets, claim):
        actors = [_speaker(scene, claim)]
    draft = Draft(
        hit=hit, type=hit.payload.type, mode=hit.payload.mode, strong=hit.payload.strength != "weak", status=status,
        first=inner[0], last=inner[1], sentence=scene.parse.text.sentence_of(hit.first), in_title=scene.is_title(hit.first),
        definite=scene.parse.is_definite(hit.first), another=another, actors=actors, targets=targets,
        place=place, own_place=place >= 0, time=time, date=scene.times[time].value if time >= 0 else None,
        borne=borne,
        rules=[f"trigger:{hit.payload.id}", f"frame:{hit.payload.frame}"],
        claim=claim,
    )  # fmt: skip
    return draft


def _speaker(scene: Scene, claim: int) -> Participant:
    """The one whom the content of a claim opens with (`أعلنت السلطات أن الأمير قرر دعم`), or else the holder of the claim."""
    content, holder = scene.claims[claim].content, scene.claims[claim].holder
    first = scene.parse.text.token_at(content.start) if content is not None else 0
    said = content is not None and scene.parse.classes[first] is WordClass.COMPLEMENTIZER
    opening = scene.actors_at.between(first, first + OPENING_TOKENS) if said else []
    return participant(scene, opening[0]) if opening else Participant(holder.span, holder.name, holder.actor)


OPENING_TOKENS = 3


def _speaks_of_itself(scene: Scene, hit: Hit[Trigger], targets: Sequence[Participant], claim: int) -> bool:
    """Whether the one who says it did it, where the clause names nobody: `قال إن بلاده سترد`, `أعلن الجيش اعتقال 21 شخصا`.

    Forces announce their own arrests and seizures, and the deaths of those that they fight.
    """
    holder = scene.claims[claim].holder
    if holder.actor < 0:
        return False
    if hit.payload.type in _SPOKEN_TYPES:
        return True
    if scene.actors[holder.actor].actor.kind not in _FORCES or hit.payload.form == "verb":
        return False
    fought = any(side.actor >= 0 and scene.actors[side.actor].actor.kind in _FOUGHT_KINDS for side in targets)
    return hit.payload.type == "COERCE" or (hit.payload.frame is Frame.VICTIM and fought)


_SPOKEN_TYPES = frozenset(("THREATEN", "AGREE", "CONSULT", "AID"))
_FORCES = frozenset(("military", "police", "intelligence", "rebel", "militia", "terrorist"))
_FOUGHT_KINDS = frozenset(("rebel", "militia", "terrorist"))
BORNE_BEFORE_TOKENS = 4
BORNE_AFTER_TOKENS = 3


def _is_borne(company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> bool:
    """True where a light verb stands by a noun that alone tells of nothing (`عقد اجتماعا`, `صواريخ أطلقت`)."""
    before = company.light_verbs(max(clause[0], hit.first - BORNE_BEFORE_TOKENS), hit.first)
    after = company.light_verbs(hit.last, min(clause[1], hit.last + BORNE_AFTER_TOKENS))
    return bool(before or after)


def _is_left_out(scene: Scene, hit: Hit[Trigger]) -> bool:
    return any(region.kind in ("related", "furniture") and region.span.start <= hit.start < region.span.end for region in scene.document.regions)


def _clause(scene: Scene, hit: Hit[Trigger]) -> tuple[int, int]:
    """The tokens between the commas around a trigger; a comma that only sets off a time or name does not count."""
    first, last = scene.sentence(hit.first)
    first, last = max(first, hit.first - LONGEST_EVIDENCE_TOKENS), min(last, hit.last + LONGEST_EVIDENCE_TOKENS)
    before = bisect_left(scene.boundaries, hit.first) - 1
    behind = bisect_left(scene.boundaries, hit.last)
    start = max(first, scene.boundaries[before] + 1) if before >= 0 else first
    end = min(last, scene.boundaries[behind]) if behind < len(scene.boundaries) else last
    return start, max(end, hit.last)


def _claim_of(scene: Scene, hit: Hit[Trigger]) -> int:
    """Index of the innermost claim whose content holds the trigger, -1 where the article says it itself."""
    around = scene.claims_around(hit.first)
    return min(around, key=lambda number: _size(scene.claims[number]), default=-1)


def _size(claim: Claim) -> int:
    return 0 if claim.content is None else claim.content.end - claim.content.start


def _is_grounded(scene: Scene, company: Company, draft: Draft, *, violent: bool, peaceful: bool) -> bool:
    """Whether a draft tells of an event at all: weak words and bare mentions need company.

    `violent` says that the article tells of violence elsewhere: then a weak word may stand for it again.
    """
    if draft.type in REACTIONS and draft.status == "possible":
        return False
    if draft.type in _BETWEEN_KNOWN and not any(side.actor >= 0 for side in draft.actors + draft.targets):
        return False
    if draft.type == "MOBILIZE" and not draft.strong and not _armed(scene, draft):
        return False
    if draft.type == "ASSAULT" and _is_accident(scene, company, draft):
        return False
    if draft.type == "ASSAULT" and not draft.tolls and not _armed(scene, draft) and (peaceful or (not draft.strong and not violent)):
        return False
    if not draft.strong and not draft.tolls and not draft.actors and not draft.targets:
        return False
    if draft.status == "possible":
        return bool(draft.actors) and (draft.own_place or bool(draft.targets))
    return True


def _is_accident(scene: Scene, company: Company, draft: Draft) -> bool:
    """Whether the dead and injured of a draft are victims of nature, illness or traffic: no act of violence told beside them."""
    if any(hit.payload.frame not in CONSEQUENCES for hit in (draft.hit, *draft.hits)) or _armed(scene, draft):
        return False
    first, last = scene.sentence(draft.hit.first)
    if company.between("accident", first, last):
        return True
    title = scene.parse.text.paragraphs[0][1] if scene.parse.text.paragraphs else 0
    if company.between("accident", 0, title):
        return True
    injured_only = all(hit.payload.id == "assault-injure" for hit in (draft.hit, *draft.hits))
    return injured_only and not any(scene.actors[located.number].actor.kind in _ARMED_KINDS for located in scene.actors_at.between(first, last))


_ARMED_KINDS = frozenset(("military", "police", "rebel", "militia", "terrorist"))


def _armed(scene: Scene, draft: Draft) -> bool:
    kinds = {scene.actors[side.actor].actor.kind for side in draft.actors + draft.targets if side.actor >= 0}
    return bool(kinds & _ARMED_KINDS)


def _is_event(draft: Draft) -> bool:
    """The guidelines: a type, and a participant with a place or a date; a toll stands for a participant."""
    participants = bool(draft.actors or draft.targets or draft.tolls)
    if draft.definite and draft.hit.payload.form == "noun" and not draft.in_title:
        told = draft.own_place or draft.date is not None
        return (
            bool(draft.tolls) or bool(draft.actors and draft.targets) or (draft.borne and told) or (draft.type == "ASSAULT" and participants and told)
        )
    if draft.type == "CONSULT" and draft.place < 0 and draft.date is None:
        return False
    if not participants:
        said = draft.own_place or draft.date is not None
        return draft.strong and draft.hit.payload.strength == "strong" and said and (draft.borne or draft.mode != "clash")  # `معركة الدردنيل`
    return draft.place >= 0 or draft.date is not None or draft.type not in LOCATED_TYPES


_BETWEEN_KNOWN = frozenset(("SANCTION", "CONSULT", "AGREE", "THREATEN", "SUPPORT"))
"""Types that need a side that is a known actor: their words are common in prose about things."""
REACTIONS = frozenset(("SANCTION", "THREATEN", "AGREE", "CONSULT", "AID", "ACCUSE", "REQUEST", "REJECT", "SUPPORT", "CONCEDE", "COOPERATE"))
"""Acts of speech and policy: one that is only possible (`إذا فرضت عقوبات`) is talk and no event."""


def _settle_places(scene: Scene, drafts: list[Draft]) -> None:
    """Give located events without a place of their own that of the event told before, or the article's."""
    focus = focus_place(scene)
    before = -1
    for draft in drafts:
        if draft.own_place:
            before = draft.place
        elif draft.type in LOCATED_TYPES:
            draft.place = before if before >= 0 else focus
            draft.rules.append("place:from_company")


def _finish(scene: Scene, draft: Draft) -> EventMention:
    text = scene.parse.text
    evidence = _evidence(scene, draft)
    event_type, sub_event_type = acled_types(
        draft.type, draft.mode, [scene.actors[side.actor].actor.kind for side in draft.targets if side.actor >= 0]
    )
    place = scene.places[draft.place] if draft.place >= 0 else None
    time = scene.times[draft.time] if draft.time >= 0 else None
    return EventMention(
        type=draft.type, status=draft.status, evidence=evidence, trigger=cut_span(text.raw, draft.hit.start, draft.hit.end),
        mode=(draft.mode or "other") if draft.type == "ASSAULT" else draft.mode or None,
        event_type=event_type, sub_event_type=sub_event_type, actors=tuple(draft.actors), targets=tuple(draft.targets),
        place=draft.place, geo_precision=_geo_precision(place, draft), time=draft.time, date=draft.date,
        time_precision=time.precision if time is not None else 3,
        toll=Toll(**draft.tolls, figures=tuple(sorted(set(draft.figures)))), claim=draft.claim,
        other_evidence=tuple(_evidence(scene, other) for other in draft.merged), rules=tuple(dict.fromkeys(draft.rules)),
    )  # fmt: skip


def _geo_precision(place: PlaceMention | None, draft: Draft) -> int:
    if place is None:
        return 3
    return place.precision if draft.own_place else max(2, place.precision)


def _evidence(scene: Scene, draft: Draft) -> Span:
    text = scene.parse.text
    first, last = max(draft.first, draft.hit.first - LONGEST_EVIDENCE_TOKENS), min(draft.last, draft.hit.last + LONGEST_EVIDENCE_TOKENS)
    while last > first + 1 and not text.norms[last - 1][0].isalnum():
        last -= 1
    return cut_span(text.raw, text.starts[first], text.ends[last - 1])
