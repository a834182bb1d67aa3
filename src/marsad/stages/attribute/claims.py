"""Attribution: who says it, on whose word it was passed on, with which stance, and what is said."""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from marsad.grammar.classes import WordClass
from marsad.grammar.ordered import Ordered
from marsad.grammar.parse import Parse
from marsad.lexicon.cues import Cue, channel_matcher, company_matcher, cue_matcher
from marsad.lexicon.inflected import known_verb_forms
from marsad.lexicon.matcher import Hit
from marsad.model import ActorMention, Claim, Document, Holder, Span, cut_span
from marsad.stages.attribute.sources import Side, Sources

MARKER_REACH_TOKENS = 22
NEGATION_REACH_TOKENS = 2
VIA_REACH_TOKENS = 9
CHANNEL_REACH_TOKENS = 12
PROMISE_REACH_TOKENS = 3
RESPONSIBILITY_REACH_TOKENS = 4
SUBJECT_REACH_TOKENS = 8
OBJECT_REACH_TOKENS = 2
SAYING_REACH_TOKENS = 14
LONGEST_QUOTED_NAME_TOKENS = 4
PARENT_REACH_CLAIMS = 12
_SPEAKING_KINDS = frozenset(("office", "government", "state", "military", "igo", "ngo"))
_AN = "\N{ARABIC LETTER AIN}\N{ARABIC LETTER NOON}"
_LAM = "\N{ARABIC LETTER LAM}"
_VERBAL = frozenset((WordClass.VERB, WordClass.NAME, WordClass.AUXILIARY))
_QUOTES = frozenset('"\u00ab\u201c\u201d')
_RESPONSIBILITY = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER SEEN}\N{ARABIC LETTER WAW}\N{ARABIC LETTER WAW}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}"
_FUTURE = (
    "\N{ARABIC LETTER SEEN}\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER SEEN}\N{ARABIC LETTER TEH}",
    "\N{ARABIC LETTER SEEN}\N{ARABIC LETTER NOON}",
)
_PASSERS_ON = frozenset(("agency", "outlet"))


def attribute_claims(parse: Parse, actors: Sequence[ActorMention], document: Document) -> list[Claim]:
    """The claims of a text in the order of their cues.

    A cue without a source of its own takes the holder who spoke before, across sentences and quotation marks. Outlets and agencies
    that only pass a claim on stand in its `via`. Negated cues (`لم يعلن`) and impersonal ones (`يذكر أن`) are no claims.
    """
    return _Attributor(parse, actors, document).attribute()


