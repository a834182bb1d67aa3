"""Stores to test on: each test that asks for `address` runs on SQLite and on a real PostgreSQL."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from tests.postgres import find_binary, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server's first database."""
    if find_binary("initdb") is None:
        pytest.fail("these tests need a PostgreSQL server: install Debian's package `postgresql`, or put initdb and pg_ctl on the PATH")
    with running_postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path) -> str:
    """The address of a store that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    server = request.getfixturevalue("postgres")
    name = f"store_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")
