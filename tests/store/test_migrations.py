"""A store of every older version is brought to today's, with what it holds, on SQLite and on a real PostgreSQL."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import marsad.store
from marsad.store.accounts import Account, add_account, list_accounts
from marsad.store.database import address_of
from marsad.store.store import Store

AT = "2024-01-01T00:00:00+00:00"


def alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(marsad.store.__file__).parent / "migrations"))
    return config


STEPS = [step.revision for step in reversed(list(ScriptDirectory.from_config(alembic()).walk_revisions()))]


def make_at(address: str, revision: str) -> None:
    """A store as the version of that step left it, with a judgement and an issue in it."""
    engine, config = create_engine(address_of(address)), alembic()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(text("INSERT INTO versions (number, marsad, lexicons, gazetteer) VALUES (1, 'a', 'b', 'c')"))
        connection.execute(text("INSERT INTO issues (id, code, origin, line, document, message, version) VALUES ('i', 'c', 'o', 0, 'd', 'm', 1)"))
    engine.dispose()


def test_there_is_one_line_of_steps() -> None:
    assert len(ScriptDirectory.from_config(alembic()).get_heads()) == 1
    assert sorted(STEPS) == STEPS


@pytest.mark.parametrize("revision", STEPS)
def test_a_store_of_an_older_version_is_brought_to_this_one(bare_address, revision) -> None:
    make_at(bare_address, revision)
    with Store(bare_address) as store:
        assert [issue.message for issue in store.issues()] == ["m"]
        add_account(store, Account("rim", "admin", True, AT), "hash")
        assert [account.name for account in list_accounts(store)] == ["rim"]
