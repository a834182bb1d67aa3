"""Web Annotations as tools of linked data read them: expanded as JSON-LD, checked against the vocabularies and by shapes of SHACL.

`annotation_terms.json` holds of W3C's context (http://www.w3.org/ns/anno.jsonld) the terms that we use, as the vocabulary lays them down; each was
compared with that context. A term that is missing there is found, since nothing that we write may be dropped.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.namespace import PROV, RDF
from tests.stages.share.exported import GONE, SHELLING
from tests.stages.share.test_formats import written

FOLDER = Path(__file__).parent
TERMS = json.loads((FOLDER / "annotation_terms.json").read_text("utf-8"))
SHAPES = FOLDER / "annotation_shapes.ttl"
OA = "http://www.w3.org/ns/oa#"
OWN = "urn:marsad:terms:"
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")  # pyshacl asks rdflib for what that calls by another name now


def load(url: str, options: Any) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": TERMS, "contentType": "application/ld+json"}


def made() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written("annotations")[0])
    return found


def graph_of(document: dict[str, Any]) -> Graph:
    dropped: list[object] = []
    expanded = jsonld.expand(document, {"documentLoader": load}, on_property_dropped=lambda *told, **more: dropped.append((told, more)))
    assert dropped == [], "a property that JSON-LD knows nothing of is lost to whoever reads it"
    graph = Graph()
    graph.parse(data=jsonld.to_rdf(expanded, {"format": "application/n-quads"}), format="nt")
    return graph


def test_an_export_is_what_the_data_model_and_prov_ask_for() -> None:
    graph = graph_of(made())
    conforms, _, told = validate(graph, shacl_graph=str(SHAPES))
    assert conforms, told
    annotations = set(graph.subjects(RDF.type, URIRef(f"{OA}Annotation")))
    assert len(annotations) == made()["total"] == 4
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(str(PROV))}
    assert len(used) >= 8
    assert all(term in PROV for term in used), "every term of PROV is one"


def test_addresses_are_resources_and_what_is_ours_stays_whole() -> None:
    graph = graph_of(made())
    event = URIRef(f"urn:marsad:event:{SHELLING.event.id}")
    (annotation, *_) = sorted(graph.subjects(URIRef(f"{OA}hasBody"), event))
    assert set(graph.objects(annotation, PROV.wasDerivedFrom)) == {URIRef("https://one.example/a"), URIRef(f"urn:sha256:{'ab' * 32}")}
    (settled,) = graph.objects(event, URIRef(f"{OWN}settled"))
    assert json.loads(settled) == {"killed": {"bounds": [43, 43], "rule": "majority", "disputed": True}}
    (place,) = graph.objects(event, URIRef(f"{OWN}place"))
    assert json.loads(place)["name_en"] == "Douma"
    (into,) = graph.objects(URIRef(f"urn:marsad:event:{GONE.id}"), URIRef(f"{OWN}into"))
    assert into == event
    (heading,) = graph.objects(None, URIRef(f"{OWN}heading"))
    assert json.loads(heading)["cursor"] == "17"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("created",), "2024-02-03T04:05:06+00:00"), (("target",), []), (("motivation",), "marsad:guessing"), (("id",), "_:unnamed"),
        (("target", "source"), []), (("target", "selector", 1, "start"), -1), (("target", "selector", 1, "end"), 3),
        (("target", "selector", 0, "exact"), []), (("prov:wasGeneratedBy", "prov:wasAssociatedWith"), []),
    ],
)  # fmt: skip
def test_the_shapes_find_what_is_wrong(path, value) -> None:
    document = made()
    found = document["first"]["items"][0]
    for step in path[:-1]:
        found = found[step]
    found[path[-1]] = value
    assert not validate(graph_of(document), shacl_graph=str(SHAPES))[0]
