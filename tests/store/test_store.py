"""How the store behaves: one suite, on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from tests.store.documents import make_documents

from marsad.engine.ingest import ingest, rows_of_documents
from marsad.engine.reconcile import reconcile_new, split_event, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.engine.reprocess import reprocess
from marsad.errors import StoreError
from marsad.model import Issue, Version
from marsad.settings import Settings
from marsad.store.database import address_of
from marsad.store.schema import metadata
from marsad.store.search import Query, search
from marsad.store.store import Store

SETTINGS = Settings()


def ids_of(store: Store, **asked: object) -> list[str]:
    return [found.id for found in search(store, Query(**asked)).found]


def test_what_was_read_is_kept_whole(address) -> None:
    with Store(address) as store:
        tally = ingest(make_documents(5), store, SETTINGS)
        assert tally == (5, 0, 0)
        kept = store.document("outlet-1")
        assert kept is not None and kept.document == make_documents(2)[1]
        assert [event.type for event in kept.events] == ["ASSAULT"]
        counts = store.counts()
        assert counts["reports"] == counts["reports without an event"] > 4
        assert counts["versions"] == 1


def test_ingesting_again_changes_nothing(address) -> None:
    with Store(address) as store:
        ingest(make_documents(5), store, SETTINGS)
        reconcile_new(StoredReports(store))
        before = store.counts()
        assert ingest(make_documents(5), store, SETTINGS) == (0, 5, 0)
        assert store.counts() == before
        assert ingest(make_documents(5), store, SETTINGS, again=True) == (5, 0, 0)
        reconcile_new(StoredReports(store))
        assert store.counts() == before


def test_a_changed_document_takes_the_place_of_the_old(address) -> None:
    with Store(address) as store:
        (document,) = make_documents(1)
        ingest([document], store, SETTINGS)
        ingest([msgspec.structs.replace(document, text="زار الوزير التركي بغداد أمس.")], store, SETTINGS)
        kept = store.document(document.id)
        assert kept is not None and kept.document.text.startswith("زار")
        assert store.counts()["documents"] == 1
        assert ids_of(store, words="الحوثيين") == []
        assert ids_of(store, words="بغداد") == [document.id]


@pytest.fixture(scope="module")
def searched(lasting_address) -> Iterator[Store]:
    with Store(lasting_address) as store:
        ingest(make_documents(5), store, SETTINGS)
        yield store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "مدنيا"}, {"outlet-1"}), ({"words": "جندي"}, set()), ({"words": "الجنود صنعاء"}, {"outlet-0"}),
        ({"words": "ودوما"}, {"outlet-1"}),
        ({"country": "SY"}, {"outlet-1"}), ({"types": ["PROTEST"]}, {"outlet-3"}), ({"killed": 10}, {"outlet-1", "outlet-2"}),
        ({"near": (33.5, 36.3, 40_000.0)}, {"outlet-1"}), ({"box": (60.0, 30.0, 75.0, 38.0)}, {"outlet-2"}), ({"source": "المرصد"}, {"outlet-1"}),
        ({"actor": "houthis"}, {"outlet-0"}), ({"statuses": ["planned", "denied"]}, set()),
        ({"outlet": "none"}, set()), ({"since": "2018-06-05"}, {"outlet-4"}),
        ({"types": ["ASSAULT"], "since": "2018-06-01", "until": "2018-06-02"}, {"outlet-1"}), ({"words": "\"' OR 1 قتل"}, set()),
    ],
)  # fmt: skip
def test_search_finds_the_same_on_both(searched, asked, found) -> None:
    assert set(ids_of(searched, **asked)) == found


def test_pages_go_on_where_they_stopped(address) -> None:
    with Store(address) as store:
        ingest(make_documents(30), store, SETTINGS)
        seen: list[str] = []
        page = search(store, Query(words="الخبر", most=7))
        seen += [found.id for found in page.found]
        while page.cursor:
            page = search(store, Query(words="الخبر", most=7, after=page.cursor))
            seen += [found.id for found in page.found]
        assert len(seen) == len(set(seen)) == 30


def test_reports_of_one_event_come_together_and_a_person_parts_them(address) -> None:
    with Store(address) as store:
        ingest([*make_documents(2, "one"), *make_documents(2, "two")], store, SETTINGS)
        reports = StoredReports(store)
        reconcile_new(reports)
        (event,) = [event for event in store.events_of([report.id for report in store.reports_in(_all_blocks(store))]) if len(event.reports) > 1][:1]
        judgement, _ = split_event(reports, event.id, event.reports[:1], "someone", "2018-07-01T00:00:00Z", "told of two")
        assert all(len(kept.reports) == 1 for kept in store.events_of(event.reports))
        assert reprocess_all(store).kept == 4
        reconcile_new(reports)
        assert all(len(kept.reports) == 1 for kept in store.events_of(event.reports)), "a person's judgement outlives reading again"
        undo_judgement(reports, judgement.id, "someone", "2018-07-02T00:00:00Z")
        assert len(store.events_of(event.reports)) == 1


def _all_blocks(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return [row[0] for row in connection.execute(text("SELECT DISTINCT block FROM report_blocks"))]


def reprocess_all(store: Store):
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE versions SET lexicons = 'older'"))
    return reprocess(store, SETTINGS)


def test_issues_are_kept_once_each(address) -> None:
    issue = Issue("truncated_json", "a.jsonl", "no JSON", 7)
    with Store(address) as store:
        for _ in range(2):
            assert ingest([issue], store, SETTINGS).issues == 1
        assert store.issues() == [issue]


def test_a_batch_that_cannot_be_written_leaves_nothing(address) -> None:
    with Store(address) as store:
        rows = rows_of_documents(list(make_documents(3)), SETTINGS)
        broken = msgspec.structs.replace(rows[2], children=rows[2].children | {"claims": [(rows[2].key, None, 0, 1, "", "", "", "", "")]})
        with pytest.raises(Exception, match=r"(?i)null"):
            store.save([rows[0], rows[1], broken], [], Version("0", "0", "0"))
        assert store.counts()["documents"] == store.counts()["mentions"] == 0


def test_the_migrations_make_the_schema(bare_address) -> None:
    with Store(bare_address) as store, store.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"include_object": _is_ours}), metadata)
    assert found == []


def _is_ours(_item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and str(name).startswith("document_search")) and name != "ix_documents_stems"


def test_a_database_of_others_is_refused(bare_address) -> None:
    engine = create_engine(address_of(bare_address))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError, match="no Marsad store"):
        Store(bare_address)


def test_a_newer_store_is_refused(address) -> None:
    with Store(address) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer Marsad"):
        Store(address)


@pytest.mark.parametrize("wrong", ["nonsense://x", "postgresql://marsad@/none?host=/nowhere"])
def test_an_address_that_cannot_be_opened_says_so(wrong) -> None:
    with pytest.raises(StoreError):
        Store(wrong)


def test_a_file_that_is_no_database_is_refused(tmp_path) -> None:
    (tmp_path / "notes.txt").write_text("only words " * 200, "utf-8")
    with pytest.raises(StoreError):
        Store(str(tmp_path / "notes.txt"))
