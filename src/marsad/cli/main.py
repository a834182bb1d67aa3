"""The command line: one verb a file, loaded when it is asked for."""

import sys
from importlib import import_module
from typing import NoReturn

import click

from marsad.errors import MarsadError
from marsad.version import VERSION

_VERBS = {
    "ingest": ("marsad.cli.ingest", "Read articles, code their events and keep them in the store."),
    "query": ("marsad.cli.query", "Ask a lake in SQL."),
    "load": ("marsad.cli.load", "Keep what a lake holds in a store."),
    "search": ("marsad.cli.search", "Find articles in the store."),
    "show": ("marsad.cli.show", "Show a document, a report or an event of the store."),
    "status": ("marsad.cli.status", "Show what the store holds."),
    "reprocess": ("marsad.cli.reprocess", "Read again what older code or lexicons read."),
    "archive": ("marsad.cli.archive", "Verify the archive of captures, and give captures back."),
    "collect": ("marsad.cli.collect", "Visit sources once, and keep what they published."),
    "source": ("marsad.cli.source", "Add, check and watch over sources."),
    "watch": ("marsad.cli.watch", "Visit sources at their pace until stopped."),
    "extract": ("marsad.cli.extract", "Read Arabic articles and print sourced records."),
    "evaluate": ("marsad.cli.evaluate", "Score the extraction against annotated articles."),
    "events": ("marsad.cli.events", "List, show, split and merge what many articles tell of one event."),
    "alerts": ("marsad.cli.alerts", "Show the alert level of places, and why."),
    "report": ("marsad.cli.report", "Write a situation report: what changed, happened, is disputed, is feared."),
    "changes": ("marsad.cli.changes", "Tell what became of events since a change."),
    "export": ("marsad.cli.export", "Write events in the formats of the field."),
    "peer": ("marsad.cli.peer", "Name the observatories to exchange with."),
    "share": ("marsad.cli.share", "Exchange reports and judgements with peers."),
    "serve": ("marsad.cli.serve", "Show the workbench in the browser, and serve the API."),
    "account": ("marsad.cli.account", "Make and change accounts of the workbench, and keys of its API."),
    "gold": ("marsad.cli.gold", "Write people's judgements as gold annotations."),
    "gazetteer": ("marsad.cli.gazetteer", "Look names up, and add GeoNames country dumps."),
}
_EXTRAS = {"duckdb": "analytics", "pandas": "spark", "pyarrow": "analytics", "pyspark": "spark"}
"""What a library that only some verbs need comes with."""
WRONG_USE = 2


class LazyGroup(click.Group):
    """A group that imports a verb only when it runs, so that start-up does not pay for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        command: click.Command = import_module(_VERBS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, text) for name, (_, text) in sorted(_VERBS.items())])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="marsad")
def group() -> None:
    """Marsad reads Arabic news and says who did what to whom, where, when, how many, and who says so.

    \b
    marsad extract article.txt --published 2018-02-05 --format table
    marsad extract corpus.jsonl.gz --jobs 2 -o records.jsonl
    marsad extract article.txt --format html -o report.html
    """


def run() -> None:
    """The program: a wrong call ends with status 2 and says what to do."""
    try:
        group(standalone_mode=True)
    except MarsadError as error:
        _refuse(str(error))
    except ModuleNotFoundError as error:
        if error.name not in _EXTRAS:
            raise
        _refuse(f"this needs {error.name}, which is not installed; run: pip install 'marsad[{_EXTRAS[error.name]}]'")


def _refuse(why: str) -> NoReturn:
    click.echo(f"marsad: {why}", err=True)
    sys.exit(WRONG_USE)


if __name__ == "__main__":
    run()
