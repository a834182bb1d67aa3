"""Each format, written and read back by a tool of its own field."""

import csv
import io
import json
import struct

import duckdb
import msgspec
import pyarrow.parquet as pq
import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy
from geojson_pydantic import FeatureCollection
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stages.share.exported import CAPTURED, FEARED, GONE, RECORDS, SHELLING, WORDS, heading

from marsad.errors import InputError
from marsad.model import Bounds, Event, Place, Side, Toll
from marsad.model.shared import Exported, SharedEvent
from marsad.stages.share import acled, followthemoney, ucdp
from marsad.stages.share.csv_rows import harmless
from marsad.stages.share.facts import side_country, spread_of
from marsad.stages.share.formats import FORMATS, find_format, load_writer
from marsad.stages.share.jsonl import End, Head, read_jsonl
from marsad.stages.share.parquet import SCHEMA


def written(form: str, records=RECORDS) -> tuple[bytes, dict[str, int]]:
    head, stream = heading(form), io.BytesIO()
    head.written.update(events=sum(isinstance(record, SharedEvent) for record in records))
    load_writer(find_format(form))(iter(records), stream, head)
    return stream.getvalue(), dict(head.left_out)


def rows(form: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(form)[0].decode(), newline="")))


def lines(form: str) -> list[dict]:
    return [json.loads(line) for line in written(form)[0].splitlines()]


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_a_whole_export_too(form: str) -> None:
    load_writer(find_format(form))(iter(()), io.BytesIO(), heading(form))


def test_jsonl_reads_back_what_was_written() -> None:
    head, *records, end = read_jsonl(written("jsonl")[0].splitlines())
    assert isinstance(head, Head)
    assert isinstance(end, End)
    assert tuple(records) == RECORDS


texts = st.text(max_size=20)
sides = st.lists(st.builds(Side, texts, texts, texts), max_size=3).map(tuple)
bounds = st.one_of(st.none(), st.tuples(st.integers(0, 10**9), st.one_of(st.none(), st.integers(0, 10**9))))
places = st.one_of(st.none(), st.builds(Place, texts, texts, texts, st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 10**7), texts, texts))
events = st.builds(Event, texts, st.just(("r",)), texts, texts, place=places, actors=sides, targets=sides)
tellings = st.builds(lambda told, toll: (msgspec.structs.replace(SHELLING.tellings[0], source=told, toll=Toll(killed=toll)),), texts, bounds)


@settings(max_examples=25)
@given(st.lists(st.builds(SharedEvent, texts, texts, events, tellings), max_size=4))
def test_jsonl_holds_whatever_a_record_holds(records: list[Exported]) -> None:
    assert list(read_jsonl(written("jsonl", records)[0].split(b"\n")[:-1]))[1:-1] == records


def test_an_export_that_was_cut_off_is_known() -> None:
    kept = written("jsonl")[0].splitlines()[:-1]
    with pytest.raises(InputError, match="cut off"):
        list(read_jsonl(kept))
    with pytest.raises(InputError, match="line 2 is none"):
        list(read_jsonl([kept[0], b"{}"]))


def test_acled_has_the_codebooks_columns_and_values() -> None:
    found = rows("acled")
    assert tuple(found[0]) == (*acled.COLUMNS, *acled.OWN_COLUMNS)
    shelling = found[0]
    said = {
        "event_id_cnty": "SYR-3f0c9a3f0c9a3f0c", "event_date": "2018-04-07", "year": "2018", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Syrian army", "inter1": "1", "actor2": "Civilians (Syria)", "inter2": "7", "interaction": "17",
        "civilian_targeting": "Civilian targeting", "iso": "760", "region": "Middle East", "country": "Syria", "admin1": "Rif Dimashq",
        "location": "Douma", "latitude": "33.572", "geo_precision": "1", "source": "Outlet One; =Outlet Two", "fatalities": "43",
        "timestamp": "1706933106", "marsad_fatalities_rule": "majority", "marsad_fatalities_disputed": "1", "marsad_status": "actual",
        "marsad_urls": "https://one.example/a https://two.example/b?x=1&y=2", "marsad_independent_sources": "2", "marsad_made_by": "0.1.0/lex/gaz",
    }  # fmt: skip
    assert {name: shelling[name] for name in said} == said
    assert "43 (rule majority, disputed)" in shelling["notes"]
    assert (found[1]["interaction"], found[1]["actor1"], found[1]["fatalities"]) == ("10", "Government of Syria", "0")
    assert "fatalities=not told" in found[1]["tags"]
    left_out = written("acled")[1]
    assert sorted(left_out.values()) == [1, 1]


