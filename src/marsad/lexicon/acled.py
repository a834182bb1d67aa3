"""ACLED's event and sub-event types of a PLOVER event, read from `lexicons/acled_crosswalk.tsv`."""

from collections.abc import Sequence
from functools import cache

from marsad.lexicon.tables import read_table


@cache
def _crosswalk() -> dict[tuple[str, str, str], tuple[str, str]]:
    return {(row["type"], row["mode"], row["target"]): (row["event_type"], row["sub_event_type"]) for row in read_table("acled_crosswalk")}


def acled_types(event_type: str, mode: str, target_kinds: Sequence[str]) -> tuple[str, str]:
    """ACLED's event type and sub-event type, `("", "")` where ACLED has none.

    `target_kinds` are actor kinds; violence against civilians alone is a type of its own (ACLED codebook 2024).
    """
    peaceful = target_kinds and all(kind in ("civilian", "protester", "medical", "outlet", "ngo") for kind in target_kinds)
    table = _crosswalk()
    for key in ((event_type, mode, "civilian" if peaceful else ""), (event_type, mode, ""), (event_type, "", "")):
        if key in table:
            return table[key]
    return "", ""


@cache
def _types_of_sub_events() -> dict[str, str]:
    return {sub_event_type: event_type for event_type, sub_event_type in _crosswalk().values()}


def event_type_of(sub_event_type: str) -> str:
    """ACLED's event type to which a sub-event type belongs, `""` for none.

    >>> event_type_of("Suicide bomb")
    'Explosions/Remote violence'
    """
    return _types_of_sub_events().get(sub_event_type, "")
