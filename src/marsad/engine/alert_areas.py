"""The area that a person means, among those that have a level."""

from marsad.arabic.fold import fold_word
from marsad.errors import InputError
from marsad.model.alert import AreaState
from marsad.store.alerts import all_states
from marsad.store.store import Store

KINDS = ("country", "province", "district", "town")
MOST_SHOWN = 8


def find_state(store: Store, asked: str) -> AreaState:
    """Where the area stands that an id, an ISO code or a name in Arabic or Latin letters names; of one name the widest area is meant.

    A part of a name does where no area has it whole.

    Raises:
        InputError: where no area that has a level is named so, or several in different countries are.
    """
    states = all_states(store)
    for id_ in (asked, asked.upper()):
        if id_ in states:
            return states[id_]
    words = [fold_word(word).casefold() for word in asked.split()]
    named = [(state, names) for state in states.values() if (names := [n for n in _names(state) if all(word in n for word in words)])]
    if not named or not words:
        raise InputError(f"no area that was ever told of is named {asked!r}; `marsad alerts` lists areas, and their ids")
    whole = [state for state, names in named if " ".join(words) in names] or [state for state, _ in named]
    widest = min(KINDS.index(state.area.kind) for state in whole)
    found = sorted((state for state in whole if KINDS.index(state.area.kind) == widest), key=lambda state: (-state.score, state.area.id))
    if len({state.area.country for state in found}) > 1:
        several = ", ".join(f"{state.area.id} ({state.area.name_en}, {state.area.country})" for state in found[:MOST_SHOWN])
        raise InputError(f"{asked!r} names several areas: {several}; give the id of one")
    return found[0]


def _names(state: AreaState) -> list[str]:
    names = (state.area.name_ar, state.area.name_en)
    return [" ".join(fold_word(word).casefold() for word in name.split()) for name in names if name]
