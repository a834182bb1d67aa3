"""Finding the noun phrases that name actors."""

from functools import cache, lru_cache
from typing import NamedTuple

from marsad.arabic.clitics import ARTICLE, Split, proclitic_splits
from marsad.arabic.vocabulary import BaseTest
from marsad.grammar.classes import WordClass, attached_preposition
from marsad.grammar.parse import Parse
from marsad.lexicon.actors import ActorWord, actor_matcher, relation_matcher, visiting_words
from marsad.lexicon.matcher import Hit
from marsad.lexicon.states import capitals, nationalities, state_names
from marsad.model import Actor, ActorMention, cut_span

LONGEST_NAME_TOKENS = 4
LONGEST_APPOSITION_TOKENS = 14
_NOMINAL = frozenset((WordClass.NOUN, WordClass.NAME))
_COMMAS = frozenset(("\N{ARABIC COMMA}", ","))
_WAW, _BEH = "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER BEH}"
_LOCATIVE = frozenset(
    (
        "\N{ARABIC LETTER FEH}\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}",
        "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER AIN}\N{ARABIC LETTER NOON}",
    )
)
_ALA = "\N{ARABIC LETTER AIN}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}"
_MIN = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"
_PLURAL_ENDINGS = ("\N{ARABIC LETTER WAW}\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}")
_PEOPLE = frozenset(("civilian", "protester"))
_LOOSE_KINDS = frozenset(("unnamed", "medical", "document", "office"))


class Opening(NamedTuple):
    """Where an actor's phrase opens: its first token, the token behind its lexical part, and what that part says."""

    first: int
    start: int
    last: int
    word: ActorWord


def find_actors(parse: Parse) -> list[ActorMention]:
    """The actors that a text names, in its order, none overlapping another.

    Spans are the fullest phrases: head, genitives, nationality, name and an office in apposition. Private persons are not named:
    a title with a name and no office is a `civilian`. What it mistakes: names of two people side by side are taken for one.
    """
    return _Finder(parse).find()


