"""What many tests share: the resources, the material beside the repository, and databases to test on."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.postgres import find_binary, running_postgres

from marsad.model import Document, Extraction
from marsad.pipeline import Resources, extract_document, load_resources

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


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


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path) -> str:
    """The address of a store that is not there yet: each test that asks for it runs on SQLite and on a real PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    return new_database(request.getfixturevalue("postgres"))


def new_database(server: str) -> str:
    """The address of an empty database of a server."""
    name = f"store_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")
