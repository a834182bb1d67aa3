"""Articles with their layers, and the raw captures behind them."""

from fastapi import APIRouter, Response

from marsad.stages.reconcile.reports import report_id
from marsad.stages.share.records import public_record
from marsad.store.event_search import EventQuery
from marsad.store.search import Query, search
from marsad.web.answers import answer, shaped
from marsad.web.asked import After, Asked, Most
from marsad.web.context import Here
from marsad.web.faults import NotHereError
from marsad.web.proof import capture_refs, capture_view, find_capture, read_bytes
from marsad.web.routes.events import first_reports
from marsad.web.security.noting import Read
from marsad.web.views.articles import ArticleLine, ArticlePageView, ArticleView, CaptureView, romanised_names
from marsad.web.views.events import event_summary

router = APIRouter(tags=["articles"])
MOST_LETTERS = 512


@router.get("/articles", summary="Articles, the latest published first", responses=shaped(ArticlePageView))
def articles(here: Here, asked: Asked, most: Most = 50, after: After = "") -> Response:
    """Articles found by their words and by what their events tell of, as `marsad search` finds them."""
    page = search(here.store, _of_articles(asked, most, after))
    homes = here.store.homes_of(found.id for found in page.found)
    lines = [
        ArticleLine(
            found.id, found.outlet, found.published, found.title, list(found.reports or homes.get(found.id, {})),
            sorted({event for report, event in homes.get(found.id, {}).items() if event and (not found.reports or report in found.reports)}),
        )
        for found in page.found
    ]  # fmt: skip
    return answer(ArticlePageView(lines, page.cursor))


def _of_articles(asked: EventQuery, most: int, after: str) -> Query:
    shared = ("words", "since", "until", "country", "admin1", "box", "near", "types", "statuses", "actor", "outlet", "source", "killed")
    return Query(**{name: getattr(asked, name) for name in shared}, most=most, after=after)


@router.get("/articles/{document_id:path}", summary="One article with all its layers", responses=shaped(ArticleView))
def article(here: Here, note: Read, document_id: str) -> Response:
    """The text of an article and everything that was read out of it.

    Raises:
        NotHereError: when there is no such article.
    """
    read = here.store.document(document_id[:MOST_LETTERS])
    if read is None:
        raise NotHereError(f"there is no article {document_id[:MOST_LETTERS]!r}")
    document = read.document
    note(document.tlp)
    homes = here.store.homes_of([document.id]).get(document.id, {})
    events = here.store.events(sorted({event for event in homes.values() if event}))
    told = first_reports(here.store, events)
    view = ArticleView(
        **public_record(read), text=document.text, event_reports=[report_id(document.id, event) for event in read.events],
        report_events={report: event for report, event in homes.items() if event}, stands_in=[event_summary(event, told) for event in events],
        superseded=sorted(homes.keys() & {report for event in events for report in event.superseded}), romanised=romanised_names(read),
        capture=capture_refs(here, [document.capture]).get(document.capture),
    )  # fmt: skip
    return answer(view)


captures = APIRouter(tags=["articles"])
"""What is looked up in the archive too, which may be another while the store is the same: it has no tag."""


@captures.get("/captures/{sha256}", summary="The capture behind an article", responses=shaped(CaptureView))
def capture(here: Here, note: Read, sha256: str) -> Response:
    """What came, from where and when, and whether its bytes are still those that came."""
    found = find_capture(here, sha256)
    note(found.tlp)
    return answer(capture_view(here, found))


@captures.get("/captures/{sha256}/bytes", summary="The raw bytes of a capture, as a file", response_class=Response)
def capture_bytes(here: Here, sha256: str) -> Response:
    """The bytes as they came, to be saved and never shown: whatever they are, no browser runs them."""
    headers = {"Content-Disposition": f'attachment; filename="{sha256}.bin"'}
    return Response(read_bytes(here, sha256), media_type="application/octet-stream", headers=headers)
