"""Events over HTTP: listed, counted for the map and the time line, as points, and one whole; alike on SQLite and on a real PostgreSQL."""

import pytest

API = "/api/v1"
FILTERS = [
    {}, {"country": "SY"}, {"country": "sy"}, {"type": ["PROTEST", "COERCE"]}, {"words": "الحوثيون"}, {"killed": 10}, {"sources": 2},
    {"outlet": "الأولى"}, {"source": "المرصد"}, {"actor": "houthis"}, {"since": "2018-06-02", "until": "2018-06-05"}, {"since": "2018-06-08"},
    {"box": "35,32,43,38"}, {"near": "33.5,36.3,40"}, {"status": "actual"}, {"status": "denied"}, {"review": "open"}, {"review": "rejected"},
    {"country": "SY", "type": "ASSAULT", "killed": 20, "since": "2018-01-01", "until": "2019-01-01"},
]  # fmt: skip


def get(client, path: str, **asked):
    answer = client.get(f"{API}/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("asked", FILTERS)
def test_list_map_line_and_points_tell_of_the_same_events(reader, asked) -> None:
    listed = get(reader, "events", most=500, **asked)
    cells, line = get(reader, "events/cells", zoom=6, **asked), get(reader, "events/timeline", by="day", **asked)
    points = get(reader, "events/points", **asked)
    placed = [event for event in listed["items"] if event["place"] and event["place"]["lat"] is not None]
    dated = [event for event in listed["items"] if event["begin"]]
    assert listed["total"] == len(listed["items"])
    assert not listed["total_is_least"]
    assert (cells["placed"], sum(cell["events"] for cell in cells["cells"])) == (len(placed), len(placed))
    assert cells["placed"] + cells["unplaced"] == listed["total"]
    assert sum(bin_[status] for bin_ in line["bins"] for status in ("actual", "planned", "possible", "denied")) == len(dated)
    assert sorted(points["id"]) == sorted(event["id"] for event in placed)
    assert len({len(column) for column in points.values() if isinstance(column, list)}) == 1


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"country": "SY"}, lambda event: event["place"]["country"] == "SY"),
        ({"type": "PROTEST"}, lambda event: event["type"] == "PROTEST"),
        ({"killed": 12}, lambda event: event["toll"]["killed"][0] >= 12),
        ({"sources": 2}, lambda event: event["sources"] >= 2),
        ({"since": "2018-06-02", "until": "2018-06-05"}, lambda event: "2018-06-02" <= event["begin"] < "2018-06-05"),
        ({"box": "35,32,43,38"}, lambda event: 35 <= event["place"]["lon"] <= 43 and 32 <= event["place"]["lat"] <= 38),
    ],
)
def test_a_filter_leaves_what_fits_and_nothing_else(reader, asked, fits) -> None:
    whole, found = get(reader, "events", most=500)["items"], get(reader, "events", most=500, **asked)["items"]
    assert 0 < len(found) < len(whole)
    assert all(map(fits, found))


def test_a_list_goes_on_where_the_page_before_ended(reader) -> None:
    whole = get(reader, "events", most=500)["items"]
    days = [event["begin"] or "" for event in whole]
    assert days == sorted(days, reverse=True)
    found, after = [], ""
    for _ in range(20):
        page = get(reader, "events", most=3, after=after)
        assert (page["total"] is None) is bool(after)
        found += page["items"]
        if not (after := page["cursor"]):
            break
    assert found == whole


def test_an_event_is_told_in_every_sources_own_words(reader) -> None:
    (line,) = get(reader, "events", sources=2)["items"]
    whole = get(reader, f"events/{line['id']}")
    assert {key: whole[key] for key in line} == line
    assert {version["outlet"] for version in whole["versions"]} == {"الأولى", "الثانية"}
    assert len({version["origin"] for version in whole["versions"]}) == 2
    for version in whole["versions"]:
        text = get(reader, f"articles/{version['document']}")["text"]
        span = version["evidence"]
        assert text[span["start"] : span["end"]] == span["exact"], "offsets count code points of the article's text"
    assert {(figure["measure"], tuple(figure["bounds"])) for figure in whole["figures"]} == {("killed", (23, 23))}
    assert [(figure["measure"], figure["bounds"], figure["rule"]) for figure in whole["settled"]] == [("killed", [23, 23], "majority")]
    assert [step["kind"] for step in whole["history"]] == ["reported", "reported"]
    assert line["place"]["name_en"]
    assert line["type"] == "ASSAULT"
    assert line["evidence"]["text"]


def test_bins_are_days_weeks_or_months_and_cells_shrink_with_the_zoom(reader) -> None:
    for by, ends in (("week", None), ("month", "-01"), ("day", None)):
        line = get(reader, "events/timeline", by=by)
        begins = [bin_["begin"] for bin_ in line["bins"]]
        assert line["by"] == by
        assert begins == sorted(set(begins))
        assert ends is None or all(begin.endswith(ends) for begin in begins)
    sizes = [get(reader, "events/cells", zoom=zoom)["size_degrees"] for zoom in (0, 5, 8, 24)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


@pytest.mark.parametrize(
    ("asked", "by"),
    [({"until": "1950-01-01"}, "month"), ({"since": "2100-01-01"}, "day"), ({"since": "2018-01-01", "until": "2018-03-01"}, "day"),
     ({"since": "2017-01-01", "until": "2018-03-01"}, "week"), ({"since": "2000-01-01", "until": "2018-03-01"}, "month")],
)  # fmt: skip
def test_the_step_of_a_line_follows_what_is_asked_for(reader, asked, by) -> None:
    assert get(reader, "events/timeline", **asked)["by"] == by


def test_points_say_when_some_were_left_out(reader) -> None:
    assert get(reader, "events/points", most=2)["more"] is True
    assert get(reader, "events/points")["more"] is False


def test_what_is_not_there_is_not_found(reader) -> None:
    assert reader.get(f"{API}/events/none").status_code == 404
    assert get(reader, "events", words="كلمةلاتوجد")["items"] == []
    assert get(reader, "events", country="NO") == {"items": [], "cursor": "", "total": 0, "total_is_least": False}


@pytest.mark.parametrize("path", ["events", "events/cells", "events/timeline", "events/points", "review/queue", "articles", "sources"])
@pytest.mark.parametrize("day", ["2018-02-30", "0000-01-01", "\N{ARABIC-INDIC DIGIT TWO}018-02-18"])
def test_a_day_that_no_calendar_has_is_refused_everywhere(reader, path, day) -> None:
    for name in ("since", "until"):
        assert reader.get(f"{API}/{path}", params={name: day}).status_code == 422


@pytest.mark.parametrize("path", ["events/cells", "events/timeline"])
def test_the_last_month_of_all_is_one_too(reader, path) -> None:
    get(reader, path, since="9999-12-15", by="month")
