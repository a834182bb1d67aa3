"""ETags: what has not changed since it was last asked for is not sent again.

Every answer that has a tag is a function of the store's revision, the request and what who asks may see, so these make it; nothing is worked out
to find that it is known already. Each run of the server has tags of its own: the next one may have another store, or another gazetteer.
"""

from hashlib import blake2b

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.version import VERSION
from marsad.web.context import Here
from marsad.web.security.principal import Account

_BYTES = 12


def answer_if_changed(request: Request, here: Here, account: Account) -> None:
    """Before a route runs: sets the tag of its answer, or ends the request.

    Raises:
        HTTPException: 304, where the client knows the answer.
    """
    if request.method != "GET":
        return
    asks = f"{account.role} {here.store.clearance}"
    tag = _tag(f"{VERSION} {request.app.state.run}\n{here.store.revision()}\n{asks}\n{request.url.path}\n{request.url.query}")
    request.state.etag = tag
    known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        raise HTTPException(304, headers={"ETag": tag})


def _tag(said: str) -> str:
    return f'W/"{blake2b(said.encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()}"'


class ETags:
    """Puts the tag that was set on the answer, when that is a good one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_tagged(message: Message) -> None:
            tag = scope.get("state", {}).get("etag")
            if message["type"] == "http.response.start" and message["status"] == 200 and tag:
                MutableHeaders(scope=message)["ETag"] = tag
            await send(message)

        await self._app(scope, receive, send_tagged)
