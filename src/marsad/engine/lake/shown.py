"""A lake for the workbench: loaded into an indexed store of its own, kept for the next time, while the lake stays as it is."""

import hashlib
import os
from pathlib import Path

from marsad.engine.lake.folder import LocalFolder, read_reconciled
from marsad.engine.lake.found import splits_of
from marsad.engine.lake.load import load_lake
from marsad.store.store import Store


def shown_store(lake: Path, jobs: int) -> Path:
    """The SQLite file that holds what the lake holds now, made where there is none yet; in the user's cache, a file a state of the lake.

    Raises:
        LakeError: where there is no lake.
    """
    folder = LocalFolder(lake.resolve())
    reconciled = read_reconciled(folder)
    state = "\0".join([str(folder.path), reconciled.run if reconciled else "", *sorted(split.id for split in splits_of(folder))])
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "marsad" / "lakes"
    made = cache / f"{hashlib.sha256(state.encode()).hexdigest()[:32]}.db"
    if not made.exists():
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = made.with_suffix(".unfinished")
        with Store(str(unfinished)) as store:
            load_lake(lake, store, jobs)
        unfinished.rename(made)
    return made
