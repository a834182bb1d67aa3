"""Filling a lake with whichever engine is asked for."""

from collections.abc import Callable
from typing import NamedTuple

from marsad.engine.lake.extract import Job
from marsad.engine.lake.folder import (
    RECONCILING,
    RUNS,
    Folder,
    LocalFolder,
    Manifest,
    Reconciled,
    finished_splits,
    note_faults,
    read_reconciled,
    run_id,
)
from marsad.errors import InputError, LakeError
from marsad.model import Issue
from marsad.settings import Settings
from marsad.stages.read.documents import read_published

Progress = Callable[[Manifest], None]


class Engine(NamedTuple):
    """What does the work: `local` processes, or `spark` at a master, with Spark's own settings."""

    name: str = "local"
    master: str = ""
    conf: dict[str, str] = {}  # noqa: RUF012 - the default is never changed


class Filled(NamedTuple):
    """The splits that were read now, and the reconciling behind them: None where none was asked for, or where it came to no end."""

    splits: tuple[Manifest, ...]
    reconciled: Reconciled | None = None
    unreconciled: tuple[Issue, ...] = ()

    @property
    def unfinished(self) -> tuple[Manifest, ...]:
        """The splits that could not be written: a later run reads them again."""
        return tuple(split for split in self.splits if split.faults and not split.documents and not split.issues)

    @property
    def faults(self) -> list[Issue]:
        """What went wrong beside single documents."""
        return [*(fault for split in self.splits for fault in split.faults), *self.unreconciled]


def fill_lake(
    names: list[str], lake: str, engine: Engine, settings: Settings, published: str | None = None, *, reconcile: bool = False,
    progress: Progress = lambda _: None,
) -> Filled:  # fmt: skip
    """Read inputs into the lake, and bring its reports into events where that is asked for. What finished splits hold is not read again.

    `progress` is told of each split that was read.

    Raises:
        InputError: where an input is missing or of no kind that is read, or `published` is no time.
        LakeError: where another version made the lake, or what the engine needs is not there.
    """
    job = Job(settings.gazetteer, settings.document_seconds, read_published(published))
    if published is not None and job.published is None:
        raise InputError(f"{published!r} is no ISO 8601 date or time; write it as 2018-02-05 or 2018-02-05T12:00:00+04:00")
    if engine.name == "spark":
        return _fill_by_spark(names, lake, engine, job, reconcile, progress)
    return _fill_here(names, lake, settings.jobs, job, reconcile, progress)


def _fill_here(names: list[str], lake: str, jobs: int, job: Job, reconcile: bool, progress: Progress) -> Filled:
    from marsad.engine.lake.found import local_path
    from marsad.engine.lake.local import extract_to_lake
    from marsad.engine.lake.reconcile import reconcile_lake

    path = local_path(lake)
    splits = extract_to_lake(names, path, job, jobs, progress)
    return _reconciled(splits, lake, LocalFolder(path), lambda: reconcile_lake(path, jobs)) if reconcile else Filled(tuple(splits))


def _fill_by_spark(names: list[str], lake: str, engine: Engine, job: Job, reconcile: bool, progress: Progress) -> Filled:
    from marsad.engine.spark.session import spark_session

    with spark_session(engine.master, job.gazetteer, engine.conf) as session:
        from marsad.engine.spark.extract import extract_to_lake
        from marsad.engine.spark.hadoop import HadoopFolder
        from marsad.engine.spark.reconcile import reconcile_lake

        splits = extract_to_lake(session, names, lake, job, progress=progress)
        return _reconciled(splits, lake, HadoopFolder(session, lake), lambda: reconcile_lake(session, lake)) if reconcile else Filled(tuple(splits))


def _reconciled(splits: list[Manifest], lake: str, folder: Folder, reconcile: Callable[[], Reconciled]) -> Filled:
    """Reconcile what is finished, if anything is and it was not yet; that it failed is an issue of the lake, whose last events stay."""
    finished, last = finished_splits(folder), read_reconciled(folder)
    if not finished:
        return Filled(tuple(splits))
    if last is not None and last.run == run_id(split.id for split in finished) and folder.names(f"{RUNS}/run={last.run}"):
        return Filled(tuple(splits), last)
    try:
        return Filled(tuple(splits), reconcile())
    except LakeError as error:
        fault = Issue("reconcile", lake, str(error))
        note_faults(folder, Manifest(RECONCILING, (), faults=(fault,)))
        return Filled(tuple(splits), None, (fault,))
