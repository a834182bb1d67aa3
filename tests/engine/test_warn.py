"""Warning over a store: brought up day by day, again without change, and to each clearance what it may see."""

from datetime import date, timedelta

import pytest

from marsad.engine.alert_areas import find_state
from marsad.engine.ingest import ingest
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.engine.warn import raise_alerts
from marsad.errors import InputError
from marsad.lexicon.alert_levels import load_rules
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.model import Document
from marsad.model.marking import AMBER, CLEAR
from marsad.settings import Settings
from marsad.store.alerts import AlertQuery, last_day, list_alerts, list_states
from marsad.store.store import Store

FIRST = date(2018, 5, 1)
PLAIN = "افتتح وزير الثقافة معرض الكتاب في العاصمة، وقال إن الدورة الجديدة تضم ناشرين من عشرين دولة. الخبر رقم {number} عن المعرض."
ATTACK = "قتل {killed} مدنيا في قصف على مدينة دوما يوم {day}، وفق مصدر طبي. وهذا هو القصف رقم {number} على المدينة كما ذكر شهود."
ALERT = "أعلنت وزارة الداخلية رفع درجة الاستنفار الأمني القصوى في مدينة بني وليد بعد رصد تحركات لمسلحين."
RANK = {level.id: number for number, level in enumerate(load_rules().levels)}
DAYS = ("الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد", "الاثنين")
GAZETTEER = open_gazetteer(None)


def document(id_: str, day: int, outlet: str, text: str, tlp: str = "CLEAR") -> Document:
    return Document(id_, text, outlet=outlet, published=f"{FIRST + timedelta(day)}T12:00:00+00:00", tlp=tlp)


def quiet(days: int, outlets: str = "ab") -> list[Document]:
    return [document(f"q{day}{outlet}", day, outlet, PLAIN.format(number=f"{day}{outlet}")) for day in range(days) for outlet in outlets]


def attacks(days: range) -> list[Document]:
    told = []
    for day in days:
        name = DAYS[(FIRST + timedelta(day)).weekday() - 1]
        told += [document(f"x{day}{one}", day, one, ATTACK.format(killed=20 + day, day=name, number=f"{day} {one * 3}")) for one in "ab"]
    return told


def take(store: Store, documents: list[Document]) -> None:
    ingest(documents, store, Settings())
    reconcile_new(StoredReports(store))


def everything(store: Store) -> tuple[object, object]:
    return list_states(store, AlertQuery()), list_alerts(store, AlertQuery(), 500).alerts


def test_it_is_brought_up_day_by_day_and_again_without_change(address) -> None:
    with Store(address) as store:
        take(store, [*quiet(24), *attacks(range(20, 24))])
        changes = raise_alerts(store, GAZETTEER)
        town = find_state(store, "دوما")
        assert town.level in ("high", "severe")
        assert {change.area.kind for change in changes} == {"country", "province", "town"}
        assert [change.day for change in changes] == sorted(change.day for change in changes)
        assert all(signal.evidence for change in changes for signal in change.signals)
        kept, revision = everything(store), store.revision()
        assert raise_alerts(store, GAZETTEER) == []
        assert everything(store) == kept
        assert store.revision() >= revision
        raise_alerts(store, GAZETTEER, again=True)
        assert everything(store) == kept


def test_in_parts_it_is_as_at_once(tmp_path) -> None:
    news = sorted([*quiet(24), *attacks(range(18, 24))], key=lambda one: one.published or "")
    with Store(str(tmp_path / "parts.db")) as parts, Store(str(tmp_path / "once.db")) as once:
        for number in range(0, len(news), 9):
            take(parts, news[number : number + 9])
            raise_alerts(parts, GAZETTEER)
        take(once, news)
        raise_alerts(once, GAZETTEER)
        ends = [{state.area.id: (state.level, state.score) for state in list_states(store, AlertQuery())} for store in (parts, once)]
        assert ends[0] == ends[1]


def test_a_page_of_changes_goes_on(tmp_path) -> None:
    with Store(str(tmp_path / "store.db")) as store:
        take(store, [*quiet(24), *attacks(range(20, 24))])
        raise_alerts(store, GAZETTEER)
        whole = list_alerts(store, AlertQuery(), 500).alerts
        paged, cursor = [], ""
        while True:
            page = list_alerts(store, AlertQuery(), 2, cursor)
            paged += page.alerts
            cursor = page.cursor
            if not cursor:
                break
        assert paged == whole
        with pytest.raises(InputError, match="no cursor"):
            list_alerts(store, AlertQuery(), 2, "nonsense")


