"""Reconciling a lake on Spark: blocks, edges, chains, events; the same events as one process makes."""

from collections.abc import Callable, Iterable, Iterator
from math import ceil
from typing import Any

import pyarrow as pa

from marsad.engine.lake.events import (
    BUCKET_REPORTS,
    BUNDLE_ROWS,
    CELLS,
    CHUNK_MEMBERS,
    EDGES,
    KEYED,
    KEYS_A_REPORT,
    SIGNED,
    by_cell,
    chains_of,
    copies_of_pairs,
    cut_blocks,
    edges_of_cell,
    events_of_bucket,
    key_reports,
    key_signatures,
    pairs_of_cell,
)
from marsad.engine.lake.folder import RECORDS, RUNS, Reconciled, finish_reconciling, finished_splits, read_about, records_path, run_id
from marsad.engine.lake.schema import COPIES, EVENTS
from marsad.engine.spark.hadoop import HadoopFolder
from marsad.engine.spark.inputs import spark_schema
from marsad.engine.spark.session import reason_of
from marsad.errors import LakeError
from marsad.stages.reconcile.copies import BANDS

Tables = Callable[[pa.Table], pa.Table]


def reconcile_lake(session: Any, lake: str, *, chunk: int = CHUNK_MEMBERS) -> Reconciled:
    """Bring the reports of a lake (a path or URL) into events, and find the copies among its documents.

    `chunk` is the most members of a block that are compared with as many others in one group. The driver holds the edges between reports
    that may stand in one event, at most one a report.

    Raises:
        LakeError: where there is no lake, or nothing in it, and where Spark fails: for want of scratch disk, say.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    folder = HadoopFolder(session, lake)
    finished = finished_splits(folder)
    splits = tuple(split.id for split in finished)
    if read_about(folder) is None or not splits:
        raise LakeError(f"there is no lake with a finished split at {lake}; `marsad extract FILE… --lake {lake}` makes one")
    run = run_id(splits)
    kept, reports = (sum(getattr(split, name) for split in finished) for name in ("documents", "reports"))
    rows = session.read.option("basePath", f"{folder.path}/{RECORDS}").parquet(*(f"{folder.path}/{records_path(split)}" for split in splits))
    try:
        repeated, documents = _once(rows.where("issue IS NULL"), kept)
        told = documents.selectExpr("id AS document", "signature", "explode(reports) AS told").selectExpr(
            "told.id AS id", "document", "told.record AS report", "signature"
        )
        path = f"{folder.path}/{RUNS}/run={run}"
        events = _write(_events(session, told, reports, chunk), f"{path}/events", "month")
        copies = _write(_copies(documents, kept, chunk), f"{path}/copies")
    except (PySparkException, Py4JError) as error:
        raise LakeError(
            f"the lake was not reconciled ({reason_of(error)}); its records and last events stay, and the same call tries again"
        ) from error
    done = Reconciled(run, splits, events, copies, repeated)
    finish_reconciling(folder, done)
    return done


def _write(frame: Any, path: str, *partitions: str) -> int:
    """Write a frame as Parquet; how many rows it has."""
    from pyspark.sql import Observation
    from pyspark.sql.functions import count, lit

    seen = Observation()
    frame.observe(seen, count(lit(1)).alias("rows")).write.mode("overwrite").partitionBy(*partitions).parquet(path)
    return int(seen.get["rows"])


def _once(documents: Any, rows: int) -> tuple[int, Any]:
    """How many of so many rows stand for another of the same id, and each document once, by its greatest digest."""
    from pyspark.sql.functions import row_number
    from pyspark.sql.window import Window

    wanted = documents.select("id", "digest", "signature", "reports")
    repeated = rows - documents.select("id").distinct().count()
    if not repeated:
        return 0, wanted  # as almost always: nothing has to be brought together then
    order = Window.partitionBy("id").orderBy(documents.digest.desc())
    return repeated, wanted.withColumn("place", row_number().over(order)).where("place = 1").drop("place")


def _events(session: Any, told: Any, reports: int, chunk: int) -> Any:
    keyed = _mapped(told, key_reports, KEYED)
    edges = _compared(keyed, reports * KEYS_A_REPORT, edges_of_cell, EDGES, chunk).toArrow()
    chains = chains_of(pair for batch in edges.to_batches() for pair in zip(batch["one"].to_pylist(), batch["other"].to_pylist(), strict=True))
    joined = pa.table({"id": pa.array(chains.keys(), pa.string()), "chain": pa.array(chains.values(), pa.string())})
    chain = "coalesce(chain, id) AS chain"
    chained = told.join(session.createDataFrame(joined), "id", "left").selectExpr("id", "document", "report", "signature", chain)
    return _grouped(chained, "chain", ceil(reports / BUCKET_REPORTS), events_of_bucket, EVENTS)


def _copies(documents: Any, rows: int, chunk: int) -> Any:
    keyed = _mapped(documents.select("signature"), key_signatures, KEYED)
    pairs = _compared(keyed, rows * BANDS, pairs_of_cell, EDGES, chunk).distinct()
    signed = pairs
    for name in ("one", "other"):
        signed = signed.join(documents.selectExpr(f"id AS {name}", f"signature AS {name}_signature"), name)
    return _mapped(signed.select(*SIGNED.names), copies_of_pairs, COPIES)


def _compared(keyed: Any, rows: int, make: Tables, schema: pa.Schema, chunk: int) -> Any:
    """What `make` finds in the cells of blocks; `rows` is about how many members they have.

    Blocks of one member, or of guests alone, are left out, crowded ones cut into pairs of chunks.
    """
    sizes = keyed.groupBy("key").agg({"*": "count", "home": "max"}).toDF("key", "members", "lived_in").where("members > 1 AND lived_in")
    crowded = {row["key"]: ceil(row["members"] / chunk) for row in sizes.where(f"members > {chunk}").collect()}
    shared = keyed.join(sizes.select("key"), "key").select(*KEYED.names)
    cells = _mapped(shared, lambda members: cut_blocks(members, crowded), CELLS)
    return _grouped(cells, "cell", ceil(rows / BUNDLE_ROWS), lambda bundle: by_cell(bundle, make, schema), schema)


def _mapped(frame: Any, make: Tables, schema: pa.Schema) -> Any:
    """A function from table to table over the batches of a frame."""

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from make(pa.Table.from_batches([batch])).to_batches()

    return frame.mapInArrow(run, spark_schema(schema))


def _grouped(frame: Any, key: str, groups: int, make: Tables, schema: pa.Schema) -> Any:
    """A function from table to table over so many groups, in which all rows of one `key` stand together."""
    names = [*frame.columns]
    numbered = frame.selectExpr("*", f"pmod(xxhash64({key}), {max(1, groups)}) AS number")
    return numbered.groupBy("number").applyInArrow(lambda group: make(group.select(names)), spark_schema(schema))
