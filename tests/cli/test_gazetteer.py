"""`marsad gazetteer`: looking up, and adding a dump."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli.gazetteer import command as gazetteer

LINE = "1\tTall Numayr\tTall Numayr\tتل نمير\t36.1\t37.2\tP\tPPL\tSY\t\t09\t\t\t\t900\t\t400\tAsia/Damascus\t2020-01-01\n"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_GAZETTEER", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_lookup_prints_the_places_of_a_name() -> None:
    result = CliRunner().invoke(gazetteer, ["lookup", "طرابلس", "--country", "lb"])
    assert result.exit_code == 0
    assert "LB" in result.output
    assert "LY" not in result.output


def test_lookup_of_an_unknown_name_fails() -> None:
    result = CliRunner().invoke(gazetteer, ["lookup", "زززز"])
    assert result.exit_code == 1


def test_an_added_dump_is_looked_up(tmp_path: Path) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text(LINE, "utf-8")
    added = CliRunner().invoke(gazetteer, ["add", str(dump)])
    assert added.exit_code == 0, added.output
    assert "1 places under 1 names" in added.output
    assert CliRunner().invoke(gazetteer, ["lookup", "تل نمير"]).exit_code == 0
