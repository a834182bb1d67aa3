"""What there is to choose from, and what this server is: the codebook, actors, places, versions."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from marsad.lexicon.codebook import load_codebook
from marsad.lexicon.known_actors import find_named
from marsad.lexicon.shown import LANGUAGES, shown
from marsad.lexicon.tables import load_artefact
from marsad.store.areas import read_point
from marsad.version import VERSION
from marsad.web.answers import answer, shaped
from marsad.web.context import Here
from marsad.web.views.named import place_view
from marsad.web.views.others import AboutView, ActorsView, ActorView, CodebookView, PlacesView, as_view

router = APIRouter(tags=["reference"])
Asked = Annotated[str, Query(max_length=100, description="The beginning of a name, Arabic or Latin.")]
Point = Annotated[str, Query(max_length=100, description="latitude,longitude in degrees.")]
Some = Annotated[int, Query(ge=1, le=50)]


@router.get("/about", summary="What this server shows", responses=shaped(AboutView))
def about(here: Here, request: Request) -> Response:
    """Versions, counts, the days of publication, and whose borders are drawn."""
    days = here.store.publication_days() or (None, None)
    restricted = request.app.state.doorkeeper.login_needed()
    borders = {language: shown("boundaries", language) for language in LANGUAGES}
    view = AboutView(VERSION, load_artefact().digest, here.gazetteer.digest, here.store.counts(), days[0], days[1], borders, restricted)
    return answer(view)


@router.get("/codebook", summary="What the codes mean", responses=shaped(CodebookView))
def codebook(here: Here) -> Response:
    """Types with their modes, definitions and examples; states; measures."""
    return answer(as_view(CodebookView, load_codebook()))


@router.get("/actors", summary="Actors by any of their names", responses=shaped(ActorsView))
def actors(here: Here, q: Asked = "", most: Some = 20) -> Response:
    """Actors of the lexicon one of whose names holds the words asked for."""
    found = find_named(q, most) if q.strip() else []
    return answer(ActorsView([ActorView(actor.id, actor.name_ar, actor.name_en, actor.kind, actor.country) for actor in found]))


@router.get("/places", summary="Places by the beginning of a name, or around a point", responses=shaped(PlacesView))
def places(here: Here, q: Asked = "", country: Annotated[str, Query(max_length=2)] = "", at: Point = "", most: Some = 20) -> Response:
    """Places of the gazetteer one of whose names begins so; with `at`, those nearest to a point.

    Raises:
        InputError: for a point that is none.
    """
    point = read_point(at)
    found = here.gazetteer.nearest(*point, most) if point is not None else here.gazetteer.suggest(q, country.upper(), most)
    return answer(PlacesView([view for place in found if (view := place_view(place)) is not None]))
