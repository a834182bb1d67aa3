"""The codebook as people read it: types, modes, states and measures with their names and definitions, built from `codebook/`."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from marsad.errors import InputError, LexiconError
from marsad.lexicon.acled import acled_types


@cache
def load_codebook() -> dict[str, Any]:
    """`types` with their `modes`, definitions in English and Arabic, examples and counter-examples; `statuses`; `measures`.

    Raises:
        LexiconError: when the artefact is missing.
    """
    path = files("marsad.lexicon") / "_built" / "codebook.json"
    try:
        book: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise LexiconError(f"the codebook at {path} cannot be read ({error}); run: python tools/build_codebook.py") from error
    return book


def check_kind(type_: str, mode: str) -> str:
    """ACLED's sub-event type of a type and mode (`""` where ACLED has none).

    Raises:
        InputError: for a type or mode that the codebook does not have.

    >>> check_kind("ASSAULT", "shelling")
    'Shelling/artillery/missile attack'
    """
    modes = {entry["type"]: [mode["mode"] for mode in entry["modes"]] for entry in load_codebook()["types"]}
    if type_ not in modes:
        raise InputError(f"{type_!r} is no type of the codebook; there are {', '.join(modes)}")
    if mode and mode not in modes[type_]:
        raise InputError(f"{mode!r} is no mode of {type_}; there are {', '.join(modes[type_]) or 'none'}")
    return acled_types(type_, mode, ())[1]


@cache
def _names() -> dict[tuple[str, str], dict[str, str]]:
    """What each code of a type, mode (`ASSAULT.shelling`), status and measure is called, by language."""
    book = load_codebook()
    named = [(("type", entry["type"]), entry) for entry in book["types"]]
    named += [(("mode", f"{entry['type']}.{mode['mode']}"), mode) for entry in book["types"] for mode in entry["modes"]]
    named += [(("status", entry["status"]), entry) for entry in book["statuses"]]
    named += [(("measure", entry["measure"]), entry) for entry in book["measures"]]
    return {key: {"ar": entry["name_ar"], "en": entry["name_en"]} for key, entry in named}


def name_code(group: str, code: str, language: str) -> str:
    """What a code is called in `ar` or `en`; one that the codebook does not have is its own name.

    >>> name_code("mode", "ASSAULT.shelling", "en"), name_code("type", "MOBILIZE", "ar")
    ('Shelling', 'تحشيد')
    """
    return _names().get((group, code), {}).get(language) or code
