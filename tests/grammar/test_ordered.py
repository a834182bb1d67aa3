"""Tests of things searched by the tokens at which they begin: as if each were looked at."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from marsad.grammar.ordered import Ordered


class Thing(NamedTuple):
    first: int
    name: str


things = st.lists(st.builds(Thing, st.integers(0, 20), st.text("ab", max_size=1))).map(lambda found: sorted(found, key=lambda thing: thing.first))


@given(things, st.integers(-2, 22), st.integers(-2, 22))
def test_finds_what_begins_between_two_tokens(found: list[Thing], first: int, last: int) -> None:
    appended: Ordered[Thing] = Ordered()
    for thing in found:
        appended.append(thing)
    wanted = [thing for thing in found if first <= thing.first < last]
    assert Ordered(found).between(first, last) == appended.between(first, last) == wanted
    assert list(appended) == found
