"""Names of places as found, before one of the places that bear them is chosen."""

import msgspec

from marsad.model.place import Place


class PlaceCandidate(msgspec.Struct, frozen=True):
    """A name at tokens `first` to `last` (excluded), and the places that may be meant.

    `start` and `end` are offsets in the text, attached particles excluded; the name itself begins at `name_start`, behind directions.
    `name` is folded, without kind word or direction, and `places` are all that bear it: none where only its kind word tells of it.
    `kind_word` is the id of that word's row and `kind` its kind, `own` whether it makes a place of its own of another's name (`مطار دمشق`).
    `bearing` is the direction before the name in degrees clockwise from north (-1 the middle, None none), `distance_m` the distance with
    it (0 none). `curated` holds the ids of those places that a person listed.

    `evidence` holds what speaks for a place (`kind`, `locative`, `attached` for an attached `ب`, `approach`, `from`, `joined`, `bearing`,
    `nationality`) or against one (`person`, `name-before`, `name-after`, `outlet`, `common`, `doubtful`, `actor`); `skeleton` says that
    the places were found by their consonants alone.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    places: tuple[Place, ...]
    kind_word: str = ""
    kind: str = ""
    own: bool = False
    bearing: int | None = None
    distance_m: int = 0
    evidence: frozenset[str] = frozenset()
    curated: frozenset[str] = frozenset()
    name_start: int = 0
