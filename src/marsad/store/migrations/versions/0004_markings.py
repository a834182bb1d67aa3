"""Markings: on captures, documents, reports and judgements; events as each clearance sees them, counted and numbered for each."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TOLD = ["type", "status"]
_REST = ["review", "sources", "killed_low", "lat", "lon", "radius_m", "least", "most"]
_INDEXES = {
    "ix_events_country": ["country", "day", "event", *_TOLD, *_REST],
    "ix_events_listed": ["day", "event", *_TOLD, "country", *_REST],
    "ix_events_placed": ["lat", "lon", "day", "event", *_TOLD, "country", "review", "sources", "killed_low", "least", "most"],
    "ix_events_queued": ["review", "priority", "event", "day", *_TOLD, "country", "least", "most"],
}


def upgrade() -> None:
    for table in ("captures", "documents", "reports", "judgements"):
        op.add_column(table, sa.Column("marking", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("events", sa.Column("event", sa.Text(), nullable=False, server_default=""))
    op.add_column("events", sa.Column("least", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("events", sa.Column("most", sa.Integer(), nullable=False, server_default="4"))
    op.execute("UPDATE events SET event = id")
    for name, columns in _INDEXES.items():
        op.drop_index(name, table_name="events")
        op.create_index(name, "events", columns, unique=False)
    op.create_index("ix_events_event", "events", ["event"], unique=False)
    op.create_table(
        "event_members",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_event_members_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_event_members_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "report", name=op.f("pk_event_members")),
    )
    op.create_index(op.f("ix_event_members_report"), "event_members", ["report"], unique=False)
    op.drop_table("event_tallies")  # counted anew when the migrations are through
    op.create_table(
        "event_tallies",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("level", "y", "x")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("period", "country", "type", "status")),
        sa.Column("marking", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("events", "sources", "killed")),
        sa.PrimaryKeyConstraint("level", "y", "x", "period", "country", "type", "status", "marking", name=op.f("pk_event_tallies")),
        sqlite_with_rowid=False,
    )
    for clearance in (0, 2, 3, 4):  # 1 is there already
        op.execute(f"INSERT INTO revision (id, number) SELECT {clearance}, number FROM revision WHERE id = 1")
