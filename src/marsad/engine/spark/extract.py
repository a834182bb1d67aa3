"""Extraction on Spark: each split of the input one job, written by Spark's own committer and then noted in the lake as finished."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import msgspec
import pyarrow as pa

from marsad.engine.lake.extract import Job, extract_batch
from marsad.engine.lake.folder import Manifest, finish_split, finished_splits, note_faults, open_lake, origin_of, plan_splits, records_path
from marsad.engine.lake.schema import RECORDS
from marsad.engine.local import process_resources
from marsad.engine.spark.daemon import shipped_gazetteer
from marsad.engine.spark.hadoop import HadoopFolder
from marsad.engine.spark.inputs import list_inputs, read_items, spark_schema
from marsad.engine.spark.session import LONGEST_REASON, reason_of
from marsad.errors import LakeError
from marsad.model import Issue

PARTITIONS_A_CORE = 2
"""Partitions of a split for each core: the last ones then wait for half a partition, not for a whole."""
_REPORTS = "coalesce(sum(CASE WHEN record IS NULL THEN 0 ELSE size(reports) END), 0)"


def extract_to_lake(
    session: Any, names: Iterable[str], lake: str, job: Job, *, a_core: int = PARTITIONS_A_CORE, progress: Callable[[Manifest], None] = lambda _: None
) -> list[Manifest]:  # fmt: skip
    """Read inputs into the lake (a path or URL) with Spark; the splits that were read now. Files that a finished split holds are passed over.

    A split that cannot be written is left out with its faults, and read again by the next run; the others are read all the same.

    Raises:
        InputError: see `list_inputs`. LakeError: where another version made the lake.
    """
    folder = HadoopFolder(session, lake)
    open_lake(folder, process_resources(job.gazetteer).version)
    sent = msgspec.structs.replace(job, gazetteer=None)
    read = []
    for split in plan_splits(list_inputs(session, names), finished_splits(folder)):
        read.append(_read_split(session, folder, split, sent, a_core * session.sparkContext.defaultParallelism))
        progress(read[-1])
    return read


def _read_split(session: Any, folder: HadoopFolder, split: Manifest, job: Job, partitions: int) -> Manifest:
    """Write a split: spread over all cores at first; where that fails, where it was read, since that needs no scratch disk, and leniently."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    known = lost_executors(session)
    faults: list[Issue] = []
    for spread in (partitions, 0):
        try:
            counts = _write(session, folder, split, job, spread)
        except (PySparkException, Py4JError) as error:
            faults.append(_fault("split", split, f"the split could not be written ({reason_of(error)})"))
            continue
        faults += [
            _fault("executor", split, f"executor {id_} was lost ({reason}); its work was done again")
            for id_, reason in lost_executors(session).items()
            if id_ not in known
        ]
        done = msgspec.structs.replace(split, **counts, faults=tuple(faults))
        finish_split(folder, done)
        return done
    failed = msgspec.structs.replace(split, faults=tuple(faults))
    with suppress(LakeError):
        note_faults(folder, failed)
    return failed


def _write(session: Any, folder: HadoopFolder, split: Manifest, job: Job, spread: int) -> dict[str, int]:
    """Write the records of a split over `spread` partitions (0: as they are read); how many documents, reports and issues they hold."""
    from pyspark.sql import Observation
    from pyspark.sql.functions import count, expr

    items = read_items(session, split.files, lenient=not spread)
    records = (items.repartition(spread) if spread else items).mapInArrow(_extractor(job), spark_schema(RECORDS))
    seen = Observation()
    counted = records.observe(seen, count("record").alias("documents"), expr(_REPORTS).alias("reports"), count("issue").alias("issues"))
    counted.write.mode("overwrite").partitionBy("month").parquet(f"{folder.path}/{records_path(split.id)}")
    return {name: int(value) for name, value in seen.get.items()}


def _extractor(job: Job) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a task does with its batches; carefully where it was tried before, since one of its documents may have ended the process."""

    def extract(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        context = TaskContext.get()
        carefully = context is not None and context.attemptNumber() > 0
        here = msgspec.structs.replace(job, gazetteer=shipped_gazetteer())
        for batch in batches:
            yield extract_batch(batch, here, carefully=carefully)

    return extract


def lost_executors(session: Any) -> dict[str, str]:
    """The executors that this session lost, and why."""
    executors = session._jsc.sc().statusStore().executorList(False)
    found = [executors.apply(index) for index in range(executors.size())]
    reasons = {each.id(): each.removeReason() for each in found if not each.isActive()}
    return {id_: reason.get()[:LONGEST_REASON] if reason.isDefined() else "no reason given" for id_, reason in reasons.items()}


def _fault(code: str, split: Manifest, message: str) -> Issue:
    return Issue(code, origin_of(split), message)
