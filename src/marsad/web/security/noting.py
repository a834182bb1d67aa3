"""What a route adds to its entry in the audit log."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request


def _note_of(request: Request) -> Callable[[str], None]:
    def note(detail: str) -> None:
        request.state.detail = detail

    return note


Note = Annotated[Callable[[str], None], Depends(_note_of)]
"""As a parameter of a route: says in a word what the entry of this request is about; no secret and no text of an article."""
