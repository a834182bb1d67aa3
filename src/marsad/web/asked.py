"""What a request asks for: the filters that events, maps, queues and articles share, read from the query."""

from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from marsad.errors import InputError
from marsad.store.areas import read_box, read_near
from marsad.store.days import read_day
from marsad.store.event_search import SHOWN_REVIEWS, EventQuery

MOST_LETTERS = 200
"""Of a filter: longer ones are no words that somebody looks for."""
_DAY = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"


def _day_that_is(given: str) -> str:
    """The day, or `""` for none; one that no calendar has raises ValueError."""
    try:
        return given and read_day(given).isoformat()
    except InputError as error:
        raise ValueError(str(error)) from error


Words = Annotated[str, Query(max_length=MOST_LETTERS, description="Arabic words that stand in an article, in whatever form.")]
Since = Annotated[str, Query(pattern=_DAY, description="First day, as 2018-02-18."), AfterValidator(_day_that_is)]
Until = Annotated[str, Query(pattern=_DAY, description="The day after the last one."), AfterValidator(_day_that_is)]
Country = Annotated[str, Query(max_length=2, description="ISO 3166-1 code: SY.")]
Province = Annotated[str, Query(max_length=MOST_LETTERS, description="As places' admin1 gives it.")]
Box = Annotated[str, Query(max_length=MOST_LETTERS, description="west,south,east,north in degrees.")]
Near = Annotated[str, Query(max_length=MOST_LETTERS, description="latitude,longitude,kilometres.")]
Types = Annotated[list[str] | None, Query(max_length=16, description="PLOVER types.")]
Statuses = Annotated[list[str] | None, Query(max_length=4, description="actual, planned, possible (feared) or denied.")]
Actor = Annotated[str, Query(max_length=MOST_LETTERS, description="An actor's id, or a word of a side's name.")]
Outlet = Annotated[str, Query(max_length=MOST_LETTERS, description="The outlet of an article that tells of it.")]
Source = Annotated[str, Query(max_length=MOST_LETTERS, description="A word of one on whose word it rests.")]
Killed = Annotated[int | None, Query(ge=0, le=10_000_000, description="At least so many dead.")]
Sources = Annotated[int, Query(ge=1, le=10_000, description="At least so many independent sources.")]
Reviews = Annotated[
    list[str] | None, Query(max_length=5, description="open, accepted, corrected, rejected or disputed; by default all but rejected.")
]


def asked_events(
    words: Words = "", since: Since = "", until: Until = "", country: Country = "", province: Province = "", box: Box = "", near: Near = "",
    type: Types = None, status: Statuses = None, actor: Actor = "", outlet: Outlet = "", source: Source = "", killed: Killed = None,  # noqa: A002
    sources: Sources = 1, review: Reviews = None,
) -> EventQuery:  # fmt: skip
    """The events asked for.

    Raises:
        InputError: for a box or point that is none.
    """
    return EventQuery(
        words=words, since=since, until=until, country=country.upper(), admin1=province, box=read_box(box), near=read_near(near), types=type or (),
        statuses=status or (), actor=actor, outlet=outlet, source=source, killed=killed, sources=sources, reviews=review or SHOWN_REVIEWS,
    )  # fmt: skip


Asked = Annotated[EventQuery, Depends(asked_events)]
"""As a parameter of a route: the events asked for."""
Most = Annotated[int, Query(ge=1, le=500, description="How many a page.")]
After = Annotated[str, Query(max_length=MOST_LETTERS, description="The cursor of the page before.")]


class Body(BaseModel):
    """What a request sends: no field beyond those that there are, and no text that a database cannot keep."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _keepable(cls, given: Any) -> Any:
        if not _is_keepable(given):
            raise ValueError("a text holds a character that cannot be kept: NUL, or half of one")
        return given


def _is_keepable(given: object) -> bool:
    """True where no text in it is refused; without recursion, since what is sent may be nested deeper than Python's stack."""
    waiting = [given]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str) and not _is_text(part):
            return False
    return True


def _is_text(given: str) -> bool:
    return "\0" not in given and not any("\ud800" <= letter <= "\udfff" for letter in given)
