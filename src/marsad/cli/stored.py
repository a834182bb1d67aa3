"""What the verbs over a store share: where it is, and the processes that work on it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from marsad.engine.local import usual_gazetteer
from marsad.errors import StoreError
from marsad.model import MARKINGS, level_of
from marsad.settings import Settings, read_settings
from marsad.store.store import Store

store_option = click.option(
    "--store", metavar="FILE|URL", help="Where records are kept: a file, or postgresql://user@host/name. [MARSAD_STORE, or marsad.db]"
)
clearance_option = click.option(
    "--clearance", type=click.Choice(MARKINGS), default=MARKINGS[-1], show_default=True, help="Show what readers of this TLP 2.0 marking may see."
)
jobs_option = click.option("--jobs", type=click.IntRange(1), help="Processes that share the work. [MARSAD_JOBS, or all cores]")


INTERRUPTED = 130
"""The status of a program that an interrupt ended, as shells have it."""


@contextmanager
def resumable() -> Iterator[None]:
    """Ends the program in order where work is interrupted that goes on when it is called again."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("marsad: stopped; what was kept stays, and the same call goes on from there", err=True)
        sys.exit(INTERRUPTED)


def settings_for(store: str | None, jobs: int | None = None) -> Settings:
    """The settings, with what the command line says; by default one process a core."""
    settings = read_settings()
    changes: dict[str, Any] = {"gazetteer": settings.gazetteer or usual_gazetteer(), "store": store or settings.store}
    if jobs is not None or "MARSAD_JOBS" not in os.environ:
        changes["jobs"] = jobs or os.cpu_count() or 1
    return msgspec.structs.replace(settings, **changes)


def open_cleared(store: str | None, clearance: str) -> Store:
    """The store that is there, as readers of a clearance see it."""
    return Store(existing(settings_for(store).store)).cleared(level_of(clearance))


def existing(store: str) -> str:
    """The address of a store that is there.

    Raises:
        StoreError: where it names a file that is not.
    """
    if "://" not in store and not Path(store).exists():
        raise StoreError(f"there is no store {store}; `marsad ingest FILE… --store {store}` makes it")
    return store
