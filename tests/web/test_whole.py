"""One event and one article whole: what a reader needs to check them is there."""


def twice_told(client) -> dict:
    found = client.get("/api/v1/events", params={"words": "دوما", "sources": 2}).json()["items"]
    return client.get(f"/api/v1/events/{found[0]['id']}").json()


def test_reports_of_one_origin_are_one_source(client) -> None:
    for line in client.get("/api/v1/events").json()["items"]:
        event = client.get(f"/api/v1/events/{line['id']}").json()
        assert len({version["origin"] for version in event["versions"]}) == event["sources"]


def test_evidence_stands_in_its_paragraph(client) -> None:
    event = twice_told(client)
    for version in event["versions"]:
        text = client.get(f"/api/v1/articles/{version['document']}").json()["text"]
        span = version["evidence"]
        assert text[span["start"] : span["end"]] == span["exact"]
        assert span["before"] + span["exact"] + span["after"] in text


def test_an_article_names_the_events_that_it_stands_in(client) -> None:
    event = twice_told(client)
    article = client.get(f"/api/v1/articles/{event['versions'][0]['document']}").json()
    (linked,) = [line for line in article["stands_in"] if line["id"] == event["id"]]
    assert linked["sources"] == 2
    assert event["id"] in article["report_events"].values()
    assert article["superseded"] == []


def test_holders_and_sides_are_romanised(client) -> None:
    article = client.get(f"/api/v1/articles/{twice_told(client)['versions'][0]['document']}").json()
    holders = {claim["source"] for claim in article["claims"]}
    assert holders
    assert holders <= article["romanised"].keys()
    assert not [
        name for name in article["romanised"].values() if any("\N{ARABIC LETTER HAMZA}" <= letter <= "\N{ARABIC LETTER YEH}" for letter in name)
    ]
