"""`marsad peer` and `marsad share`, against a real server."""

from click.testing import CliRunner
from tests.sharing.observatories import admit, events_of, fill, open_observatory, serving
from tests.store.documents import make_documents

from marsad.cli.main import group
from marsad.store.store import Store


def call(*given: str, typed: str = "") -> str:
    done = CliRunner().invoke(group, given, input=typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_two_observatories_are_introduced_and_exchange(tmp_path) -> None:
    with open_observatory(tmp_path, "north") as north, open_observatory(tmp_path, "south") as south:
        fill(north, make_documents(4, "n"))
        fill(south, make_documents(4, "s"))
        key = admit(south, "north")
        here = ("--store", str(tmp_path / "north.db"))
        assert "this is observatory of the north" in call("peer", "self", "observatory of the north", *here)
        south.engine.dispose()
        with serving(south) as (address, _):
            added = call("peer", "add", "south", address, "--pull", "reports", "--push", "reports", "--taken", "GREEN", *here, typed=f"{key}\n")
            assert added == "south: pulled reports; pushed reports; gets up to TLP:CLEAR; accepted up to TLP:GREEN\n"
            listed = call("peer", "list", *here)
            assert address in listed
            assert key not in listed
            assert "reports from south: 4 taken, 0 refused" in call("share", "pull", *here)
            assert "reports to south: 4 taken, 0 refused" in call("share", "push", "south", *here)
            assert "reports to south: 0 taken, 0 refused" in call("share", "push", *here)
            assert "reports to south: 4 taken, 0 refused" in call("share", "push", "--again", *here)
            assert events_of(north) == events_of(south)
            assert call("share", "withdraw", "n-0", *here) == "1 taken back\n"
            call("share", "push", *here)
            assert "n-0" not in {report.document for report in south.all_reports()}
        done = CliRunner().invoke(group, ["share", "pull", *here])
        assert "cannot be reached" in str(done.exception)
        assert "is no peer any more" in call("peer", "remove", "south", *here)
        assert "s-1" in {report.document for report in north.all_reports()}, "what came stays"


def test_what_is_ingested_under_a_marking_is_shown_to_those_who_may_see_it(tmp_path) -> None:
    (tmp_path / "told.jsonl").write_text(
        '{"id":"a","text":"قتل ثلاثة جنود في هجوم شنه الحوثيون على حاجز قرب صنعاء أمس.","published":"2018-06-01","outlet":"o"}\n'
        '{"id":"b","text":"قتل 12 مدنيا في قصف على مدينة دوما قرب دمشق أمس.","published":"2018-06-01","outlet":"o","tlp":"RED"}\n'
        '{"id":"c","text":"قتل 20 مدنيا في قصف على مدينة حلب أمس.","published":"2018-06-01","outlet":"o","tlp":"PINK"}\n',
        encoding="utf-8",
    )
    address = str(tmp_path / "store.db")
    call("ingest", str(tmp_path / "told.jsonl"), "--tlp", "AMBER", "--store", address)
    with Store(address) as store:
        assert store.markings(["a", "b", "c"]) == {"a": "AMBER", "b": "RED"}
        assert ["PINK" in issue.message for issue in store.issues()] == [True], "a wrong marking is no marking at all"
    assert '"id":"a"' not in call("search", "--format", "jsonl", "--clearance", "GREEN", "--store", address)
    assert '"id":"b"' in call("search", "--format", "jsonl", "--store", address)