class _Finder:
    def __init__(self, parse: Parse) -> None:
        self._parse, self._text, self._norms = parse, parse.text, parse.text.norms
        self._hits: dict[int, Hit[ActorWord]] = {}
        for hit in actor_matcher().find(parse.text):
            self._hits.setdefault(hit.first, hit)
        self._relations = {hit.first: hit for hit in relation_matcher().find(parse.text)}

    def find(self) -> list[ActorMention]:
        found: list[ActorMention] = []
        behind = 0
        for index in sorted({*self._hits, *self._relations, *self._text.where(_STATES)}):
            if index < behind:
                continue
            mention, last = self._at(index)
            if mention is not None:
                found.append(mention)
            behind = max(last, index + 1)
        return found

    def _at(self, index: int) -> tuple[ActorMention | None, int]:
        relation = self._relations.get(index)
        if relation is not None and relation.last in self._hits and relation.payload in ("remnants", "supporters"):
            return self._related(relation)
        hit = self._hits.get(index)
        if hit is None:
            return self._state_or_people(index)
        if hit.payload.role == "known":
            return self._known(hit)
        if hit.payload.role == "office":
            return self._office(hit)
        if hit.payload.role == "title":
            return self._titled(hit)
        return self._headed(hit)

    def _mention(
        self,
        start: int,
        last: int,
        head: tuple[int, int],
        actor: Actor,
        *,
        role: str = "",
        person: str = "",
        relation: str = "",
        rule: str = "",
    ) -> ActorMention:
        raw, end = self._text.raw, self._text.ends[last - 1]
        span = cut_span(raw, start, end)
        return ActorMention(
            span,
            span if head == (start, end) else cut_span(raw, *head),
            actor,
            role=role,
            person=person,
            relation=relation,
            rules=(f"actor:{rule}",),
        )

    def _known(self, hit: Hit[ActorWord]) -> tuple[ActorMention | None, int]:
        """A name of the lexicon, with a bracketed short form behind it and nationality adjectives."""
        assert hit.payload.actor is not None
        if self._is_common_word(hit):
            return None, hit.first
        last = self._adjectives(hit.last)
        if last + 2 < len(self._norms) and self._norms[last] == "(" and self._norms[last + 2] == ")":
            last += 3
        return self._mention(hit.start, last, (hit.start, hit.end), hit.payload.actor, rule="lexicon"), last

    def _is_common_word(self, hit: Hit[ActorWord]) -> bool:
        """`القاعدة`, `حماس`, `الشرعية`, `التحالف` as common nouns: a single word behind an adjective's noun or before one of its own."""
        if hit.last - hit.first > 1 or self._norms[hit.first][-1] != "\N{ARABIC LETTER HEH}":
            return False
        before = self._parse.classes[hit.first - 1] if hit.first else WordClass.BREAK
        return before is WordClass.NOUN and self._norms[hit.first - 1].startswith(ARTICLE) is not False

    def _adjectives(self, last: int) -> int:
        while last < len(self._norms) and self._norms[last] in nationalities() and self._norms[last].startswith(ARTICLE):
            last += 1
        return last

    def _related(self, relation: Hit[str]) -> tuple[ActorMention | None, int]:
        """`فلول تنظيم …`: the phrase with its relation word, under the identity of the group."""
        inner = self._hits[relation.last]
        mention, last = self._known(inner) if inner.payload.role == "known" else self._headed(inner)
        if mention is None:
            return None, relation.first
        span = self._mention(relation.start, last, (mention.head.start, mention.head.end), mention.actor, relation=relation.payload, rule="relation")
        return span, last

    def _headed(self, hit: Hit[ActorWord]) -> tuple[ActorMention | None, int]:
        """A generic head with what belongs to it: `قوات الأمن العراقية`, `مسلحون تابعون لتنظيم …`, `مصادر أمنية`."""
        kind = hit.payload.value
        if kind == "judiciary" and hit.last < len(self._norms) and self._norms[hit.last] == _ALA:
            return None, hit.first
        if (
            kind == "police"
            and self._norms[hit.last - 1].endswith("\N{ARABIC LETTER NOON}")
            and self._parse.classes[hit.first - 1] is WordClass.NOUN
            and hit.first
        ):
            return None, hit.first
        last = max(hit.last, self._parse.noun_phrase(hit.first, loose=kind in _LOOSE_KINDS))
        last = self._without_verbless_tail(hit.last, last)
        last = self._coordinated(last)
        last = self._affiliated(last)
        known = self._inside(hit.last, last)
        country = self._country(hit.first, last)
        actor = self._actor(kind, country, hit, last)
        if known is not None and known.actor is not None and kind in ("terrorist", "militia", "military", "rebel", "party"):
            actor = known.actor
        start = hit.start
        return self._mention(start, last, (hit.start, hit.end), actor, rule=f"head:{kind}"), last

    def _without_verbless_tail(self, least: int, last: int) -> int:
        """The phrase cut before another actor's head that opens a new phrase: `الجيش مسلحين`."""
        for index in range(least, last):
            hit = self._hits.get(index)
            if (
                hit is not None
                and hit.payload.role == "known"
                and self._norms[index].startswith(ARTICLE)
                and self._norms[index].endswith(_PLURAL_ENDINGS)
            ):
                return index  # `مسؤول في الحكومة الحوثيين`: the object of what he does
            if index in self._hits and self._hits[index].payload.value in _PEOPLE and not self._norms[index].startswith(ARTICLE):
                return index
        return last

    def _coordinated(self, last: int) -> int:
        """`الإيطالية والأمريكية`: further nationality adjectives joined on."""
        while last < len(self._norms) and self._norms[last].startswith(_WAW) and self._norms[last][1:] in nationalities():
            last += 1
        return last

    def _affiliated(self, last: int) -> int:
        """`تابعون لتنظيم الدولة`: the group behind a relation word belongs to the phrase."""
        relation = self._relations.get(last)
        if relation is None or relation.payload != "affiliate":
            return last
        end = self._parse.noun_phrase(relation.last)
        hit = self._hits.get(relation.last)
        return max(end, hit.last if hit is not None else end, relation.last)

    def _inside(self, first: int, last: int) -> ActorWord | None:
        for index in range(first, last):
            hit = self._hits.get(index)
            if hit is not None and hit.payload.role == "known":
                return hit.payload
        return None

    def _country(self, first: int, last: int) -> str:
        """The state that the phrase names, by adjective or name; the first where there are several."""
        for index in range(first, last):
            for split in proclitic_splits(self._norms[index]):
                code = nationalities().get(split.base) or state_names().get(split.base)
                if code is not None:
                    return code
        for index in range(first, last - 1):
            code = state_names().get(f"{self._norms[index]} {self._norms[index + 1]}")
            if code is not None:
                return code
        return ""

    def _actor(self, kind: str, country: str, hit: Hit[ActorWord], last: int) -> Actor:
        """Forces and organs of a state get an identity by kind and country; groups of people and unnamed sources none."""
        official = kind in ("military", "police", "intelligence", "government", "judiciary") and country
        identity = f"{kind}:{country}:{_head_key(self._norms, hit, last)}" if official else ""
        return Actor(identity, self._text.slice(hit.first, last), "", kind, country)

    def _office(self, hit: Hit[ActorWord]) -> tuple[ActorMention | None, int]:
        """An office with its institution and holder: `وزير الداخلية الإيطالية ماركو مينيتي`, `قائد الشرطة، فلان`."""
        last = self._before_state(hit.last, max(hit.last, self._parse.noun_phrase(hit.first, loose=True)))
        last = self._coordinated(last)
        name_first, last = self._name_within(hit.last, last)
        if name_first >= last:
            last = self._apposed_name(last)
        country = self._country(hit.first, last)
        person = self._text.slice(name_first, last).strip("\N{ARABIC COMMA}, ") if name_first < last else self._apposed_person(last)
        role = hit.payload.value
        actor = Actor(f"office:{role}:{country}:{_head_key(self._norms, hit, name_first)}", self._text.slice(hit.first, last), "", "office", country)
        return self._mention(hit.start, last, (hit.start, hit.end), actor, role=role, person=person, rule=f"office:{role}"), last

    def _before_state(self, first: int, last: int) -> int:
        """`اتهم وزير الدفاع اليمني إيران`: behind a nationality a state is no part of the office, but what it acts on."""
        nations = (index for index in range(first, last) if self._norms[index] in nationalities())
        nation = next(nations, last)
        return next((index for index in range(nation + 1, last) if self._norms[index] in state_names()), last)

    def _name_within(self, first: int, last: int) -> tuple[int, int]:
        """The first run of names in an office's phrase, and where it ends: what follows a name is another phrase."""
        start = next((index for index in range(first, last) if self._is_name(index)), last)
        end = start
        while end < last and (self._is_name(end) or (end > start and self._norms[end].startswith(ARTICLE))):
            end += 1
        if start < end < last and self._parse.classes[end] is WordClass.NOUN and self._closes(end + 1):
            end += 1  # a surname that is a common noun too, closed by a comma or verb
        return (start, end) if start < last else (last, last)

    def _closes(self, token: int) -> bool:
        return token >= len(self._norms) or self._parse.classes[token] not in _NOMINAL

    def _is_name(self, token: int) -> bool:
        known = self._hits.get(token)
        if known is not None and known.payload.role == "title":
            return True
        norm = self._norms[token]
        if norm.startswith(ARTICLE) and not (token and self._parse.classes[token - 1] is WordClass.NAME):
            return False  # an unknown adjective of the institution; surnames follow a given name
        return self._parse.classes[token] is WordClass.NAME and self._is_namelike(token) and norm not in state_names()

    def _apposed_name(self, last: int) -> int:
        """Behind a comma, a name: `وزير حقوق الإنسان اليمني، محمد عسكر`; the token behind it."""
        if last + 1 >= len(self._norms) or self._norms[last] not in _COMMAS:
            return last
        end = last + 1
        title = self._hits.get(end)
        if title is not None and title.payload.role == "title" and not title.prefix:
            end = title.last
        begin = end
        while end < len(self._norms) and end < begin + LONGEST_NAME_TOKENS and self._goes_on_name(begin, end):
            end += 1
        return end if end > begin else last

    def _goes_on_name(self, begin: int, token: int) -> bool:
        """A name's further words may be known nouns (`محمد عسكر`, `حيدر العبادي`) where a comma or verb closes them."""
        if not self._is_namelike(token) or self._parse.classes[token] not in _NOMINAL:
            return False
        if self._parse.classes[token] is WordClass.NAME:
            return True
        following = self._parse.classes[token + 1] if token + 1 < len(self._norms) else WordClass.BREAK
        return token > begin and following not in _NOMINAL

    def _is_namelike(self, token: int) -> bool:
        norm = self._norms[token]
        return norm[0].isalpha() and not norm.startswith(_WAW) and norm not in nationalities() and not attached_preposition(norm)

    def _apposed_person(self, last: int) -> str:
        begin = last
        while begin > 0 and self._parse.classes[begin - 1] is WordClass.NAME:
            begin -= 1
        return self._text.slice(begin, last) if begin < last and begin and self._norms[begin - 1] in _COMMAS else ""

    def _titled(self, hit: Hit[ActorWord]) -> tuple[ActorMention | None, int]:
        """`العقيد فلان، المتحدث باسم …`: an office holder; without an office a private person, who stays unnamed."""
        end = hit.last
        if end < len(self._norms) and self._norms[end] in nationalities() and not self._norms[end].startswith(ARTICLE):
            end += 1  # `العقيد تركي المالكي`: a given name that is an adjective too
        while end < len(self._norms) and end < hit.last + LONGEST_NAME_TOKENS + 1 and self._parse.classes[end] in _NOMINAL and self._is_namelike(end):
            end += 1
        if end == hit.last:
            return None, hit.first
        person = self._text.slice(hit.last, end)
        office = self._hits.get(end + 1) if end < len(self._norms) and self._norms[end] in _COMMAS else None
        if office is not None and office.payload.role == "office" and not office.prefix:
            last = max(office.last, self._parse.noun_phrase(office.first, loose=True))
            country = self._country(office.first, last)
            role = office.payload.value
            actor = Actor(
                f"office:{role}:{country}:{_head_key(self._norms, office, last)}",
                self._text.slice(office.first, last),
                "",
                "office",
                country,
            )
            return self._mention(hit.start, last, (office.start, office.end), actor, role=role, person=person, rule=f"office:{role}"), last
        military = hit.payload.value == "rank"
        actor = Actor("", self._text.slice(hit.first, end), "", "military" if military else "civilian")
        return self._mention(hit.start, end, (hit.start, hit.end), actor, person="" if not military else person, rule="title"), end

    def _state_or_people(self, index: int) -> tuple[ActorMention | None, int]:
        """A state that acts (`أعلنت روسيا`), its capital for it, or its people (`فلسطينيون`)."""
        for split in _state_splits(self._norms[index]):
            name, last = split.base, index + 1
            if index + 1 < len(self._norms) and f"{name} {self._norms[index + 1]}" in state_names():
                name, last = f"{name} {self._norms[index + 1]}", index + 2
            code = state_names().get(name) or capitals().get(name)
            if code is not None and not self._is_location(index, split.prefix):
                start = self._text.offset_within(index, split.letters) if split.letters else self._text.starts[index]
                kind = "state"
                actor = Actor(f"state:{code}", self._text.slice(index, last), "", kind, code)
                return self._mention(start, last, (start, self._text.ends[last - 1]), actor, rule="state"), last
            people = nationalities().get(split.base)
            if people is not None and split.base.endswith(_PLURAL_ENDINGS) and not self._is_adjective(index):
                start = self._text.offset_within(index, split.letters) if split.letters else self._text.starts[index]
                actor = Actor("", self._text.slice(index, index + 1), "", "civilian", people)
                return self._mention(start, index + 1, (start, self._text.ends[index]), actor, rule="people"), index + 1
        return None, index

    def _is_location(self, index: int, prefix: str) -> bool:
        """True for a state that stands as a place: behind `في`, `ب`, a kind word or in a genitive."""
        before = self._norms[index - 1] if index else ""
        if prefix.endswith(_BEH) or before in _LOCATIVE or before.lstrip("\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}") in visiting_words():
            return True
        return not prefix and index > 0 and self._parse.classes[index - 1] is WordClass.NOUN and before not in nationalities()

    def _is_adjective(self, index: int) -> bool:
        return index > 0 and self._parse.classes[index - 1] is WordClass.NOUN and self._norms[index - 1].endswith(_PLURAL_ENDINGS)


@lru_cache(maxsize=65536)
def _state_splits(norm: str) -> tuple[Split, ...]:
    """The readings of a token that begin the name of a state or capital, or are a people's."""
    return tuple(split for split in proclitic_splits(norm) if split.base in _first_words() or split.base in nationalities())


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for names in (state_names(), capitals()) for name in names)


_STATES = BaseTest(lambda: {*_first_words(), *nationalities()})


def _head_key(norms: list[str], hit: Hit[ActorWord], last: int) -> str:
    """The words of a phrase that tell its office or organ apart, without articles, nationalities and names."""
    words = [norms[index].removeprefix(ARTICLE) for index in range(hit.first, last) if norms[index] not in nationalities()]
    return "-".join(words[:3])
