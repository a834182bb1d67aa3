"""A draft: an event mention in the making, before drafts that tell of one event are merged."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger
from marsad.model import Bounds, Participant


@dataclass(slots=True)
class Draft:
    """One trigger (or several of one sentence) and what was found around it.

    `first`, `last` are the tokens of its clause; `borne` says that a light verb stands by its noun. `place` and `time` are indices into the
    scene's lists, -1 for none; `own_place` is False where the place was taken over from the article's company and not said in the sentence.
    `headline_tolls` are measures known from the title alone, which a sentence of the text overrules. `hits` are further triggers of the
    sentence that were joined in. `apart` says that it is another incident than the one that its sentence told before.
    """

    hit: Hit[Trigger]
    type: str
    mode: str
    strong: bool
    status: str
    first: int
    last: int
    sentence: int
    definite: bool = False
    another: bool = False
    apart: bool = False
    borne: bool = False
    in_title: bool = False
    actors: list[Participant] = field(default_factory=list)
    targets: list[Participant] = field(default_factory=list)
    place: int = -1
    own_place: bool = False
    time: int = -1
    date: str | None = None
    tolls: dict[str, Bounds] = field(default_factory=dict)
    figures: list[int] = field(default_factory=list)
    claim: int = -1
    rules: list[str] = field(default_factory=list)
    headline_tolls: set[str] = field(default_factory=set)
    merged: list["Draft"] = field(default_factory=list)
    hits: list[Hit[Trigger]] = field(default_factory=list)

    def weight(self) -> float:
        """How much the draft says by itself: what decides whose clause becomes the evidence."""
        said = bool(self.actors) + bool(self.targets) + self.own_place + (self.time >= 0) + bool(self.tolls) + self.strong
        return said - (1.5 if self.in_title else 0.0)


def told_before(drafts: Sequence[Draft], draft: Draft) -> Iterator[Draft]:
    """The drafts at the end of `drafts` that stand in the sentence of `draft`, the nearest first."""
    return itertools.takewhile(lambda other: other.sentence == draft.sentence, reversed(drafts))
