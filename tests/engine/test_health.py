"""Whether a source that fell silent, failed, changed its language or went empty is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.engine.test_collect import ENGLISH
from tests.outlets import page

from marsad.engine.health import check_health
from marsad.model import Capture, Source
from marsad.model.visit import SourceState, Visit
from marsad.store.archive import Archive

NOW = datetime(2018, 3, 10, 12, tzinfo=UTC)
BARE = b"<!doctype html><html><body><div id=app></div></body></html>"


def source_of(**fields: object) -> Source:
    return Source(**{"id": "s", "outlet": "x", "address": "https://x.example/feed", "kind": "feed", "daily_volume": 24, **fields})


def visits(*new: int, hours: int = 6) -> tuple[Visit, ...]:
    """Visits every `hours`, the last just now."""
    return tuple(Visit(NOW - timedelta(hours=hours * (len(new) - 1 - number)), 10, count) for number, count in enumerate(new))


def state_of(*new: int, failures: int = 0) -> SourceState:
    made = visits(*new)
    last_new = next((visit.time for visit in reversed(made) if visit.new), None)
    return SourceState("s", failures=failures, last_new=last_new, visits=made)


CASES = [
    ("new yesterday and today", source_of(), state_of(6, 6, 6, 6, 6), []),
    ("one quiet night", source_of(), state_of(6, 6, 6, 0), []),
    ("a day of nothing from a busy outlet", source_of(), state_of(6, 6, 0, 0, 0, 0), ["silent"]),
    ("a day of nothing from a slow outlet", source_of(daily_volume=1), state_of(1, 0, 0, 0, 0, 0), []),
    ("no volume stated: its own pace counts", source_of(daily_volume=0), state_of(9, 9, 9, 9, 9, 9, 0, 0, 0, 0), ["silent"]),
    ("never anything", source_of(), state_of(0, 0, 0, 0, 0), ["silent"]),
    ("failing", source_of(), state_of(6, 6, 6, failures=3), ["failing"]),
    ("never visited", source_of(), SourceState("s"), ["never_visited"]),
]


@pytest.mark.parametrize(("source", "state", "codes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings_of_visits(tmp_path: Path, source: Source, state: SourceState, codes: list[str]) -> None:
    assert [issue.code for issue in check_health(source, state, Archive(tmp_path), NOW).findings] == codes


def test_a_source_that_nobody_visited_is_not_called_silent(tmp_path: Path) -> None:
    health = check_health(source_of(), state_of(6, 6, 6, 6, 6, 6), Archive(tmp_path), NOW + timedelta(days=30))
    assert [issue.code for issue in health.findings] == ["not_visited"]
    assert health.daily == pytest.approx(24)


@pytest.mark.parametrize(
    ("bodies", "language", "codes"),
    [
        ([page("خبر")] * 4, "ar", []),
        ([page("خبر"), *[page("news", text=ENGLISH)] * 3], "ar", ["language"]),
        ([page("news", text=ENGLISH)] * 3, "en", []),
        ([page("خبر"), *[BARE] * 3], "ar", ["empty"]),
        ([BARE] * 2, "ar", []),
    ],
)
def test_findings_of_content(tmp_path: Path, bodies: list[bytes], language: str, codes: list[str]) -> None:
    with Archive(tmp_path / "a").writing() as archive:
        for number, body in enumerate(bodies):
            archive.append(Capture("", f"https://x.example/{number}", "text/html", source="s", kind="page"), body)
        archive.append(Capture("", "https://y.example/", "text/html", source="other", kind="page"), BARE)
    health = check_health(source_of(language=language), state_of(6, 6, 6), Archive(tmp_path / "a"), NOW)
    assert [issue.code for issue in health.findings] == codes
