"""One event for one event: drafts that tell of the same happening become one."""

from marsad.arabic.fold import fold_word
from marsad.model import Participant
from marsad.stages.code.draft import Draft
from marsad.stages.code.scene import Scene
from marsad.stages.code.setting import contains

_OPEN_MODES = frozenset(("", "other"))
_KINDRED_MODES = (frozenset(("explosive", "suicide")), frozenset(("clash", "firearms")), frozenset(("firearms", "kidnap")))
MERGE_REACH_DRAFTS = 80
"""An article does not come back to an event after telling of so many others."""
SHARED_NAME = 0.5
"""Share of the shorter name's words that two names must have in common to be taken for one side."""
_MORE_SPECIFIC = ("chemical", "suicide", "drone", "kidnap", "airstrike", "explosive", "shelling", "firearms", "clash", "other", "")


def merge_drafts(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts with those of one event merged, in text order of their best clause."""
    merged: list[Draft] = []
    for draft in drafts:
        home = next((other for other in reversed(merged[-MERGE_REACH_DRAFTS:]) if are_same_event(scene, other, draft)), None)
        if home is None:
            merged.append(draft)
        else:
            absorb(home, draft)
    return merged


def are_same_event(scene: Scene, known: Draft, draft: Draft) -> bool:
    """True where nothing that the two say contradicts their being one event, and something speaks for it."""
    if known.type != draft.type or not _modes_agree(known, draft):
        return False
    if known.status != draft.status and not draft.definite:
        return False
    if draft.apart and known.sentence == draft.sentence:
        return False
    if draft.another and not draft.definite and known.sentence != draft.sentence:
        return False
    if not _dates_agree(known, draft) or not _places_agree(scene, known, draft):
        return False
    if not _sides_agree(scene, known.actors, draft.actors):
        return False
    if known.sentence == draft.sentence:
        return known.type == "ASSAULT" or _sides_agree(scene, known.targets, draft.targets)
    return known.in_title or draft.definite or (_tolls_agree(known, draft) and _has_ground(known, draft))


def _modes_agree(known: Draft, draft: Draft) -> bool:
    pair = {known.mode, draft.mode}
    if known.type == "CONSULT":
        return True
    if len(pair) == 1 or (known.type == "ASSAULT" and pair & _OPEN_MODES):
        return True
    return known.type == "ASSAULT" and any(pair <= kindred for kindred in _KINDRED_MODES)


def _dates_agree(known: Draft, draft: Draft) -> bool:
    if known.date is None or draft.date is None or known.date == draft.date:
        return True
    shorter, longer = sorted((known.date, draft.date), key=len)
    return longer.startswith(shorter) and "/" not in shorter


def _places_agree(scene: Scene, known: Draft, draft: Draft) -> bool:
    if not known.own_place or not draft.own_place:
        return True
    one, other = scene.places[known.place].place, scene.places[draft.place].place
    if one is None or other is None:
        return True
    return contains(one, other) or contains(other, one)


def _sides_agree(scene: Scene, known: list[Participant], draft: list[Participant]) -> bool:
    if not known or not draft:
        return True
    return any(_is_same_side(scene, one, other) for one in known for other in draft)


def _is_same_side(scene: Scene, one: Participant, other: Participant) -> bool:
    first, second = _identity(scene, one), _identity(scene, other)
    if first and first == second:
        return True
    return _share_words(one.name, other.name) or _part_of(scene, one, other) or _are_unnamed_alike(scene, one, other)


def _identity(scene: Scene, side: Participant) -> str:
    return scene.actors[side.actor].actor.id if side.actor >= 0 else ""


def _are_unnamed_alike(scene: Scene, one: Participant, other: Participant) -> bool:
    """`مسلحون` and `إرهابيون`, `محتج` and `متظاهرين`: people without an identity whom articles call now so, now so."""
    if one.actor < 0 or other.actor < 0 or _identity(scene, one) or _identity(scene, other):
        return False
    kinds = {scene.actors[one.actor].actor.kind, scene.actors[other.actor].actor.kind}
    return any(kinds <= kindred for kindred in _KINDRED_PEOPLE)


_KINDRED_PEOPLE = (frozenset(("rebel", "terrorist", "militia")), frozenset(("protester", "civilian")))


def _part_of(scene: Scene, one: Participant, other: Participant) -> bool:
    if one.actor < 0 or other.actor < 0:
        return False
    first, second = scene.actors[one.actor].actor, scene.actors[other.actor].actor
    if first.country and first.country == second.country and {first.kind, second.kind} <= {"state", "military", "government", "police"}:
        return True
    return bool((first.id and first.id == second.part_of) or (second.id and second.id == first.part_of))


def _share_words(one: str, other: str) -> bool:
    left, right = set(fold_word(one).split()), set(fold_word(other).split())
    return bool(left and right) and len(left & right) / min(len(left), len(right)) >= SHARED_NAME


def _tolls_agree(known: Draft, draft: Draft) -> bool:
    mine, theirs = known.tolls.get("killed"), draft.tolls.get("killed")
    return mine is None or theirs is None or mine[0] == theirs[0] or not draft.another


def _has_ground(known: Draft, draft: Draft) -> bool:
    """Whether a later sentence speaks for being the same: nothing new in it, or a place, date, side or toll in common."""
    if not draft.own_place and draft.date is None:
        return True
    if (known.own_place and draft.own_place) or (known.date is not None and known.date == draft.date):
        return True
    if known.tolls.get("killed") is not None and known.tolls.get("killed") == draft.tolls.get("killed"):
        return True
    return not known.own_place and known.date is None


def absorb(home: Draft, draft: Draft) -> None:
    """Add what `draft` says to `home`; the clause that says more becomes the one that is shown."""
    was_title, draft_tolls = home.in_title, dict(draft.tolls)
    home.mode = min(home.mode, draft.mode, key=_MORE_SPECIFIC.index) if home.type == "ASSAULT" else home.mode
    if draft.weight() > home.weight():
        _swap_clauses(home, draft)
    if draft.actors and (was_title or not home.actors):
        home.actors = list(draft.actors)
    for side in draft.targets:
        if not any(_share_words(side.name, other.name) for other in home.targets):
            home.targets.append(side)
    if not home.own_place and draft.own_place:
        home.place, home.own_place = draft.place, True
    if _dates_better(home, draft):
        home.time, home.date = draft.time, draft.date
    for measure, bounds in draft.tolls.items():
        if measure not in home.tolls or was_title or measure in home.headline_tolls:
            home.tolls[measure] = bounds
            home.headline_tolls.discard(measure)
    if was_title:
        home.headline_tolls |= home.tolls.keys() - draft_tolls.keys()
    home.figures += [index for index in draft.figures if index not in home.figures]
    home.definite, home.borne = home.definite and draft.definite, home.borne or draft.borne
    home.merged.append(draft)


def _dates_better(home: Draft, draft: Draft) -> bool:
    """Whether `draft` knows the day better: one at all, or a finer one."""
    if draft.date is None or home.date is None:
        return draft.date is not None
    return len(draft.date) > len(home.date) and "/" not in draft.date


def _swap_clauses(home: Draft, draft: Draft) -> None:
    for name in ("hit", "first", "last", "in_title", "claim"):
        mine, theirs = getattr(home, name), getattr(draft, name)
        setattr(home, name, theirs)
        setattr(draft, name, mine)
