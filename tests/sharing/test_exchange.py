"""Two observatories exchange: nothing counts twice or comes back as news, what is taken back is so everywhere, and nobody is overruled."""

import shutil

import msgspec
import pytest
from tests.sharing.observatories import admit, app_of, befriend, events_of, exchange, fill, introduce, open_observatory, pull, push, reports_of
from tests.store.documents import make_documents

from marsad.engine.reconcile import judge_event, merge_events, reconcile_new, split_event, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.engine.taking import take, withdraw_documents
from marsad.errors import InputError
from marsad.model import MARKINGS
from marsad.store.peers import find_peer
from marsad.store.store import Store
from marsad.store.stubs import origins_of, read_stubs

AT = "2024-03-01T00:00:00+00:00"
URL = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """North and south, each with outlets of its own and some that both read, who trust each other in all but what is marked: to be copied."""
    folder, shared = tmp_path_factory.mktemp("pair"), make_documents(4, "both")
    north, south = open_observatory(folder, "north"), open_observatory(folder, "south")
    fill(north, [*make_documents(6, "n"), *shared])
    fill(south, [*make_documents(6, "s"), *shared])
    befriend(north, south, (URL, URL))
    for store in (north, south):
        store.engine.dispose()
    return folder


@pytest.fixture
def pair(filled, tmp_path):
    """A copy of both for a test."""
    for path in filled.glob("*.db*"):
        shutil.copy(path, tmp_path)
    with Store(str(tmp_path / "north.db")) as north, Store(str(tmp_path / "south.db")) as south:
        yield north, south, tmp_path


def go(way, here: Store, there: Store, folder):
    return exchange(way, here, find_peer(here, there.observatory().name), app_of(there, folder))


def whole(folder, *documents) -> Store:
    return fill(open_observatory(folder, "whole"), [document for group in documents for document in group])


@pytest.mark.parametrize("ways", [(("n", pull), ("s", pull)), (("s", push), ("n", push)), (("s", pull), ("s", push))])
def test_both_end_with_the_union_whoever_goes_first_and_however_often(pair, ways) -> None:
    north, south, folder = pair
    for _ in range(2):
        for who, way in ways:
            go(way, *((north, south) if who == "n" else (south, north)), folder)
    union = whole(folder, make_documents(6, "n"), make_documents(6, "s"), make_documents(4, "both"))
    assert events_of(north) == events_of(south) == events_of(union)
    assert any(event.sources == 3 for event in events_of(north)), "sources that are independent count, and each once"
    revisions = north.revision(), south.revision()
    for way in (pull, push):
        for here, there in ((north, south), (south, north)):
            go(way, here, there, folder)
            assert go(way, here, there, folder)["reports"].taken == 0, "nothing is sent twice"
    assert revisions == (north.revision(), south.revision()), "what went to and fro is no news"
    assert {origin for origin, _ in origins_of(north, [f"s-{n}" for n in range(6)]).values()} == {south.observatory().id}
    assert {origin for origin, _ in origins_of(north, [f"both-{n}" for n in range(4)]).values()} == {""}, "what we read ourselves stays ours"


def test_no_text_leaves_but_the_clause_that_is_the_evidence(pair) -> None:
    north, south, folder = pair
    go(pull, north, south, folder)
    assert {north.document(f"s-{n}").document.text for n in range(6)} == {""}
    theirs = {report.id: report for report in reports_of(north) if report.document.startswith("s-")}
    assert {report.id: report.evidence.exact for report in theirs.values()} == {
        report.id: report.evidence.exact for report in south.reports(theirs)
    }  # fmt: skip
    assert {report.evidence.prefix + report.evidence.suffix for report in theirs.values()} == {""}


def test_what_is_taken_back_or_told_anew_is_followed(pair) -> None:
    north, south, folder = pair
    go(pull, north, south, folder)
    withdraw_documents(south, ["s-0", "both-0"])
    text = "دوما 1\nقتل 99 مدنيا في قصف على مدينة دوما قرب دمشق أمس، وفق المرصد السوري لحقوق الإنسان."
    changed = msgspec.structs.replace(make_documents(2, "s")[1], text=text)
    fill(south, [changed])
    go(pull, north, south, folder)
    assert "s-0" not in read_stubs(north, ["s-0"])
    assert "both-0" in read_stubs(north, ["both-0"]), "we read that one ourselves"
    assert [report.toll.killed for report in read_stubs(north, ["s-1"])["s-1"].reports] == [(99, 99)]
    rest = [document for document in make_documents(6, "s") if document.id not in ("s-0", "s-1")]
    assert events_of(north) == events_of(whole(folder, make_documents(6, "n"), make_documents(4, "both"), rest, [changed]))