def test_ucdp_has_low_best_and_high() -> None:
    (found,) = rows("ucdp")
    assert tuple(found) == (*ucdp.COLUMNS, *acled.OWN_COLUMNS)
    said = {
        "low": "40", "best": "43", "high": "43", "deaths_civilians": "43", "deaths_unknown": "0", "type_of_violence": "3", "where_prec": "1",
        "date_prec": "1", "date_start": "2018-04-07", "date_end": "2018-04-07", "side_a": "Syrian army", "priogrid_gid": "178273",
        "source_article": "https://one.example/a; https://two.example/b?x=1&y=2", "number_of_sources": "2", "region": "Middle East",
        "geom_wkt": "POINT (36.402 33.572)", "adm_1": "Rif Dimashq", "event_clarity": "1",
    }  # fmt: skip
    assert {name: found[name] for name in said} == said
    assert sum(written("ucdp")[1].values()) == 3


@given(st.lists(st.tuples(st.integers(0, 99), st.one_of(st.none(), st.integers(0, 99))), max_size=4))
def test_the_spread_holds_every_figure(told: list[Bounds]) -> None:
    figures = tuple(msgspec.structs.replace(SHELLING.event.figures[0], bounds=bounds) for bounds in told)
    spread = spread_of(msgspec.structs.replace(SHELLING.event, figures=figures), "killed")
    assert spread is not None
    assert spread[0] <= min([43, *(low for low, _ in told)])
    assert spread[1] >= max([43, *(low if high is None else high for low, high in told)])


def test_cells_that_a_spreadsheet_would_run_are_harmless() -> None:
    assert [harmless(cell) for cell in ("=1+1", "+1", "-1+1", "@x", "\tx", "-", -5, 3.5, "a")] == [
        "'=1+1", "'+1", "'-1+1", "'@x", "'\tx", "-", -5, 3.5, "a",
    ]  # fmt: skip
    assert not any(cell.startswith("=") for row in rows("ucdp") for cell in row.values())


def test_plover_has_the_manuals_fields() -> None:
    shelling, feared, _, gone = lines("plover")
    assert shelling["event"] == ["ASSAULT"]
    assert (shelling["quad_code"], shelling["date"], shelling["mode"]) == (4, "2018-04-07", ["shelling"])
    assert shelling["source"] == [
        {"code": "SYR", "sector": "MIL", "actor_text": "الجيش السوري", "identifier_id": "syrian-army", "identifier_text": "Syrian army"}
    ]
    assert shelling["event_loc"]["geonameid"] == 173811
    assert shelling["event_loc"]["cc3"] == "SYR"
    assert shelling["size_info"] == {"dead": 43, "dead_bounds": [43, 43], "dead_told": [40, 43]}
    assert [cited["url"] for cited in shelling["cite_info"]] == ["https://one.example/a", "https://two.example/b?x=1&y=2"]
    assert shelling["dead_rule"] == "majority"
    assert feared["context"] == ["hypothetical"]
    assert (gone["has_event"], gone["into"]) == (False, list(GONE.into))
    assert {"id", "date", "source", "event"} <= feared.keys()


def test_geojson_is_geojson() -> None:
    made = json.loads(written("geojson")[0])
    collection = FeatureCollection.model_validate(made)
    assert [feature.id for feature in collection.features] == [SHELLING.event.id, FEARED.event.id, CAPTURED.event.id, GONE.id]
    first, feared = made["features"][:2]
    assert first["geometry"] == {"type": "Point", "coordinates": [36.402, 33.572]}
    assert feared["geometry"] is None
    assert first["properties"]["killed_rule"] == "majority"
    assert first["properties"]["status"] == "actual"
    assert made["features"][3]["properties"]["withdrawn"] == "merged"
    assert made["marsad"]["cursor"] == "17"


