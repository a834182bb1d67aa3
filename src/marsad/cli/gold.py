"""`marsad gold`: people's judgements as gold annotations."""

from pathlib import Path

import click

from marsad.cli.stored import existing, settings_for, store_option
from marsad.engine.gold import export_gold
from marsad.store.store import Store


@click.group("gold")
def command() -> None:
    """People's judgements as gold annotations.

    \b
    marsad gold export reviewed/           articles whose events have all been judged
    marsad evaluate reviewed/text reviewed/gold   how the machine stands against them
    """


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@store_option
@click.option("--partial", is_flag=True, help="Also articles of whose events only some have been judged; the others are left out.")
def export(folder: Path, store: str | None, partial: bool) -> None:
    """Write FOLDER/text/ID.json and FOLDER/gold/ID.json for the articles whose events reviewers have judged.

    What was accepted or corrected becomes an event of the annotation, what was rejected is left out. Reviewers judge events: the other
    layers stay empty, and events that the machine missed altogether are not in it, so that it measures precision and fields, and not recall.
    """
    with Store(existing(settings_for(store).store)) as kept:
        whole, left = export_gold(kept, folder, partial=partial)
    click.echo(f"{whole} articles written to {folder}; {left} left out, since some of their events have not been judged or are disputed")
