"""A store as a workbench has it, filled by the program itself: articles of two outlets on one event, a collected page with its capture, an
article that tries to attack whoever looks at it."""

from pathlib import Path

from tests.store.documents import make_documents

from marsad.engine.collected import ingest_collected
from marsad.engine.ingest import ingest
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.model import Capture, Document, Source
from marsad.settings import Settings
from marsad.store.archive import Archive
from marsad.store.store import Store

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
PUBLISHED = "2018-03-10T18:00:00+00:00"
TWICE_TOLD = (
    ("a", "الأولى", "قتل 23 مدنيا في غارة جوية على مدينة دوما السبت، وفق المرصد السوري لحقوق الإنسان."),
    ("b", "الثانية", "أسفرت غارة جوية استهدفت دوما يوم السبت عن مقتل 23 مدنيا، بحسب مصدر طبي."),
)
PAGE = f"""<html lang="ar"><head><title>هجوم قرب سرت</title><meta property="article:published_time" content="2018-06-15T10:00:00+00:00"></head>
<body><article><h1>هجوم قرب سرت {SCRIPT}</h1><p>قتل ثلاثة جنود في هجوم شنه مسلحون على حاجز في مدينة سرت أمس، بحسب مصدر أمني في المدينة.</p>
<p>وقال المصدر إن المهاجمين فروا نحو الصحراء بعد اشتباك استمر ساعة، وإن القوات تلاحقهم.</p></article></body></html>"""
SOURCE_FILE = """\
outlet: سرت اليوم
owner: nobody
country: LY
language: ar
time_zone: Africa/Tripoli
address: https://example.org/feed/
kind: feed
"""


def documents() -> list[Document]:
    """What is ingested, beside the page that is collected."""
    told = [Document(id_, text, outlet=outlet, title=f"عنوان {id_}", published=PUBLISHED) for id_, outlet, text in TWICE_TOLD]
    attack = Document(
        "attack/../1", f"{SCRIPT}\nقتل جندي في هجوم شنه مسلحون {SCRIPT} على حاجز في مدينة سرت أمس.", url="javascript:alert(3)",
        outlet=f"outlet {SCRIPT}", title=f"title {SCRIPT}", published=PUBLISHED,
    )  # fmt: skip
    return [*make_documents(10), *told, attack]


def fill(store: Store, folder: Path) -> None:
    """Fill the store, and beside it an archive and the files of the sources in `folder`."""
    (folder / "sources").mkdir()
    (folder / "sources" / "sirte.yaml").write_text(SOURCE_FILE, "utf-8")
    ingest(documents(), store, Settings())
    with Archive(folder / "archive").writing() as archive:
        page = Capture("", "https://example.org/1", "text/html", fetched=PUBLISHED, kind="page", source="sirte", status=200)
        archive.append(page, PAGE.encode())
        source = Source("sirte", "سرت اليوم", "https://example.org/feed/", "feed")
        ingest_collected(archive, {"sirte": source}, store, Settings())
    reconcile_new(StoredReports(store))
