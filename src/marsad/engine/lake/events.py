"""Events and copies out of the lake's records, as functions from table to table: what one process and Spark both run.

No function sees more than a bounded number of reports at once but those of one chain of possible merges, which is what an event is made in.
A crowded block (a hot town on a hot day) is cut into chunks, and each pair of chunks compared on its own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import combinations_with_replacement
from math import ceil

import msgspec
import pyarrow as pa

from marsad.engine.lake.rows import event_row
from marsad.engine.lake.schema import COPIES, EVENTS
from marsad.engine.reconcile import tell_events, with_priority
from marsad.model import Event, Report, Signature
from marsad.stages.reconcile.cluster import block_keys, may_found_merge, neighbouring_keys
from marsad.stages.reconcile.copies import are_copies, bands_of, is_update, near_in_time

CHUNK_MEMBERS = 200
"""Members of a block that are compared with as many others at once: some 60,000 pairs, a second or two."""
KEYS_A_REPORT = 4
"""Keys of blocks that a report stands under, about: its own, and those of the day before and after."""
BUCKET_REPORTS = 2_000
"""Reports whose events are made at once, those of one chain kept together."""
_BETWEEN = "|"

TOLD = pa.schema([("id", pa.string()), ("document", pa.string()), ("report", pa.string()), ("signature", pa.string())])
"""A report with the signature of its document, both as JSON."""
KEYED = pa.schema([("key", pa.string()), ("home", pa.bool_()), ("id", pa.string()), ("payload", pa.string())])
"""A member of a block: at home in it, or of a neighbouring block whose members are compared with those at home."""
CELLS = KEYED.append(pa.field("cell", pa.string()))
BUNDLE_ROWS = 4_000
"""Rows of cells that are handed over together: a cell has some hundreds at most, mostly a few."""
EDGES = pa.schema([("one", pa.string()), ("other", pa.string())])
SIGNED = pa.schema([("one", pa.string()), ("other", pa.string()), ("one_signature", pa.string()), ("other_signature", pa.string())])
CHAINED = TOLD.append(pa.field("chain", pa.string()))

_decode_report = msgspec.json.Decoder(Report).decode
_decode_signature = msgspec.json.Decoder(Signature).decode


def chunk_of(id_: str, chunks: int) -> int:
    """In which of so many chunks of its block a member stands: a hash of its id, so that no order has a say."""
    return int.from_bytes(blake2b(id_.encode(), digest_size=8).digest()) % chunks


def key_reports(told: pa.Table) -> pa.Table:
    """The reports of `TOLD` under the keys of their blocks (`KEYED`): at home under their own, as guests under the neighbouring ones."""
    keys, homes, rows = [], [], []
    for row, report in enumerate(told["report"].to_pylist()):
        own = block_keys(_decode_report(report))
        for key in sorted({near for home in own for near in neighbouring_keys(home)}):
            keys.append(_BETWEEN.join(key))
            homes.append(key in own)
            rows.append(row)
    return _keyed(told.take(pa.array(rows, pa.int64())), keys, homes, "report")


def key_signatures(signatures: pa.Table) -> pa.Table:
    """The documents of signatures (a column `signature`) under their bands (`KEYED`), with the time of publication alone: few share one."""
    keys, ids, times = [], [], []
    for signature in map(_decode_signature, signatures["signature"].to_pylist()):
        found = [":".join(map(str, band)) for band in bands_of(signature)]
        keys += found
        ids += [signature.document] * len(found)
        times += [signature.published or ""] * len(found)
    return _keyed(pa.table({"id": pa.array(ids, pa.string()), "time": pa.array(times, pa.string())}), keys, [True] * len(keys), "time")


def _keyed(rows: pa.Table, keys: list[str], homes: list[bool], payload: str) -> pa.Table:
    return pa.table([pa.array(keys, pa.string()), pa.array(homes, pa.bool_()), rows["id"], rows[payload]], schema=KEYED)


def cells_of(key: str, id_: str, chunks: int) -> list[str]:
    """The cells in which a member of a block of so many chunks is compared: that of its chunk with itself, and with each other chunk.

    >>> cells_of("a", "x", 1)
    ['a|0|0']
    """
    own = chunk_of(id_, chunks)
    return [f"{key}{_BETWEEN}{min(own, other)}{_BETWEEN}{max(own, other)}" for other in range(chunks)]


def cut_blocks(members: pa.Table, crowded: Mapping[str, int]) -> pa.Table:
    """Members of blocks (`KEYED`) in their cells (`CELLS`); `crowded` are the blocks of more than one chunk, with how many they have."""
    cells = [cells_of(key, id_, crowded.get(key, 1)) for key, id_ in zip(members["key"].to_pylist(), members["id"].to_pylist(), strict=True)]
    taken = pa.array([index for index, found in enumerate(cells) for _ in found], pa.int64())
    return members.take(taken).append_column("cell", pa.array([cell for found in cells for cell in found], pa.string()))


def by_cell(bundle: pa.Table, make: Callable[[pa.Table], pa.Table], schema: pa.Schema) -> pa.Table:
    """What `make` makes of each cell of a bundle of them (`CELLS`)."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for index, cell in enumerate(bundle["cell"].to_pylist()):
        rows[cell].append(index)
    return pa.concat_tables([schema.empty_table(), *(make(bundle.take(pa.array(found))) for _, found in sorted(rows.items()) if len(found) > 1)])


