"""What an event cost: the figures of its sentence, by measure."""

from marsad.arabic.fold import fold_word
from marsad.model import Bounds, Figure
from marsad.stages.code.draft import Draft
from marsad.stages.code.scene import Scene

_MEASURES_OF = {
    "ASSAULT": ("killed", "injured", "abducted", "displaced"),
    "COERCE": ("detained", "displaced"),
    "PROTEST": ("killed", "injured"),
    "RETREAT": ("displaced",),
}


def share_tolls(scene: Scene, drafts: list[Draft]) -> None:
    """Give each figure of a sentence to the draft of that sentence whose trigger is nearest and whose type can have it.

    Several figures of one measure in one sentence count different people and are added, except parts of a whole
    and the same number told twice.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.status == "actual":
            by_sentence.setdefault(draft.sentence, []).append(draft)
    for sentence, company in by_sentence.items():
        _share_sentence(scene, company, *scene.parse.text.sentences[sentence])


def _share_sentence(scene: Scene, drafts: list[Draft], first: int, last: int) -> None:
    shares: dict[tuple[int, str], list[Figure]] = {}
    violent = any(draft.type == "ASSAULT" for draft in drafts)
    for located in scene.figures_at.between(first, last):
        figure = scene.figures[located.number]
        takers = [draft for draft in drafts if figure.measure in _MEASURES_OF.get(draft.type, ())]
        if violent and figure.measure in ("killed", "injured"):
            takers = [draft for draft in takers if draft.type == "ASSAULT"]
        if not takers or figure.part_of >= 0:
            continue
        taker = min(takers, key=lambda draft: _distance(draft, located.first))
        taker.figures.append(located.number)
        shares.setdefault((drafts.index(taker), figure.measure), []).append(figure)
    for (index, measure), figures in shares.items():
        drafts[index].tolls[measure] = add_bounds(_distinct(figures))


def _distance(draft: Draft, token: int) -> int:
    return min(abs(token - hit.first) for hit in (draft.hit, *draft.hits))


def _distinct(figures: list[Figure]) -> list[Figure]:
    kept: list[Figure] = []
    for figure in figures:
        unit = fold_word(figure.unit)
        same = [other for other in kept if (other.low, other.high) == (figure.low, figure.high) and fold_word(other.unit) == unit]
        if not same:
            kept.append(figure)
    return kept


def add_bounds(figures: list[Figure]) -> Bounds:
    """The sum of the figures as bounds: open where one of them is open."""
    high: int | None = 0
    for figure in figures:
        high = None if high is None or figure.high is None else high + figure.high
    return sum(figure.low for figure in figures), high
