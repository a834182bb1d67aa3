"""`marsad events` from articles to a judgement and back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli.events import command
from marsad.cli.ingest import command as ingest_command
from marsad.errors import InputError, StoreError

ARTICLES = [
    ("a", "الأولى", "قتل 23 مدنيا في غارة جوية على مدينة دوما السبت، وفق المرصد السوري لحقوق الإنسان."),
    ("b", "الثانية", "أسفرت غارة جوية استهدفت دوما يوم السبت عن مقتل 23 مدنيا، بحسب مصدر طبي."),
    ("c", "الثالثة", "فجر انتحاري نفسه عند حاجز في مدينة دوما السبت فقتل 3 جنود."),
]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def store(tmp_path: Path) -> str:
    corpus = tmp_path / "corpus.jsonl"
    rows = [{"id": id_, "outlet": outlet, "text": text, "published": "2018-03-10T18:00:00+00:00"} for id_, outlet, text in ARTICLES]
    corpus.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    path = str(tmp_path / "events.marsad")
    done = CliRunner().invoke(ingest_command, [str(corpus), "--store", path, "--jobs", "1"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return path


def listed(store: str, *arguments: str) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in run("list", "--store", store, "--format", "json", *arguments).splitlines()]


def test_two_outlets_one_event(store: str) -> None:
    sizes = sorted(len(event["reports"]) for event in listed(store, "--type", "assault"))
    assert sizes == [1, 2]
    (both,) = listed(store, "--sources", "2")
    assert (both["sources"], both["begin"], both["settled"][0]["bounds"]) == (2, "2018-03-10", [23, 23])
    assert listed(store, "--country", "YE") == []
    assert listed(store, "--since", "2018-03-11") == []


def test_show_split_undo(store: str) -> None:
    (event,) = listed(store, "--sources", "2")
    shown = run("show", event["id"][:8], "--store", store)
    assert "الأولى" in shown
    assert "الثانية" in shown
    assert "rule majority" in shown
    full = json.loads(run("show", event["id"], "--store", store, "--format", "json"))
    assert {version["outlet"] for version in full["versions"]} == {"الأولى", "الثانية"}
    said = run("split", event["id"], event["reports"][1], "--store", store, "--by", "rim", "--reason", "x")
    assert listed(store, "--sources", "2") == []
    judgement = said.split()[1]
    assert judgement in run("judgements", "--store", store)
    run("undo", judgement, "--store", store, "--by", "rim")
    assert listed(store, "--sources", "2") == [event]


def test_merge(store: str) -> None:
    ids = [event["id"] for event in listed(store, "--type", "assault")]
    run("merge", *ids, "--store", store, "--by", "rim")
    assert [len(event["reports"]) for event in listed(store, "--type", "assault")] == [3]


def test_wrong_use(store: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="names 0 events"):
        run("show", "nope", "--store", store)
    broken = tmp_path / "broken"
    broken.write_bytes(b"no such thing")
    with pytest.raises(StoreError, match="is it a Marsad store"):
        run("list", "--store", str(broken))
