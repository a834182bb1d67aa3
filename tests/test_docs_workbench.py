"""docs/workbench.md says what the program does: its commands are the program's, its roles and numbers those that hold."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli.main import group
from marsad.web.security import limits
from marsad.web.security.passwords import LEAST_LETTERS, MOST_LETTERS
from marsad.web.security.permissions import MOST_BODY_BYTES, RULES
from marsad.web.security.principal import CLEARANCES

DOCS = (Path(__file__).resolve().parents[1] / "docs" / "workbench.md").read_text("utf-8")
COMMANDS = [part.strip() for line in re.findall(r"^    (marsad .*)$", DOCS, re.MULTILINE) for part in line.split("&&")]


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_are_the_programs(command) -> None:
    words = shlex.split(command.partition(" > ")[0])[1:]
    result = CliRunner().invoke(group, [*words, "--help"])
    assert result.exit_code == 0, result.output


def test_its_roles_see_as_far_as_it_says() -> None:
    assert dict(re.findall(r"^\| (\w+) \| .* \| TLP:(\S+) \|$", DOCS, re.MULTILINE)) == CLEARANCES


@pytest.mark.parametrize(
    ("limit", "row"),
    [
        (limits.KNOWN, "| 300 | 20 a second |"),
        (limits.UNKNOWN, "| 60 | 1 a second |"),
        (limits.LOGINS_AT_ONE, "| 5 | 1 a minute |"),
        (limits.LOGINS_FROM, "| 20 | 2 a minute |"),
        (limits.LOGINS_AS, "| 50 | 1 a minute |"),
        (limits.WRONG_KEYS, "| 10 | 6 a minute |"),
    ],
)
def test_its_limits_are_those_that_hold(limit, row) -> None:
    assert row in DOCS
    burst, number, unit = re.findall(r"(\d+) \| (\d+) a (\w+)", row)[0]
    assert (limit.burst, limit.seconds) == (int(burst), {"second": 1, "minute": 60}[unit] / int(number))


def test_its_sizes_are_those_that_hold() -> None:
    assert f"{LEAST_LETTERS} to {MOST_LETTERS} characters" in DOCS
    assert f"{MOST_BODY_BYTES:,} bytes" in DOCS
    (cost,) = {RULES[f"GET /api/v1/{heavy}"].cost for heavy in ("report", "export")}
    assert f"A report or an export counts as {cost} requests" in DOCS
