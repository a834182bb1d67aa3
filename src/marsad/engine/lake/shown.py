"""A lake for the workbench: loaded into an indexed store of its own, kept for the next time, while the lake stays as it is."""

import hashlib
import os
from pathlib import Path

from marsad.engine.lake.folder import ID_LETTERS, LocalFolder, read_reconciled
from marsad.engine.lake.found import record_files, splits_of
from marsad.engine.lake.load import load_lake
from marsad.store.store import Store


def shown_store(lake: Path, jobs: int) -> Path:
    """The SQLite file that holds what the lake holds now, made where there is none yet; in the user's cache.

    A load that was stopped goes on; what shows an earlier state of the lake is taken away.

    Raises:
        LakeError: see `record_files` and `read_rows`.
    """
    folder = LocalFolder(lake.resolve())
    reconciled = read_reconciled(folder)
    state = "\0".join([reconciled.run if reconciled else "", *sorted(split.id for split in splits_of(folder))])
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "marsad" / "lakes"
    name = _hash(str(folder.path))
    made = cache / f"{name}-{_hash(state)}.db"
    if not made.exists():
        record_files(folder)  # so that nothing is begun for a lake that cannot be read
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = made.with_suffix(".unfinished")
        with Store(str(unfinished)) as store:
            load_lake(lake, store, jobs)
        unfinished.rename(made)
    for other in cache.glob(f"{name}-*"):
        if not other.name.startswith(made.stem):
            other.unlink()
    return made


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:ID_LETTERS]