def test_days_without_news_are_judged_when_asked_for(tmp_path) -> None:
    with Store(str(tmp_path / "store.db")) as store:
        take(store, [*quiet(24), *attacks(range(20, 24))])
        raise_alerts(store, GAZETTEER)
        level = find_state(store, "دوما").level
        raise_alerts(store, GAZETTEER, FIRST + timedelta(60))
        state = find_state(store, "دوما")
        assert (state.level, state.confidence, last_day(store)) == (level, "blind", FIRST + timedelta(60))


def test_who_may_not_see_an_article_sees_nothing_of_it(tmp_path) -> None:
    with Store(str(tmp_path / "both.db")) as both, Store(str(tmp_path / "open.db")) as plain:
        take(both, [*quiet(20), document("secret", 19, "a", ALERT, "AMBER")])
        take(plain, quiet(20))
        for store in (both, plain):
            raise_alerts(store, GAZETTEER)
        assert find_state(both, "بني وليد").level == "watch"
        assert find_state(both.cleared(AMBER), "بني وليد").level == "watch"
        assert everything(both.cleared(CLEAR)) == everything(plain)
        with pytest.raises(InputError, match="no area"):
            find_state(both.cleared(CLEAR), "بني وليد")


def test_an_article_of_the_future_keeps_no_day_from_being_judged(tmp_path) -> None:
    today = FIRST + timedelta(23)
    with Store(str(tmp_path / "store.db")) as store:
        take(store, [*quiet(23), document("far", 30_000, "a", PLAIN.format(number="far"))])
        raise_alerts(store, GAZETTEER, today=today)
        assert last_day(store) == today
        take(store, attacks(range(20, 24)))
        raise_alerts(store, GAZETTEER, today=today)
        assert find_state(store, "دوما").level in ("high", "severe")


def test_a_day_that_cannot_be_judged_is_said(tmp_path) -> None:
    with Store(str(tmp_path / "store.db")) as store:
        take(store, quiet(5))
        with pytest.raises(InputError, match="yet to come"):
            raise_alerts(store, GAZETTEER, FIRST + timedelta(9), today=FIRST + timedelta(8))
        raise_alerts(store, GAZETTEER, FIRST + timedelta(8), today=FIRST + timedelta(8))
        with pytest.raises(InputError, match="judged up to 2018-05-09 already"):
            raise_alerts(store, GAZETTEER, FIRST + timedelta(2))
        raise_alerts(store, GAZETTEER, FIRST + timedelta(2), again=True)
        assert last_day(store) == FIRST + timedelta(2)


def test_no_level_falls_in_the_first_minutes_of_a_day(tmp_path) -> None:
    with Store(str(tmp_path / "store.db")) as store:
        take(store, [*quiet(50), *attacks(range(17, 22))])
        raise_alerts(store, GAZETTEER)
        fall = next(change for change in list_alerts(store, AlertQuery(kind="town"), 500).alerts if RANK[change.level] < RANK[change.before])
        day = date.fromisoformat(fall.day)
        raise_alerts(store, GAZETTEER, day, today=day, again=True)
        assert find_state(store, fall.area.id).level == fall.before
        raise_alerts(store, GAZETTEER, day + timedelta(1), today=day + timedelta(1))
        assert fall in list_alerts(store, AlertQuery(area=fall.area.id), 500).alerts


def test_an_empty_store_has_no_levels(tmp_path) -> None:
    with Store(str(tmp_path / "store.db")) as store:
        assert raise_alerts(store, GAZETTEER) == []
        assert last_day(store) is None


def test_the_seed_article_raises_bani_walid(shared, tmp_path) -> None:
    from marsad.stages.read.inputs import read_inputs

    with Store(str(tmp_path / "store.db")) as store:
        take(store, list(read_inputs([str(shared / "seed" / "article.txt")], "2018-02-05T12:00:00+04:00")))
        raise_alerts(store, GAZETTEER)
        state = find_state(store, "Bani Walid")
        assert (state.area.kind, state.level, state.area.country) == ("town", "watch", "LY")
        assert [signal.kind for signal in state.signals] == ["statement"]
        assert "الاستنفار" in state.signals[0].evidence[0].exact
