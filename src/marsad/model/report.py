"""Reports: one article's telling of one event, with what comparing it to other tellings needs and nothing else."""

import msgspec

from marsad.model.event import Bounds, Toll
from marsad.model.place import Place
from marsad.model.span import Span


class Side(msgspec.Struct, frozen=True, gc=False):
    """A side of a report: its words, and the id and kind of the actor that they were linked to (`""` for none)."""

    name: str
    actor: str = ""
    kind: str = ""


class Count(msgspec.Struct, frozen=True, gc=False):
    """A toll as one clause of an article gives it, and on whose word.

    `measure` is a field of `Toll`. `basis` is `""`, `update` (the count replaces an earlier one of the same event: `ارتفع إلى`) or `period` (it
    counts a campaign or a year, `منذ بدء الحملة`, and is no toll of one event). `source` and `source_type` name who counted, `""` for the outlet.
    """

    measure: str
    bounds: Bounds
    source: str = ""
    source_type: str = ""
    basis: str = ""


class Report(msgspec.Struct, frozen=True, gc=False):
    """An event mention lifted out of its document.

    `id` is a hash of the document's id and of type, evidence and trigger, so that it stays the same while the text does; `index` counts into the
    document's event mentions. `begin` and `end` are the days on which it happened (ISO 8601, `end` excluded), None where not known.
    `source` and `source_type` name the holder of the claim that it rests on (`""` where the outlet says it itself), `agencies` those
    credited for the whole article, `published` is in UTC. `trigger` is the folded word that says it, `evidence` the clause, `words` the stems of
    its clauses in alphabetical order. `counts` hold every toll given, one a clause and measure; `toll` is the one that the article stands behind.
    `tlp` is the marking of the document (see `marsad.model.marking`).
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
    counts: tuple[Count, ...] = ()
    source: str = ""
    source_type: str = ""
    trigger: str = ""
    evidence: Span | None = None
    words: tuple[str, ...] = ()
    in_title: bool = False
    tlp: str = "CLEAR"


class Signature(msgspec.Struct, frozen=True, gc=False):
    """What tells whether two documents are one text: MinHash values of the folded text.

    Signatures compare only where `version` (of the algorithm and its settings) is the same. `published` is in UTC. `shingles` is the number of
    the text's distinct runs of words; `hashes` is empty for a text too short to compare.
    """

    document: str
    outlet: str
    published: str | None
    version: int
    shingles: int
    hashes: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
