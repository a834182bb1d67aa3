"""Two real servers exchange overlapping halves of a month of real news; `benchmarks/exchange.py` does so with all articles of a month."""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest
from tests.sharing.acceptance import accept_exchange, deal, fill_observatories

from marsad.engine.ingest import rows_of_documents
from marsad.settings import Settings
from marsad.stages.read.documents import document_of_row
from marsad.store.rows import DocumentRows

MONTH = "2018-04"
MOST_A_DAY = 4
"""The first articles of each day: enough of a month for events that several sources tell of, and few enough for a test."""


@pytest.fixture(scope="module")
def filled(shared, tmp_path_factory) -> Path:
    """A folder with the stores of one observatory that has all, and of two that have halves: to be copied."""
    path = shared / "data" / "news" / "ant_conflict.jsonl.gz"
    if not path.exists():
        pytest.skip(f"there is no {path.name}: real articles are not distributed with the repository")
    days = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["published"].startswith(MONTH):
                days[row["published"][:10]].append(row)
    assert len(days) == 30, "the whole month"
    told = [row for _, of_day in sorted(days.items()) for row in sorted(of_day, key=lambda row: (row["published"], row["id"]))[:MOST_A_DAY]]
    made = rows_of_documents([document_of_row(row, None) for row in told], Settings())
    folder = tmp_path_factory.mktemp("observatories")
    fill_observatories(folder, [row for row in made if isinstance(row, DocumentRows)])
    return folder


@pytest.mark.parametrize("order", [("north", "south"), ("south", "north")])
def test_two_servers_that_exchange_end_with_what_one_would_have(tmp_path, filled, order) -> None:
    whole = accept_exchange(filled, tmp_path, order)
    assert sum(event.sources > 1 for event in whole) > 5, "there were events that several sources tell of"


def test_either_half_has_what_the_other_has_not() -> None:
    dealt = deal(range(40))  # type: ignore[arg-type]
    assert [len(dealt[name]) for name in ("one", "north", "south")] == [40, 26, 26]
    assert len(set(dealt["north"]) & set(dealt["south"])) == 12  # type: ignore[call-overload]
    assert set(dealt["north"]) | set(dealt["south"]) == set(range(40))  # type: ignore[call-overload]
