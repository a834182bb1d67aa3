"""The audit log, for admins."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from marsad.errors import InputError
from marsad.store.audit import list_audit
from marsad.web.answers import answer, shaped
from marsad.web.asked import After, Most
from marsad.web.context import Server
from marsad.web.views.access import AuditPageView

router = APIRouter(tags=["accounts"])
MOST_DIGITS = 18
"""Of a cursor: what the database's numbers hold."""


@router.get("/audit", summary="What was done, the latest first", responses=shaped(AuditPageView))
def audit(here: Server, account: Annotated[str, Query(max_length=64)] = "", most: Most = 50, after: After = "") -> Response:
    """Reads of what is restricted, writes, and logins and keys that were refused.

    Raises:
        InputError: for a cursor that this did not give.
    """
    if after and not (after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS):
        raise InputError(f"{after!r} is no cursor of the log; pass on the one that the page before gave")
    page = list_audit(here.store, most, int(after) if after else None, account)
    return answer(AuditPageView(page.entries, "" if page.next is None else str(page.next)))
