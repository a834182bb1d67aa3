"""Counting what is tried: so many at once, one more every so often, and a memory that does not grow."""

from hypothesis import given
from hypothesis import strategies as st

from marsad.web.security.limits import Limit, Limits, home_of

STEPS = st.lists(st.floats(0, 30), max_size=60)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@given(STEPS, st.integers(1, 5), st.floats(0.1, 20))
def test_never_more_than_the_burst_and_what_was_given_back_since(steps, burst, seconds) -> None:
    clock = Clock()
    limits, admitted = Limits(clock), []
    for step in steps:
        clock.now += step
        wait = limits.spend("x", Limit(burst, seconds))
        if wait == 0:
            admitted.append(clock.now)
            assert sum(time > clock.now - 3 * seconds for time in admitted) <= burst + 3
        else:
            clock.now += wait + 1e-6
            assert limits.wait("x", Limit(burst, seconds)) == 0, "after the wait that was asked for it may be tried"


def test_names_are_counted_apart_and_looking_counts_nothing() -> None:
    limits, limit = Limits(Clock()), Limit(2, 60)
    assert [limits.wait("a", limit) for _ in range(5)] == [0] * 5
    assert [limits.spend("a", limit) > 0 for _ in range(3)] == [False, False, True]
    assert limits.spend("b", limit) == 0
    limits.give_back("a", limit)
    assert limits.spend("a", limit) == 0
    assert limits.spend("a", limit) > 0
    limits.give_back("never seen", limit)


def test_what_costs_more_is_counted_for_more() -> None:
    clock = Clock()
    limits, limit = Limits(clock), Limit(10, 1)
    assert [limits.spend("a", limit, 4) > 0 for _ in range(3)] == [False, False, True]
    assert [limits.spend("a", limit) > 0 for _ in range(3)] == [False, False, True]
    clock.now += limits.spend("a", limit, 4)
    assert limits.spend("a", limit, 4) == 0


def test_the_memory_does_not_grow_and_forgets_the_oldest() -> None:
    limits, limit = Limits(Clock(), most=100), Limit(1, 60)
    for number in range(1000):
        limits.spend(f"name {number}", limit)
    assert len(limits._full) == 100
    assert limits.spend("name 999", limit) > 0
    assert limits.spend("name 0", limit) == 0


def test_one_customers_network_is_one() -> None:
    assert home_of("2001:db8:1:2::1") == home_of("2001:db8:1:2:ffff::9") != home_of("2001:db8:1:3::1")
    assert home_of("10.0.0.1") != home_of("10.0.0.2")
    assert home_of("::ffff:10.0.0.1") != home_of("::ffff:10.0.0.2")
    assert home_of("") == ""
