"""`marsad search`: articles found by their words, and by what their events tell of."""

import click
import msgspec
from rich.console import Console
from rich.table import Table

from marsad.cli.filters import event_filters
from marsad.cli.stored import clearance_option, open_cleared, store_option
from marsad.store.areas import read_box, read_near
from marsad.store.search import Page, Query, search


@click.command("search")
@click.argument("words", nargs=-1)
@store_option
@clearance_option
@click.option("--since", default="", metavar="DAY", help="Events from this day on (publication, where no event is asked for).")
@click.option("--until", default="", metavar="DAY", help="Events before this day.")
@event_filters
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 500), help="Articles a page.")
@click.option("--after", default="", metavar="CURSOR", help="Go on behind the page that gave this cursor.")
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True)
def command(words: tuple[str, ...], store: str | None, clearance: str, box: str, near: str, form: str, **given: object) -> None:
    """Find articles in the store.

    WORDS are Arabic and are found in whatever form they stand: الغارات finds وغارة and غاراتها. All that is given must hold.

    \b
    marsad search قصف الغوطة --since 2018-02-18 --until 2018-03-01
    marsad search --country SY --type ASSAULT --killed 10
    marsad search --near 33.5,36.3,20 --actor syrian-army
    """
    query = msgspec.convert({"words": " ".join(words), "box": read_box(box), "near": read_near(near), **given}, Query)
    with open_cleared(store, clearance) as kept:
        page = search(kept, query)
    (_print_table if form == "table" else _print_lines)(page)


def _print_lines(page: Page) -> None:
    for found in page.found:
        click.echo(msgspec.json.encode(found._asdict()).decode())
    if page.cursor:
        click.echo(f"more: --after {page.cursor}", err=True)


def _print_table(page: Page) -> None:
    table = Table("published", "outlet", "title")
    for column in ("id", "events that fit"):
        table.add_column(column, no_wrap=True, overflow="fold")
    for found in page.found:
        table.add_row((found.published or "–")[:16], found.outlet, found.title, found.id, " ".join(found.reports))
    Console(emoji=False).print(table)
    if page.cursor:
        click.echo(f"more: --after {page.cursor}", err=True)
