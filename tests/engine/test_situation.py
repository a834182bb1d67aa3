"""Reports out of a real store: areas, periods, clearances."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.engine.test_warn import ALERT, quiet, take
from tests.engine.test_warn import FIRST as ALERT_FIRST
from tests.engine.test_warn import GAZETTEER as ALERT_GAZETTEER
from tests.engine.test_warn import document as alert_raised

from marsad.engine.ingest import ingest
from marsad.engine.periods import Period, last_told, read_period
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.engine.situation import find_area, write_situation
from marsad.engine.warn import raise_alerts
from marsad.errors import InputError
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.model import Document, Version
from marsad.model.marking import CLEAR, GREEN
from marsad.settings import Settings
from marsad.stages.share.situation.markdown import write_markdown
from marsad.store.store import Store

GAZETTEER = open_gazetteer()
WEEK = Period("2018-03-05", "2018-03-12")
VERSION = Version("0", "l", "g")
TOLD = (
    ("open", "CLEAR", "قتل 12 مدنيا في غارة جوية على مدينة دوما السبت، وفق المرصد السوري لحقوق الإنسان."),
    ("close", "GREEN", "أسفر انفجار سيارة مفخخة في مدينة إدلب يوم الجمعة عن مقتل 7 أشخاص، بحسب مصدر طبي."),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    path: Path = tmp_path_factory.mktemp("situation") / "store.db"
    documents = [Document(id_, text, outlet=id_, title=id_, published="2018-03-10T18:00:00+00:00", tlp=tlp) for id_, tlp, text in TOLD]
    with Store(str(path)) as kept:
        ingest(documents, kept, Settings())
        reconcile_new(StoredReports(kept))
        yield kept


def written(store: Store, area: str, language: str = "en") -> str:
    return write_markdown(write_situation(store, GAZETTEER, find_area(GAZETTEER, area), WEEK, language, VERSION))


@pytest.mark.parametrize(("area", "found"), [("", 2), ("SY", 2), ("sy-rd", 1), ("دوما", 1), ("ريف دمشق", 1), ("Idlib", 1), ("LY", 0)])
def test_an_area_is_a_code_or_a_name(store: Store, area: str, found: int) -> None:
    text = written(store, area)
    assert ("- Douma, 10 March 2018: " in text) + ("- Idlib, 9 March 2018: " in text) == found


def test_a_report_shows_what_its_reader_may_see_and_is_marked_so(store: Store) -> None:
    whole, open_ = written(store, "SY"), written(store.cleared(CLEAR), "SY")
    assert "TLP:GREEN" in whole
    assert "7 killed" in whole
    assert "TLP:CLEAR" in open_
    assert "7 killed" not in open_
    assert "close" not in open_
    assert written(store.cleared(GREEN), "SY") == whole


def test_changes_of_alert_levels_are_told(tmp_path: Path) -> None:
    with Store(str(tmp_path / "alerted.db")) as kept:
        take(kept, [*quiet(20), alert_raised("al", 19, "a", ALERT)])
        raise_alerts(kept, ALERT_GAZETTEER, ALERT_FIRST + timedelta(19))
        period = Period(ALERT_FIRST.isoformat(), (ALERT_FIRST + timedelta(21)).isoformat())
        report = write_situation(kept, GAZETTEER, find_area(GAZETTEER, "LY"), period, "en", VERSION)
    (section,) = [section for section in report.sections if section.heading == "Alert levels"]
    assert any(line.text.startswith("Bani Walid: from Calm to ") and line.events for line in section.lines)


def test_the_same_store_gives_the_same_report(store: Store) -> None:
    assert written(store, "SY", "ar") == written(store, "SY", "ar")


@pytest.mark.parametrize(("area", "message"), [("قرية لا وجود لها", "no place is named"), ("geonames:0", "no place is named"), ("الرقه", "")])
def test_a_name_that_says_no_area(area: str, message: str) -> None:
    if not message:
        assert find_area(GAZETTEER, area).query.admin1 == "SY-RA"
        return
    with pytest.raises(InputError, match=message):
        find_area(GAZETTEER, area)


@pytest.mark.parametrize("asked", ["", "last week", "2018-13", "2018-02-30", "2018-W60", "2018-02-20/2018-02-10", "2001/2018", "0d", "9999d"])
def test_what_is_no_period_is_said(asked: str) -> None:
    with pytest.raises(InputError, match="period"):
        read_period(asked, "2018-03-10")


def test_a_store_without_dates_has_no_last_days() -> None:
    with pytest.raises(InputError, match="no dated article"):
        read_period("7d", None)


@pytest.mark.parametrize(("area", "told"), [("بني وليد", ["Bani Walid"]), ("LY-MI", ["Bani Walid", "Misrata (province)"]), ("SY", [])])
def test_levels_of_all_that_lies_in_the_area_are_told(tmp_path: Path, area: str, told: list[str]) -> None:
    with Store(str(tmp_path / "alerted.db")) as kept:
        take(kept, [*quiet(20), alert_raised("al", 19, "a", ALERT)])
        raise_alerts(kept, ALERT_GAZETTEER, ALERT_FIRST + timedelta(19))
        period = Period(ALERT_FIRST.isoformat(), (ALERT_FIRST + timedelta(20)).isoformat())
        report = write_situation(kept, GAZETTEER, find_area(GAZETTEER, area), period, "en", VERSION)
        later = Period((ALERT_FIRST + timedelta(20)).isoformat(), (ALERT_FIRST + timedelta(21)).isoformat())
        standing = write_markdown(write_situation(kept, GAZETTEER, find_area(GAZETTEER, area), later, "en", VERSION))
    lines = [line for section in report.sections if section.heading == "Alert levels" for line in section.lines]
    assert sorted({line.text.partition(":")[0] for line in lines}) == told
    assert ("Bani Walid: Watch all along, since 20 May 2018." in standing) == (len(told) == 1)
    assert all(line.parts[0].text.startswith("An alert was raised") and line.parts[0].events for line in lines)


@pytest.mark.parametrize("asked", ["0001-01-01", "9999-12-31", "9999", "0001-W01", "1899-12-31/1900-01-02", "2018-W53", "2018-02-30"])
def test_a_period_at_the_edge_of_the_calendar_is_said_to_be_none(asked: str) -> None:
    with pytest.raises(InputError, match="period"):
        read_period(asked, None)


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ("2020-W53", ("2020-12-28", "2021-01-04")),
        ("2018-W01", ("2018-01-01", "2018-01-08")),
        ("2020-02", ("2020-02-01", "2020-03-01")),
        ("2018-12", ("2018-12-01", "2019-01-01")),
        ("2016", ("2016-01-01", "2017-01-01")),
        ("2018-12-31/2019-01-01", ("2018-12-31", "2019-01-02")),
    ],
)
def test_a_period_ends_where_its_week_month_or_year_does(asked: str, period: tuple[str, str]) -> None:
    assert read_period(asked, None) == Period(*period)


def test_the_last_days_are_not_those_of_an_article_of_the_future() -> None:
    today = ALERT_FIRST
    assert last_told(("2018-01-01", "2099-01-01"), today) == today.isoformat()
    assert last_told(("2018-01-01", "2018-02-01"), today) == "2018-02-01"
    assert last_told(None, today) is None


def test_an_area_without_events_and_a_store_without_articles_have_a_report(store: Store, tmp_path: Path) -> None:
    with Store(str(tmp_path / "empty.db")) as empty:
        for kept, area in ((store, "LY"), (empty, ""), (empty, "SY-HL")):
            assert "Situation report" in written(kept, area)
