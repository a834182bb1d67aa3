"""Judgements as gold: valid by the annotators' own checker, and scored by their scorer."""

import importlib.util
import json
from types import ModuleType

import pytest

from marsad.engine.gold import export_gold
from marsad.engine.ingest import ingest
from marsad.engine.reconcile import judge_event, reconcile_new, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.errors import InputError
from marsad.model import Document
from marsad.pipeline import extract_document
from marsad.settings import Settings
from marsad.stages.share.records import public_record
from marsad.store.store import Store

AT = "2024-01-01T00:00:00+00:00"
TOLD = [
    Document("a", "قتل 23 مدنيا في غارة جوية على مدينة دوما السبت، وفق المرصد السوري لحقوق الإنسان.", published="2018-03-10T18:00:00+00:00"),
    Document("b", "اعتقلت الشرطة التركية عشرة أشخاص في أنقرة يوم الجمعة.", published="2018-03-10T18:00:00+00:00"),
    Document("c", "قتل جنديان في هجوم شنه مسلحون على حاجز في مدينة سرت أمس.", published="2018-03-10T18:00:00+00:00"),
]


def test_judgements_become_gold(shared, resources, tmp_path) -> None:
    with Store(str(tmp_path / "store.db")) as store:
        ingest(TOLD, store, Settings())
        reports = StoredReports(store)
        reconcile_new(reports)
        homes = {document: sorted(set(events.values())) for document, events in store.homes_of(["a", "b", "c"]).items()}
        for event in homes["a"]:
            judge_event(reports, event, "correct", "rim", AT, field="date", value={"begin": "2018-03-09", "end": "2018-03-11"})
            judge_event(reports, event, "correct", "rim", AT + "1", field="targets", value=[{"name": "سكان دوما"}])
        for event in homes["b"]:
            judge_event(reports, event, "reject", "rim", AT)
        written = export_gold(store, tmp_path)
        assert written == (2, 0), "nobody has judged c"
    folders = (tmp_path / "text", tmp_path / "gold")
    assert not _theirs(shared / "gold" / "check.py").main(*folders)
    (told,) = json.loads((folders[1] / "a.json").read_text("utf-8"))["events"]
    assert (told["date"], told["targets"], told["mode"], told["killed"]) == ("2018-03-09/2018-03-10", ["سكان دوما"], "airstrike", [23, 23])
    assert json.loads((folders[1] / "b.json").read_text("utf-8"))["events"] == []
    read = [public_record(extract_document(document, resources)) for document in TOLD]
    scored = _theirs(shared / "gold" / "score.py").score(*folders, read)
    assert scored["events: type"]["recall"] == 1.0
    assert scored["events: type"]["precision"] == 0.5, "what was rejected was no event"
    assert scored["event date"]["accuracy"] == 0.0, "it was corrected"


def test_what_is_no_longer_judged_is_taken_out_and_what_was_made_by_hand_is_left_alone(tmp_path) -> None:
    file = tmp_path / "gold" / "c.json"
    with Store(str(tmp_path / "store.db")) as store:
        ingest(TOLD[2:], store, Settings())
        reports = StoredReports(store)
        reconcile_new(reports)
        given = [judge_event(reports, event, "accept", "rim", AT)[0] for event in set(store.homes_of(["c"])["c"].values())]
        assert export_gold(store, tmp_path) == (1, 0)
        undo_judgement(reports, given[0].id, "rim", AT + "1")
        assert export_gold(store, tmp_path) == (0, 1)
        assert not file.exists()
        assert not (tmp_path / "text" / "c.json").exists()
        file.write_text('{"id": "c", "events": []}', "utf-8")
        with pytest.raises(InputError, match="by hand"):
            export_gold(store, tmp_path)
        assert file.read_text("utf-8") == '{"id": "c", "events": []}'


def _theirs(path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"gold_{path.stem}_of_judgements", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
