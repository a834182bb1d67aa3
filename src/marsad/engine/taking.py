"""Taking in what peers give: articles with their reports, and judgements; what they take back is taken back here.

Nothing is believed of an object but what its maker may say: an object is of the observatory that its id and `created_by_ref` name, changes come from
whom it came from first or from its maker, its marking is that which STIX names (none: RED), and what we read ourselves stays as we read it.
Taking the same in again changes nothing, so that whoever was interrupted begins again where he was.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from marsad.engine.giving import record_of
from marsad.engine.reconcile import apply_judgement
from marsad.engine.report_store import StoredReports, stored_blocks
from marsad.errors import InputError
from marsad.formats.stix_ids import read_time
from marsad.model import Document, Extraction, Signature, level_of
from marsad.stages.share.stix_articles import ArticleRecord, read_article
from marsad.stages.share.stix_base import marking_of
from marsad.stages.share.stix_judgements import read_judgement
from marsad.store.peers import Peer
from marsad.store.rows import DocumentRows, rows_of
from marsad.store.shared import STANDS, WITHDRAWN, Shared
from marsad.store.store import Store
from marsad.store.stubs import find_shared_by_id, note_received, origins_of, read_stubs, shared_of

_CREATOR = re.compile(r"identity--([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_ID = re.compile(r"(?:report|note|opinion)--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Taken(NamedTuple):
    """What became of an object: its id and version as it names them, and why it was not taken (`""`: it was, or was known)."""

    id: str
    version: str
    problem: str = ""


def take(store: Store, peer: Peer, collection: str, objects: Sequence[Mapping[str, Any]]) -> list[Taken]:
    """Take in what a peer gives for a collection; what cannot be taken says why, and does not keep the rest from being taken.

    The reports that came are still to be reconciled.
    """
    taker = _Articles(store, peer) if collection == "reports" else _Judgements(store, peer)
    taken = []
    for stix in objects:
        id_, version = str(stix.get("id", "")), str(stix.get("modified", ""))
        try:
            taker.take(stix)
            taken.append(Taken(id_, version))
        except InputError as error:
            taken.append(Taken(id_, version, str(error)))
    taker.finish()
    return taken


class _Taker(ABC):
    """What taking any kind of object needs."""

    kind: str
    takes_again = False
    """True where what is known is taken again, since it may not have had its effect."""

    def __init__(self, store: Store, peer: Peer) -> None:
        self._store, self._peer = store, peer
        self._own = store.observatory()

    def take(self, stix: Mapping[str, Any]) -> None:
        """Take one object in.

        Raises:
            InputError: when it cannot be.
        """
        origin, modified, created = self._read_frame(stix)
        if origin == self._own.id:
            return
        known = find_shared_by_id(self._store, str(stix["id"]))
        if known is not None:
            self._check_right(known, origin)
            if modified <= known.modified and not self.takes_again:
                return
        tlp = marking_of(stix)
        if level_of(tlp) > level_of(self._peer.taken):
            raise InputError(f"it is marked TLP:{tlp}, and from {self._peer.name} no more than TLP:{self._peer.taken} is accepted")
        frame = Shared(self.kind, "", str(stix["id"]), 0, created, modified, origin, self._peer.name, level_of(tlp))
        if stix.get("revoked"):
            if known is not None and known.state != WITHDRAWN:
                self.withdraw(msgspec.structs.replace(frame, key=known.key, state=WITHDRAWN))
        else:
            self.keep(stix, frame, tlp)

    @abstractmethod
    def keep(self, stix: Mapping[str, Any], frame: Shared, tlp: str) -> None:
        """Keep an object that may be taken."""

    @abstractmethod
    def withdraw(self, frame: Shared) -> None:
        """Take back, here, what `frame` names."""

    @abstractmethod
    def finish(self) -> None:
        """Called when all objects were taken."""

    def _read_frame(self, stix: Mapping[str, Any]) -> tuple[str, int, int]:
        """The maker's observatory and the times of an object.

        Raises:
            InputError: when it is no object of STIX 2.1 that an observatory made.
        """
        creator = _CREATOR.fullmatch(str(stix.get("created_by_ref", "")))
        if stix.get("spec_version") != "2.1" or not _ID.fullmatch(str(stix.get("id", ""))) or creator is None:
            raise InputError("this is no object of STIX 2.1 that an observatory made: it needs an id and created_by_ref with UUIDs in small letters")
        try:
            return creator.group(1), read_time(str(stix.get("modified"))), read_time(str(stix.get("created")))
        except ValueError as error:
            raise InputError(f"its times cannot be read: {error}") from error

    def _check_right(self, known: Shared, origin: str) -> None:
        if known.origin != origin or known.kind != self.kind:
            raise InputError("another observatory made the object of this id")
        if self._peer.name != known.peer and self._peer.observatory != origin:
            raise InputError(f"it came from {known.peer}; neither that nor its maker changes it now")


class _Articles(_Taker):
    kind = "report"

    def __init__(self, store: Store, peer: Peer) -> None:
        super().__init__(store, peer)
        self._rows: dict[str, DocumentRows] = {}
        self._received: list[Shared] = []

    def keep(self, stix: Mapping[str, Any], frame: Shared, tlp: str) -> None:
        record = read_article(stix, tlp)
        key = self._key_for(record, frame.origin)
        frame = msgspec.structs.replace(frame, key=key)
        held = self._rows[key].origin if key in self._rows else origins_of(self._store, [key]).get(key, (None, ""))[0]
        if held is None or held == frame.origin:
            self._rows[key] = _rows_of(record, key, frame.origin, tlp)
        self._received.append(frame)

    def _key_for(self, record: ArticleRecord, origin: str) -> str:
        """The id under which the article is kept: its own, or, where another article is kept under that, one that names its observatory."""
        id_ = record.stub.id
        present = origins_of(self._store, [id_]).get(id_)
        if present is None or present[0] == origin or present[1] == record.stub.digest:
            return id_
        document = self._store.document(id_)
        same = document is not None and (document.document.outlet, document.document.url) == (record.stub.outlet, record.stub.url) and record.stub.url
        return id_ if same else f"{origin}:{id_}"

    def withdraw(self, frame: Shared) -> None:
        self._save()
        others = [row for row in shared_of(self._store, "report", [frame.key]).get(frame.key, ()) if row.state == STANDS and row.id != frame.id]
        present = origins_of(self._store, [frame.key]).get(frame.key)
        if present is None or present[0] == "" or present[0] != frame.origin:
            note_received(self._store, [frame])
        elif others:
            self._store.hand_over(frame.key, others[-1].origin, [frame])
        else:
            self._store.withdraw([frame.key], [frame])

    def finish(self) -> None:
        self._save()

    def _save(self) -> None:
        if self._received:
            self._store.save(list(self._rows.values()), received=self._received)
        self._rows, self._received = {}, []


def _rows_of(record: ArticleRecord, key: str, origin: str, tlp: str) -> DocumentRows:
    """The rows of an article that was read elsewhere: all but its text."""
    stub = record.stub
    document = Document(
        key, "", stub.outlet, stub.url, stub.title, agencies=stub.agencies, language=stub.language, published=stub.published,
        published_from=stub.published_from, tlp=tlp, origin=origin,
    )  # fmt: skip
    reports = [msgspec.structs.replace(report, document=key) for report in record.reports]
    published = next((report.published for report in reports), None)
    signature = record.signature or Signature(key, stub.outlet, published, 0, 0)
    read = Extraction(document, (), (), (), (), (), (), (), record.version)
    signature = msgspec.structs.replace(signature, document=key)
    return rows_of(read, reports, signature, [stored_blocks(report) for report in reports], digest=stub.digest)


class _Judgements(_Taker):
    kind = "judgement"
    takes_again = True

    def keep(self, stix: Mapping[str, Any], frame: Shared, tlp: str) -> None:
        peer = self._peer.name if frame.origin == self._peer.observatory else ""
        judgement = read_judgement(stix, frame.origin, tlp, peer)
        present = {kept.id: kept for kept in self._store.judgements()}.get(judgement.id)
        if present is not None and present.origin != judgement.origin:
            raise InputError(f"the judgement {judgement.id} is known, and of another observatory")
        reports = StoredReports(self._store)
        levels = [judgement.tlp, *(report.tlp for report in reports.reports((*judgement.reports, *judgement.others)))]
        judgement = msgspec.structs.replace(judgement, tlp=max(levels, key=level_of))
        if present is None:
            self._store.add_judgement(judgement, [msgspec.structs.replace(frame, key=judgement.id)])
        apply_judgement(reports, judgement)

    def withdraw(self, frame: Shared) -> None:
        note_received(self._store, [frame])

    def finish(self) -> None:
        """Each was kept as it came."""


def take_back(store: Store, peer: Peer, collection: str, id_: str, versions: Sequence[int] = ()) -> bool:
    """Take back what a peer gave, on its word; False where it gave nothing of that id, in one of these versions if there are any."""
    taker = _Articles(store, peer) if collection == "reports" else _Judgements(store, peer)
    known = find_shared_by_id(store, id_)
    if known is None or known.kind != taker.kind or known.peer != peer.name or known.state == WITHDRAWN:
        return False
    if versions and known.modified not in versions:
        return False
    taker.withdraw(msgspec.structs.replace(known, state=WITHDRAWN))
    return True


def withdraw_documents(store: Store, ids: Sequence[str]) -> int:
    """Take documents of ours back, and say how many; where another observatory gave the same article, its report stays, without our text.

    The reports left are still to be reconciled.

    Raises:
        InputError: where one is not kept, or is another observatory's.
    """
    own = origins_of(store, ids)
    if strange := [id_ for id_ in ids if own.get(id_, (None,))[0] != ""]:
        raise InputError(f"there is no document {strange[0]!r} that was read here; `marsad search` lists ids")
    told = shared_of(store, "report", ids)
    others = {key: given[-1] for key, rows in told.items() if (given := [row for row in rows if row.origin and row.state == STANDS])}
    stubs = read_stubs(store, others)
    kept = [_rows_of(record_of(stub), key, others[key].origin, stub.document.tlp) for key, stub in stubs.items()]
    store.save(kept)
    store.withdraw([id_ for id_ in ids if id_ not in stubs])
    return len(ids)