@pytest.mark.parametrize("form", ["parquet", "geoparquet"])
def test_parquet_is_read_back_by_duckdb_and_arrow(form: str, tmp_path) -> None:
    path = tmp_path / "events.parquet"
    path.write_bytes(written(form)[0])
    table = pq.read_table(path)
    assert table.schema.names[: len(SCHEMA)] == SCHEMA.names
    assert json.loads(pq.read_metadata(path).metadata[b"marsad"])["version"]["marsad"] == "0.1.0"
    found = duckdb.sql(
        f"SELECT event_id, first_day, killed_low, killed_told_least, killed_rule, urls, tellings[1].origin, status, withdrawn "
        f"FROM '{path}' WHERE plover_type = 'ASSAULT' OR withdrawn IS NOT NULL"
    ).fetchall()
    assert [row[0] for row in found] == [SHELLING.event.id, GONE.id]
    assert found[0][2:5] == (43, 40, "majority")
    assert found[0][5:8] == (["https://one.example/a", "https://two.example/b?x=1&y=2"], "r1", "actual")
    assert str(found[0][1]) == "2018-04-07"


def test_geoparquet_says_what_its_geometry_is(tmp_path) -> None:
    path = tmp_path / "events.parquet"
    path.write_bytes(written("geoparquet")[0])
    geo = json.loads(pq.read_metadata(path).metadata[b"geo"])
    assert geo == {
        "version": "1.1.0", "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "bbox": [36.402, 33.572, 38.0, 35.0]}},
    }  # fmt: skip
    points = pq.read_table(path).column("geometry").to_pylist()
    assert [None if wkb is None else struct.unpack("<BIdd", wkb) for wkb in points] == [
        (1, 1, 36.402, 33.572), None, (1, 1, 38.0, 35.0), None,
    ]  # fmt: skip


def test_followthemoney_takes_every_entity_as_it_is() -> None:
    entities = {entity["id"]: entity for entity in lines("ftm")}
    for entity in entities.values():
        proxy = model.get_proxy(entity, cleaned=False)
        assert isinstance(proxy, EntityProxy)
        kept = proxy.to_dict()["properties"]
        assert {name: sorted(values) for name, values in kept.items()} == {n: sorted(v) for n, v in entity["properties"].items()}
        for name, prop in proxy.schema.properties.items():
            if prop.type.name == "entity" and not prop.stub:
                assert set(proxy.get(name)) <= entities.keys()
    event = entities[followthemoney.event_entity_id(SHELLING.event)]
    assert event["properties"]["sourceUrl"] == ["https://one.example/a", "https://two.example/b?x=1&y=2"]
    assert event["marsad"]["killed_rule"] == "majority"
    assert sorted(entity["schema"] for entity in entities.values()).count("Event") == 3
    assert written("ftm")[1] == {"withdrawals, which FollowTheMoney cannot say": 1}


def test_annotations_are_annotations() -> None:
    made = json.loads(written("annotations")[0])
    assert made["type"] == "AnnotationCollection"
    items = made["first"]["items"]
    assert made["total"] == len(items) == 4
    for item in items:
        assert item["id"].startswith("urn:marsad:")
        assert "Annotation" in item["type"]
        assert item["target"]
    quote, position = items[0]["target"]["selector"]
    assert quote == {"type": "TextQuoteSelector", "exact": WORDS, "prefix": "=قال ", "suffix": " أمس"}
    assert (position["start"], position["end"] - position["start"]) == (10, len(WORDS))
    assert items[0]["target"]["source"]["id"] == "https://one.example/a"
    assert items[0]["prov:wasGeneratedBy"]["prov:used"] == "https://one.example/a"
    assert items[0]["body"]["marsad:settled"]["killed"] == {"bounds": [43, 43], "rule": "majority", "disputed": True}
    assert items[3]["body"]["prov:invalidatedAtTime"] == GONE.at


def test_wrong_formats_are_named() -> None:
    with pytest.raises(InputError, match="there is no format 'xlsx'"):
        find_format("xlsx")
    missing = msgspec.structs.replace(find_format("parquet"), writer="marsad_not_there:write")
    with pytest.raises(InputError, match=r"pip install 'marsad\[parquet\]'"):
        load_writer(missing)


def test_countries_of_sides() -> None:
    actors = ("syrian-army", "state:YE", "office:minister:IT:وزير", "office:president::رئيس", "state-military-US", "police:FR:شرطه", "", "al-qaeda")
    assert [side_country(Side("x", actor)) for actor in actors] == ["SY", "YE", "IT", "", "US", "FR", "", ""]
