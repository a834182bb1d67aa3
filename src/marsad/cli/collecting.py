"""What the verbs of collecting share: their options, the clock that a signal stops, and how outcomes are shown."""

import signal
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

import click

from marsad.engine.collect import Outcome
from marsad.settings import read_settings
from marsad.stages.collect.clock import SystemClock

SHOWN_ISSUES = 5
_FOLDER = click.Path(file_okay=False, path_type=Path)


def sources_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --sources."""
    return click.option("--sources", "folder", type=_FOLDER, help="The folder of sources (default: MARSAD_SOURCES or sources/).",
                        callback=lambda _context, _parameter, value: value or read_settings().sources)(command)  # fmt: skip


def archive_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --archive."""
    return click.option("--archive", "path", type=_FOLDER, help="The archive of captures (default: MARSAD_ARCHIVE or archive/).",
                        callback=lambda _context, _parameter, value: value or read_settings().archive)(command)  # fmt: skip


def stopping_clock() -> SystemClock:
    """A clock that SIGINT and SIGTERM stop, so that a visit ends in order; a second signal ends the program at once."""
    clock = SystemClock()

    def stop(number: int, frame: FrameType | None) -> None:
        click.echo("marsad: ending after the request that is under way; once more to end at once", err=True)
        clock.stop()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_DFL)

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    return clock


def show_outcomes(outcomes: Iterable[Outcome]) -> int:
    """Prints a line a visit as it ends, its issues on standard error; how many issues there were."""
    total, codes = 0, Counter[str]()
    for source, visit, positions, issues in outcomes:
        more = f", {visit.pending} left for later" if visit.pending else ""
        click.echo(f"{visit.time:%Y-%m-%d %H:%M} {source.id}: {visit.listed} listed, {len(positions)} new{more}{_counts(Counter(visit.issues))}")
        for issue in issues[:SHOWN_ISSUES]:
            click.echo(f"marsad: {issue.origin}{f':{issue.line}' if issue.line else ''}: {issue.message} [{issue.code}]", err=True)
        if len(issues) > SHOWN_ISSUES:
            click.echo(f"marsad: {source.id}: {len(issues) - SHOWN_ISSUES} more issues; `marsad source issues {source.id}` shows them", err=True)
        total += len(positions)
        codes += Counter(issue.code for issue in issues)
    click.echo(f"{total} new captures{_counts(codes)}")
    return codes.total()


def _counts(codes: Counter[str]) -> str:
    return "; issues: " + ", ".join(f"{count} {code}" for code, count in sorted(codes.items())) if codes else ""
