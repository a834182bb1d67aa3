"""A Spark session for Marsad, and why there is none."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marsad.engine.spark.daemon import GAZETTEER_VARIABLE
from marsad.errors import LakeError

LEAST_JAVA = 17
VERSION_SECONDS = 20
LONGEST_REASON = 300
TASK_FAILURES = 4
"""Tries of a task. `local[N]` alone makes one: a lost process would end the run."""
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    "spark.python.worker.reuse": "true",
    "spark.python.worker.faulthandler.enabled": "true",
    "spark.python.daemon.module": "marsad.engine.spark.daemon",
    "spark.task.maxFailures": str(TASK_FAILURES),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
"""What Marsad sets unless `SPARK_CONF_DIR` or `--conf` says otherwise. A batch of 64 items is half a second's work."""


@contextmanager
def spark_session(master: str, gazetteer: Path | None = None, conf: dict[str, str] | None = None) -> Iterator[Any]:
    """A session at `master` (`local[2]`, `local-cluster[2,1,1024]`, `spark://host:7077`, `yarn`, `k8s://…`), stopped at the end.

    `gazetteer` is the user's own: it is sent once to each executor. `conf` are Spark's own settings.

    Raises:
        LakeError: where pyspark or Java are not to be had, or Spark does not start.
    """
    session = _start(_retrying(master), gazetteer, conf or {})
    try:
        yield session
    finally:
        session.stop()


def find_java() -> str:
    """The Java that Spark will run on.

    Raises:
        LakeError: where there is none, or one that is too old.
    """
    home = os.environ.get("JAVA_HOME", "")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).exists():
        looked = f"JAVA_HOME is {home}, which has no bin/java" if home else "there is no java on the PATH and JAVA_HOME is not set"
        raise LakeError(
            f"--engine spark needs Java {LEAST_JAVA} or later: {looked}; install one (Debian: openjdk-17-jre-headless), or use --engine local"
        )
    found = _java_version(java)
    if found is not None and found < LEAST_JAVA:
        raise LakeError(
            f"--engine spark needs Java {LEAST_JAVA} or later, {java} is Java {found}: set JAVA_HOME to a later one, or use --engine local"
        )
    return java


def _java_version(java: str) -> int | None:
    """The number of a Java's version, None where it does not tell."""
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=VERSION_SECONDS).stderr
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(found[1]) if found else None


def _retrying(master: str) -> str:
    """The master, with several tries a task where it runs in one process.

    >>> _retrying("local[2]"), _retrying("yarn")
    ('local[2,4]', 'yarn')
    """
    return re.sub(r"^local\[([^,\]]+)\]$", rf"local[\1,{TASK_FAILURES}]", "local[1]" if master == "local" else master)


def _start(master: str, gazetteer: Path | None, conf: dict[str, str]) -> Any:
    find_java()
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise LakeError("--engine spark needs pyspark: pip install 'marsad[spark]'") from error
    settings = dict(_SETTINGS)
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    if gazetteer is not None:
        settings |= {"spark.files": str(gazetteer), f"spark.executorEnv.{GAZETTEER_VARIABLE}": gazetteer.name}
    builder = SparkSession.builder.master(master).appName("marsad")
    for name, value in {**settings, **conf}.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, Py4JError, RuntimeError, OSError) as error:
        raise LakeError(f"Spark does not start at {master}: {reason_of(error)} (what it wrote above tells more)") from error


def reason_of(error: Exception) -> str:
    """The line of Spark's error that says what was wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if "Exception:" in line or "Error:" in line or "No space" in line]
    return (telling or lines or [type(error).__name__])[-1][:LONGEST_REASON]
