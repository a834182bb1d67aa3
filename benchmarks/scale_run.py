#!/usr/bin/env python3
"""One run of benchmarks/scale.py: fills a lake and reconciles it, and prints what it took as JSON. Started by that program."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from marsad.engine.lake.extract import Job


def main() -> None:
    engine, inputs, lake, master, jobs = sys.argv[1:]
    if engine == "spark":
        from marsad.engine.spark.session import spark_session

        with spark_session(master) as session:
            told = by_spark(session, inputs, lake)
    else:
        told = by_processes(inputs, Path(lake), 1 if engine == "one" else int(jobs))
    print(json.dumps(told))


def by_processes(inputs: str, lake: Path, jobs: int) -> dict[str, float]:
    """Extraction by `jobs` processes, reconciling by one."""
    from marsad.engine.lake.local import extract_to_lake
    from marsad.engine.lake.reconcile import reconcile_lake

    began = time.perf_counter()
    extract_to_lake([inputs], lake, Job(), jobs)
    extracted = time.perf_counter()
    done = reconcile_lake(lake)
    return {"extract": extracted - began, "reconcile": time.perf_counter() - extracted, "events": done.events}


def by_spark(session: Any, inputs: str, lake: str) -> dict[str, float]:
    """Both by Spark, its start left out."""
    from marsad.engine.spark.extract import extract_to_lake
    from marsad.engine.spark.reconcile import reconcile_lake

    began = time.perf_counter()
    extract_to_lake(session, [inputs], lake, Job())
    extracted = time.perf_counter()
    done = reconcile_lake(session, lake)
    return {"extract": extracted - began, "reconcile": time.perf_counter() - extracted, "events": done.events}


if __name__ == "__main__":
    main()
