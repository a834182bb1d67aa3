"""Reports of an extraction: ids that last, tolls with their source and what they count."""

import pytest

from marsad.model import Document, Extraction
from marsad.pipeline import Resources, extract_document
from marsad.stages.reconcile.reports import reports_of

TEXT = """مقتل 12 شخصا في قصف على دوما
قتل 12 مدنيا بينهم 4 أطفال في غارة جوية على مدينة دوما السبت، وفق المرصد السوري لحقوق الإنسان.
وقالت وزارة الدفاع إن 7 مسلحين قتلوا في الغارة."""


@pytest.fixture(scope="module")
def extraction(resources: Resources) -> Extraction:
    return extract_document(Document("d", TEXT, outlet="o", published="2018-03-11T01:00:00+04:00"), resources)


def test_ids_last_and_differ(extraction: Extraction) -> None:
    one, again = reports_of(extraction), reports_of(extraction)
    assert one == again
    assert len({report.id for report in one}) == len(one) > 0


def test_fields(extraction: Extraction) -> None:
    report = next(report for report in reports_of(extraction) if report.mode == "airstrike" and report.toll.killed == (12, 12))
    assert (report.document, report.outlet, report.type, report.published) == ("d", "o", "ASSAULT", "2018-03-10T21:00:00+00:00")
    assert report.place is not None
    assert report.place.name_en == "Douma"
    assert (report.begin, report.end) == ("2018-03-10", "2018-03-11")


def test_parts_are_no_counts_of_their_own(extraction: Extraction) -> None:
    bounds = {count.bounds for report in reports_of(extraction) for count in report.counts if count.measure == "killed"}
    assert (12, 12) in bounds
    assert (4, 4) not in bounds
    assert (16, 16) not in bounds


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("ارتفع عدد القتلى إلى 40 قتيلا في غارة على دوما.", "update"),
        ("قتل 40 مدنيا في غارات على دوما منذ بدء الحملة.", "period"),
        ("قتل 40 مدنيا في غارة على دوما منذ صباح اليوم.", ""),
        ("قتل 40 مدنيا في غارة على دوما.", ""),
        ("قتل 400 ألف شخص في قصف على دوما.", "period"),
        ("أسفر القصف الجوي على دوما عن مقتل 900 مدني.", "period"),
        ("أسفر انفجار سيارة مفخخة في دوما عن مقتل 900 شخص.", ""),
        ("بعد قصف استمر نحو شهرين، قتل 170 مدنيا في دوما.", "period"),
        ("انتهت الحملة العسكرية التي شنتها القوات على بلدات عدة قرب دمشق قبل أيام قليلة بعد قصف أسفر عن مقتل 300 مدني في دوما.", "period"),
        ("قتل 20 مدنيا في غارة على دوما بعد ساعات من هدنة. ومنذ بدء الحملة نزح الآلاف.", ""),
    ],
)
def test_basis(resources: Resources, text: str, basis: str) -> None:
    reports = reports_of(extract_document(Document("d", text, published="2018-03-10T18:00:00+00:00"), resources))
    assert {count.basis for report in reports for count in report.counts if count.measure == "killed"} == {basis}
