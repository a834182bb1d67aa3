"""Opening the store's database by its address: SQLite in one file, PostgreSQL for a team; migrated to this version's schema."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from marsad.errors import StoreError
from marsad.store.changes import enter_missing
from marsad.store.shared import note_all
from marsad.store.tallies import recount

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""
_ALONE = 0x4D41525341440001
"""The name of the lock, on PostgreSQL."""
CACHE_KIB = 65_536
_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", f"cache_size = -{CACHE_KIB}", "temp_store = MEMORY")


def open_engine(address: str) -> Engine:
    """The engine of a store at `address`: a path or `sqlite:///path`, or `postgresql://user@host/name`; made where it is missing, migrated.

    Raises:
        StoreError: where the address is of no known kind, the database cannot be reached, is not Marsad's, or was made by a newer version.
    """
    url = address_of(address)
    try:
        engine = create_engine(url, **({"connect_args": {"timeout": BUSY_SECONDS}} if url.startswith("sqlite") else {}))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            f"{address!r} is no store that can be opened ({error}); give a file, or postgresql://user@host/name with marsad[postgres]"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    try:
        with engine.begin() as connection:
            _migrate(connection, address)
    except (OperationalError, DatabaseError) as error:
        engine.dispose()
        raise StoreError(
            f"the store {address} cannot be used: {str(error.orig).strip()}; is it a Marsad store, reachable, and not held by another?"
        ) from error
    return engine


def write_alone(connection: Connection) -> None:
    """Before what is written is worked out from what is read: until the transaction ends nobody else does so, here or in another process."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver would begin with the first write alone
    else:
        connection.execute(select(func.pg_advisory_xact_lock(_ALONE)))


def address_of(address: str) -> str:
    """The SQLAlchemy URL of an address.

    >>> address_of("marsad.db"), address_of("postgresql://me@db/news")
    ('sqlite:///marsad.db', 'postgresql+psycopg://me@db/news')
    """
    if "://" not in address:
        return f"sqlite:///{address}"
    scheme, _, rest = address.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgresql", "postgres") else address


def shown(address: str) -> str:
    """The address without its password, to be shown."""
    return make_url(address_of(address)).render_as_string(hide_password=True)


def _set_up_sqlite(connection: Any, record: Any) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(connection: Connection, address: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    present = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(config)
    if present is None and inspect(connection).get_table_names():
        raise StoreError(f"{address} is a database, but no Marsad store; give another file or database")
    if present == script.get_current_head():
        return
    if present is not None and present not in {step.revision for step in script.walk_revisions()}:
        raise StoreError(f"the store {address} was made by a newer Marsad (its schema is {present}); upgrade Marsad to open it")
    command.upgrade(config, "head")
    if present is not None:
        recount(connection)
        note_all(connection)
        enter_missing(connection)
