"""Source files: what is wrong in them is said, with the field that was meant."""

from pathlib import Path

import pytest

from marsad.errors import SourceError
from marsad.model import Source
from marsad.stages.collect.sources import check_sources, read_source, read_sources, write_source

GOOD = "outlet: صحيفة\naddress: https://x.example/feed\nkind: feed\n"
WRONG = [
    (GOOD + "languge: ar\n", "did you mean language"),
    (GOOD + "zzz: 1\n", "known are"),
    (GOOD + "id: other\n", "unknown field 'id'"),
    ("outlet: صحيفة\nkind: feed\n", "address"),
    (GOOD.replace("kind: feed", "kind: rss"), "one of feed, sitemap"),
    (GOOD.replace("https://x.example/feed", "x.example"), "must begin with http"),
    (GOOD.replace("kind: feed", "kind: warc"), "must be a file or folder"),
    (GOOD + "every_minutes: 0\n", "1 or more"),
    (GOOD + "every_minutes: often\n", "every_minutes"),
    (GOOD + "delay_seconds: -1\n", "between 0"),
    (GOOD + "country: Syria\n", "two capital letters"),
    (GOOD + "time_zone: Damascus\n", "no IANA time zone"),
    (GOOD + "private_networks: [10.0.0.7/8]\n", "host bits"),
    (GOOD + "private_networks: [home]\n", "home"),
    ("- a\n- b\n", "no fields"),
    ("a: [", "cannot be read as YAML"),
    ("!!python/object/apply:os.system ['true']\n", "cannot be read as YAML"),
    ("x" * 100_000, "more than"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=r"a\.yaml") as caught:
        read_source(tmp_path / "a.yaml")
    assert message in str(caught.value)
    assert [issue.code for issue in check_sources(tmp_path)] == ["source"]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    source = Source("a", "صحيفة: 'x'", "https://x.example/أخبار", "feed", private_networks=("10.0.0.0/8",), time_zone="Asia/Beirut", pages=False)
    path = write_source(tmp_path / "sources", source)
    assert read_source(path) == source
    with pytest.raises(SourceError, match="there already"):
        write_source(tmp_path / "sources", source)


def test_doubles_missing_files_and_near_names(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "three.yml").write_text(GOOD, "utf-8")
    (tmp_path / "file.yaml").write_text("outlet: x\naddress: nowhere.warc\nkind: warc\n", "utf-8")
    assert sorted(issue.code for issue in check_sources(tmp_path)) == ["missing", "suffix", "twice"]
    with pytest.raises(SourceError, match="did you mean one"):
        read_sources(tmp_path, ("ome",))
    with pytest.raises(SourceError, match="no folder"):
        read_sources(tmp_path / "missing")
