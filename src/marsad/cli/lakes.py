"""What the verbs over a lake share: where it is, which engine fills it, and what is told of that."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from marsad.cli.stored import resumable
from marsad.settings import Settings

if TYPE_CHECKING:
    from marsad.engine.lake.fill import Filled

F = TypeVar("F", bound=Callable[..., Any])


def lake_options(command: F) -> F:
    """The options of a verb that may fill a lake: `lake`, `engine`, `master`, `conf`."""
    options = (
        click.option("--lake", metavar="DIR|URL", help="Write Parquet into this lake, a folder a month, instead."),
        click.option("--engine", type=click.Choice(("local", "spark")), default="local", show_default=True, help="What fills the lake."),
        click.option(
            "--master", metavar="URL", default="local[*]", show_default=True, help="Spark's master: local[2], spark://host:7077, yarn, k8s://…"
        ),
        click.option("--conf", multiple=True, metavar="NAME=VALUE", help="A setting of Spark's own; may be given several times."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def fill(names: tuple[str, ...], lake: str | None, engine: str, master: str, conf: tuple[str, ...], settings: Settings,
         published: str | None, *, reconcile: bool) -> None:  # fmt: skip
    """Fill a lake, say what came of it, and end: with status 1 where some inputs gave issues or splits stayed unfinished."""
    # here, since whoever fills a store need not have pyarrow; pyspark first, since its extra brings pyarrow as well
    if engine == "spark":
        import pyspark  # noqa: F401
    from marsad.cli.progress import show_progress
    from marsad.engine.lake.fill import Engine, fill_lake

    if lake is None:
        raise click.UsageError("--engine spark writes a lake: name one with --lake DIR|URL")
    wrong = [setting for setting in conf if "=" not in setting]
    if wrong:
        raise click.UsageError(f"--conf takes NAME=VALUE, found {wrong[0]!r}")
    chosen = Engine(engine, master, dict(setting.split("=", 1) for setting in conf))
    with resumable(), show_progress() as shown:
        task = shown.add_task("articles", total=None)
        filled = fill_lake(
            list(names), lake, chosen, settings, published, reconcile=reconcile, progress=lambda split: shown.advance(task, split.documents)
        )
    _tell(filled, lake)
    sys.exit(1 if filled.faults or any(split.issues for split in filled.splits) else 0)


def _tell(filled: "Filled", lake: str) -> None:
    finished = [split for split in filled.splits if split not in filled.unfinished]
    documents, issues = (sum(getattr(split, name) for split in finished) for name in ("documents", "issues"))
    click.echo(f"{len(finished)} splits read now: {documents} documents, {issues} issues in {lake}", err=True)
    if filled.reconciled is not None:
        click.echo(f"{filled.reconciled.events} events, {filled.reconciled.copies} pairs of copies", err=True)
    for fault in filled.faults:
        click.echo(f"marsad: {fault.origin}: {fault.message} [{fault.code}]", err=True)
    if filled.unfinished:
        click.echo(f"marsad: {len(filled.unfinished)} splits are unfinished; the same call reads them again", err=True)
