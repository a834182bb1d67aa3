"""`marsad changes`: what became of events, in the order in which it happened."""

from itertools import islice

import click
import msgspec

from marsad.cli.stored import clearance_option, open_cleared, store_option
from marsad.stages.share.changes import change_line
from marsad.store.cursors import Cursor, number_time, read_cursor
from marsad.store.snapshots import open_snapshot


@click.command("changes")
@store_option
@click.option("--since", default="", metavar="CURSOR", help="What this or an export gave, or a time: 2018-02-05T00:00Z. [the beginning]")
@click.option("--most", type=click.IntRange(1), metavar="N", help="Stop after so many. [all]")
@clearance_option
def command(store: str | None, since: str, most: int | None, clearance: str) -> None:
    """What became of events since a change, as JSON lines: created, updated, merged, split, withdrawn.

    Each event stands once, under the last thing that happened to it. One whose version is empty is no more; of the others, `marsad export --since`
    gives what they are.

    \b
    marsad changes --since 1764337200123456
    """
    behind = read_cursor(since)
    with open_cleared(store, clearance) as kept, open_snapshot(kept) as snapshot:
        for change in islice(snapshot.changes(behind), most):
            cursor = str(Cursor(change.number, change.event))
            click.echo(msgspec.json.encode(change_line(change, cursor, number_time(change.number))).decode())
