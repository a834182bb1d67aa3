"""The scores on the annotated articles: our scorer against the annotators' own, and the floors."""

import importlib.util
import json
from pathlib import Path

import pytest

from marsad.cli.evaluate import corpus_digest
from marsad.evaluation import read_gold, score_articles
from marsad.pipeline import extract_document
from marsad.stages.read.inputs import read_inputs
from marsad.stages.share.records import public_record


@pytest.fixture(scope="module")
def records(shared, resources):
    texts = [str(shared / "gold" / "dev" / "text")]
    return [public_record(extract_document(document, resources)) for document in read_inputs(texts)]


def test_scores_as_the_annotators_scorer_does(shared, records) -> None:
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    dev = shared / "gold" / "dev"
    ours = score_articles(read_gold(dev / "text", dev / "gold"), {record["document"]["id"]: record for record in records})
    assert ours == theirs.score(dev / "text", dev / "gold", records)


def test_the_floors_are_of_this_corpus_and_not_below_what_is_owed(shared) -> None:
    floors = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
    assert floors["corpus"] == corpus_digest(shared / "gold" / "dev" / "gold")
    owed = {
        "places: resolved": 0.8,
        "times: value": 0.85,
        "figures: amount and measure": 0.75,
        "claims: source": 0.7,
        "events: type": 0.6,
        "events: whole record": 0.3,
    }
    assert all(floors["f1"][layer] >= least for layer, least in owed.items())
