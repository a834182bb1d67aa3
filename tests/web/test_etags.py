"""What has not changed is not sent again; what somebody else may see is no answer to it."""

import pytest
from tests.web.team import app_over, browser, owner, program

from marsad.engine.ingest import ingest
from marsad.model import Document
from marsad.settings import Settings
from marsad.store.peers import Peer, keep_peer

API = "/api/v1"


@pytest.mark.parametrize(
    "path", ["events", "events/cells", "events/timeline", "events/points", "articles", "review/queue", "judgements", "about", "codebook"]
)
def test_what_is_known_is_not_sent_again(client, here, path) -> None:
    first = client.get(f"{API}/{path}")
    tag = first.headers["etag"]
    again = client.get(f"{API}/{path}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"{API}/{path}", headers={"If-None-Match": f'"other", {tag}'}).status_code == 304
    assert client.get(f"{API}/{path}", headers={"If-None-Match": '"other"'}).status_code == 200
    assert again.headers["cache-control"] == "private, no-cache"
    ingest([Document("later", "قتل جندي في هجوم على حاجز في مدينة سرت أمس.", outlet="later")], here.store, Settings())
    assert client.get(f"{API}/{path}", headers={"If-None-Match": tag}).status_code == 200, "the store has changed"


def test_another_question_has_another_tag(client) -> None:
    tags = [client.get(f"{API}/{path}").headers["etag"] for path in ("events", "events?country=SY", "events?most=1", "events/cells")]
    assert len(set(tags)) == 4
    assert "etag" not in client.get(f"{API}/events/none").headers, "what is not there may be there later"


def test_another_clearance_has_another_tag(shared_app) -> None:
    tags = [browser(shared_app, role).get(f"{API}/events").headers["etag"] for role in ("viewer", "analyst", "reviewer", "admin")]
    assert len(set(tags)) == 4
    assert program(shared_app, "admin", "viewer").get(f"{API}/events").headers["etag"] == tags[0]
    assert browser(shared_app, "viewer").get(f"{API}/events", headers={"If-None-Match": tags[3]}).status_code == 200


def test_an_account_that_sees_less_than_its_role_has_another_tag(team_app) -> None:
    first = browser(team_app, "viewer").get(f"{API}/events").headers["etag"]
    keep_peer(team_app.state.context.store, Peer("north", account="viewer", given="CLEAR"))
    assert browser(team_app, "viewer").get(f"{API}/events").headers["etag"] != first


def test_what_stands_in_the_archive_too_has_none(client, here) -> None:
    (sha256,) = here.store.known_captures()
    first = client.get(f"{API}/captures/{sha256}")
    assert first.json()["archive"]["whole"]
    assert "etag" not in first.headers, "the archive may change while the store stays"


def test_another_run_of_the_server_has_other_tags(app, here) -> None:
    """It may stand over another store whose revision is the same."""
    tags = [owner(one).get(f"{API}/events").headers["etag"] for one in (app, app_over(here))]
    assert len(set(tags)) == 2


def test_a_tag_opens_nothing_without_a_login(team_app) -> None:
    client = browser(team_app, "viewer")
    tag = client.get(f"{API}/events").headers["etag"]
    client.cookies.clear()
    assert client.get(f"{API}/events", headers={"If-None-Match": tag}).status_code == 401