def test_an_article_that_both_gave_goes_when_the_last_takes_it_back(pair) -> None:
    """East has nothing of its own; what north and south both read stays there until neither stands by it."""
    north, south, folder = pair
    east = open_observatory(folder, "east")
    for other in (north, south):
        introduce(east, other, URL, admit(other, "east"))
        go(pull, east, other, folder)
    assert len([event for event in events_of(east) if any(report.document == "both-0" for report in east.reports(event.reports))]) == 1
    for other, left in ((north, ["both-0"]), (south, [])):
        withdraw_documents(other, ["both-0"])
        reconcile_new(StoredReports(other))
        go(pull, east, other, folder)
        assert list(read_stubs(east, ["both-0"])) == left
    assert not any(report.document == "both-0" for report in east.all_reports())


def test_what_one_gave_is_passed_on_as_his(pair) -> None:
    north, south, folder = pair
    go(pull, north, south, folder)
    east = open_observatory(folder, "east")
    introduce(east, north, URL, admit(north, "east"))
    assert go(pull, east, north, folder)["reports"].refused == ()
    assert origins_of(east, ["s-0"])["s-0"][0] == south.observatory().id
    introduce(east, south, URL, admit(south, "east"))
    before = events_of(east)
    go(pull, east, south, folder)
    assert events_of(east) == before, "the same, had from its maker, is the same"


def judged(store: Store, action: str, text: str, **fields):
    event = next(one for one in events_of(store) if any(text in report.evidence.exact for report in store.reports(one.reports)))
    return judge_event(StoredReports(store), event.id, action, "rim", AT, **fields)[0]


def test_judgements_are_exchanged_and_a_difference_is_shown_and_ours_holds(pair) -> None:
    north, south, folder = pair
    for here, there in ((north, south), (south, north)):
        go(pull, here, there, folder)
    assert events_of(north) == events_of(south)
    judged(south, "correct", "صنعاء", field="killed", value=[4, 4])
    go(pull, north, south, folder)
    (event,) = [one for one in events_of(north) if one.review == "corrected"]
    assert event.corrections[0].opinions[0].by == "rim@south"
    judge_event(StoredReports(north), event.id, "correct", "rim", "2024-02-01T00:00:00+00:00", field="killed", value=[5, 5])
    (event,) = north.events([event.id])
    assert event.review == "disputed"
    assert {opinion.by: opinion.value for opinion in event.corrections[0].opinions} == {"rim": "[5,5]", "rim@south": "[4,4]"}
    assert next(figure.bounds for figure in event.settled if figure.measure == "killed") == (5, 5), "ours holds, though it is the older"
    go(push, north, south, folder)
    (theirs,) = [one for one in events_of(south) if one.review == "disputed"]
    assert next(figure.bounds for figure in theirs.settled if figure.measure == "killed") == (4, 4)
    assert {opinion.by for opinion in theirs.corrections[0].opinions} == {"rim", "rim@north"}


def test_merges_and_splits_that_contradict_each_other_are_shown(pair) -> None:
    north, south, folder = pair
    for here, there in ((north, south), (south, north)):
        go(pull, here, there, folder)
    event = next(one for one in events_of(north) if len(one.reports) == 3)
    split_event(StoredReports(north), event.id, event.reports[:1], "rim", AT, "two places")
    other = next(one for one in events_of(south) if one.id != event.id)
    merge_events(StoredReports(south), [event.id, other.id], "sami", "2024-04-01T00:00:00+00:00")
    go(pull, north, south, folder)
    told = [one for one in events_of(north) if set(one.reports) & set(event.reports)]
    assert all(one.review == "disputed" for one in told)
    assert {opinion.value for one in told for opinion in one.corrections[-1].opinions} == {'"merge"', '"split"'}
    assert not any(set(event.reports) <= set(one.reports) for one in told), "what was decided here holds here"


