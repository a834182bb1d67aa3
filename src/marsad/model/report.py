"""Reports: one article's telling of one event, with what comparing it to other tellings needs and nothing else."""

import msgspec

from marsad.model.event import Toll
from marsad.model.place import Place


class Side(msgspec.Struct, frozen=True):
    """A side of a report: its words, and the id and kind of the actor that they were linked to (`""` for none)."""

    name: str
    actor: str = ""
    kind: str = ""


class Report(msgspec.Struct, frozen=True):
    """An event mention lifted out of its document.

    `id` is a hash of the document's id and of the evidence's offsets, so that it stays the same while the text does; `index` counts into the
    document's event mentions. `begin` and `end` are the days on which it happened (ISO 8601, `end` excluded), None where not known.
    `source` and `source_type` name the holder of the claim that it rests on (`""` where the outlet says it itself), `agencies` those
    credited for the whole article, `published` is in UTC. `trigger` is the folded word that says it.
    """

    id: str
    document: str
    index: int
    outlet: str
    type: str
    status: str
    mode: str = ""
    sub_event_type: str = ""
    published: str | None = None
    agencies: tuple[str, ...] = ()
    place: Place | None = None
    geo_precision: int = 3
    begin: str | None = None
    end: str | None = None
    time_precision: int = 3
    actors: tuple[Side, ...] = ()
    targets: tuple[Side, ...] = ()
    toll: Toll = Toll()
    source: str = ""
    source_type: str = ""
    trigger: str = ""
    in_title: bool = False
