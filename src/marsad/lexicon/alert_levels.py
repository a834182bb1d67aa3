"""The alert levels and the numbers behind them, built from `codebook/alert_levels.yaml`."""

from functools import cache
from importlib.resources import files

import msgspec

from marsad.errors import InputError, LexiconError
from marsad.model.alert_rules import AlertRules, LevelRule


@cache
def load_rules() -> AlertRules:
    """The rules that warning goes by.

    Raises:
        LexiconError: when the artefact is missing or says what cannot be.
    """
    path = files("marsad.lexicon") / "_built" / "alert_levels.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=AlertRules)
    except (OSError, msgspec.ValidationError) as error:
        raise LexiconError(f"the alert levels at {path} cannot be read ({error}); run: python tools/build_codebook.py") from error


def level_named(id_: str) -> LevelRule:
    """The level of an id.

    Raises:
        InputError: for one that there is none of.

    >>> level_named("severe").name_ar
    'شديد'
    """
    levels = {level.id: level for level in load_rules().levels}
    if id_ not in levels:
        raise InputError(f"{id_!r} is no alert level; there are {', '.join(levels)}")
    return levels[id_]


def rank_of(id_: str) -> int:
    """A level's rank, 0 for the lowest.

    >>> rank_of("high")
    3
    """
    return load_rules().levels.index(level_named(id_))
