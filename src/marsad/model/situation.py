"""Situation reports before they are put into words: sentences as keys with values, each with what it rests on."""

from typing import TypeAlias

import msgspec

from marsad.model.event import Bounds


class Named(msgspec.Struct, frozen=True, tag=True):
    """A name in both scripts."""

    ar: str
    en: str


class Counted(msgspec.Struct, frozen=True, tag=True):
    """A number of things: `noun` is an entry `count.<noun>` of `lexicons/shown`."""

    noun: str
    number: int


class Ranged(msgspec.Struct, frozen=True, tag=True):
    """Lowest and highest number of things; a highest of None is an open end."""

    noun: str
    bounds: Bounds


class Coded(msgspec.Struct, frozen=True, tag=True):
    """A code that the codebook names: `type`, `mode` (`ASSAULT.shelling`), `status` or `measure`."""

    group: str
    code: str


class Days(msgspec.Struct, frozen=True, tag=True):
    """A stretch of days, `end` excluded, None where it is not told; `precision` is ACLED's time precision (3: the day of publication at best)."""

    begin: str | None
    end: str | None
    precision: int = 1


class Listed(msgspec.Struct, frozen=True, tag=True):
    """Several values, and how many more sides there are."""

    items: tuple["Value", ...]
    more: int = 0


class Phrase(msgspec.Struct, frozen=True, tag=True):
    """An entry of `lexicons/shown` with what fills its holes; a part that is not told is None and leaves nothing."""

    key: str
    values: dict[str, "Value"] = {}


Value: TypeAlias = str | int | Named | Counted | Ranged | Coded | Days | Listed | Phrase | None


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of a report and its evidence.

    `events` are ids of events, `reports` those of the reports that are cited, `command` a call of the program that lists what the sentence counts:
    one of them there must be. `quote` is a clause of one of the articles, `parts` are lines that stand under the sentence.

    Raises:
        ValueError: for a sentence without evidence.
    """

    phrase: Phrase
    events: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    command: str = ""
    quote: str = ""
    parts: tuple["Sentence", ...] = ()

    def __post_init__(self) -> None:
        if not (self.events or self.reports or self.command):
            raise ValueError(f"the sentence {self.phrase.key} has no evidence")


class ProvinceRow(msgspec.Struct, frozen=True):
    """A province's numbers; `place` is None for events whose province is not told. `killed` are those of events of a known day."""

    place: Named | None
    attacks: int
    attacks_before: int
    events: int
    killed: int
    killed_confirmed: int


class MapPoint(msgspec.Struct, frozen=True):
    """Events of one place that happened: WGS 84 degrees, the radius within which it lies in metres, how many, and the least number of dead,
    of those of known days together, or of the one event that tells of more."""

    place: Named
    lat: float
    lon: float
    radius_m: int
    events: int
    killed: int


class Situation(msgspec.Struct, frozen=True):
    """What a report says, in no language yet.

    Days are ISO 8601, `end` and `before_end` excluded. `sections` are (id of the heading, sentences), `days` attacks by day, of which some
    may be 0. `reports` are those cited, in the order of their first citation. `tlp` is the highest marking of what it was made from.
    """

    area: Named
    begin: str
    end: str
    before_begin: str
    sections: tuple[tuple[str, tuple[Sentence, ...]], ...]
    provinces: tuple[ProvinceRow, ...]
    days: tuple[tuple[str, int], ...]
    points: tuple[MapPoint, ...]
    reports: tuple[str, ...]
    tlp: str
