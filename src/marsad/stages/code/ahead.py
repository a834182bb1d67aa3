"""What a date behind the article's publication says of an event that its words tell as if it had happened."""

from collections.abc import Sequence

from marsad.grammar.classes import is_present
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger
from marsad.stages.code.company import Company
from marsad.stages.code.draft import Draft
from marsad.stages.code.scene import Scene

_ABOUT_SOMETHING = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "SUPPORT"))
"""Acts of speech: the date is that of what is asked, promised or agreed (`اتفقوا على فتح المعبر الاثنين المقبل`)."""
_YEAR_LETTERS = 4
LIGHT_REACH_TOKENS = 4


def settle_ahead(scene: Scene, company: Company, drafts: Sequence[Draft]) -> None:
    """Nothing has happened that is still to come: such a draft gives the date up where it is another's, and is planned where it is its own."""
    if scene.document.published is None:
        return
    day = scene.document.published[:10]
    for draft in drafts:
        if draft.status != "actual" or not _is_ahead(scene, draft.time, day):
            continue
        if _has_happened(scene, company, draft):
            draft.time, draft.date = -1, None
            draft.rules.append("time:of_something_ahead")
        else:
            draft.status = "planned"
            draft.rules.append("status:dated_ahead")


def _is_ahead(scene: Scene, time: int, day: str) -> bool:
    return time >= 0 and (scene.times[time].begin or "") > day


def _has_happened(scene: Scene, company: Company, draft: Draft) -> bool:
    """True for speech, for violence (plans of it are told as plans), for tolls and past verbs, and where the date is only a year (`مونديال 2022`)."""
    if draft.type == "ASSAULT" or draft.type in _ABOUT_SOMETHING or draft.tolls or len(draft.date or "") == _YEAR_LETTERS:
        return True
    return any(_is_past(scene, company, hit) for hit in (draft.hit, *draft.hits))


def _is_past(scene: Scene, company: Company, hit: Hit[Trigger]) -> bool:
    """`احتجوا`, `عقدنا اجتماعا`: a past verb, or a noun that one bears."""
    if hit.payload.form == "verb":
        return not is_present(scene.parse.text.norms[hit.first])
    borne = company.light_verbs(max(0, hit.first - LIGHT_REACH_TOKENS), hit.first)
    return any(not is_present(scene.parse.text.norms[light.first]) for light in borne)
