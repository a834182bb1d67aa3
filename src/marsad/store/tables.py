"""Reading and writing rows in bulk, on SQLite and PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from marsad.store import schema

MOST_PARAMETERS = 500
"""Values asked for in one statement."""


def parts_of(values: list[Any]) -> list[list[Any]]:
    """The values in parts that one statement can hold."""
    return [values[start : start + MOST_PARAMETERS] for start in range(0, len(values), MOST_PARAMETERS)]


def rows_where_in(connection: Connection, query: Any, column: Any, values: Iterable[object]) -> list[Any]:
    """The rows of `query` whose `column` is one of `values`."""
    return [row for part in parts_of(list(values)) for row in connection.execute(query.where(column.in_(part))).all()]


def insert_rows(connection: Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Write rows the fastest way the database has: COPY on PostgreSQL, one prepared statement on SQLite."""
    if not rows:
        return
    names = [column.name for column in schema.metadata.tables[table].columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        connection.exec_driver_sql(f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})", list(rows))
