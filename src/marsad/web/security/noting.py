"""What a route adds to its entry in the audit log, and that it has one."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from marsad.model import level_of
from marsad.model.marking import AMBER

RESTRICTED = AMBER
"""Reads of single things so marked or higher stand in the log: TLP:AMBER goes to those alone who need it."""


def _note_of(request: Request) -> Callable[[str], None]:
    def note(detail: str) -> None:
        request.state.detail = detail

    return note


Note = Annotated[Callable[[str], None], Depends(_note_of)]
"""As a parameter of a route: says in a word what the entry of this request is about; no secret and no text of an article."""


def _read_note_of(request: Request) -> Callable[[str], None]:
    def note(marking: str) -> None:
        if level_of(marking) >= RESTRICTED:
            request.state.restricted = True
            request.state.detail = f"TLP:{marking}"

    return note


Read = Annotated[Callable[[str], None], Depends(_read_note_of)]
"""As a parameter of a route: says how what it answers with is marked, so that reads of what is restricted are kept."""
