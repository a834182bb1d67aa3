"""The feed of changes: what it says of each event, and that whoever follows it ends with what a full export holds."""

import io
import shutil
import threading
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from tests.store.documents import make_documents

from marsad.engine.export import Order, export
from marsad.engine.ingest import rows_of_documents
from marsad.engine.reconcile import judge_event, merge_events, reconcile_new, split_event, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.errors import InputError
from marsad.model import Version
from marsad.model.marking import CLEAR, MARKINGS, RED
from marsad.model.shared import SharedEvent, Withdrawal
from marsad.settings import Settings
from marsad.stages.share.event_versions import event_version
from marsad.stages.share.jsonl import End, Head, read_jsonl
from marsad.store import schema
from marsad.store.changes import Told, changes_between, enter_missing
from marsad.store.cursors import Cursor, read_cursor
from marsad.store.event_search import EventQuery
from marsad.store.snapshots import open_snapshot
from marsad.store.store import Store

AT = "2024-01-01T00:00:00+00:00"


def exported(store: Store, since: str = "") -> list[object]:
    order = Order(form="jsonl", query=EventQuery(), at=AT, version=Version("", "", ""), provinces=lambda country, code: None, since=since)
    stream = io.BytesIO()
    export(store, order, stream)
    return list(read_jsonl(stream.getvalue().splitlines()))


class Follower:
    """One who has nothing but what changed since last time."""

    def __init__(self, clearance: int) -> None:
        self.clearance = clearance
        self.cursor = ""
        self.held: dict[str, SharedEvent] = {}

    def follow(self, store: Store) -> None:
        head, *lines, end = exported(store.cleared(self.clearance), self.cursor or "0")
        assert isinstance(head, Head)
        assert isinstance(end, End)
        for line in lines:
            if isinstance(line, Withdrawal):
                self.held.pop(line.id, None)
            elif isinstance(line, SharedEvent):
                self.held[line.event.id] = line
        self.cursor = end.cursor

    def check(self, store: Store) -> None:
        _, *lines, _ = exported(store.cleared(self.clearance))
        whole = {line.event.id: line for line in lines if isinstance(line, SharedEvent)}
        assert self.held == whole


class Replayer(Follower):
    """One who reads the feed itself a few changes at a time, and fetches each event under the version that it is told."""

    def follow(self, store: Store) -> None:
        seen = store.cleared(self.clearance)
        while True:
            with open_snapshot(seen) as snapshot:
                since = read_cursor(self.cursor)
                part = [change for change, _ in zip(snapshot.changes(since), range(3), strict=False)]
                whole = {kept.event.id: kept for kept in snapshot.events(EventQuery())}
            for change in part:
                self.cursor = str(Cursor(change.number, change.event))
                if change.version:
                    assert whole[change.event].version == change.version == event_version(whole[change.event].event)
                    (self.held[change.event],) = [line for line in exported(seen)[1:-1] if line.event.id == change.event]
                else:
                    self.held.pop(change.event, None)
            if not part:
                return


@pytest.fixture(scope="module")
def read_documents():
    """Documents of two markings as the rows that keep them: ten happenings, some told twice."""
    made = make_documents(8, "one") + make_documents(8, "two")
    marked = [msgspec.structs.replace(document, tlp=MARKINGS[2 * (number % 3 == 0)]) for number, document in enumerate(made)]
    return rows_of_documents(marked, Settings())


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("changes") / "empty.db"
    Store(str(path)).engine.dispose()
    return path


