"""Files that are there whole or not at all."""

import os
from pathlib import Path

import msgspec

from marsad.errors import ArchiveError
from marsad.store.archive_log import Head


def write_file(path: Path, raw: bytes) -> None:
    """Writes a file so that a crash leaves either what was there before or all of `raw`: temporary name, fsync, rename, fsync of the folder."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    with temporary.open("wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Has the names in a folder written to disk."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_head(path: Path) -> Head:
    """What `head.json` says; the head of an empty log where there is none.

    Raises:
        ArchiveError: when the file is no head.
    """
    if not path.exists():
        return Head()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Head)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path} is no head of a log ({error}); restore a copy, or remove it to have it made anew from the log") from error
