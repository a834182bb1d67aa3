"""Subjects that a clause leaves out, taken from the clause before."""

from marsad.lexicon.triggers import Frame
from marsad.stages.code.company import Company
from marsad.stages.code.draft import Draft, told_before
from marsad.stages.code.links import MOST_SIDES
from marsad.stages.code.scene import Scene
from marsad.stages.code.sides import can_strike, participant


def share_actors(scene: Scene, company: Company, drafts: list[Draft]) -> None:
    """Give acts of force and moves without a subject of their own the actor of the sentence, as dropped subjects ask.

    `وقطعت إمدادات…` goes on from the clause before it; a verbal noun (`والقبض على…`) from the sentence's own actor.
    """
    for index, draft in enumerate(drafts):
        continued = draft.type in _CONTINUED_TYPES or draft.hit.payload.frame is Frame.VISIT
        if draft.actors or not continued or draft.hit.payload.frame in (Frame.VICTIM, Frame.KILL, Frame.EVENT):
            continue
        if draft.mode == "coup" and draft.targets:
            continue
        if draft.hit.payload.form == "noun" and not draft.hit.prefix:
            continue
        told = next((other for other in told_before(drafts[:index][-MOST_SIDES * 4 :], draft) if other.actors), None)
        if told is not None and told.type in _CONTINUED_TYPES | {"ASSAULT"}:
            draft.actors = list(told.actors)
            draft.rules.append("actor:from_clause_before")
            continue
        first, _ = scene.sentence(draft.hit.first)
        speakers = company.speaker_tokens(first, draft.hit.first)
        for located in reversed(scene.actors_at.between(first, draft.hit.first)):
            side = participant(scene, located)
            if located.first not in speakers and can_strike(scene, side) and not any(side.span.overlaps(target.span) for target in draft.targets):
                draft.actors = [side]
                draft.rules.append("actor:dropped_subject")
                break


_CONTINUED_TYPES = frozenset(("COERCE", "MOBILIZE", "RETREAT"))
