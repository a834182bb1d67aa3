"""Test cases kept as data: TSV files under tests/cases, with a column of why."""

import csv
from pathlib import Path

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
"""Real articles beside the repository; tests that need them skip where they are missing."""


def read_cases(name: str) -> list[dict[str, str]]:
    """The rows of a case file, comment lines left out."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("# ")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
