"""The company of triggers in one document: words that change an event's status or point at its sides."""

from bisect import bisect_left

from marsad.grammar.ordered import Ordered
from marsad.lexicon.company import company_matcher, light_verb_matcher
from marsad.lexicon.matcher import Hit
from marsad.stages.code.scene import Scene


class Company:
    """The company words and light verbs of a document, by token."""

    __slots__ = ("_hits", "_light", "_speakers")

    def __init__(self, scene: Scene) -> None:
        text = scene.parse.text
        self._hits: dict[str, Ordered[Hit[str]]] = {}
        for hit in company_matcher().find_all(text):
            self._hits.setdefault(hit.payload, Ordered()).append(hit)
        self._light = Ordered(light_verb_matcher().find(text))
        self._speakers = sorted(text.token_at(claim.holder.span.start) for claim in scene.claims)

    def between(self, effect: str, first: int, last: int) -> list[Hit[str]]:
        """The words of an effect that begin at tokens `first` to `last` (excluded)."""
        hits = self._hits.get(effect)
        return hits.between(first, last) if hits is not None else []

    def light_verbs(self, first: int, last: int) -> list[Hit[str]]:
        """The light verbs that begin at tokens `first` to `last` (excluded)."""
        return self._light.between(first, last)

    def speaker_tokens(self, first: int, last: int) -> frozenset[int]:
        """The tokens in a range at which somebody is named as the holder of a claim."""
        low, high = bisect_left(self._speakers, first), bisect_left(self._speakers, last)
        return frozenset(self._speakers[low:high])