def test_nobody_takes_back_what_was_decided_elsewhere(pair) -> None:
    north, south, folder = pair
    mine = judged(north, "reject", "صنعاء")
    go(push, north, south, folder)
    undo_judgement(StoredReports(south), mine.id, "sami", AT)
    assert not [one for one in events_of(south) if one.review == "rejected"], "at home it is taken back"
    go(push, south, north, folder)
    assert [one for one in events_of(north) if one.review == "rejected"], "and where it was given it stands"


def test_markings_bound_what_is_given_and_what_is_taken(tmp_path) -> None:
    north, south = open_observatory(tmp_path, "north"), open_observatory(tmp_path, "south")
    documents = [msgspec.structs.replace(document, tlp=MARKINGS[n]) for n, document in enumerate(make_documents(5, "n"))]
    fill(north, documents)
    key = admit(north, "south", given="AMBER")
    peer = introduce(south, north, URL, key, taken="GREEN")
    done = exchange(pull, south, peer, app_of(north, tmp_path))["reports"]
    assert (done.taken, len(done.refused)) == (2, 1), "CLEAR and GREEN come, AMBER is offered and not accepted, the rest is not offered"
    assert "from north no more than TLP:GREEN is accepted" in done.refused[0][1]
    assert {report.tlp for report in south.all_reports()} == {"CLEAR", "GREEN"}
    assert {report.tlp for report in south.cleared(0).all_reports()} == {"CLEAR"}, "what came marked stays marked"


def test_what_is_forged_is_refused_and_harms_nothing(pair) -> None:
    north, south, folder = pair
    sent = app_of(south, folder)
    key = find_peer(north, "south").key
    headers = {"Accept": "application/taxii+json;version=2.1", "Authorization": f"Bearer {key}"}
    stix = sent.get("/taxii2/marsad/collections/reports/objects/?limit=1", headers=headers).json()["objects"][0]
    peer = find_peer(north, "south")
    peer = msgspec.structs.replace(peer, observatory=south.observatory().id)
    before = reports_of(north)
    own = f"identity--{north.observatory().id}"
    body = stix["extensions"]["extension-definition--151bc0b6-d42b-48ef-a037-83ed7fb28c11"]["marsad"]["article"]
    forged = {
        "no object": {},
        "no maker": {**stix, "created_by_ref": "identity--x"},
        "no time": {**stix, "modified": "soon"},
        "no article": {**stix, "extensions": {}},
        "no marking": {**stix, "object_marking_refs": []},
        "another's reports": with_article(stix, {**body, "reports": [{**body["reports"][0], "document": "both-0"}]}),
        "twice one report": with_article(stix, {**body, "reports": [body["reports"][0]] * 2}),
        "no type": with_article(stix, {**body, "reports": [{**body["reports"][0], "type": 5}]}),
    }
    for name, object_ in forged.items():
        (told,) = take(north, peer, "reports", [object_])
        assert told.problem, name
    assert take(north, peer, "reports", [{**stix, "created_by_ref": own}])[0].problem == "", "ours, come back, is passed over"
    assert reports_of(north) == before
    assert not take(north, peer, "reports", [stix])[0].problem
    stranger = msgspec.structs.replace(peer, name="stranger", observatory="", taken="RED")
    (told,) = take(north, stranger, "reports", [{**stix, "revoked": True, "modified": "2030-01-01T00:00:00Z"}])
    assert "neither that nor its maker changes it" in told.problem


def with_article(stix, article):
    (name,) = stix["extensions"]
    return {**stix, "extensions": {name: {**stix["extensions"][name], "marsad": {"article": article}}}}


def test_another_article_under_an_id_that_we_use_gets_one_of_its_own(tmp_path) -> None:
    north, south = open_observatory(tmp_path, "north"), open_observatory(tmp_path, "south")
    fill(north, [msgspec.structs.replace(make_documents(1, "n")[0], id="1")])
    fill(south, [msgspec.structs.replace(make_documents(2, "s")[1], id="1")])
    befriend(north, south, (URL, URL))
    go(pull, north, south, tmp_path)
    assert sorted(origins_of(north, ["1", f"{south.observatory().id}:1"])) == ["1", f"{south.observatory().id}:1"]
    assert len(events_of(north)) == 2


def test_withdrawing_what_is_not_ours_is_refused(pair) -> None:
    north, south, folder = pair
    go(pull, north, south, folder)
    for id_ in ("s-0", "nowhere"):
        with pytest.raises(InputError, match="there is no document"):
            withdraw_documents(north, [id_])
