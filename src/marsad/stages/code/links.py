"""Sides that light verbs, links, genitives and adjectives join to the word of an event."""

from marsad.grammar.classes import WordClass, attached_preposition
from marsad.lexicon.matcher import Hit
from marsad.lexicon.states import nationalities
from marsad.lexicon.triggers import Trigger
from marsad.model import Participant, cut_span
from marsad.stages.code.company import Company
from marsad.stages.code.scene import Located, Scene
from marsad.stages.code.sides import (
    ATTACHED,
    NISBA,
    NOMINAL,
    STATING,
    WAW,
    actor_at,
    can_strike,
    coordinated,
    is_agentive,
    is_known_actor,
    is_lone_adjective,
    listed,
    participant,
    side_after,
    subject_before,
)

FARTHEST_AGENT_TOKENS = 12
"""A light verb or agent link farther than this from its event noun belongs to another statement."""

_ARMED = frozenset(("military", "police", "intelligence", "rebel", "militia", "terrorist", "state", "government"))


def past_asides(scene: Scene, company: Company, token: int, last: int) -> int:
    """The token behind `بقيادة حفتر`, `بدعم من روسيا`: whoever leads or helps a subject stands between it and its object."""
    for aside in company.between("asides", token, token + 1):
        actor = actor_at(scene, aside.last)
        token = actor.last if actor is not None else aside.last + 1
        while actor is None and token < last and scene.parse.classes[token] is WordClass.NAME:
            token += 1
    return token


FARTHEST_GENITIVE_TOKENS = 4
"""Adjectives may stand between an event noun and the actor of it: `غارات جوية عنيفة للتحالف`."""


def national_agent(scene: Scene, hit: Hit[Trigger], last: int) -> list[Participant]:
    """`قصف إسرائيلي`, `هجوم جوي إسرائيلي`: the state that a nationality adjective of the event names."""
    for token in range(hit.last, min(last, hit.last + FARTHEST_ADJECTIVE_TOKENS)):
        norm = scene.parse.text.norms[token]
        if norm in nationalities() and token not in {located.first for located in scene.actors_at.between(token, token + 1)}:
            span = cut_span(scene.parse.text.raw, scene.parse.text.starts[token], scene.parse.text.ends[token])
            return [Participant(span, span.exact)]
        if not norm.endswith(NISBA):
            break
    return []


FARTHEST_ADJECTIVE_TOKENS = 3


def genitive_agent(scene: Scene, hit: Hit[Trigger], last: int) -> Located | None:
    """The armed actor in the genitive of an event noun, adjectives between allowed."""
    for located in scene.actors_at.between(hit.last - 1, min(last, hit.last + FARTHEST_GENITIVE_TOKENS)):
        between = range(hit.last, located.first)
        plain = all(
            scene.parse.classes[token] in NOMINAL and not attached_preposition(scene.parse.text.norms[token]).endswith(ATTACHED) for token in between
        )
        actor = scene.actors[located.number].actor
        adjective = not actor.id and is_lone_adjective(scene, hit, participant(scene, located))  # `الهجوم الإرهابي`
        if plain and not adjective and actor.kind in _ARMED | {"office"}:
            return located
    return None


def linked_agents(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> list[Participant]:
    """Actors joined to an event by a light verb (`شنتها`, `نفذ … هجوما`) or an agent link (`على يد`, `برصاص`)."""
    first, last = clause
    low, high = max(first, hit.first - FARTHEST_AGENT_TOKENS), min(last, hit.last + FARTHEST_AGENT_TOKENS)
    for link in company.between("agent_links", hit.last - 1, high):
        side, _ = side_after(scene, link.last, last)
        stated = any(scene.parse.classes[token] in _STATING_BUT_COMMAS for token in range(hit.last, link.first))
        if can_strike(scene, side) and not stated:
            return listed(side)
    for light in sorted(company.light_verbs(low, high), key=lambda light: abs(light.first - hit.first)):
        if light.payload != "agent" or hit.first <= light.first < hit.last or not _bears(scene, light, hit):
            continue
        side, _ = side_after(scene, light.last, last)
        if not can_strike(scene, side):
            side = subject_before(scene, light.first, first)
        if side is not None and can_strike(scene, side):
            return [side, *coordinated(scene, [side])][:MOST_SIDES]
    return [] if hit.payload.type == "ASSAULT" else _headline_agent(scene, hit, first)


def _bears(scene: Scene, light: Hit[str], hit: Hit[Trigger]) -> bool:
    """True where the light verb governs the event noun: before it with no other verb between, or right behind it."""
    classes = scene.parse.classes
    if light.first < hit.first:
        return all(classes[token] not in _STATING_BUT_COMMAS for token in range(light.last, hit.first))
    return all(classes[token] in NOMINAL or classes[token] is WordClass.RELATIVE for token in range(hit.last, light.first))


def _headline_agent(scene: Scene, hit: Hit[Trigger], first: int) -> list[Participant]:
    """`تونس: تفكيك خلية`: whoever a headline puts before its colon."""
    if hit.first - 1 <= first or scene.parse.text.norms[hit.first - 1] != ":":
        return []
    return [participant(scene, located) for located in scene.actors_at.between(first, hit.first) if located.last == hit.first - 1]


def linked_target(scene: Scene, company: Company, first: int, last: int) -> Participant | None:
    """What `على`, `ضد` or `استهدف` joins to the event, looked for from token `first` on."""
    high = min(last, first + FARTHEST_AGENT_TOKENS)
    never = {word.first for word in company.between("never", first, high)}
    for link in company.between("target_links", first, high):
        if link.first in never:
            continue
        side, _ = side_after(scene, link.last, last)
        if side is not None:
            return side
    for light in company.light_verbs(first, high):
        if light.payload == "object":
            side, _ = side_after(scene, light.last, last)
            return side
    return None


def patient_before(scene: Scene, company: Company, hit: Hit[Trigger], first: int) -> Participant | None:
    """`تعرضت دوما لقصف`: the subject of a light verb that suffers."""
    for light in company.light_verbs(max(first, hit.first - FARTHEST_AGENT_TOKENS), hit.first):
        if light.payload == "patient":
            side, behind = side_after(scene, light.last, hit.first)
            return side if behind <= hit.first else subject_before(scene, light.first, first)
    return None


MOST_SIDES = 4
"""Of a meeting's or clash's sides only so many are kept: longer lists are enumerations of something else."""


def own_subject(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Participant | None:
    first, last = clause
    before = subject_before(scene, hit.first, first)
    if before is not None:
        return before
    after, _ = side_after(scene, hit.last, last)
    if is_known_actor(scene, after):
        return after
    agents = linked_agents(scene, company, hit, clause)
    return agents[0] if agents else None


def joined_actors(scene: Scene, token: int, last: int, links: frozenset[str], *, reach: int) -> list[Participant]:
    """The actors that a link (`بين`, `مع`) within `reach` tokens introduces, and those joined to them with `و`, up to the next verb."""
    classes, norms = scene.parse.classes, scene.parse.text.norms
    for index in range(token, min(last, token + reach)):
        if norms[index] in links:
            end = next((stop for stop in range(index + 1, last) if classes[stop] in _STATING_BUT_COMMAS), last)
            found = [located for located in scene.actors_at.between(index + 1, end) if is_agentive(scene.actors[located.number])]
            joined = [located for located in found if located is found[0] or norms[located.first].startswith(WAW)]
            return [participant(scene, located) for located in joined][:MOST_SIDES]
    return []


_STATING_BUT_COMMAS = STATING - {WordClass.PUNCTUATION}
