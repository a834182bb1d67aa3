"""The lake's folders: what was finished, written down so that a run that was killed goes on from there."""

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from marsad.engine.lake.schema import FORMAT
from marsad.errors import LakeError
from marsad.model import Issue, Version
from marsad.store.archive_files import write_file

T = TypeVar("T")
SPLIT_BYTES = 64_000_000
"""Input files are taken together up to this size: what a kill of the program may cost. A larger file is a split of its own."""
ABOUT, RECONCILED, SPLITS, FAULTS, RECORDS, RUNS = "lake.json", "reconciled.json", "splits", "faults", "records", "reconciled"
RECONCILING = "reconcile"
"""Names the fault of a reconciling that failed, among those of splits."""
ID_LETTERS = 16


class InputFile(msgspec.Struct, frozen=True, order=True):
    """An input file as it was read: another size or time of change makes it another file."""

    path: str
    size_bytes: int
    modified: int


class Manifest(msgspec.Struct, frozen=True):
    """A finished split: the files that it read, what came of them, and what went wrong on the way."""

    id: str
    files: tuple[InputFile, ...]
    documents: int = 0
    issues: int = 0
    reports: int = 0
    faults: tuple[Issue, ...] = ()


class Reconciled(msgspec.Struct, frozen=True):
    """The last reconciling: the folder of its events, the splits that it saw, and documents that stand in the lake more than once."""

    run: str
    splits: tuple[str, ...]
    events: int
    copies: int
    repeated: int


class About(msgspec.Struct, frozen=True):
    """What made the lake."""

    format: int
    version: Version


class Folder(Protocol):
    """Small files under the lake, wherever it lies. Writing is atomic: another reader finds the old bytes or the new."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none."""

    def write(self, name: str, content: bytes) -> None:
        """Put `content` in place of what a file held."""

    def names(self, folder: str) -> list[str]:
        """The names in a folder, sorted; none where it is missing."""

    def remove(self, name: str) -> None:
        """Take away a file, or a folder with all that it holds, if it is there."""


class LocalFolder:
    """A `Folder` on this machine's disks."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> bytes | None:
        path = self.path / name
        return path.read_bytes() if path.is_file() else None

    def write(self, name: str, content: bytes) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, content)

    def names(self, folder: str) -> list[str]:
        path = self.path / folder
        return sorted(item.name for item in path.iterdir() if not item.name.startswith(".")) if path.is_dir() else []

    def remove(self, name: str) -> None:
        path = self.path / name
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def open_lake(folder: Folder, version: Version) -> None:
    """Make the lake, or see that it was made by this version.

    Raises:
        LakeError: where another version of code or lexicons made it: its records and new ones would not be alike.
    """
    about = read_about(folder)
    if about is None:
        folder.write(ABOUT, msgspec.json.encode(About(FORMAT, version)))
    elif about.version != version:
        raise LakeError(
            f"the lake was made by Marsad {about.version.marsad} with other lexicons or gazetteer than today's "
            f"({about.version.lexicons}/{about.version.gazetteer} against {version.lexicons}/{version.gazetteer}); give a new folder"
        )


def read_about(folder: Folder) -> About | None:
    """What made the lake, None where there is none.

    Raises:
        LakeError: for a lake of another format.
    """
    found = folder.read(ABOUT)
    if found is None:
        return None
    about = _decoded(found, ABOUT, About)
    if about.format != FORMAT:
        raise LakeError(f"the lake has format {about.format}, this Marsad reads {FORMAT}; use the version that made it ({about.version.marsad})")
    return about


def finished_splits(folder: Folder) -> list[Manifest]:
    """The splits that were written to their end, by id."""
    return _manifests(folder, SPLITS)


def standing_faults(folder: Folder) -> list[Issue]:
    """What went wrong on the way to the finished splits, and why others, or the last reconciling, came to no end.

    A split whose files were read by others since, together with files that came later, is not one that waits.
    """
    finished = finished_splits(folder)
    read = {file for manifest in finished for file in manifest.files}
    waiting = [manifest for manifest in _manifests(folder, FAULTS) if not manifest.files or not read.issuperset(manifest.files)]
    return [fault for manifest in (*finished, *waiting) for fault in manifest.faults]


def _manifests(folder: Folder, place: str) -> list[Manifest]:
    names = [name for name in folder.names(place) if name.endswith(".json")]
    found = ((name, folder.read(f"{place}/{name}")) for name in names)
    return [_decoded(content, f"{place}/{name}", Manifest) for name, content in found if content is not None]


def _decoded(content: bytes, name: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as error:
        raise LakeError(f"{name} of the lake is damaged ({error}): copy the lake anew, or remove that file to have its work done again") from error


def plan_splits(files: Iterable[InputFile], finished: Iterable[Manifest]) -> list[Manifest]:
    """The splits still to be read: the files that no finished split holds, in order of their names, taken together up to `SPLIT_BYTES`."""
    known = {file for manifest in finished for file in manifest.files}
    groups: list[list[InputFile]] = []
    for file in sorted(set(files) - known):
        if groups and sum(other.size_bytes for other in groups[-1]) + file.size_bytes <= SPLIT_BYTES:
            groups[-1].append(file)
        else:
            groups.append([file])
    return [Manifest(split_id(group), tuple(group)) for group in groups]


def split_id(files: Sequence[InputFile]) -> str:
    """The id of a split: a hash of its files."""
    return hashlib.sha256(msgspec.json.encode(files)).hexdigest()[:ID_LETTERS]


def finish_split(folder: Folder, manifest: Manifest) -> None:
    """Write down that a split is whole: from now on it is part of the lake, and no run reads its files again."""
    folder.write(f"{SPLITS}/{manifest.id}.json", msgspec.json.encode(manifest))
    folder.remove(f"{FAULTS}/{manifest.id}.json")


def note_faults(folder: Folder, manifest: Manifest) -> None:
    """Write down why a split (or `RECONCILING`) came to no end: its faults are issues of the lake until it does."""
    folder.write(f"{FAULTS}/{manifest.id}.json", msgspec.json.encode(manifest))


def records_path(split: str) -> str:
    """The folder of a split's records, in the lake."""
    return f"{RECORDS}/split={split}"


def unfinished_path(split: str) -> str:
    """Where one process writes a split's records until they are whole."""
    return f"{RECORDS}/.split={split}"


def origin_of(split: Manifest) -> str:
    """What an issue about a split names: its file, or the first of several."""
    first, *more = split.files
    return f"{first.path} and {len(more)} more" if more else first.path


def run_id(splits: Iterable[str]) -> str:
    """The name of a reconciling over these splits."""
    return hashlib.sha256("\0".join(sorted(splits)).encode()).hexdigest()[:ID_LETTERS]


def read_reconciled(folder: Folder) -> Reconciled | None:
    """The last reconciling, None where there was none."""
    found = folder.read(RECONCILED)
    return None if found is None else _decoded(found, RECONCILED, Reconciled)


def finish_reconciling(folder: Folder, reconciled: Reconciled) -> None:
    """Put a finished reconciling in place of the last one, whose events are then taken away with whatever others left that came to no end."""
    folder.write(RECONCILED, msgspec.json.encode(reconciled))
    folder.remove(f"{FAULTS}/{RECONCILING}.json")
    for name in folder.names(RUNS):
        if name != f"run={reconciled.run}":
            folder.remove(f"{RUNS}/{name}")