class _Attributor:
    def __init__(self, parse: Parse, actors: Sequence[ActorMention], document: Document) -> None:
        self._parse, self._text, self._document = parse, parse.text, document
        self._sources = Sources(parse, actors)
        self._actors = actors
        self._company: dict[str, Ordered[Hit[str]]] = {}
        for hit in company_matcher().find_all(parse.text):
            self._company.setdefault(hit.payload, Ordered()).append(hit)
        self._channels = Ordered(channel_matcher().find(parse.text))
        self._quoted = dict(parse.text.quotations)
        self._last: Holder | None = None
        self._claims: list[Claim] = []
        self._tokens: list[int] = []

    def attribute(self) -> list[Claim]:
        covered = -1
        for hit in cue_matcher().find(self._text):
            if hit.first < covered or self._is_no_claim(hit):
                continue
            claim = self._claim(hit)
            if claim is None:
                continue
            covered = hit.last
            self._claims.append(claim)
            self._tokens.append(hit.first)
            self._last = claim.holder
        return _with_parents(_pass_on(self._claims))

    def _sentence(self, token: int) -> tuple[int, int]:
        return self._text.sentences[self._text.sentence_of(token)]

    def _between(self, effect: str, first: int, last: int) -> list[Hit[str]]:
        hits = self._company.get(effect)
        return hits.between(first, last) if hits is not None else []

    def _is_no_claim(self, hit: Hit[Cue]) -> bool:
        first, _ = self._sentence(hit.first)
        if self._between("none", max(first, hit.first - NEGATION_REACH_TOKENS), hit.first) or self._between("impersonal", hit.first, hit.first + 1):
            return True
        if hit.payload.form == "verb":
            nominal = self._parse.classes[hit.first] not in _VERBAL and not hit.prefix and hit.payload.frame != "object"
            return nominal or hit.prefix[-1:] in ("\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER KAF}")
        return False

    def _claim(self, hit: Hit[Cue]) -> Claim | None:
        reader = {"prep": self._prepositional, "via": self._relayed_by, "relay": self._relayed, "participle": self._participle}
        if hit.payload.form == "noun":
            return self._nominal(hit)
        return reader.get(hit.payload.frame, self._verbal)(hit)

    def _make(self, hit: Hit[Cue], holder: Holder, content: Span | None, via: tuple[Holder, ...] = (), stance: str = "") -> Claim:
        return Claim(
            cut_span(self._text.raw, hit.start, hit.end), holder, stance or self._stance(hit, content), via, content,
            channel=self._channel(hit), rules=(f"cue:{hit.payload.id}", f"frame:{hit.payload.frame}"),
        )  # fmt: skip

    def _verbal(self, hit: Hit[Cue]) -> Claim | None:
        """A verb of saying: its subject behind or before it, else whoever spoke before."""
        first, last = self._sentence(hit.first)
        marker = self._marker(hit, last)
        if hit.payload.frame == "marked" and marker is None:
            return None
        limit = marker if marker is not None else last
        side = self._sources.before(hit.first, first)
        if side is None:
            side = self._sources.subject_behind(hit.last, limit)
            if side is not None and side.actor < 0 and not self._may_speak(side, marker, hit):
                side = None
        if side is None and marker is not None:
            side = self._sources.subject_ahead(hit.first, first)
        if side is None and not self._may_imply(hit, marker):
            return None
        holder = self._sources.holder(side) if side is not None else self._implied(hit)
        if holder is None:
            return None
        content = self._content(hit, side, marker, last)
        return self._make(hit, holder, content, self._via(side, hit, limit))

    def _may_speak(self, side: Side, marker: int | None, hit: Hit[Cue]) -> bool:
        """A phrase that is no known actor: a name, or a noun right behind the verb and before its content."""
        if hit.payload.frame == "object":
            return False
        if self._parse.classes[side.first] is WordClass.NAME and not self._text.norms[side.first].endswith("\N{ARABIC LETTER ALEF}"):
            return True
        if marker is None:
            return False
        return (hit.payload.frame == "said" and marker >= side.last) or 0 <= marker - side.last <= 1

    def _may_imply(self, hit: Hit[Cue], marker: int | None) -> bool:
        """Whether a cue without a source may go on from the speaker before: it opens its clause, or content follows at once."""
        if hit.first == self._sentence(hit.first)[0] or hit.prefix:
            return True
        if hit.payload.frame == "object":
            return False
        return marker is not None or hit.payload.id == "confirm"

    def _implied(self, hit: Hit[Cue]) -> Holder | None:
        """Who spoke before, as an implicit holder: the sentence's first speaker for a participle, the last one else.

        Where the sentence before held no claim, its subject is taken: `أوقف رئيس الوزراء … وقال إن`.
        """
        last = self._last
        sentence = self._text.sentence_of(hit.first)
        if hit.payload.frame == "participle":
            first = self._text.sentences[sentence][0]
            place = bisect_left(self._tokens, first)
            last = self._claims[place].holder if place < len(self._claims) else last
        elif sentence and (not self._tokens or self._text.sentence_of(self._tokens[-1]) < sentence - 1):
            last = self._subject_of(sentence - 1) or last
        return None if last is None else Holder(last.span, last.name, last.type, True, last.actor)

    def _subject_of(self, sentence: int) -> Holder | None:
        first, last = self._text.sentences[sentence]
        for index in self._sources.actors_within(first, min(last, first + SUBJECT_REACH_TOKENS)):
            if self._actors[index].actor.kind in _SPEAKING_KINDS:
                return self._sources.holder(Side(*self._sources.tokens_of(index), index))
        return None

    def _participle(self, hit: Hit[Cue]) -> Claim | None:
        if (
            self._claims
            and hit.payload.id == "sayings"
            and hit.first - self._tokens[-1] < SAYING_REACH_TOKENS
            and self._claims[-1].rules[0] == "cue:relay"
        ):
            return None
        holder = self._implied(hit) or self._subject_of(self._text.sentence_of(hit.first))
        _, last = self._sentence(hit.first)
        marker = self._marker(hit, last)
        return None if holder is None else self._make(hit, holder, self._content(hit, None, marker, last))

    def _prepositional(self, hit: Hit[Cue]) -> Claim | None:
        """`بحسب مصادر`, `وفق ما أعلن الجيش`: the content is the sentence before it, or after where it opens the sentence."""
        first, last = self._sentence(hit.first)
        side = self._sources.behind(hit.last, last)
        if side is None:
            return None
        holder = self._sources.holder(side)
        content = self._span(first, hit.first) if hit.first > first else self._span(side.last, last)
        return self._make(hit, holder, content)

    def _relayed_by(self, hit: Hit[Cue]) -> Claim | None:
        """`حسبما نقلت وكالة …`: who passes on the claim made before in the sentence."""
        first, last = self._sentence(hit.first)
        side = self._sources.behind(hit.last, last)
        if side is None:
            return None
        holder = self._sources.holder(side)
        for place in range(len(self._claims) - 1, -1, -1):
            if self._tokens[place] < first:
                break
            earlier = self._claims[place]
            self._claims[place] = msgspec.structs.replace(earlier, via=(*earlier.via, holder), rules=(*earlier.rules, "via:relayed"))
            return None
        return self._make(hit, holder, self._span(first, hit.first) if hit.first > first else None)

    def _relayed(self, hit: Hit[Cue]) -> Claim | None:
        """`نقلت وكالة … عن مسؤول قوله إن`, `نقلا عن مصدر`."""
        first, last = self._sentence(hit.first)
        norms = self._text.norms
        link = next((index for index in range(hit.first, min(last, hit.last + VIA_REACH_TOKENS)) if norms[index] == _AN), None)
        if link is None:
            return None
        side = self._sources.behind(link + 1, last)
        if side is None:
            return None
        relayer = self._sources.before(hit.first, first) or (self._sources.behind(hit.last, link) if hit.last < link else None)
        via = (self._sources.holder(relayer),) if relayer is not None else ()
        marker = self._marker(hit, last)
        return self._make(hit, self._sources.holder(side), self._content(hit, side, marker, last), via)

    def _nominal(self, hit: Hit[Cue]) -> Claim | None:
        """`اتهامات الحوثيين للتحالف`: a noun of saying with its holder in the genitive."""
        side = self._sources.behind(hit.last, hit.last + 1)
        if side is None or side.actor < 0 or side.first != hit.last:
            return None
        return self._make(hit, self._sources.holder(side), self._span(side.last, self._sentence(hit.first)[1]))

    def _marker(self, hit: Hit[Cue], last: int) -> int | None:
        """The token that opens the content: `أن`, a colon or a quotation mark within reach, None where there is none."""
        high = self._until_contrast(hit.last, min(last, hit.last + MARKER_REACH_TOKENS))
        markers = self._between("marker", hit.last, high)
        word = markers[0].first if markers else None
        quote = next((index for index in range(hit.last, high) if self._text.norms[index] in _QUOTES and self._is_speech(index)), None)
        found = [token for token in (word, quote) if token is not None]
        return min(found) if found else None

    def _is_speech(self, quote: int) -> bool:
        """True for a quotation mark that opens speech and not a name: more than four tokens to the closing one."""
        return self._quoted.get(quote + 1, 0) - (quote + 1) > LONGEST_QUOTED_NAME_TOKENS

    def _content(self, hit: Hit[Cue], side: Side | None, marker: int | None, last: int) -> Span | None:
        begin = max(hit.last, side.last if side is not None and side.first >= hit.last else hit.last)
        if marker is not None and (hit.payload.frame != "object" or marker <= begin + OBJECT_REACH_TOKENS):
            if self._text.norms[marker] in _QUOTES:
                end = self._quoted.get(marker + 1, last)
                return self._span(marker + 1, end)
            return self._span(marker, self._until_contrast(marker, last))
        return self._span(begin, self._until_contrast(begin, last))

    def _until_contrast(self, first: int, last: int) -> int:
        """Where content without quotation marks ends: at `فيما`, `بينما`, or with the sentence."""
        contrasts = self._between("contrast", first + 1, last)
        return contrasts[0].first if contrasts else last

    def _span(self, first: int, last: int) -> Span | None:
        norms = self._text.norms
        while last > first and not norms[last - 1][0].isalnum():
            last -= 1
        while first < last and not norms[first][0].isalnum():
            first += 1
        return cut_span(self._text.raw, self._text.starts[first], self._text.ends[last - 1]) if first < last else None

    def _via(self, side: Side | None, hit: Hit[Cue], limit: int) -> tuple[Holder, ...]:
        """`قال … لوكالة رويترز`: the outlet or agency that was spoken to."""
        begin = side.last if side is not None and side.first >= hit.last else hit.last
        found = []
        for index in self._sources.actors_within(begin, min(limit, begin + VIA_REACH_TOKENS)):
            first, last = self._sources.tokens_of(index)
            if self._actors[index].actor.kind in _PASSERS_ON and self._is_spoken_to(first):
                found.append(self._sources.holder(Side(first, last, index)))
        return tuple(found)

    def _is_spoken_to(self, token: int) -> bool:
        norm = self._text.norms[token]
        return norm.startswith(_LAM) or (token > 0 and self._text.norms[token - 1] == _LAM)

    def _stance(self, hit: Hit[Cue], content: Span | None) -> str:
        """The cue's stance, unless what is said makes it another: responsibility taken, a promise."""
        norms = self._text.norms
        near = norms[hit.last : hit.last + RESPONSIBILITY_REACH_TOKENS]
        if hit.payload.stance == "states" and any(norm.startswith(_RESPONSIBILITY) for norm in near):
            return "claims_responsibility"
        if hit.payload.stance == "states" and content is not None:
            first = self._text.token_at(content.start)
            if any(norm.startswith(_FUTURE) and norm[1:] in known_verb_forms() for norm in norms[first : first + PROMISE_REACH_TOKENS]):
                return "promises"
        return hit.payload.stance

    def _channel(self, hit: Hit[Cue]) -> str:
        near = self._channels.between(hit.last, hit.last + CHANNEL_REACH_TOKENS + 1)
        return near[0].payload if near else ""


