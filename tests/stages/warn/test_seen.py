"""What was known on a day: nothing that was published later has a part in it."""

from datetime import timedelta

import msgspec
from tests.stages.warn.making import DAY, GROUNDS, RULES, ago, happened, steady_past, steady_volume

from marsad.stages.warn.levels import assess_area, news_of
from marsad.stages.warn.seen import known_on
from marsad.stages.warn.world import World


def test_a_later_article_has_no_part() -> None:
    told = happened("x", DAY, ("a", "b"), 10)
    later = msgspec.structs.replace(told.tellings[1], day=DAY + timedelta(1), killed=(90, 90))
    both = msgspec.structs.replace(told, tellings=(told.tellings[0], later))
    known = known_on(both, DAY, None, RULES)
    assert known is not None
    assert (known.killed, known.outlets) == (10, {"a"})


def test_a_day_is_judged_alike_whatever_comes_after_it() -> None:
    future = [happened(f"f{number}", DAY + timedelta(number + 1), ("a", "b"), 50) for number in range(5)]
    volume = {**steady_volume(), **{DAY + timedelta(number + 1): {"a": 500, "z": 9} for number in range(5)}}
    judged = []
    for news, read in ((steady_past(), steady_volume()), ([*steady_past(), *future], volume)):
        world = World(news, read, DAY, GROUNDS, RULES)
        judged.append([assess_area(world, area, news_of(world)) for _, area in sorted(world.areas.items())])
    assert judged[0] == judged[1]


def test_an_old_event_told_anew_is_background() -> None:
    told = happened("old", DAY, ("a",), 10)
    assert known_on(msgspec.structs.replace(told, begin=ago(400)), DAY, None, RULES) is None


def test_a_toll_that_a_person_set_holds() -> None:
    known = known_on(msgspec.structs.replace(happened("x", DAY, ("a",), 1000), killed=100), DAY, None, RULES)
    assert known is not None
    assert (known.killed, known.is_cut) == (100, False)
