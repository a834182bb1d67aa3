"""From a source to the store: collected, archived, read, coded, each document led back to its capture."""

from marsad.engine.collected import ingest_collected
from marsad.model import Capture
from marsad.settings import Settings
from marsad.store.archive import Archive
from marsad.store.store import Store

PAGE = """<html lang="ar"><head><title>هجوم قرب سرت</title><meta property="article:published_time" content="2018-06-15T10:00:00+00:00"></head>
<body><article><h1>هجوم قرب سرت</h1><p>قتل ثلاثة جنود في هجوم شنه مسلحون على حاجز في مدينة سرت أمس، بحسب مصدر أمني في المدينة.</p>
<p>وقال المصدر إن المهاجمين فروا نحو الصحراء بعد اشتباك استمر ساعة، وإن القوات تلاحقهم.</p></article></body></html>"""


def test_captures_are_read_once_and_documents_lead_back_to_them(tmp_path) -> None:
    with Archive(tmp_path / "archive").writing() as archive, Store(str(tmp_path / "store.db")) as store:
        _, capture = archive.append(Capture("", "https://example.org/1", "text/html", kind="page"), PAGE.encode())
        archive.append(Capture("", "https://example.org/2", "text/html", kind="page"), b"<html><body>only English words here</body></html>")
        tally = ingest_collected(archive, {}, store, Settings())
        assert (tally.kept, tally.issues) == (1, 1)
        (report,) = [report for report in store.unreconciled_reports() if report.type == "ASSAULT"]
        document = store.document(report.document)
        assert document is not None
        assert document.document.capture == capture.sha256
        assert archive.read(document.document.capture) == PAGE.encode()
        assert document.document.published_from == "html:meta"
        assert ingest_collected(archive, {}, store, Settings()) == (0, 0, 0)
        assert store.counts()["captures"] == 2