steps = st.lists(
    st.tuples(st.sampled_from(("save", "reconcile", "merge", "split", "reject", "correct", "undo", "poll")), st.integers(0, 10_000)), max_size=14
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whoever_follows_ends_with_what_a_full_export_holds(read_documents, empty: Path, tmp_path: Path, taken: list[tuple[str, int]]) -> None:
    address = tmp_path / "store.db"
    for leftover in tmp_path.glob("store.db*"):
        leftover.unlink()
    shutil.copyfile(empty, address)
    with Store(str(address)) as store:
        store.save(read_documents[:10])
        reconcile_new(StoredReports(store))
        followers = [Follower(RED), Follower(CLEAR), Replayer(RED)]
        for number, (step, chance) in enumerate(taken):
            take(store, step, chance, number, read_documents, followers)
        for follower in followers:
            follower.follow(store)
            follower.check(store)


def take(store: Store, step: str, chance: int, number: int, rows, followers: list[Follower]) -> None:
    """One step of whatever people and programs do to a store."""
    at = f"2024-01-01T00:00:{number:02d}+00:00"
    reports = StoredReports(store)
    events = sorted((kept.event for kept in all_kept(store)), key=lambda event: event.id)
    one = events[chance % len(events)] if events else None
    if step == "save":
        first = chance % len(rows)
        store.save(rows[first : first + 1 + chance % 5])
    elif step == "reconcile":
        reconcile_new(reports)
    elif step == "poll":
        followers[chance % len(followers)].follow(store)
    elif step == "undo":
        standing = [judgement.id for judgement in store.judgements()]
        if standing:
            try:
                undo_judgement(reports, standing[chance % len(standing)], "rim", at)
            except InputError:
                assert len(standing) > 0
    elif one is None:
        return
    elif step == "merge" and len(events) > 1:
        other = events[(chance + 1 + chance // 7) % len(events)]
        if other != one:
            merge_events(reports, [one.id, other.id], "rim", at)
    elif step == "split" and len(one.reports) > 1:
        split_event(reports, one.id, [one.reports[chance % len(one.reports)]], "rim", at)
    elif step == "reject":
        judge_event(reports, one.id, "reject", "rim", at)
    elif step == "correct":
        judge_event(reports, one.id, "correct", "rim", at, field="killed", value=[chance, chance])


def all_kept(store: Store):
    with open_snapshot(store) as snapshot:
        return list(snapshot.events(EventQuery(reviews=("open", "accepted", "corrected", "rejected", "disputed"))))


def kinds(store: Store, since: str = "") -> dict[str, str]:
    with open_snapshot(store) as snapshot:
        return {change.event: change.kind for change in snapshot.changes(read_cursor(since))}


def test_each_change_has_its_kind(address, read_documents) -> None:
    with Store(address) as store:
        reports = StoredReports(store)
        store.save(read_documents)
        reconcile_new(reports)
        assert set(kinds(store).values()) == {"created"}
        one, other = [kept.event for kept in all_kept(store)][:2]
        start = exported(store)[-1].cursor
        merged, _ = merge_events(reports, [one.id, other.id], "rim", AT)
        told = kinds(store, start)
        (gone,) = [id_ for id_, kind in told.items() if kind == "merged"]
        (kept,) = [id_ for id_, kind in told.items() if kind == "updated"]
        assert {gone, kept} == {one.id, other.id}
        _, line, _ = [line for line in exported(store, start) if not isinstance(line, SharedEvent)]
        assert (line.id, line.why, line.into) == (gone, "merged", (kept,))
        undo_judgement(reports, merged.id, "rim", AT + "1")
        assert kinds(store, start) == {kept: "split", gone: "updated"}
        judged, _ = judge_event(reports, one.id, "reject", "rim", AT)
        assert kinds(store, start)[one.id] == "withdrawn"
        assert kinds(store)[one.id] == "withdrawn"
        undo_judgement(reports, judged.id, "rim", AT + "1")
        assert kinds(store, start)[one.id] == "updated"
        assert kinds(store)[one.id] == "created"


def test_nobody_learns_of_what_he_may_not_see(address, read_documents) -> None:
    with Store(address) as store:
        store.save(read_documents)
        reconcile_new(StoredReports(store))
        clear = store.cleared(CLEAR)
        seen = {kept.event.id for kept in all_kept(clear)}
        before = exported(clear)
        with open_snapshot(clear) as snapshot:
            assert {change.event for change in snapshot.changes(Cursor())} <= seen
        hidden = next(kept.event for kept in all_kept(store) if kept.event.tlp != "CLEAR" and kept.event.id not in seen)
        judge_event(StoredReports(store), hidden.id, "reject", "rim", AT)
        assert exported(clear) == before


def test_what_others_alone_learn_is_no_change(address, read_documents) -> None:
    """A marked article joins events that all may see: to those who may not see it nothing has happened."""
    with Store(address) as store:
        store.save([rows for rows in read_documents if rows.marking == CLEAR])
        reconcile_new(StoredReports(store))
        clear = store.cleared(CLEAR)
        before, start = exported(clear), exported(store)[-1].cursor
        told = kinds(clear)
        store.save([rows for rows in read_documents if rows.marking > CLEAR])
        reconcile_new(StoredReports(store))
        assert "updated" in kinds(store, start).values()
        assert exported(clear) == before
        assert kinds(clear) == told


def test_the_feed_stays_as_large_as_the_events(address, read_documents) -> None:
    with Store(address) as store:
        sizes = []
        for _ in range(3):
            store.save(read_documents)
            reconcile_new(StoredReports(store))
            sizes.append(store.counts()["changes"])
        assert sizes[1] == sizes[2] <= 2 * store.counts()["events"]


def test_events_of_an_older_store_are_entered(address, read_documents) -> None:
    with Store(address) as store:
        store.save(read_documents)
        reconcile_new(StoredReports(store))
        with open_snapshot(store) as snapshot:
            before = {change.event: change.version for change in snapshot.changes(Cursor())}
        with store.engine.begin() as connection:
            connection.execute(delete(schema.changes))
            enter_missing(connection)
            enter_missing(connection)
        with open_snapshot(store) as snapshot:
            after = list(snapshot.changes(Cursor()))
        assert {change.event: change.version for change in after} == before
        assert {change.kind for change in after} == {"created"}
        follower = Follower(CLEAR)
        follower.follow(store)
        follower.check(store)


def test_no_writer_overtakes_another(address, read_documents) -> None:
    """Numbers are given where writers wait for each other: one that is held up there lets no later one be read before it."""
    inside, go_on = threading.Event(), threading.Event()

    def slow_clock() -> int:
        inside.set()
        assert go_on.wait(20)
        return 1_000

    with Store(address) as first, Store(address) as second:
        first.save(read_documents)
        slow, quick = first.cleared(RED), second.cleared(RED)
        slow.clock, quick.clock = slow_clock, lambda: 10
        judged = [kept.event for kept in all_kept_after(first)]
        held_up = threading.Thread(target=judge_event, args=(StoredReports(slow), judged[0].id, "reject", "rim", AT))
        start = exported(first)[-1].cursor
        held_up.start()
        assert inside.wait(20)
        waiting = threading.Thread(target=judge_event, args=(StoredReports(quick), judged[1].id, "reject", "rim", AT))
        waiting.start()
        assert kinds(second, start) == {}
        go_on.set()
        held_up.join()
        waiting.join()
        assert list(kinds(second, start)) == [judged[0].id, judged[1].id]


def all_kept_after(store: Store):
    reconcile_new(StoredReports(store))
    return all_kept(store)


def told(event: str, reports: str, least: int = 0, most: int = 4, version: str | None = None) -> Told:
    return Told(event, least, most, frozenset(reports), reports if version is None else version)


CASES = [
    ("created", [], [told("a", "x")], [("a", "created", (), ())]),
    ("updated", [told("a", "x")], [told("a", "xy")], [("a", "updated", (), ())]),
    ("merged", [told("a", "x"), told("b", "y")], [told("a", "xy")], [("a", "updated", (), ("b",)), ("b", "merged", ("a",), ())]),
    ("split", [told("a", "xy")], [told("a", "x"), told("b", "y")], [("a", "split", ("a", "b"), ()), ("b", "created", (), ("a",))]),
    ("split and gone", [told("a", "xy")], [told("c", "x"), told("b", "y")],
     [("a", "split", ("b", "c"), ()), ("b", "created", (), ("a",)), ("c", "created", (), ("a",))]),
    ("the same", [told("a", "x")], [told("a", "x")], []),
    ("withdrawn", [told("a", "x")], [], [("a", "withdrawn", (), ())]),
    ("rejected", [told("a", "x")], [told("a", "x", version="")], [("a", "withdrawn", (), ())]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "made"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_became_of_events(old, new, made) -> None:
    assert [(change.event, change.kind, change.into, change.came_from) for change in changes_between(old, new)] == made


def test_a_change_is_told_to_those_who_see_it() -> None:
    old = [told("a", "x", 0, 1), told("a", "xy", 2, 4)]
    new = [told("a", "x", 0, 1), told("a", "xyz", 2, 2), told("b", "xyz", 3, 4)]
    made = changes_between(old[1:], new[1:])
    assert [(change.event, change.kind, change.least, change.most) for change in made] == [
        ("a", "updated", 2, 2), ("a", "merged", 3, 4), ("b", "created", 3, 4),
    ]  # fmt: skip


def test_wrong_cursors_are_refused() -> None:
    for text in ("2018-02-18", "nonsense", "12345678901234567890"):
        with pytest.raises(InputError, match="no cursor"):
            read_cursor(text)
