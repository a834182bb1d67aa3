"""The workbench over a filled store: on this machine and without accounts, as `marsad serve` shows it to whoever tries it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.filling import fill

from marsad.lexicon.gazetteer import open_gazetteer
from marsad.store.store import Store
from marsad.web.app import make_app
from marsad.web.context import Context

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """A folder with a filled store.db, archive and sources: to be copied, not written to."""
    folder = tmp_path_factory.mktemp("filled")
    with Store(str(folder / "store.db")) as store:
        fill(store, folder)
    return folder


@pytest.fixture
def here(filled: Path, tmp_path: Path) -> Iterator[Context]:
    """What an application works on: a copy of the filled store, to be written to."""
    folder = shutil.copytree(filled, tmp_path / "here")
    with Store(str(folder / "store.db")) as store:
        yield Context(store, open_gazetteer(None), folder / "archive", folder / "sources")


@pytest.fixture
def app(here: Context) -> FastAPI:
    return make_app(here)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A browser on this machine, as the page uses it: it has asked who is looking, and its writes carry the token."""
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as client:
        client.headers["X-CSRF-Token"] = client.get("/api/v1/session").json()["csrf"]
        yield client
