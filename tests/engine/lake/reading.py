"""What stands in a lake, as sets that compare."""

import json
from pathlib import Path

import pyarrow.dataset as ds

from marsad.engine.lake.folder import LocalFolder, read_reconciled
from marsad.engine.lake.found import record_files


def records(lake: Path) -> list[str]:
    """Every row of the finished splits with all that it says, month too, sorted; whatever file it stands in."""
    found = ds.dataset(record_files(LocalFolder(lake)), format="parquet", partitioning=ds.HivePartitioning.discover(infer_dictionary=False))
    table = found.to_table()
    return sorted(json.dumps({**row, "split": ""}, default=str, sort_keys=True, ensure_ascii=False) for row in table.to_pylist())


def issues(lake: Path) -> list[tuple[str, int]]:
    """Code and line of every issue, sorted."""
    return sorted((row["issue"]["code"], row["issue"]["line"]) for row in map(json.loads, records(lake)) if row["issue"])


def reconciled(lake: Path, name: str) -> list[str]:
    """Every row of the `events` or `copies` of the last reconciling, sorted."""
    done = read_reconciled(LocalFolder(lake))
    assert done is not None
    files = sorted((lake / "reconciled" / f"run={done.run}" / name).rglob("*.parquet"))
    rows = ds.dataset(files, format="parquet").to_table().to_pylist() if files else []
    return sorted(json.dumps(row, default=str, sort_keys=True, ensure_ascii=False) for row in rows)
