"""Situation reports over the API, as files to be kept: what `marsad report` writes."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from marsad.engine.periods import DEFAULT, last_told, read_period
from marsad.engine.situation import find_area, write_situation
from marsad.pipeline import load_version
from marsad.stages.share.situation.formats import FORMATS
from marsad.web.context import Here

router = APIRouter(tags=["report"])
Area = Annotated[str, Query(max_length=100, description="A name, a country's code, a province's (SY-HL), or a place's id; all places by default.")]
Period = Annotated[str, Query(max_length=30, description="2018-02-18, 2018-W08, 2018-02, 2018-02-18/2018-02-24, or 7d: the last seven days.")]
Language = Annotated[str, Query(pattern="^(ar|en)$")]
Form = Annotated[str, Query(alias="format", pattern="^(html|md|pdf)$")]
_FILES: dict[int | str, dict[str, Any]] = {200: {"description": "The report.", "content": {form.media_type: {} for form in FORMATS.values()}}}


@router.get("/report", summary="A situation report, as a file", responses=_FILES, response_class=Response)
def report(here: Here, area: Area = "", period: Period = DEFAULT, language: Language = "ar", form: Form = "html") -> Response:
    """What changed in an area, what happened, what is disputed, what is feared; each sentence cites the articles behind it.

    Raises:
        InputError: for an area or a period that is none.
        SettingError: for a PDF where Typst is not installed.
    """
    asked = read_period(period, last_told(here.store.publication_days(), datetime.now(UTC).date()))
    laid = write_situation(here.store, here.gazetteer, find_area(here.gazetteer, area), asked, language, load_version(here.gazetteer))
    name = f"marsad-{asked.begin}-{asked.end}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(FORMATS[form].write(laid), media_type=FORMATS[form].media_type, headers=headers)
