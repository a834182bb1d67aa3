"""`marsad status`: what a store holds."""

import click
from rich.console import Console
from rich.table import Table

from marsad.cli.stored import clearance_option, open_cleared, settings_for, store_option
from marsad.engine.local import process_resources
from marsad.model.marking import RED

MOST_ISSUES = 10


@click.command("status")
@store_option
@clearance_option
def command(store: str | None, clearance: str) -> None:
    """Show how much a store holds, how much of it older versions read, and what could not be read.

    \b
    marsad status --store marsad.db
    """
    settings = settings_for(store)
    with open_cleared(store, clearance) as kept:
        table = Table("rows", "", title=kept.address, title_justify="left")
        for name, count in kept.counts().items():
            table.add_row(name.replace("_", " "), f"{count:,}")
        if kept.clearance == RED:
            table.add_row("documents to reprocess", f"{len(kept.outdated(process_resources(settings.gazetteer).version)):,}")
        console = Console()
        console.print(table)
        for issue in kept.issues(MOST_ISSUES):
            console.print(f"{issue.origin}{f':{issue.line}' if issue.line else ''}: {issue.message} [{issue.code}]", markup=False)
