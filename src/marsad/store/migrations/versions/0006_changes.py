"""The feed of changes, and the addresses of articles where an export can read them without unpacking the articles."""

import zlib

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_PART = 500


class _Document(msgspec.Struct):
    url: str = ""


class _Extraction(msgspec.Struct):
    document: _Document


def upgrade() -> None:
    op.add_column("documents", sa.Column("url", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "changes",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("least", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "version", "into", "came_from")),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", "event", "least", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_event"), "changes", ["event"], unique=False)
    _fill_addresses(op.get_bind())


def _fill_addresses(connection: sa.Connection) -> None:
    documents = sa.table("documents", sa.column("number"), sa.column("record"), sa.column("url"))
    decode = msgspec.json.Decoder(_Extraction).decode
    numbers = list(connection.scalars(sa.select(documents.c.number).order_by(documents.c.number)))
    filled = sa.update(documents).where(documents.c.number == sa.bindparam("own")).values(url=sa.bindparam("address"))
    for start in range(0, len(numbers), _PART):
        query = sa.select(documents.c.number, documents.c.record).where(documents.c.number.in_(numbers[start : start + _PART]))
        addresses = [{"own": row.number, "address": decode(zlib.decompress(row.record)).document.url} for row in connection.execute(query)]
        if told := [row for row in addresses if row["address"]]:
            connection.execute(filled, told)