def _pass_on(claims: list[Claim]) -> list[Claim]:
    """Claims of outlets and agencies whose content is another's claim handed down to it as `via`, and left out themselves."""
    kept: list[Claim] = []
    for place, claim in enumerate(claims):
        inner = claims[place + 1] if place + 1 < len(claims) else None
        if (
            inner is not None
            and claim.holder.implicit
            and claim.rules[1] == "frame:participle"
            and claim.content is not None
            and inner.cue.end <= claim.content.start
        ):
            continue  # `مشيرة إلى دراسة بينت أن`: what follows is the study's
        passes = claim.holder.type in ("outlet", "agency") and claim.content is not None and inner is not None and not inner.holder.implicit
        if passes and inner is not None and _opens_on(claim, inner):
            claims[place + 1] = msgspec.structs.replace(inner, via=(claim.holder, *inner.via), rules=(*inner.rules, "via:outer"))
        else:
            kept.append(claim)
    return kept


def _opens_on(claim: Claim, inner: Claim) -> bool:
    """True where what a claim says is at once another holder's claim."""
    content = claim.content
    return content is not None and not inner.holder.implicit and content.contains(inner.cue) and inner.cue.start - content.start < LONGEST_NAMED_CHARS


LONGEST_NAMED_CHARS = 90
"""An outer claim passes on an inner one only where that follows at once, behind the name of its holder."""


def _with_parents(claims: list[Claim]) -> list[Claim]:
    """Each claim with the index of the innermost other claim whose content holds its cue."""
    placed = []
    for place, claim in enumerate(claims):
        outer = [
            other
            for other in range(max(0, place - PARENT_REACH_CLAIMS), place)
            if (content := claims[other].content) is not None and content.contains(claim.cue)
        ]
        parent = outer[-1] if outer else -1
        placed.append(
            Claim(claim.cue, claim.holder, claim.stance, claim.via, claim.content, parent, claim.channel, claim.rules) if parent >= 0 else claim
        )
    return placed
