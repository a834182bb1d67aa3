"""Copies: documents that are one text, and later versions of one report by one outlet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from operator import eq

from rensa import RMinHash

from marsad.arabic.fold import fold
from marsad.arabic.text import cut_tokens
from marsad.model import Document, Signature
from marsad.stages.reconcile.reports import published_utc

SHINGLE_WORDS = 3
PERMUTATIONS = 128
"""The estimate of a likeness of 0.5 is then off by 0.044 (one standard deviation)."""
SEED = 1
BANDS = 32
"""Bands of four values: two texts of likeness 0.5 share one with a chance of 0.87, of 0.3 with 0.23, of 0.1 with 0.003."""
VERSION = RMinHash.ALGORITHM_VERSION * 1000 + 1
"""The library's algorithm and, in the last three digits, the settings above: signatures of other versions are not compared."""
LEAST_SHINGLES = 20
"""Shorter texts (a headline, a caption) are alike by chance and get no signature."""
COPY_LIKENESS = 0.5
"""Share of three-word runs in common from which two texts are one: edited agency copy reaches it, two reporters on one event stay below 0.1."""
ABRIDGED_SHARE = 0.75
LEAST_ABRIDGED_LIKENESS = 0.2
UPDATE_LIKENESS = 0.8
"""Below this two articles of one outlet share their background and tell of different news (read on 73 pairs); above it one is the other's update."""
UPDATE_CONTAINED_SHARE = 0.9
"""Share of an earlier text that stands in a later one of its outlet from which the later supersedes it."""
UPDATE_HOURS = 72
"""A near-copy by one outlet this much later is still an update of its report; later it is a piece that is run again."""
COPY_DAYS = 4


def signature_of(document: Document) -> Signature:
    """The signature of a document's text; its title counts, furniture and links to other articles do not."""
    words = [word for word in cut_tokens(fold(_own_text(document)).text) if word[0].isalnum()]
    shingles = {" ".join(words[index : index + SHINGLE_WORDS]) for index in range(len(words) - SHINGLE_WORDS + 1)}
    hashes: tuple[int, ...] = ()
    if len(shingles) >= LEAST_SHINGLES:
        minima = RMinHash(PERMUTATIONS, SEED)
        minima.update(sorted(shingles))  # the library's call for many sets gives the same, but starts threads, which cost more and outlive no fork
        hashes = tuple(minima.digest())
    published = published_utc(document.published)
    return Signature(document.id, document.outlet, published, VERSION, len(shingles), hashes, document.agencies)


def _own_text(document: Document) -> str:
    left_out = sorted((region.span.start, region.span.end) for region in document.regions if region.kind in ("related", "furniture", "dateline"))
    kept, position = [], 0
    for start, end in left_out:
        kept.append(document.text[position : max(position, start)])
        position = max(position, end)
    return " ".join((*kept, document.text[position:]))


def likeness(one: Signature, other: Signature) -> float:
    """Estimated share (0 to 1) of three-word runs that two texts have in common; 0 where they cannot be compared."""
    if one.version != other.version or not one.hashes or len(one.hashes) != len(other.hashes):
        return 0.0
    same: int = sum(map(eq, one.hashes, other.hashes))
    return same / len(one.hashes)


def are_copies(one: Signature, other: Signature) -> bool:
    """True where two texts are one: edited, or one an abridgement of the other."""
    common = likeness(one, other)
    shorter = min(one.shingles, other.shingles)
    return common >= COPY_LIKENESS or (common >= LEAST_ABRIDGED_LIKENESS and _shared(one, other, common) >= ABRIDGED_SHARE * shorter)


def is_update(earlier: Signature, later: Signature) -> bool:
    """True where `later` supersedes `earlier`: the same outlet's text again, mended or grown, not long after."""
    if not earlier.outlet or earlier.outlet != later.outlet or _hours_between(earlier, later) > UPDATE_HOURS:
        return False
    common = likeness(earlier, later)
    grown = common >= LEAST_ABRIDGED_LIKENESS and _shared(earlier, later, common) >= UPDATE_CONTAINED_SHARE * earlier.shingles
    return common >= UPDATE_LIKENESS or grown


def _shared(one: Signature, other: Signature, common: float) -> float:
    """How many runs of words two texts of likeness `common` have in common."""
    return common * (one.shingles + other.shingles) / (1 + common)


def bands_of(signature: Signature) -> Iterator[tuple[int, ...]]:
    """The bands of a signature: the number of its first value with the values. Two texts that are alike share one most likely."""
    length = PERMUTATIONS // BANDS
    return ((start, *signature.hashes[start : start + length]) for start in range(0, len(signature.hashes), length))


def near_in_time(published: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """The pairs of documents (id → publication in UTC) published within `COPY_DAYS`, the earlier first; one without a time is near all."""
    ordered = sorted((time or "", document) for document, time in published.items())
    times = [datetime.fromisoformat(time) if time else None for time, _ in ordered]
    for index, begin in enumerate(times):
        for later in range(index + 1, len(times)):
            end = times[later]
            if begin is not None and end is not None and end - begin > timedelta(days=COPY_DAYS):
                break
            yield ordered[index][1], ordered[later][1]


def find_copies(signatures: Iterable[Signature]) -> list[tuple[Signature, Signature]]:
    """Every pair of copies published within `COPY_DAYS` of each other, the earlier first, sorted by document.

    Found by bands of equal values, so that the work grows with the texts and not with their pairs.
    """
    known = {signature.document: signature for signature in signatures}
    buckets: defaultdict[tuple[int, ...], dict[str, str | None]] = defaultdict(dict)
    for signature in known.values():
        for band in bands_of(signature):
            buckets[band][signature.document] = signature.published
    pairs = {pair for bucket in buckets.values() if len(bucket) > 1 for pair in near_in_time(bucket)}
    return [(known[one], known[other]) for one, other in sorted(pairs) if are_copies(known[one], known[other])]


def superseded_by(copies: Iterable[tuple[Signature, Signature]]) -> dict[str, str]:
    """Document → the later version of it by the same outlet; of several versions the latest."""
    latest: dict[str, Signature] = {}
    for earlier, later in copies:
        if is_update(earlier, later) and (earlier.document not in latest or _order(latest[earlier.document]) < _order(later)):
            latest[earlier.document] = later
    return {document: later.document for document, later in latest.items()}


def _order(signature: Signature) -> tuple[str, str]:
    return signature.published or "", signature.document


def _hours_between(one: Signature, other: Signature) -> float:
    """Hours between two publications; 0 where one is not known, so that a copy without a date is still one."""
    if one.published is None or other.published is None:
        return 0.0
    return abs(datetime.fromisoformat(one.published) - datetime.fromisoformat(other.published)) / timedelta(hours=1)


def copy_groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Item → the least item of its group, for those that a chain of pairs joins."""
    parent: dict[str, str] = {}

    def root(item: str) -> str:
        while parent.setdefault(item, item) != item:
            item = parent[item]
        return item

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {item: root(item) for item in parent}
