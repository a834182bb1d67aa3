"""Gold annotations out of a store: the articles whose events people have judged."""

import hashlib
import json
from pathlib import Path

from marsad.errors import InputError
from marsad.model import Extraction
from marsad.stages.reconcile.reports import report_id
from marsad.stages.reconcile.review import FIELD_ACTIONS
from marsad.stages.share.gold import JUDGED, Told, gold_record, gold_text
from marsad.store.store import Store

_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
_LONGEST_NAME = 100


def export_gold(store: Store, folder: Path, *, partial: bool = False) -> tuple[int, int]:
    """How many articles were written to `folder`, and how many were left out because some of their events are not judged (none, with `partial`).

    An article that is left out and was written there before, when all its events were judged, is taken out of the folder.

    Raises:
        InputError: where an annotation of one of the articles stands there that somebody made by hand.
    """
    judged = {report for judgement in store.judgements() if judgement.action in FIELD_ACTIONS for report in judgement.reports}
    documents = sorted({report.document for report in store.reports(sorted(judged))})
    for name in ("text", "gold"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = left = 0
    for id_ in documents:
        read = store.document(id_)
        if read is None:
            continue
        record = gold_record(read, _told(store, read))
        text, gold = (folder / name / f"{_file_name(id_)}.json" for name in ("text", "gold"))
        _check_ours(gold)
        if not record["complete"] and not partial:
            left += 1
            gold.unlink(missing_ok=True)
            text.unlink(missing_ok=True)
            continue
        for file, content in ((text, gold_text(read)), (gold, record)):
            file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        written += 1
    return written, left


def _check_ours(gold: Path) -> None:
    """Raises InputError where a file stands there that says nothing of judgements."""
    if gold.exists() and JUDGED not in json.loads(gold.read_text("utf-8")):
        raise InputError(f"{gold} is an annotation that was made by hand; export judgements to a folder of their own")


def _told(store: Store, read: Extraction) -> list[Told]:
    homes = store.homes_of([read.document.id]).get(read.document.id, {})
    events = {event.id: event for event in store.events(sorted({home for home in homes.values() if home}))}
    return [Told(mention, events.get(homes.get(report_id(read.document.id, mention), ""))) for mention in read.events]


def _file_name(id_: str) -> str:
    """The document's id where it can name a file, else a hash of it."""
    safe = 0 < len(id_) <= _LONGEST_NAME and set(id_) <= _SAFE and not id_.startswith(".")
    return id_ if safe else hashlib.sha256(id_.encode()).hexdigest()[:32]
