"""Who is looking."""

from fastapi import APIRouter, Response

from marsad.web.answers import answer
from marsad.web.security.principal import Account

router = APIRouter(tags=["session"])


@router.get("/session", summary="Who is looking")
def session(account: Account) -> Response:
    """The account of this session, and the token that its writes carry."""
    return answer({"account": {"name": account.name, "role": account.role}, "csrf": "", "login_needed": False})
