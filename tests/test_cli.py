"""The command line: what it prints, what it says of a wrong call, with what it ends."""

import csv
import html
import io
import json

import pytest
from tests.program import marsad as run

TEXT = "قتل ثلاثة جنود في هجوم شنه مسلحون على حاجز في مدينة سرت أمس، بحسب مصدر أمني.\n"


def test_extracts_from_standard_input() -> None:
    done = run("extract", "-", "--published", "2018-06-15", stdin=TEXT)
    assert done.returncode == 0, done.stderr
    (event,) = json.loads(done.stdout)["events"]
    assert (event["type"], event["date"], event["killed"], event["place"]["name_en"]) == ("ASSAULT", "2018-06-14", [3, 3], "Sirte")
    assert "rules" not in event


def test_explains_what_made_each_field() -> None:
    done = run("extract", "-", "--published", "2018-06-15", "--explain", stdin=TEXT)
    (event,) = json.loads(done.stdout)["events"]
    assert any(rule.startswith("trigger:") for rule in event["rules"])


def test_other_formats() -> None:
    (row,) = csv.DictReader(io.StringIO(run("extract", "-", "--published", "2018-06-15", "--format", "csv", stdin=TEXT).stdout))
    assert (row["plover_type"], row["killed_low"], row["source"]) == ("ASSAULT", "3", "مصدر أمني")
    collection = json.loads(run("extract", "-", "--format", "geojson", stdin=TEXT).stdout)
    assert collection["features"][0]["geometry"]["type"] == "Point"
    assert "ASSAULT" in run("extract", "-", "--format", "table", stdin=TEXT).stdout
    page = run("extract", "-", "--format", "html", stdin=TEXT.replace("مسلحون", "مسلحون <script>alert(1)</script>")).stdout
    assert page.count("<script") == 2
    assert "default-src 'none'" in html.unescape(page)


def test_a_bad_file_among_good_ones_is_told_and_counted(tmp_path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text("only English here", "utf-8")
    done = run("extract", str(tmp_path))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "not_arabic" in done.stderr


@pytest.mark.parametrize("arguments", [("extract", "no-such-file"), ("extract", "-", "--published", "soon"), ("extract",), ("evaluate", "x", "y")])
def test_a_wrong_call_says_so_without_a_traceback(arguments) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_a_pool_of_processes_gives_the_same(tmp_path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TEXT * (number + 1), "utf-8")
    assert run("extract", str(tmp_path), "--jobs", "2").stdout == run("extract", str(tmp_path)).stdout
