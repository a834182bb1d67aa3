"""A lake on this machine's disks as it is found: its finished splits and their rows, or why it cannot be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.engine.lake.folder import LocalFolder, Manifest, finished_splits, read_about, records_path
from marsad.errors import LakeError


def local_path(name: str) -> Path:
    """The path of a lake or input that is named by a path or a `file:` URL.

    Raises:
        LakeError: for a URL of another kind, which Spark alone reads and writes.

    >>> local_path("file:///data/a%20lake"), local_path("lake")
    (PosixPath('/data/a lake'), PosixPath('lake'))
    """
    parts = urlsplit(name)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return Path(unquote(parts.path))
    if "://" in name:
        raise LakeError(f"{name} is not on this machine's disks: --engine spark reads and writes there; for all else copy or mount it")
    return Path(name)


def splits_of(folder: LocalFolder) -> list[Manifest]:
    """The finished splits of a lake, one at least.

    Raises:
        LakeError: where there is no lake, or none of its splits was finished.
    """
    if read_about(folder) is None:
        raise LakeError(f"there is no lake at {folder.path}; `marsad extract FILE… --lake {folder.path}` makes one")
    finished = finished_splits(folder)
    if not finished:
        raise LakeError(f"the lake {folder.path} holds no finished split yet: let `marsad extract` or `marsad ingest` run to its end")
    return finished


def record_files(folder: LocalFolder) -> list[Path]:
    """The files of the finished splits; what an unfinished one left behind is not among them.

    Raises:
        LakeError: see `splits_of`; and where a finished split has lost its files.
    """
    found = []
    for split in splits_of(folder):
        files = sorted((folder.path / records_path(split.id)).rglob("*.parquet"))
        if not files and split.documents + split.issues:
            where = folder.path / records_path(split.id)
            raise LakeError(f"the lake is not whole: the records of a finished split are missing at {where}; copy the lake anew, or make it again")
        found += files
    return found


def read_rows(file: Path, most: int, columns: list[str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of a file of the lake, up to so many at once.

    Raises:
        LakeError: where it cannot be read to its end.
    """
    try:
        for batch in pq.ParquetFile(file).iter_batches(most, columns=columns):
            yield batch.to_pylist()
    except (OSError, pa.ArrowInvalid) as error:
        raise LakeError(f"{file} cannot be read ({error}): copy the lake anew, or make it again") from error
