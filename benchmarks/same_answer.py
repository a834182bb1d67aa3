#!/usr/bin/env python3
"""Whether Spark gives the local engine's answer: records, events and copies, row for row.

    benchmarks/same_answer.py [CORPUS.jsonl.gz] [--articles 29193] [--master 'local-cluster[2,1,1024]'] [--a-core 1 2 4]

Reads ../shared/data/news by default. For each number of partitions a core the articles are shuffled anew and cut into files of another size.
Prints a line a run; ends with status 1 where any row differs.
"""

import argparse
import gzip
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from marsad.engine.lake.extract import Job
from marsad.engine.lake.folder import RUNS, LocalFolder, read_reconciled
from marsad.engine.lake.found import record_files
from marsad.engine.lake.local import extract_to_lake as extract_here
from marsad.engine.lake.reconcile import reconcile_lake as reconcile_here
from marsad.engine.spark.extract import extract_to_lake
from marsad.engine.spark.reconcile import reconcile_lake
from marsad.engine.spark.session import spark_session

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "news" / "ant.jsonl.gz"
FILES_LINES = (5_000, 1_700, 12_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--articles", type=int, default=29_193)
    parser.add_argument("--master", default="local-cluster[2,1,1024]")
    parser.add_argument("--a-core", type=int, nargs="+", default=[1, 2, 4])
    args = parser.parse_args()
    with gzip.open(args.corpus) as lines, tempfile.TemporaryDirectory() as folder:
        compare(list(islice(lines, args.articles)), Path(folder), args.master, args.a_core)


def compare(lines: list[bytes], folder: Path, master: str, a_core: list[int]) -> None:
    """Print a row for the local engine and one for each run of Spark."""
    print("| engine | partitions a core | extract s | reconcile s | records | events | pairs of copies | rows that differ |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    here = folder / "here"
    write_parts(lines, folder / "in", FILES_LINES[0], 0)
    times = timed(lambda: extract_here([str(folder / "in")], here, Job(), 2), lambda: reconcile_here(here, 2))
    expected = rows_of(here)
    print(row_of("local", "–", times, expected, 0), flush=True)
    differing = 0
    with spark_session(master) as session:
        for number, cores in enumerate(a_core, 1):
            inputs, lake = folder / f"in{number}", folder / f"there{number}"
            write_parts(lines, inputs, FILES_LINES[number % len(FILES_LINES)], number)
            times = timed(
                lambda i=inputs, d=lake, c=cores: extract_to_lake(session, [str(i)], str(d), Job(), a_core=c),  # type: ignore[misc]
                lambda d=lake: reconcile_lake(session, str(d)),  # type: ignore[misc]
            )
            found = rows_of(lake)
            different = sum(len(expected[name] ^ found[name]) for name in expected)
            differing += different
            print(row_of(f"Spark {master}", str(cores), times, found, different), flush=True)
    sys.exit(1 if differing else 0)


def row_of(engine: str, cores: str, times: list[float], found: dict[str, set[bytes]], different: int) -> str:
    """A row of the table."""
    counts = " | ".join(str(len(found[name])) for name in ("records", "events", "copies"))
    return f"| {engine} | {cores} | {times[0]:.0f} | {times[1]:.0f} | {counts} | {different} |"


def timed(*steps: Callable[[], object]) -> list[float]:
    """The seconds that each step takes."""
    times = []
    for step in steps:
        began = time.perf_counter()
        step()
        times.append(time.perf_counter() - began)
    return times


def write_parts(lines: list[bytes], folder: Path, size: int, seed: int) -> None:
    """Write the lines in files of `size` lines; shuffled where there is a seed."""
    folder.mkdir()
    order = list(lines)
    if seed:
        random.Random(seed).shuffle(order)
    for start in range(0, len(order), size):
        with gzip.open(folder / f"{start:06}.jsonl.gz", "wb", compresslevel=1) as file:
            file.writelines(order[start : start + size])


def rows_of(lake: Path) -> dict[str, set[bytes]]:
    """Every row of a lake's records, events and copies as it stands, in bytes; issues without their place, since that is another file here."""
    folder = LocalFolder(lake)
    done = read_reconciled(folder)
    assert done is not None
    run = folder.path / RUNS / f"run={done.run}"
    files = {"records": record_files(folder), **{name: sorted((run / name).rglob("*.parquet")) for name in ("events", "copies")}}
    return {name: {bytes_of(row) for batch in batches_in(found) for row in batch.to_pylist()} for name, found in files.items()}


def batches_in(files: list[Path]) -> Iterator[Any]:
    """The batches of Parquet files, none of none."""
    return iter(ds.dataset(files, format="parquet").to_batches() if files else ())


def bytes_of(row: dict[str, object]) -> bytes:
    """A hash of a row, so that a corpus' rows can be held."""
    issue = row.get("issue")
    told = {**row, "issue": {**issue, "origin": "", "line": 0}} if isinstance(issue, dict) else row
    return hashlib.blake2b(repr(sorted(told.items())).encode("utf-8", "surrogatepass"), digest_size=16).digest()


if __name__ == "__main__":
    main()
