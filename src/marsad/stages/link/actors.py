"""Leading short mentions of actors back to the fuller ones, and filling in the state that an article is about."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from marsad.arabic.clitics import ARTICLE, proclitic_splits
from marsad.arabic.fold import fold_word
from marsad.grammar.parse import Parse
from marsad.lexicon.states import nationalities, state_names
from marsad.model import Actor, ActorMention, cut_span

ADJECTIVE_WEIGHT = 0.5
NAME_WEIGHT = 1.0
SHORTEST_SURNAME_LETTERS = 4
_STATE_KINDS = frozenset(("military", "police", "intelligence", "government", "judiciary"))
_ANAPHORIC_KINDS = frozenset(("terrorist", "militia", "rebel", "military", "party", "igo", "ngo", "outlet", "agency", "unnamed", "document", "office"))


def country_hints(parse: Parse) -> Mapping[str, float]:
    """How much a text speaks of each country (ISO 3166-1 alpha-2), by its names and nationality adjectives."""
    hints: Counter[str] = Counter()
    for norm in parse.text.norms:
        for split in proclitic_splits(norm):
            if split.base in state_names():
                hints[state_names()[split.base]] += NAME_WEIGHT
                break
            if split.base in nationalities():
                hints[nationalities()[split.base]] += ADJECTIVE_WEIGHT
                break
    return hints


def link_actors(parse: Parse, mentions: Sequence[ActorMention], hints: Mapping[str, float]) -> list[ActorMention]:
    """The mentions with antecedents, surnames of office holders found again, and forces given the state that the article is about.

    Antecedents are indices into the answer. What it mistakes: of two ministers named before, `الوزير` leads to the nearer.
    """
    merged = _with_surnames(parse, list(mentions))
    main = max(hints, key=lambda code: hints[code], default="")
    linked: list[ActorMention] = []
    for mention in merged:
        antecedent = _antecedent(mention, linked)
        if antecedent >= 0:
            fuller = linked[antecedent]
            linked.append(_replace(mention, fuller.actor, antecedent, "actor:antecedent", fuller.role, fuller.person))
        elif mention.actor.kind in _STATE_KINDS and not mention.actor.country and main:
            linked.append(_replace(mention, _of_state(mention.actor, main), -1, "actor:state_of_article", mention.role, mention.person))
        else:
            linked.append(mention)
    return linked


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
    covered = [(mention.span.start, mention.span.end) for mention in mentions]
    added: list[ActorMention] = []
    for token, norm in enumerate(text.norms):
        for split in proclitic_splits(norm):
            known = surnames.get(split.base)
            if known is None:
                continue
            start = text.offset_within(token, split.letters) if split.letters else text.starts[token]
            if start >= known[0] and not any(first <= start < last for first, last in covered):
                span = cut_span(text.raw, start, text.ends[token])
                added.append(ActorMention(span, span, known[1].actor, -1, "", known[1].role, known[1].person, ("actor:surname",)))
            break
    return sorted(mentions + added, key=lambda mention: mention.span.start)


def _antecedent(mention: ActorMention, before: list[ActorMention]) -> int:
    """Index of the fuller mention that a short one leads back to, -1 where it stands for itself."""
    if "actor:surname" in mention.rules:
        return _nearest(before, lambda other: bool(other.person) and other.person == mention.person and "actor:surname" not in other.rules)
    short = fold_word(mention.span.exact)
    if not short.startswith(ARTICLE) or " " in short and mention.actor.kind != "office" or mention.actor.kind not in _ANAPHORIC_KINDS or mention.rules[0] == "actor:lexicon":
        return -1
    bare = short.removeprefix(ARTICLE).split()[0]
    return _most_told(before, lambda other: len(other.span.exact) > len(mention.span.exact) and bare in _words(other) and _agree(mention, other))


def _agree(mention: ActorMention, other: ActorMention) -> bool:
    if mention.actor.country and other.actor.country and mention.actor.country != other.actor.country:
        return False
    return mention.actor.kind == other.actor.kind or bool(other.actor.id) or mention.actor.kind in ("militia", "terrorist")


def _words(mention: ActorMention) -> list[str]:
    return [word.removeprefix(ARTICLE) for word in fold_word(mention.span.exact).split()]


def _most_told(before: list[ActorMention], fits: Callable[[ActorMention], bool]) -> int:
    """Of the fuller mentions that fit the one that the text came back to most; the nearest of equals."""
    told = Counter(other.antecedent if other.antecedent >= 0 else index for index, other in enumerate(before) if fits(other) or other.antecedent >= 0)
    fitting = [index for index, other in enumerate(before) if other.antecedent < 0 and fits(other)]
    return max(fitting, key=lambda index: (told[index], index), default=-1)


def _nearest(before: list[ActorMention], fits: Callable[[ActorMention], bool]) -> int:
    for index in range(len(before) - 1, -1, -1):
        if fits(before[index]):
            return before[index].antecedent if before[index].antecedent >= 0 else index
    return -1
