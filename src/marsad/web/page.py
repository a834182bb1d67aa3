"""The built page: one document for every path of the workbench, and the files that it loads."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PATHS = ("/", "/events/{id}", "/articles/{id:path}", "/alerts", "/review", "/judgements", "/sources", "/login", "/accounts")
"""The pages, as `ui/src/pages.ts` has them."""
FOLDERS = ("/assets", "/basemap", "/icon.svg")
"""What the page loads."""
FOREVER = "public, max-age=31536000, immutable"
NOT_BUILT = (
    "The workbench's page is not built here. In a working copy: install Node 20 or later and run `make page`; an installed wheel brings it."
    " The API answers all the same: /api/v1/openapi.json\n"
)


def page_folder() -> Path:
    """Where the built page is, or would be."""
    return Path(str(files("marsad.web"))) / "page"


def add_page(app: FastAPI, folder: Path | None = None) -> None:
    """Serve the page in `folder` (None: the one that the package brings)."""
    folder = folder or page_folder()
    index = folder / "index.html"

    def page(request: Request) -> Response:
        return FileResponse(index) if index.is_file() else PlainTextResponse(NOT_BUILT, 503)

    def icon(request: Request) -> Response:
        return FileResponse(folder / "icon.svg")

    app.router.routes.extend(Route(path, page, include_in_schema=False) for path in PATHS)
    if index.is_file():
        app.router.routes.append(Mount("/assets", _Hashed(directory=folder / "assets")))
        app.router.routes.append(Mount("/basemap", StaticFiles(directory=folder / "basemap")))
        app.router.routes.append(Route("/icon.svg", icon, include_in_schema=False))


class _Hashed(StaticFiles):
    """Files whose names hold their content's hash: a browser asks for each once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = FOREVER
        return response
