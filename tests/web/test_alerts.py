"""Alert levels over the API."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from tests.engine.test_warn import ALERT, FIRST, GAZETTEER, document, quiet, take
from tests.web.atom import ATOM, check_atom
from tests.web.conftest import copied
from tests.web.team import owner

from marsad.engine.warn import raise_alerts
from marsad.web.app import make_app


@pytest.fixture(scope="module")
def alerted(filled, tmp_path_factory) -> Iterator[TestClient]:
    """A browser on a workbench that has judged its days."""
    with copied(filled, tmp_path_factory.mktemp("alerted") / "here") as here:
        take(here.store, [*quiet(20), document("al", 19, "a", ALERT)])
        raise_alerts(here.store, GAZETTEER, FIRST + timedelta(19))
        yield owner(make_app(here))


def test_the_board_shows_where_areas_stand_and_what_levels_mean(alerted: TestClient) -> None:
    board = alerted.get("/api/v1/alerts?level=calm").json()
    assert [level["id"] for level in board["levels"]] == ["calm", "watch", "elevated", "high", "severe"]
    ranks = [[level["id"] for level in board["levels"]].index(area["level"]) for area in board["areas"]]
    assert ranks == sorted(ranks, reverse=True)
    assert board["day"]
    assert {area["area"]["country"] for area in alerted.get("/api/v1/alerts?level=calm&country=ly").json()["areas"]} == {"LY"}


def test_an_area_says_why_and_what_would_lower_it(alerted: TestClient) -> None:
    told = alerted.get("/api/v1/alerts/بني وليد").json()
    assert "بني وليد" in told["standing"]["headline_ar"]
    assert any(said["evidence"] and said["evidence"][0]["document"] == "al" for said in told["why"])
    assert all(said["ar"] and said["en"] for said in told["why"])
    assert alerted.get(f"/api/v1/alerts/{told['standing']['area']['id']}").json() == told


def test_the_history_leads_to_the_change(alerted: TestClient) -> None:
    changes = alerted.get("/api/v1/alerts/بني وليد/history").json()["items"]
    assert [(one["alert"]["before"], one["alert"]["level"]) for one in changes][-1] == ("calm", "watch")
    assert alerted.get(f"/api/v1/alerts/changes/{changes[0]['alert']['id']}").json() == changes[0]
    assert changes[0] in alerted.get("/api/v1/alerts/changes?country=LY&most=500").json()["items"]


def test_what_is_not_there_is_said(alerted: TestClient) -> None:
    assert alerted.get("/api/v1/alerts/changes/nothing").status_code == 404
    for asked in ("alerts/لا مكان", "alerts?level=awful", "alerts.atom?area=nowhere", "alerts/changes?after=nonsense"):
        answered = alerted.get(f"/api/v1/{asked}")
        assert (answered.status_code, answered.headers["content-type"]) == (400, "application/problem+json"), asked


def test_the_feed_is_atom_with_an_entry_a_change(alerted: TestClient) -> None:
    answered = alerted.get("/api/v1/alerts.atom?area=بني وليد&language=en")
    assert answered.headers["content-type"].startswith("application/atom+xml")
    feed = check_atom(answered.content)
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == len(alerted.get("/api/v1/alerts/بني وليد/history").json()["items"])
    assert "Bani Walid" in (entries[0].findtext("a:title", "", ATOM))
    assert "الاستنفار" in entries[0].findtext("a:content", "", ATOM)
    assert len({entry.findtext("a:id", "", ATOM) for entry in entries}) == len(entries)
    assert feed.findtext("a:updated", "", ATOM).endswith("Z")
    assert {one.findtext("a:rights", "", ATOM) for one in (feed, *entries)} == {"TLP:CLEAR"}
