"""The workbench over a filled store: on this machine and without accounts, as whoever tries it has it, and with a team's."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.conftest import database
from tests.web.filling import fill
from tests.web.team import WITH_LOGIN, add_team, app_over, browser, owner

from marsad.lexicon.gazetteer import SqliteGazetteer, open_gazetteer
from marsad.store.store import Store
from marsad.web.context import Context
from marsad.web.security.limits import Limits


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """A folder with a filled store.db, archive and sources: to be copied, not written to."""
    folder = tmp_path_factory.mktemp("filled")
    with Store(str(folder / "store.db")) as store:
        fill(store, folder)
    return folder


@cache
def gazetteer() -> SqliteGazetteer:
    return open_gazetteer(None)


@contextmanager
def copied(filled: Path, folder: Path) -> Iterator[Context]:
    """What an application works on: a copy of the filled store, to be written to."""
    shutil.copytree(filled, folder)
    with Store(str(folder / "store.db")) as store:
        yield Context(store, gazetteer(), folder / "archive", folder / "sources")


@pytest.fixture
def here(filled: Path, tmp_path: Path) -> Iterator[Context]:
    """A copy of its own for a test that writes."""
    with copied(filled, tmp_path / "here") as here:
        yield here


@pytest.fixture
def app(here: Context) -> FastAPI:
    """The workbench of whoever sits at this machine."""
    return app_over(here)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A browser on this machine, as the page uses it: it has asked who is looking, and its writes carry the token."""
    return owner(app)


@pytest.fixture
def team_app(here: Context) -> FastAPI:
    """The workbench of a team: an account a role, and nobody gets in without; its limits give nothing back, however slow the machine."""
    add_team(here.store)
    return app_over(here, WITH_LOGIN, Limits(clock=lambda: 0.0))


@pytest.fixture(scope="module")
def shared(filled: Path, tmp_path_factory) -> Iterator[Context]:
    """A copy for the tests of a module that do not mind what the others wrote."""
    with copied(filled, tmp_path_factory.mktemp("shared") / "here") as here:
        yield here


@pytest.fixture(scope="module")
def open_app(shared: Context) -> FastAPI:
    """As `app`, for tests that do not mind what the others wrote; no account must be made in it."""
    return app_over(shared)


@pytest.fixture(scope="module")
def shared_app(filled: Path, tmp_path_factory) -> Iterator[FastAPI]:
    """As `team_app`, for tests that do not mind what the others wrote; its limits give back faster than anybody asks."""
    with copied(filled, tmp_path_factory.mktemp("team") / "here") as here:
        add_team(here.store)
        yield app_over(here, WITH_LOGIN, tireless())


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def anywhere(request, filled: Path, tmp_path_factory) -> Iterator[FastAPI]:
    """The workbench of a team over each database, for tests that read, and such that do not mind what others wrote."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        with copied(filled, folder / "here") as here:
            add_team(here.store)
            yield app_over(here, WITH_LOGIN, tireless())
        return
    made = database(request.getfixturevalue("postgres"), request.getfixturevalue("template"))
    with made as address, Store(address) as store:
        fill(store, folder)
        add_team(store)
        yield app_over(Context(store, gazetteer(), folder / "archive", folder / "sources"), WITH_LOGIN, tireless())


@pytest.fixture
def reader(anywhere: FastAPI) -> TestClient:
    """The browser of an analyst."""
    return browser(anywhere, "analyst")


def tireless() -> Limits:
    return Limits(clock=count(step=1000).__next__)
