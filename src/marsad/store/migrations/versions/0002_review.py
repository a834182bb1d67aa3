"""What a workbench asks for: what people decided of an event, in which order to look, events counted ahead, and a number that tells of change."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("events", sa.Column("radius_m", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("events", sa.Column("review", sa.Text(), nullable=False, server_default="open"))
    op.add_column("events", sa.Column("priority", sa.Float(), nullable=False, server_default="0"))
    op.drop_index(op.f("ix_events_type_day"), table_name="events")
    op.drop_index(op.f("ix_events_country_day"), table_name="events")
    told = ["id", "type", "status", "review", "sources", "killed_low", "lat", "lon", "radius_m"]
    op.create_index("ix_events_country", "events", ["country", "day", *told], unique=False)
    op.create_index(op.f("ix_events_killed_low"), "events", ["killed_low"])
    op.create_index(
        "ix_events_listed",
        "events",
        ["day", "id", "type", "status", "country", "review", "sources", "killed_low", "lat", "lon", "radius_m"],
        unique=False,
    )
    op.create_index(
        "ix_events_placed", "events", ["lat", "lon", "day", "id", "type", "status", "country", "review", "sources", "killed_low"], unique=False
    )
    op.create_index("ix_events_queued", "events", ["review", "priority", "id", "day", "type", "status", "country"], unique=False)
    op.create_table(
        "event_tallies",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("level", "y", "x")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("period", "country", "type", "status")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("events", "sources", "killed")),
        sa.PrimaryKeyConstraint("level", "y", "x", "period", "country", "type", "status", name=op.f("pk_event_tallies")),
        sqlite_with_rowid=False,
    )
    revisions = op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.bulk_insert(revisions, [{"id": 1, "number": 0}])
