"""The seed article: every row of the table in section 1 of the design, read from ../shared and not copied here."""

import pytest

from marsad.arabic.fold import fold_word
from marsad.pipeline import extract_document
from marsad.stages.read.inputs import read_inputs


@pytest.fixture(scope="module")
def seed(shared, resources):
    (document,) = read_inputs([str(shared / "seed" / "article.txt")], "2018-02-05T12:00:00+04:00")
    return extract_document(document, resources)


def claims_by(seed, word):
    return [claim for claim in seed.claims if fold_word(word) in fold_word(claim.holder.name)]


def test_the_dateline_is_kept_apart_and_places_no_event(seed) -> None:
    assert seed.document.agencies == ("وكالات",)
    assert "ليبيا" in seed.document.dateline
    assert [place.role for place in seed.places if place.span.end <= len(seed.document.dateline)] == ["dateline"]


def test_sources_are_typed(seed) -> None:
    types = {fold_word(claim.holder.name): claim.holder.type for claim in seed.claims}
    assert types[fold_word("دراسة حديثة")] == "document"
    assert types[fold_word("وسائل إعلام محلية")] == "outlet"
    assert types[fold_word("معلومات")] == "unnamed"
    assert next(kind for name, kind in types.items() if name.startswith(fold_word("أجهزة الاستخبارات"))) == "intelligence"


def test_a_chain_of_attribution_is_kept(seed) -> None:
    said = next(claim for claim in seed.claims if claim.cue.exact == "صرح")
    assert "مينيتي" in said.holder.name
    assert [holder.name for holder in said.via] == ["وسائل إعلام إيطالية"]


def test_attribution_is_carried_across_sentences(seed) -> None:
    went_on = next(claim for claim in seed.claims if claim.cue.exact.endswith("تابع"))
    assert went_on.holder.implicit
    assert "مينيتي" in went_on.holder.name


def test_warnings_are_no_facts(seed) -> None:
    assert next(claim for claim in claims_by(seed, "تقارير إخبارية")).stance == "warns"
    assert next(claim for claim in claims_by(seed, "ماكرون")).stance == "warns"
    feared = [event for event in seed.events if event.type == "ASSAULT" and event.status == "actual"]
    assert feared == []


@pytest.mark.parametrize(
    ("low", "high", "approx", "measure"),
    [(2600, 3500, False, "fighters"), (1500, 1500, True, "fighters"), (25000, 30000, False, "fighters")],
)
def test_figures_with_their_ranges(seed, low, high, approx, measure) -> None:
    figure = next(figure for figure in seed.figures if figure.low == low)
    assert (figure.high, figure.approx, figure.measure) == (high, approx, measure)


def test_a_part_of_a_figure_is_told_as_such(seed) -> None:
    part = next(figure for figure in seed.figures if figure.low == 1500)
    assert seed.figures[part.part_of].low == 2600


def test_times_are_resolved(seed) -> None:
    values = {time.span.exact: time.value for time in seed.times}
    assert values["الخميس الماضي"] == "2018-02-01"
    assert values["الجميس الماضي"] == "2018-02-01"
    assert values["العام الحالي"] == "2018"
    assert values["عام 2017"] == "2017"


def test_office_holders_are_one_person_through_all_names(seed) -> None:
    minister = next(actor for actor in seed.actors if "مينيتي" in actor.person)
    assert (minister.role, minister.actor.country) == ("minister", "IT")
    later = [actor for actor in seed.actors if actor.span.exact == "مينيتي"]
    assert later
    assert {actor.actor.id for actor in later} == {minister.actor.id}
    roles = {actor.person: actor.role for actor in seed.actors if actor.role}
    assert {"كريستين نيلسن", "كريستوفر راي", "جيف سيشنز"} <= roles.keys()


def test_a_group_keeps_its_identity_and_its_remnants(seed) -> None:
    assert {actor.actor.id for actor in seed.actors if actor.span.exact in ("داعش", "التنظيم")} == {"islamic-state"}
    remnants = [actor for actor in seed.actors if actor.relation == "remnants"]
    assert remnants
    assert {actor.actor.id for actor in remnants} == {"islamic-state"}


def test_cooperation_is_coded(seed) -> None:
    assert "AGREE" in {event.type for event in seed.events}
    visit = next(event for event in seed.events if event.type == "CONSULT" and event.date == "2018-02-01")
    assert seed.places[visit.place].place.name_en == "Washington, D.C."


def test_deserts_and_directions_are_places_with_a_radius(seed) -> None:
    desert = next(place for place in seed.places if place.span.exact == "صحراء سرت")
    assert desert.place.kind == "natural"
    assert desert.place.radius_m >= 80_000
    assert any(place.place.kind == "region" and place.place.country == "LY" for place in seed.places if place.place is not None)


def test_several_events_of_one_sentence(seed) -> None:
    found = {(event.type, event.mode) for event in seed.events}
    assert {("MOBILIZE", "checkpoint"), ("COERCE", "seize"), ("COERCE", "arrest")} <= found


def test_an_alert_by_officials_is_a_mobilisation_with_its_channel(seed) -> None:
    alert = next(event for event in seed.events if event.mode == "alert")
    assert (alert.type, alert.status, seed.places[alert.place].place.name_en) == ("MOBILIZE", "planned", "Bani Walid")
    assert seed.claims[alert.claim].channel in ("statement", "facebook")


def test_related_links_are_marked_and_not_coded(seed) -> None:
    related = [region.span for region in seed.document.regions if region.kind == "related"]
    assert related
    assert not [event for event in seed.events if any(span.overlaps(event.evidence) for span in related)]
