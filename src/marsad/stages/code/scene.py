"""A scene: everything that was recognised in one document, addressed by token, for event coding to look around in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from marsad.grammar.classes import WordClass
from marsad.grammar.ordered import Ordered
from marsad.grammar.parse import Parse
from marsad.model import ActorMention, Claim, Document, Figure, PlaceMention, Span, TimeMention

_COMMAS = ("\N{ARABIC COMMA}", ",")
_SEMICOLON = "\N{ARABIC SEMICOLON}"
_CLAUSE_OPENINGS = frozenset((WordClass.VERB, WordClass.AUXILIARY, WordClass.ADVERB, WordClass.PARTICLE))


class Located(msgspec.Struct, frozen=True, gc=False):
    """The tokens that a record covers, `last` excluded, and its number in its list."""

    first: int
    last: int
    number: int


@dataclass(slots=True)
class Scene:
    """A document with what was found in it; `*_at` hold each kind in text order by token, `claims_in` the claims by sentence, `boundaries`
    the signs that part clauses."""

    parse: Parse
    document: Document
    places: Sequence[PlaceMention]
    times: Sequence[TimeMention]
    actors: Sequence[ActorMention]
    figures: Sequence[Figure]
    claims: Sequence[Claim]
    places_at: Ordered[Located] = field(init=False)
    times_at: Ordered[Located] = field(init=False)
    actors_at: Ordered[Located] = field(init=False)
    figures_at: Ordered[Located] = field(init=False)
    claims_in: dict[int, list[int]] = field(init=False)
    boundaries: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.places_at = self._locate([place.span for place in self.places])
        self.times_at = self._locate([time.span for time in self.times])
        self.actors_at = self._locate([actor.span for actor in self.actors])
        self.figures_at = self._locate([figure.span for figure in self.figures])
        self.claims_in = self._index_claims()
        self.boundaries = self._find_boundaries()

    def _locate(self, spans: list[Span]) -> Ordered[Located]:
        token_at = self.parse.text.token_at
        located = [Located(token_at(span.start), token_at(max(span.start, span.end - 1)) + 1, index) for index, span in enumerate(spans)]
        return Ordered(sorted(located, key=lambda item: (item.first, -item.last)))

    def _index_claims(self) -> dict[int, list[int]]:
        """Sentence → indices of the claims whose content reaches into it."""
        text = self.parse.text
        index: dict[int, list[int]] = {}
        for number, claim in enumerate(self.claims):
            if claim.content is not None:
                first = text.sentence_of(text.token_at(claim.content.start))
                last = text.sentence_of(text.token_at(claim.content.end - 1))
                for sentence in range(first, last + 1):
                    index.setdefault(sentence, []).append(number)
        return index

    def _find_boundaries(self) -> list[int]:
        """The semicolons, and the commas behind which a clause begins."""
        positions, classes = self.parse.text.positions, self.parse.classes
        commas = (token for comma in _COMMAS for token in positions.get(comma, ()))
        opening = (token for token in commas if token + 1 < len(classes) and classes[token + 1] in _CLAUSE_OPENINGS)
        return sorted((*opening, *positions.get(_SEMICOLON, ())))

    def claims_around(self, token: int) -> list[int]:
        """Indices of the claims whose content holds `token`, in text order."""
        start = self.parse.text.starts[token]
        found = self.claims_in.get(self.parse.text.sentence_of(token), ())
        return [number for number in found if (content := self.claims[number].content) is not None and content.start <= start < content.end]

    def sentence(self, token: int) -> tuple[int, int]:
        """The token range of the sentence that `token` stands in."""
        text = self.parse.text
        return text.sentences[text.sentence_of(token)] if text.sentences else (0, len(text))

    def is_title(self, token: int) -> bool:
        """True in the first line where that is the document's title."""
        paragraphs = self.parse.text.paragraphs
        return bool(paragraphs) and len(paragraphs) > 1 and token < paragraphs[0][1]
