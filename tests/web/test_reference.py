"""What there is to choose from, what this server is, and who reports; alike on SQLite and on a real PostgreSQL."""

import pytest

from marsad.version import VERSION

API = "/api/v1"
PLOVER_TYPES = 16


def get(client, path: str, **asked):
    answer = client.get(f"{API}/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_about_says_what_is_here_and_nothing_of_who_may_look(reader) -> None:
    about = get(reader, "about")
    assert (about["version"], about["first_day"], about["last_day"]) == (VERSION, "2018-03-10", "2018-06-15")
    assert about["counts"]["documents"] == 14
    assert {"accounts", "sessions", "api_keys", "audit"}.isdisjoint(about["counts"])
    assert about["boundaries"]["ar"]
    assert about["boundaries"]["en"]
    assert about["restricted"] is True


def test_the_codebook_defines_every_type_in_both_languages(reader) -> None:
    book = get(reader, "codebook")
    assert len({type_["type"] for type_ in book["types"]}) == PLOVER_TYPES
    for type_ in book["types"]:
        assert all(type_[key] for key in ("definition", "definition_ar", "name_ar", "name_en"))
    assert {status["status"] for status in book["statuses"]} == {"actual", "planned", "possible", "denied"}


@pytest.mark.parametrize("asked", ["الحوثي", "houthi", "Houthis", " الحوثيون "])
def test_an_actor_is_found_by_any_of_its_names(reader, asked) -> None:
    assert "houthis" in {actor["id"] for actor in get(reader, "actors", q=asked)["items"]}


@pytest.mark.parametrize(("asked", "name"), [("دمش", "دمشق"), ("Damas", "دمشق"), ("حلب", "حلب")])
def test_a_place_is_found_by_the_beginning_of_its_name(reader, asked, name) -> None:
    found = get(reader, "places", q=asked)["items"]
    assert name in {place["name_ar"] for place in found}
    assert {place["country"] for place in get(reader, "places", q=asked, country="sy")["items"]} == {"SY"}
    assert len(get(reader, "places", q=asked, most=1)["items"]) == 1


def test_nothing_is_found_by_nothing(reader) -> None:
    assert get(reader, "actors", q="  ") == {"items": []}
    assert get(reader, "actors", q="no such name at all") == {"items": []}
    assert get(reader, "places", q="لايوجدمثلهذا") == {"items": []}


def test_sources_say_what_each_gave_and_which_alone(reader) -> None:
    outlets = {outlet["outlet"]: outlet for outlet in get(reader, "sources")["items"]}
    assert outlets["outlet"]["documents"] == 10
    assert sum(day["documents"] for day in outlets["outlet"]["days"]) == 10
    both = outlets["الأولى"], outlets["الثانية"]
    assert [(outlet["documents"], outlet["events"], outlet["exclusive"]) for outlet in both] == [(1, 1, 0), (1, 1, 0)]
    assert [outlet["first"] for outlet in both] == [1, 1], "they published at the same moment"
    alone = outlets["outlet"]["exclusive_events"]
    assert outlets["outlet"]["exclusive"] >= len(alone) > 0
    assert all(reader.get(f"{API}/events/{event['id']}").status_code == 200 for event in alone)
    assert (outlets["سرت اليوم"]["health"]["source"], outlets["outlet"]["health"]) == ("sirte", None)


def test_sources_of_a_stretch_of_days(reader) -> None:
    found = {outlet["outlet"]: outlet["documents"] for outlet in get(reader, "sources", since="2018-06-03", until="2018-06-06")["items"]}
    assert found == {"outlet": 3, "سرت اليوم": 0}
