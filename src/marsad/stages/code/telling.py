"""One sentence's telling: drafts told as cause and consequence made one, and incidents told beside each other kept apart."""

from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Frame, Trigger
from marsad.stages.code.company import Company
from marsad.stages.code.draft import Draft, told_before
from marsad.stages.code.dropped import share_actors
from marsad.stages.code.scene import Scene
from marsad.stages.code.tolls import share_tolls

CONSEQUENCES = frozenset((Frame.VICTIM, Frame.KILL))
"""What an act led to (`مقتل أربعة`), where it does not tell of the act itself."""


def is_another(company: Company, hit: Hit[Trigger]) -> bool:
    """`هجوم آخر`, `القصف السابق`: an act marked as distinct from the one told before."""
    return hit.payload.frame not in CONSEQUENCES and bool(company.between("another", hit.last, hit.last + 2))


def join_sentences(scene: Scene, company: Company, drafts: list[Draft]) -> list[Draft]:
    """Drafts of violence in one sentence told as cause and consequence made one, and tolls taken."""
    joined: list[Draft] = []
    for draft in drafts:
        if _is_struck(joined, draft):
            continue
        home = next((other for other in told_before(joined, draft) if _is_one_telling(other, draft)), None)
        draft.apart = home is not None and _is_apart(home, draft)
        if home is None or draft.apart:
            joined.append(draft)
        else:
            _join(home, draft)
    share_tolls(scene, joined)
    share_actors(scene, company, joined)
    return joined


def _is_struck(joined: list[Draft], draft: Draft) -> bool:
    """`غارات استهدفت آليات وتعزيزات عسكرية`: a move of forces named only as what was struck in the same sentence."""
    named = draft.type == "MOBILIZE" and draft.hit.payload.form == "noun" and not draft.borne
    return named and any(other.type == "ASSAULT" for other in told_before(joined, draft))


def _is_one_telling(home: Draft, draft: Draft) -> bool:
    if home.type != draft.type or home.status != draft.status:
        return False
    if home.type == "ASSAULT":
        consequence = home.hit.payload.frame in CONSEQUENCES or draft.hit.payload.frame in CONSEQUENCES
        return consequence or home.mode == draft.mode or not home.mode or not draft.mode or "other" in (home.mode, draft.mode)
    if home.targets and draft.targets and not {side.name for side in home.targets} & {side.name for side in draft.targets}:
        return home.type == "CONSULT"
    return home.mode == draft.mode or home.type == "CONSULT"


def _is_apart(home: Draft, draft: Draft) -> bool:
    """`انفجار قتل سبعة وتفجير آخر أودى ب12`: incidents whose tolls must not be added."""
    told = any(hit.payload.frame not in CONSEQUENCES for hit in (home.hit, *home.hits))
    return draft.type == "ASSAULT" and draft.another and told


def _join(home: Draft, draft: Draft) -> None:
    if not home.mode or home.mode == "other":
        home.mode = draft.mode or home.mode
    home.strong = home.strong or draft.strong
    home.actors = home.actors or draft.actors
    home.targets += [side for side in draft.targets if all(side.name != other.name for other in home.targets)]
    if home.place < 0:
        home.place, home.own_place = draft.place, draft.own_place
    if home.date is None:
        home.time, home.date = draft.time, draft.date
    home.first, home.last = min(home.first, draft.first), max(home.last, draft.last)
    home.definite = home.definite and draft.definite
    home.another = home.another or draft.another
    home.hits.append(draft.hit)
    home.rules += draft.rules
