#!/usr/bin/env python3
"""One run of benchmarks/scale.py: fills a lake and reconciles it, and prints what it took as JSON; how far it is on standard error."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from marsad.engine.lake.extract import Job
from marsad.engine.lake.folder import Manifest


def main() -> None:
    engine, inputs, lake, master, jobs = sys.argv[1:]
    if engine == "spark":
        from marsad.engine.spark.session import spark_session

        with spark_session(master) as session:
            told = by_spark(session, inputs, lake)
    else:
        told = by_processes(inputs, Path(lake), 1 if engine == "one" else int(jobs))
    print(json.dumps(told))


class Told:
    """Says how far extraction and reconciling are."""

    def __init__(self) -> None:
        self._began, self._documents = time.perf_counter(), 0

    def split(self, split: Manifest) -> None:
        self._documents += split.documents
        self._say(f"{self._documents} documents" + "".join(f"; {fault.message}" for fault in split.faults))

    def part(self, step: str, done: int, parts: int) -> None:
        if done == parts or done % 50 == 0:
            self._say(f"{step}: {done} of {parts} parts")

    def _say(self, what: str) -> None:
        print(f"  {time.perf_counter() - self._began:.0f} s: {what}", file=sys.stderr, flush=True)


def by_processes(inputs: str, lake: Path, jobs: int) -> dict[str, float]:
    """Extraction and reconciling by `jobs` processes."""
    from marsad.engine.lake.local import extract_to_lake
    from marsad.engine.lake.reconcile import reconcile_lake

    told = Told()
    began = time.perf_counter()
    extract_to_lake([inputs], lake, Job(), jobs, told.split)
    extracted = time.perf_counter()
    done = reconcile_lake(lake, jobs, progress=told.part)
    return {"extract": extracted - began, "reconcile": time.perf_counter() - extracted, "events": done.events}


def by_spark(session: Any, inputs: str, lake: str) -> dict[str, float]:
    """Both by Spark, its start left out."""
    from marsad.engine.spark.extract import extract_to_lake
    from marsad.engine.spark.reconcile import reconcile_lake

    told = Told()
    began = time.perf_counter()
    extract_to_lake(session, [inputs], lake, Job(), progress=told.split)
    extracted = time.perf_counter()
    done = reconcile_lake(session, lake)
    return {"extract": extracted - began, "reconcile": time.perf_counter() - extracted, "events": done.events}


if __name__ == "__main__":
    main()
