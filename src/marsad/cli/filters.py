"""What articles, events and exports can be asked for alike."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from marsad.stages.reconcile.review import STATUSES

F = TypeVar("F", bound=Callable[..., Any])
_FILTERS = (
    click.option("--country", default="", metavar="CC", help="ISO 3166-1 code of the country: SY."),
    click.option("--province", "admin1", default="", metavar="CODE", help="The province, as places' admin1 gives it (ISO 3166-2): SY-RD."),
    click.option("--box", default="", metavar="W,S,E,N", help="Events inside these degrees: 35.5,32,42.5,37.5."),
    click.option("--near", default="", metavar="LAT,LON,KM", help="Events within so many kilometres of a point: 33.5,36.3,20."),
    click.option("--type", "types", multiple=True, metavar="TYPE", help="PLOVER type; may be given more than once."),
    click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Whether it happened; may be given more than once."),
    click.option("--actor", default="", help="An actor's id (houthis), or a word of a side's name."),
    click.option("--outlet", default="", help="The outlet of an article that tells of it."),
    click.option("--source", default="", help="A word of the one on whose word it rests."),
    click.option("--killed", type=click.IntRange(0), metavar="N", help="At least so many dead."),
)


def event_filters(command: F) -> F:
    """The command with the options that say which events are meant."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command
