"""The actors, heads of their names, offices and titles, read from their tables."""

from collections.abc import Iterator
from functools import cache

import msgspec

from marsad.arabic.clitics import ARTICLE
from marsad.arabic.fold import fold_word
from marsad.lexicon.known_actors import named_actors
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms
from marsad.model import Actor


class ActorWord(msgspec.Struct, frozen=True, gc=False):
    """What a word or name says of an actor: `role` is `known` (with `actor`), `head`, `office` or `title`; `value` its kind or office."""

    role: str
    value: str
    actor: Actor | None = None


@cache
def actor_matcher() -> PhraseMatcher[ActorWord]:
    """The matcher of known actors, heads, offices and titles; known ones come first."""
    return PhraseMatcher((*_known(), *_words("offices", "office", "id"), *_words("titles", "title", "id"), *_words("actor_heads", "head", "kind")))


def _known() -> Iterator[tuple[str, ActorWord]]:
    for actor, names in named_actors():
        for name in names:
            yield name, ActorWord("known", actor.kind, actor)


def _words(table: str, role: str, column: str) -> Iterator[tuple[str, ActorWord]]:
    for row in read_table(table):
        word = ActorWord(role, row[column])
        forms = [fold_word(form) for form in split_forms(row["words"])]
        for form in dict.fromkeys(forms):
            yield form, word
            definite = " ".join(part if part.startswith(ARTICLE) else ARTICLE + part for part in form.split())
            if role == "head" and definite not in forms:
                yield definite, word


@cache
def relation_matcher() -> PhraseMatcher[str]:
    """The matcher of words that say how a group stands to the one named behind them; the payload is the relation."""
    return PhraseMatcher(
        (word.removesuffix(" \u0644").removesuffix(" \u0628"), row["id"]) for row in read_table("relations") for word in split_forms(row["words"])
    )


@cache
def visiting_words() -> frozenset[str]:
    """Folded verbs behind which a state or capital is the place and does not act: `شهدت الخرطوم`, `زار القاهرة`."""
    return frozenset(fold_word(word) for row in read_table("visiting_verbs") for word in split_forms(row["words"]))
