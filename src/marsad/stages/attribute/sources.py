"""Who a cue's source is: the phrase in front of it or behind it, or whoever spoke before."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.grammar.classes import WordClass, attached_preposition, is_known_whole
from marsad.grammar.parse import Parse
from marsad.lexicon.times import day_words
from marsad.model import ActorMention, Holder, cut_span

_SKIPPED = frozenset((WordClass.ADVERB, WordClass.PARTICLE, WordClass.AUXILIARY, WordClass.DEMONSTRATIVE))
_BEFORE_VERB = frozenset((WordClass.AUXILIARY, WordClass.PARTICLE, WordClass.RELATIVE, WordClass.ADVERB, WordClass.PRONOUN))
_NOMINAL = frozenset((WordClass.NOUN, WordClass.NAME))
_ASIDES = frozenset(("\N{ARABIC COMMA}", ","))
_WAW = "\N{ARABIC LETTER WAW}"
_LAM = "\N{ARABIC LETTER LAM}"
SIDE_REACH_TOKENS = 8
AUXILIARY_REACH_TOKENS = 14
"""A relative clause may stand between a subject and its verb; farther on the verb belongs to it."""
TYPE_OF_KIND = {
    "state": "official", "military": "military", "police": "police", "intelligence": "intelligence", "government": "official", "rebel": "armed_group",
    "militia": "armed_group", "terrorist": "armed_group", "party": "politician", "igo": "igo", "ngo": "ngo", "monitor": "monitor",
    "medical": "medical", "outlet": "outlet", "agency": "agency", "office": "official", "judiciary": "official", "business": "official",
    "civilian": "civilian", "protester": "civilian", "religious": "religious", "document": "document", "unnamed": "unnamed",
}  # fmt: skip


@dataclass(slots=True)
class Side:
    """A phrase that may be a source: its tokens, and the actor mention behind it (-1 for none)."""

    first: int
    last: int
    actor: int


class Sources:
    """Looks for sources around cues in one document."""

    def __init__(self, parse: Parse, actors: Sequence[ActorMention]) -> None:
        self._parse, self._text, self._actors = parse, parse.text, actors
        token_at = parse.text.token_at
        self._at = [(token_at(mention.span.start), token_at(max(mention.span.start, mention.span.end - 1)) + 1) for mention in actors]
        self._firsts = [first for first, _ in self._at]

    def behind(self, token: int, last: int) -> Side | None:
        """The phrase right behind token `token - 1`, adverbs and asides between passed over."""
        token = self._skip(token, last)
        if token >= last:
            return None
        side = self._actor_from(token)
        if side is not None:
            return side
        if self._parse.classes[token] not in _NOMINAL or attached_preposition(self._text.norms[token]):
            return None
        end = min(self._parse.noun_phrase(token), last)
        return Side(token, end, -1) if end > token else None

    def subject_behind(self, token: int, last: int) -> Side | None:
        """The subject behind a verb that ends before `token`: those spoken to (`قال لرويترز`, `نقول للأمريكيين`) are passed over."""
        token = self._skip(token, last)
        while token < last and (spoken_to := self._actor_from(token)) is not None and self._is_attached(spoken_to):
            token = self._skip(spoken_to.last, last)
        return self.behind(token, last)

    def _is_attached(self, side: Side) -> bool:
        start = self._text.starts[side.first]
        return self._actors[side.actor].span.start > start and attached_preposition(self._text.norms[side.first]).endswith(_LAM)

    def subject_ahead(self, token: int, first: int) -> Side | None:
        """`وكان ضابط في التحالف قال`: the phrase behind an auxiliary that opens the sentence, no known actor though it is."""
        opens = first < token and self._parse.classes[first] is WordClass.AUXILIARY and token - first <= AUXILIARY_REACH_TOKENS
        if not opens or self._parse.classes[first + 1] is not WordClass.NOUN or attached_preposition(self._text.norms[first + 1]):
            return None
        end = min(self._parse.noun_phrase(first + 1, loose=True), token)
        return Side(first + 1, end, -1) if end > first + 1 else None

    def before(self, token: int, first: int) -> Side | None:
        """The actor whose phrase ends right before the verb at `token`; none behind `و`."""
        norm = self._text.norms[token]
        if norm[0] == _WAW and not is_known_whole(norm):
            return None
        end = token
        while end > first and (self._parse.classes[end - 1] in _BEFORE_VERB or self._is_time_word(end - 1)):
            end -= 1
        place = bisect_left(self._firsts, end) - 1
        if end > first and self._text.norms[end - 1] in _ASIDES and place >= 0 and self._actors[place].actor.kind == "office":
            end -= 1  # a name in apposition is closed by a comma: `الوزير …، صرح`
        if place < 0 or self._at[place][0] < first or not end - 1 <= self._at[place][1] - 1 <= token:
            return None
        while place >= 0 and self._at[place][0] >= first and end - self._at[place][1] <= AUXILIARY_REACH_TOKENS:
            if not self._is_embedded(place):
                return Side(*self._at[place], place)
            place -= 1
        return None

    def _is_embedded(self, place: int) -> bool:
        """`ضابط في التحالف قال`: the alliance says nothing."""
        first = self._at[place][0]
        start = self._actors[place].span.start
        attached = start > self._text.starts[first] and self._text.raw[start - 1] == _LAM
        return attached or self._parse.is_embedded(first)

    def actors_within(self, first: int, last: int) -> list[int]:
        """Indices of the actor mentions that begin at tokens `first` to `last` (excluded)."""
        return list(range(bisect_left(self._firsts, first), bisect_left(self._firsts, last)))

    def tokens_of(self, actor: int) -> tuple[int, int]:
        """The tokens of an actor mention, the last excluded."""
        return self._at[actor]

    def holder(self, side: Side, *, implicit: bool = False) -> Holder:
        """The phrase as a holder, under the words of the text."""
        if side.actor >= 0:
            mention = self._actors[side.actor]
            return Holder(mention.span, mention.span.exact, _type_of(mention), implicit, side.actor)
        start = self._text.starts[side.first]
        office = self._office_of(side)
        last = max(side.last, self._at[office][1]) if office >= 0 else side.last
        span = cut_span(self._text.raw, start, self._text.ends[last - 1])
        return Holder(span, span.exact, "civilian" if office < 0 else _type_of(self._actors[office]), implicit, office)

    def _office_of(self, side: Side) -> int:
        """The office that a name has in apposition: `ميخائيل بوغدانوف نائب وزير الخارجية`, `سيرجي شويجو، وزير الدفاع`; -1 for none."""
        if self._parse.classes[side.first] is not WordClass.NAME:
            return -1
        behind = side.last + 1 if side.last < len(self._text) and self._text.norms[side.last] in _ASIDES else side.last
        for index in self.actors_within(side.first + 1, behind + 1):
            if self._actors[index].actor.kind == "office" and (side.first < self._at[index][0] <= side.last or self._at[index][0] == behind):
                return index
        return -1

    def _actor_from(self, token: int) -> Side | None:
        place = bisect_left(self._firsts, token)
        if place < len(self._at) and self._at[place][0] == token:
            return Side(*self._at[place], place)
        return None

    def _skip(self, token: int, last: int) -> int:
        classes, norms = self._parse.classes, self._text.norms
        while token < last and (classes[token] in _SKIPPED or norms[token] in _ASIDES or norms[token] == "#" or self._is_time_word(token)):
            token += 1
        return token

    def _is_time_word(self, token: int) -> bool:
        return self._text.norms[token] in day_words()


def _type_of(mention: ActorMention) -> str:
    return TYPE_OF_KIND.get(mention.actor.kind, "unnamed")
