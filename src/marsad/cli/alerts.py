"""`marsad alerts`: the alert level of places, why, and how it came to be."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from marsad.cli.alerting import show_told
from marsad.cli.stored import clearance_option, open_cleared, settings_for, store_option
from marsad.lexicon.alert_levels import load_rules
from marsad.lexicon.shown import LANGUAGES
from marsad.model import MARKINGS
from marsad.model.alert import Alert, AreaState, Lowering

TABLE_WIDTH = 160


@click.command("alerts")
@click.argument("place", required=False)
@store_option
@clearance_option
@click.option("--level", help="calm, watch, elevated, high or severe: this and those above it. [watch; with PLACE or --history, all]")
@click.option("--country", default="", help="ISO 3166-1 code.")
@click.option("--kind", type=click.Choice(("country", "province", "district", "town")), default=None, help="Only areas of this kind.")
@click.option("--history", is_flag=True, help="The changes of level, the latest first, in place of where areas stand.")
@click.option("--why", is_flag=True, help="The reasons in sentences, with the clauses that they rest on. [with PLACE, always]")
@click.option("--language", type=click.Choice(LANGUAGES), default="ar", show_default=True)
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.option("--most", type=click.IntRange(1, 500), default=50, show_default=True)
@click.option("--as-of", metavar="DAY", help="Judge up to this day, or `today`. [the last day on which an article was published]")
@click.option("--notify", "told", type=click.Path(dir_okay=False, path_type=Path), help="Tell the channels of this file of new changes.")
@click.option("--anew", is_flag=True, help="Forget all levels and their history, and judge every day anew, such as by other thresholds.")
def command(
    place: str | None, store: str | None, clearance: str, level: str | None, country: str, kind: str | None, history: bool, why: bool, language: str,
    form: str, most: int, as_of: str | None, told: Path | None, anew: bool,
) -> None:  # fmt: skip
    """The alert level of places: calm, watch, elevated, high or severe, and why.

    Levels are brought up to date first: each day is judged by what was published up to it.

    \b
    marsad alerts                            areas at watch or above
    marsad alerts "بني وليد"                  one area, with reasons that lead to the articles
    marsad alerts SY-RD --history            how its level changed
    marsad alerts --level high --why --language en
    """
    from rich.console import Console

    from marsad.engine.alert_areas import find_state
    from marsad.engine.notify import notify
    from marsad.engine.notify_config import read_channels
    from marsad.engine.warn import raise_alerts
    from marsad.lexicon.gazetteer import open_gazetteer
    from marsad.stages.share.alert_words import alert_json, explain, print_changes, print_states
    from marsad.stages.warn.levels import lowering_of
    from marsad.store.alerts import AlertQuery, last_day, list_alerts, list_states

    channels = read_channels(told) if told else ()
    with open_cleared(store, MARKINGS[-1]) as kept:
        since = None if anew else last_day(kept)
        raise_alerts(kept, open_gazetteer(settings_for(store).gazetteer), _day(as_of), again=anew)
        show_told(notify(kept, channels, datetime.now(UTC), since=since))
    with open_cleared(store, clearance) as kept:
        area = find_state(kept, place).area.id if place else ""
        least = level or ("" if place or history else load_rules().levels[1].id)
        query = AlertQuery(country=country.upper(), kind=kind or "", area=area, level=least)
        rules, judged = load_rules(), last_day(kept)
        changes, states = (list_alerts(kept, query, most).alerts, []) if history else ([], list_states(kept, query, most))
    standing = [(state, lowering_of(state, rules)) for state in states]
    rows: list[tuple[Alert | AreaState, Lowering | None]] = [*((change, change.lowers) for change in changes), *standing]
    if not rows:
        what = "nothing changed" if history else "no area stands"
        click.echo(f"marsad: {what} so; levels are judged up to {judged or 'no day, for no article has one'}", err=True)
    console = Console(width=None if sys.stdout.isatty() else TABLE_WIDTH, emoji=False)
    if form == "json":
        for one, lowers in rows:
            click.echo(alert_json(one, lowers).decode())
    elif why or (place and not history):
        click.echo("\n\n".join(explain(one, lowers, language) for one, lowers in rows))
    elif history:
        print_changes(changes, console, language)
    else:
        print_states(standing, console, language)


def _day(asked: str | None) -> date | None:
    if asked is None:
        return None
    if asked == "today":
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(asked)
    except ValueError as error:
        raise click.BadParameter(f"{asked!r} is no day; write it as 2018-02-18, or `today`", param_hint="--as-of") from error