def cells_in(members: pa.Table, chunk: int) -> Iterator[pa.Table]:
    """The cells of whole blocks (`KEYED`), one by one: those in which some member is at home and has another beside it."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(members["key"].to_pylist()):
        blocks[key].append(index)
    ids, homes = members["id"].to_pylist(), members["home"].to_pylist()
    for rows in blocks.values():
        if len(rows) > 1 and any(homes[index] for index in rows):
            chunks = ceil(len(rows) / chunk)
            parts: defaultdict[int, list[int]] = defaultdict(list)
            for index in rows:
                parts[chunk_of(ids[index], chunks)].append(index)
            for one, other in combinations_with_replacement(sorted(parts), 2):
                yield members.take(pa.array(parts[one] if one == other else parts[one] + parts[other]))


def edges_of_cell(cell: pa.Table) -> pa.Table:
    """Which reports of one cell (`KEYED`) may stand in one event: edges that join what a chain of pairs joins, and no more than that.

    Pairs of two guests are left to the block in which one of them is at home.
    """
    members = _members(cell)
    decoded = {id_: _decode_report(payload) for id_, (_, payload) in members.items()}
    groups = _Groups()
    edges = []
    for one in sorted(members):
        if members[one][0]:
            for other in members:
                paired = one < other or not members[other][0]
                if paired and one != other and not groups.joined(one, other) and may_found_merge(decoded[one], decoded[other]):
                    groups.join(one, other)
                    edges.append({"one": one, "other": other})
    return pa.Table.from_pylist(edges, EDGES)


def pairs_of_cell(cell: pa.Table) -> pa.Table:
    """The pairs of documents of one cell (`KEYED`) that may be copies: those published near each other (`EDGES`), the earlier as `one`."""
    published = {id_: payload or None for id_, (_, payload) in _members(cell).items()}
    return pa.Table.from_pylist([{"one": one, "other": other} for one, other in near_in_time(published)], EDGES)


def copies_of_pairs(pairs: pa.Table) -> pa.Table:
    """Those pairs of signatures (`SIGNED`) that are copies (`COPIES`)."""
    signed = zip(pairs["one_signature"].to_pylist(), pairs["other_signature"].to_pylist(), strict=True)
    found = ((_decode_signature(one), _decode_signature(other)) for one, other in signed)
    rows = [
        {"earlier": one.document, "later": other.document, "replaced": is_update(one, other)} for one, other in found if are_copies(one, other)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, COPIES)


def _members(cell: pa.Table) -> dict[str, tuple[bool, str]]:
    """The members of a cell by id, each at home or not, with its payload; in order of their ids."""
    rows = zip(cell["id"].to_pylist(), cell["home"].to_pylist(), cell["payload"].to_pylist(), strict=True)
    found: dict[str, tuple[bool, str]] = {}
    for id_, home, payload in sorted(rows):
        found[id_] = (home or (id_ in found and found[id_][0]), payload)
    return found


class _Groups:
    """Union-find over ids."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, id_: str) -> str:
        """The one that stands for all that `id_` is joined with: the least."""
        parent = self._parent
        while (up := parent.get(id_, id_)) != id_:
            parent[id_] = parent.get(up, up)
            id_ = up
        return id_

    def joined(self, one: str, other: str) -> bool:
        return self.root(one) == self.root(other)

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self._parent[high] = low

    def chains(self) -> dict[str, str]:
        """Id → the one that stands for its chain, for those that were joined to a lesser one."""
        return {id_: self.root(id_) for id_ in self._parent}


def chains_of(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Report → the least report of its chain, for those that are not the least themselves. Takes some 200 bytes an edge that joins."""
    groups = _Groups()
    for one, other in edges:
        groups.join(one, other)
    return groups.chains()


def events_of_bucket(bucket: pa.Table) -> pa.Table:
    """The events (`EVENTS`) of a bucket of reports (`CHAINED`), chain by chain."""
    chains: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for chain, report, signature in zip(*(bucket[name].to_pylist() for name in ("chain", "report", "signature")), strict=True):
        chains[chain].append((report, signature))
    rows = [event_row(event) for _, told in sorted(chains.items()) for event in _events_of_chain(told)]
    return pa.Table.from_pylist(rows, EVENTS)


def _events_of_chain(told: list[tuple[str, str]]) -> Iterator[Event]:
    reports = {report.id: report for report in (_decode_report(text) for text, _ in told)}
    signatures = {signature.document: signature for signature in map(_decode_signature, {text for _, text in told})}
    return map(with_priority, tell_events(reports, signatures))
