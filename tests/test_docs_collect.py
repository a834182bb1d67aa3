"""The commands of docs/collect.md are commands, and its fields are the fields."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli.main import group
from marsad.model import Source

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "collect.md").read_text("utf-8")
COMMANDS = re.findall(r"^ {4}marsad (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_and_its_options_exist(line: str) -> None:
    words = line.split()
    depth = 2 if words[0] in ("source", "archive") else 1
    told = CliRunner().invoke(group, [*words[:depth], "--help"])
    assert told.exit_code == 0, told.output
    for option in re.findall(r"--[a-z-]+", line):
        assert option in told.output


def test_the_table_of_fields_is_whole() -> None:
    assert len(COMMANDS) >= 8
    table = "\n".join(line for line in PAGE.splitlines() if line.startswith("| `"))
    named = set(re.findall(r"`([a-z_]+)`", table))
    assert set(Source.__struct_fields__) - {"id"} <= named
