"""What observatories exchange: who this one is, its peers, what is shared and when it last changed."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
_NAMED_AFTER = 8


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.add_column("documents", sa.Column("origin", sa.Text(), nullable=False, server_default=""))
    observatory = op.create_table("observatory", *_texts("id", "name"), sa.PrimaryKeyConstraint("id", name=op.f("pk_observatory")))
    own = str(uuid.uuid4())
    op.bulk_insert(observatory, [{"id": own, "name": f"observatory-{own[:_NAMED_AFTER]}"}])
    clock = op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.bulk_insert(clock, [{"id": 1, "at": 0}])
    op.create_table(
        "shared",
        *_texts("id"),
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("least", "most")),
        *_texts("kind", "key"),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("at", "created", "modified")),
        *_texts("origin", "peer"),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "least", name=op.f("pk_shared")),
    )
    for columns in (["kind", "at"], ["kind", "key"], ["state", "kind"]):
        op.create_index(op.f(f"ix_shared_{'_'.join(columns)}"), "shared", columns, unique=False)
    op.create_table(
        "peers",
        *_texts("name", "account", "observatory"),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_peers")),
    )
    op.create_index(op.f("ix_peers_account"), "peers", ["account"], unique=False)
    op.create_table("served", *_texts("id", "key"), sa.PrimaryKeyConstraint("id", name=op.f("pk_served")))
    op.create_table(
        "statuses",
        *_texts("id", "account"),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statuses")),
    )
