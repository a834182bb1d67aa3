"""What many tests share: the resources, the material beside the repository, and databases to test on."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from psycopg.sql import SQL, Identifier
from tests.postgres import find_binary, running_postgres

from marsad.model import Document, Extraction
from marsad.pipeline import Resources, extract_document, load_resources
from marsad.store.store import Store
from marsad.web.security import passwords

LONG = ("tests/engine/spark/", "tests/browser/", "tests/store/test_kill", "tests/sharing/", "tests/store/", "tests/web/")
"""What takes longest goes first, so that no process is left with it alone when the others have ended."""
settings.register_profile("marsad", deadline=None)
settings.load_profile("marsad")  # how long an example takes says how busy the machine is
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Orders the files; all tests of one run in one process (`--dist loadscope`), so that what they share is made once."""
    items.sort(key=lambda item: next((place for place, name in enumerate(LONG) if item.nodeid.startswith(name)), len(LONG)))


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Hashes that cost next to nothing: what is tested is who gets in, not how long it takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def resources() -> Resources:
    return load_resources()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material; tests that need it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"there is no {SHARED.name}/ beside the repository: real articles and gold are not distributed with it")
    return SHARED


@pytest.fixture(scope="session")
def read(resources: Resources):
    """Extraction of a text as published on a day."""

    def extract(text: str, published: str | None = "2018-06-15T12:00:00+00:00") -> Extraction:
        return extract_document(Document("test", text, published=published), resources)

    return extract


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server's first database."""
    if find_binary("initdb") is None:
        pytest.fail("these tests need a PostgreSQL server: install Debian's package `postgresql`, or put initdb and pg_ctl on the PATH")
    with running_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """The address of a database that holds an empty store: to be copied, which takes a tenth of making one."""
    address = make_database(postgres)
    Store(address).engine.dispose()
    return address


DATABASES = ["sqlite", "postgresql"]


@pytest.fixture(params=DATABASES)
def address(request, tmp_path) -> Iterator[str]:
    """The address of an empty store: each test that asks for it runs on SQLite and on a real PostgreSQL."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    with database(request.getfixturevalue("postgres"), request.getfixturevalue("template")) as made:
        yield made


@pytest.fixture(scope="module", params=DATABASES)
def lasting_address(request, tmp_path_factory) -> Iterator[str]:
    """As `address`, for what the tests of a module share and only read."""
    if request.param == "sqlite":
        yield str(tmp_path_factory.mktemp("lasting") / "store.db")
        return
    with database(request.getfixturevalue("postgres"), request.getfixturevalue("template")) as made:
        yield made


@pytest.fixture(params=DATABASES)
def bare_address(request, tmp_path) -> Iterator[str]:
    """As `address`, where no store was made yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    with database(request.getfixturevalue("postgres")) as made:
        yield made


@contextmanager
def database(server: str, template: str = "") -> Iterator[str]:
    """The address of a database of a server, a copy of `template` if there is one, that goes with the context before it is written to disk."""
    address = make_database(server, template)
    yield address
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(_name(address))))


def make_database(server: str, template: str = "") -> str:
    """The address of a new database."""
    name = f"store_{uuid.uuid4().hex}"
    like = SQL(" TEMPLATE {} STRATEGY file_copy").format(Identifier(_name(template))) if template else SQL("")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)) + like)
    return server.replace("/postgres?", f"/{name}?")


def _name(address: str) -> str:
    return urlsplit(address).path.removeprefix("/")
