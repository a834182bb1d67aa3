"""Actors by their ids, and found by any of their names."""

from functools import cache

from marsad.arabic.fold import fold_word
from marsad.lexicon.tables import read_table, split_forms
from marsad.model import Actor

UNARMED_KINDS = frozenset(("igo", "ngo", "monitor", "medical", "outlet", "agency", "judiciary", "business"))
WITH_FORCES = frozenset(("aes", "au", "ecowas", "minusma", "nato"))
"""Organisations of states that have or lead forces."""
_TABLES = (("actors", ""), ("agencies", "agency"), ("outlets", "outlet"))


@cache
def known_actors() -> dict[str, Actor]:
    """Every actor, agency and outlet of the lexicon, by its id."""
    return {actor.id: actor for actor, _ in named_actors()}


def bears_arms(id_: str) -> bool:
    """False for bodies of the lexicon that have no forces: what an article tells of them beside an attack, they did not do it.

    >>> bears_arms("unsc"), bears_arms("nato"), bears_arms("houthis"), bears_arms("military:SY")
    (False, True, True, True)
    """
    actor = known_actors().get(id_)
    return actor is None or actor.kind not in UNARMED_KINDS or id_ in WITH_FORCES


@cache
def actor_called(name: str) -> Actor | None:
    """The actor that has this very name, as letters are folded; None where none has."""
    return _by_name().get(" ".join(map(fold_word, name.split())))


@cache
def _by_name() -> dict[str, Actor]:
    return {" ".join(map(fold_word, name.split())): actor for actor, names in reversed(named_actors()) for name in names}


def find_named(words: str, most: int = 20) -> list[Actor]:
    """The actors one of whose names, Arabic or Latin, holds all of `words`; those first whose name begins so.

    >>> find_named("حوثي")[0].name_en
    'Houthi movement'
    """
    asked = [fold_word(word).casefold() for word in words.split()]
    found = []
    for actor, names in _searched():
        fitting = [name for name in names if all(word in name for word in asked)]
        if fitting:
            found.append((min((not name.startswith(asked[0]) if asked else False, len(name)) for name in fitting), actor.id, actor))
    return [actor for _, _, actor in sorted(found, key=lambda entry: entry[:2])[:most]]


@cache
def named_actors() -> tuple[tuple[Actor, tuple[str, ...]], ...]:
    """Every actor with its Arabic names, in the order of the tables."""
    found = []
    for table, kind in _TABLES:
        for row in read_table(table):
            names = tuple(split_forms(row["names_ar"]))
            found.append((Actor(row["id"], names[0], row["name_en"], row.get("kind") or kind, row["country"], row.get("part_of", "")), names))
    return tuple(found)


@cache
def _searched() -> tuple[tuple[Actor, tuple[str, ...]], ...]:
    """Every actor with its names and id as they are compared."""
    return tuple((actor, tuple(fold_word(name).casefold() for name in (*names, actor.name_en, actor.id))) for actor, names in named_actors())
