"""Copies and updates: near-copies of a text found, other texts on the same event not."""

from tests.stages.reconcile.making import make

from marsad.model import Document
from marsad.stages.reconcile.copies import are_copies, find_copies, is_update, likeness, signature_of, superseded_by
from marsad.stages.reconcile.sources import origins_of, superseded_reports

AGENCY = """قتل ستة أشخاص على الأقل وجرح عشرون آخرون اليوم في انفجار سيارة مفخخة قرب سوق شعبي وسط المدينة بحسب مصدر طبي.
وقال المصدر إن بين القتلى طفلين وإن حالة ثلاثة من الجرحى خطرة وقد نقلوا إلى مستشفى المدينة المركزي لإجراء عمليات عاجلة.
ولم تعلن أي جهة مسؤوليتها عن التفجير الذي جاء بعد أسابيع من الهدوء في المنطقة التي شهدت معارك عنيفة العام الماضي."""
REPORTER = """هز انفجار عنيف ظهر اليوم السوق القديم فسقط عدد من القتلى والجرحى، وفق ما روى شهود لمراسلنا في المكان.
وأغلقت قوات الأمن الطرق المؤدية إلى السوق فيما هرعت سيارات الإسعاف لنقل المصابين، ورجحت الشرطة أن تكون سيارة ملغومة وراء الانفجار.
وتوعد المحافظ في بيان بملاحقة الفاعلين ودعا السكان إلى التبرع بالدم في مراكز الهلال الأحمر."""


def document(id_: str, text: str, outlet: str, hour: int = 12) -> Document:
    return Document(id_, text, outlet=outlet, published=f"2018-03-10T{hour:02}:00:00+00:00")


def test_edited_copy_is_found_and_another_report_is_not() -> None:
    original = signature_of(document("a", AGENCY, "one"))
    edited = signature_of(document("b", "عاجل - " + AGENCY.replace("على الأقل ", "").replace("الماضي", "المنصرم"), "two"))
    other = signature_of(document("c", REPORTER, "three"))
    assert are_copies(original, edited)
    assert not are_copies(original, other)
    assert [(one.document, two.document) for one, two in find_copies([other, edited, original])] == [("a", "b")]


def test_spelling_and_marks_do_not_hide_a_copy() -> None:
    marked = AGENCY.replace("قتل", "قُتِلَ").replace("أشخاص", "اشخاص").replace("مستشفى", "مستشفي")
    assert likeness(signature_of(document("a", AGENCY, "one")), signature_of(document("b", marked, "two"))) == 1.0


def test_update_by_the_same_outlet_supersedes() -> None:
    first = document("a", AGENCY, "one", 9)
    grown = document("b", AGENCY.replace("ستة", "تسعة") + "\n" + REPORTER, "one", 14)
    copies = find_copies([signature_of(first), signature_of(grown)])
    assert superseded_by(copies) == {"a": "b"}
    assert not is_update(signature_of(first), signature_of(document("c", AGENCY, "two", 14)))


def test_short_texts_have_no_signature() -> None:
    assert signature_of(document("a", "انفجار في المدينة", "one")).hashes == ()


def test_independent_sources() -> None:
    signatures = {
        text.id: signature_of(text) for text in (document("d-a", AGENCY, "o-a"), document("d-b", AGENCY, "o-b"), document("d-c", REPORTER, "o-c"))
    }
    origins = origins_of([make("a"), make("b"), make("c"), make("d", outlet="o-c")], signatures)
    assert origins["a"] == origins["b"]
    assert origins["c"] == origins["d"]
    assert len(set(origins.values())) == 2


def test_replaced_reports_stay_and_do_not_vote() -> None:
    first, grown = document("d-a", AGENCY, "one", 9), document("d-b", AGENCY.replace("ستة", "تسعة") + "\n" + REPORTER, "one", 14)
    told = [make("a", 6, outlet="one", published=first.published), make("b", 9, outlet="one", published=grown.published)]
    signatures = {text.id: signature_of(text) for text in (first, grown)}
    assert superseded_reports(told, signatures) == {"a"}
    from marsad.stages.reconcile.events import event_of

    event = event_of(told, (), signatures, "lowest")
    assert event.reports == ("a", "b")
    assert event.superseded == ("a",)
    assert event.settled[0].bounds == (9, 9)
