"""`marsad alerts`, and `marsad watch` raising alerts as news comes in."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.engine.test_warn import ALERT, attacks, document, quiet, take

from marsad.cli.alerting import raising
from marsad.cli.main import group
from marsad.engine.collect import Outcome
from marsad.model import Source
from marsad.model.visit import Visit
from marsad.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> str:
    address = str(tmp_path_factory.mktemp("alerts") / "store.db")
    with Store(address) as kept:
        take(kept, [*quiet(20), *attacks(range(17, 20)), document("al", 19, "a", ALERT)])
    return address


def run(store: str, *arguments: str) -> str:
    ended = CliRunner().invoke(group, ["alerts", "--store", store, *arguments], catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def test_areas_at_watch_or_above_are_listed(store) -> None:
    told = run(store)
    assert "بني وليد" in told
    assert "هادئ" not in told


def test_a_place_says_why_with_the_clause_and_where_it_stands(store) -> None:
    told = run(store, "بني وليد", "--language", "en")
    assert told.startswith("Bani Walid: Watch since 20 May 2018")
    assert "article al" in told
    assert "الاستنفار" in told
    assert "It falls to “Calm”" in told


def test_the_history_has_the_changes(store) -> None:
    (change,) = [json.loads(line) for line in run(store, "بني وليد", "--history", "--format", "json").splitlines()]
    assert (change["before"], change["level"], change["day"]) == ("calm", "watch", "2018-05-20")
    assert change["lowers"]["level"] == "calm"
    assert all(said["ar"] and said["en"] for said in change["why"])


def test_a_level_asks_for_it_and_those_above(store) -> None:
    levels = {json.loads(line)["level"] for line in run(store, "--level", "watch", "--format", "json").splitlines()}
    assert levels
    assert levels <= {"watch", "elevated", "high", "severe"}


def test_a_place_that_was_never_told_of_is_said(store) -> None:
    ended = CliRunner().invoke(group, ["alerts", "لا مكان", "--store", store])
    assert "no area that was ever told of is named" in str(ended.exception)


def test_where_nothing_stands_so_it_is_said_up_to_which_day_was_judged(store, tmp_path) -> None:
    with Store(str(tmp_path / "empty.db")):
        pass
    for address, day in ((store, "2018-05-20"), (str(tmp_path / "empty.db"), "no day")):
        ended = CliRunner().invoke(group, ["alerts", "--store", address, "--country", "NZ"])
        assert f"levels are judged up to {day}" in ended.stderr


def test_a_table_says_when_a_level_may_fall(store) -> None:
    assert "may fall" in run(store)


def test_a_level_that_is_none_is_said(store) -> None:
    ended = CliRunner().invoke(group, ["alerts", "--store", store, "--level", "awful"])
    assert "'awful' is no alert level" in str(ended.exception)


def test_a_day_that_is_none_is_said(store) -> None:
    ended = CliRunner().invoke(group, ["alerts", "--store", store, "--as-of", "soon"])
    assert ended.exit_code == 2
    assert "is no day" in ended.output


def test_watching_raises_as_news_comes_in(tmp_path: Path, capsys) -> None:
    now = datetime(2018, 5, 20, 13, tzinfo=UTC)
    with Store(str(tmp_path / "store.db")) as kept:
        take(kept, quiet(20))
        source = Source("a", "a", "https://example.org/", "feed")

        def outcomes():
            yield Outcome(source, Visit(now), (), ())
            take(kept, [document("al", 19, "a", ALERT)])
            yield Outcome(source, Visit(now), (1,), ())

        assert len(list(raising(outcomes(), kept, tmp_path / "archive", {}, (), "en", lambda: now))) == 2
    told = capsys.readouterr().out
    assert told.count("Bani Walid: from Calm to Watch (20 May 2018)") == 1


def test_watching_shows_what_the_last_minutes_of_yesterday_raise_and_tells_channels_after_each_visit(tmp_path: Path, capsys, monkeypatch) -> None:
    """An article of yesterday that comes in after midnight; and the hour of a digest, which no news need bring."""
    clock = iter([datetime(2018, 5, 20, 23, tzinfo=UTC)] * 2 + [datetime(2018, 5, 21, 0, 10, tzinfo=UTC)] * 9)
    told = []
    monkeypatch.setattr("marsad.cli.alerting.notify", lambda store, channels, now, since: told.append((now.day, since)) or [])
    with Store(str(tmp_path / "store.db")) as kept:
        take(kept, quiet(20))
        source = Source("a", "a", "https://example.org/", "feed")
        now = datetime(2018, 5, 21, tzinfo=UTC)

        def outcomes():
            take(kept, [document("al", 19, "a", ALERT)])
            yield Outcome(source, Visit(now), (1,), ())
            yield Outcome(source, Visit(now), (), ())

        list(raising(outcomes(), kept, tmp_path / "archive", {}, (), "en", lambda: next(clock)))
    assert capsys.readouterr().out.count("Bani Walid: from Calm to Watch (20 May 2018)") == 1
    assert told == [(20, None), (21, date(2018, 5, 20)), (21, None)]
