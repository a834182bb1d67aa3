"""Things found in a text, searched by the tokens at which they begin."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class Begun(Protocol):
    """Whatever begins at a token."""

    @property
    def first(self) -> int:
        """The token at which it begins."""


B = TypeVar("B", bound=Begun)


class Ordered(Generic[B]):
    """Things in the order of the text; their first tokens stand beside them, so that a search compares numbers alone."""

    __slots__ = ("_firsts", "_things")

    def __init__(self, things: Iterable[B] = ()) -> None:
        self._things = list(things)
        self._firsts = [thing.first for thing in self._things]

    def __iter__(self) -> Iterator[B]:
        return iter(self._things)

    def append(self, thing: B) -> None:
        """Take in one that begins at no earlier token than those before it."""
        self._things.append(thing)
        self._firsts.append(thing.first)

    def between(self, first: int, last: int) -> list[B]:
        """Those that begin at tokens `first` to `last` (excluded)."""
        firsts = self._firsts
        low = bisect_left(firsts, first)
        if low == len(firsts) or firsts[low] >= last:
            return []
        return self._things[low : bisect_left(firsts, last, low)]
