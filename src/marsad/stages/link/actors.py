"""Leading short mentions of actors back to the fuller ones, and filling in the state that an article is about."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from marsad.arabic.clitics import ARTICLE, proclitic_splits
from marsad.arabic.fold import fold_word
from marsad.arabic.vocabulary import BaseTest
from marsad.grammar.parse import Parse
from marsad.lexicon.states import nationalities, state_names
from marsad.model import Actor, ActorMention, cut_span

ADJECTIVE_WEIGHT = 0.5
NAME_WEIGHT = 1.0
SHORTEST_SURNAME_LETTERS = 4
_STATE_KINDS = frozenset(("military", "police", "intelligence", "government", "judiciary"))
_ANAPHORIC_KINDS = frozenset(
    ("terrorist", "militia", "rebel", "military", "party", "igo", "ngo", "outlet", "agency", "unnamed", "document", "office")
)


def country_hints(parse: Parse) -> Mapping[str, float]:
    """How much a text speaks of each country (ISO 3166-1 alpha-2), by its names and nationality adjectives."""
    hints: defaultdict[str, float] = defaultdict(float)
    for norm in parse.text.words(_HINTS):
        hint = _hint_of(norm)
        if hint is not None:
            hints[hint[0]] += hint[1] * len(parse.text.positions[norm])
    return hints


@lru_cache(maxsize=65536)
def _hint_of(norm: str) -> tuple[str, float] | None:
    """The country that a token names or a nationality adjective tells of, and its weight."""
    for split in proclitic_splits(norm):
        if split.base in state_names():
            return state_names()[split.base], NAME_WEIGHT
        if split.base in nationalities():
            return nationalities()[split.base], ADJECTIVE_WEIGHT
    return None


_HINTS = BaseTest(lambda: {*state_names(), *nationalities()})


def link_actors(parse: Parse, mentions: Sequence[ActorMention], hints: Mapping[str, float]) -> list[ActorMention]:
    """The mentions with antecedents, surnames of office holders found again, and forces given the state that the article is about.

    Antecedents are indices into the answer. What it mistakes: of two ministers named before, `الوزير` leads to the nearer.
    """
    main = max(hints, key=lambda code: hints[code], default="")
    linked: list[ActorMention] = []
    earlier = _Earlier(linked)
    for mention in _with_surnames(parse, list(mentions)):
        antecedent = earlier.antecedent(mention)
        if antecedent >= 0:
            fuller = linked[antecedent]
            linked.append(_replace(mention, fuller.actor, antecedent, "actor:antecedent", fuller.role, fuller.person))
        elif mention.actor.kind in _STATE_KINDS and not mention.actor.country and main:
            linked.append(_replace(mention, _of_state(mention.actor, main), -1, "actor:state_of_article", mention.role, mention.person))
        else:
            linked.append(mention)
        earlier.note(len(linked) - 1)
    return linked


class _Earlier:
    """The mentions linked so far, by the words in them and by the person they name."""

    def __init__(self, linked: list[ActorMention]) -> None:
        self._linked = linked
        self._by_word: dict[str, list[int]] = {}
        self._unread: list[int] = []
        self._by_person: dict[str, int] = {}
        self._told: Counter[int] = Counter()

    def note(self, index: int) -> None:
        """Take the mention at `index` into account."""
        mention = self._linked[index]
        root = mention.antecedent if mention.antecedent >= 0 else index
        self._told[root] += 1
        if root == index:
            self._unread.append(index)
        if mention.person and mention.role:
            self._by_person[mention.person] = root

    def antecedent(self, mention: ActorMention) -> int:
        """Index of the fuller mention that a short one leads back to, -1 where it stands for itself.

        Of several that fit, the one that the text came back to most; of equals the nearest.
        """
        if "actor:surname" in mention.rules:
            return self._by_person.get(mention.person, -1)
        if mention.rules[0] == "actor:lexicon":
            return -1
        short = fold_word(mention.head.exact if mention.relation else mention.span.exact)
        if not _is_short(mention, short):
            return -1
        candidates = self._holding(short.removeprefix(ARTICLE).split()[0])[-MOST_CANDIDATES:]
        fitting = [index for index in candidates if len(self._linked[index].span.exact) > len(short) and _agree(mention, self._linked[index])]
        return max(fitting, key=lambda index: (self._told[index], index), default=-1)

    def _holding(self, word: str) -> list[int]:
        """The mentions noted so far that hold a word; they are read now, since most texts never ask."""
        for index in self._unread:
            for held in set(_words(self._linked[index])):
                self._by_word.setdefault(held, []).append(index)
        self._unread.clear()
        return self._by_word.get(word, [])


MOST_CANDIDATES = 20


def _is_short(mention: ActorMention, short: str) -> bool:
    """`التنظيم`, `الوزير الإيطالي`: a definite head alone, or an office."""
    if not short.startswith(ARTICLE):
        return False
    return mention.actor.kind == "office" or (" " not in short and mention.actor.kind in _ANAPHORIC_KINDS)


def _of_state(actor: Actor, country: str) -> Actor:
    return Actor(f"{actor.kind}:{country}:{fold_word(actor.name_ar)}", actor.name_ar, actor.name_en, actor.kind, country, actor.part_of)


def _replace(mention: ActorMention, actor: Actor, antecedent: int, rule: str, role: str, person: str) -> ActorMention:
    return ActorMention(mention.span, mention.head, actor, antecedent, mention.relation, role, person, (*mention.rules, rule))


def _with_surnames(parse: Parse, mentions: list[ActorMention]) -> list[ActorMention]:
    """Add mentions for later occurrences of an office holder's last names alone (`وقال مينيتي`)."""
    text = parse.text
    surnames: dict[str, tuple[int, ActorMention]] = {}
    for mention in mentions:
        if mention.person and mention.role:
            for word in fold_word(mention.person).split()[1:] or fold_word(mention.person).split():
                if len(word) >= SHORTEST_SURNAME_LETTERS:
                    surnames.setdefault(word, (mention.span.end, mention))
    if not surnames:
        return mentions
    starts = [mention.span.start for mention in mentions]
    added: list[ActorMention] = []
    tails = tuple(word.removeprefix(ARTICLE) for word in surnames)
    named = {token for norm, tokens in text.positions.items() if norm.endswith(tails) for token in tokens}
    for token in sorted(named):
        for split in proclitic_splits(text.norms[token]):
            known = surnames.get(split.base)
            if known is None:
                continue
            start = text.offset_within(token, split.letters) if split.letters else text.starts[token]
            place = bisect_right(starts, start) - 1
            if start >= known[0] and (place < 0 or mentions[place].span.end <= start):
                span = cut_span(text.raw, start, text.ends[token])
                added.append(ActorMention(span, span, known[1].actor, -1, "", known[1].role, known[1].person, ("actor:surname",)))
            break
    return sorted(mentions + added, key=lambda mention: mention.span.start)


def _agree(mention: ActorMention, other: ActorMention) -> bool:
    if mention.actor.country and other.actor.country and mention.actor.country != other.actor.country:
        return False
    return mention.actor.kind == other.actor.kind or bool(other.actor.id) or mention.actor.kind in ("militia", "terrorist")


def _words(mention: ActorMention) -> list[str]:
    return [word.removeprefix(ARTICLE) for word in fold_word(mention.span.exact).split()]
