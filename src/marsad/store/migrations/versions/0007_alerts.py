"""Alert levels of places: their changes, where each stands, and the last day that is in them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _marking() -> sa.Column[int]:
    return sa.Column("marking", sa.Integer(), autoincrement=False, nullable=False)


def upgrade() -> None:
    op.create_table(
        "alerts",
        _marking(),
        *_texts("id", "area", "kind", "country", "day"),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        *_texts("marsad"),
        sa.PrimaryKeyConstraint("marking", "id", name=op.f("pk_alerts")),
    )
    op.create_index(op.f("ix_alerts_marking_area_day"), "alerts", ["marking", "area", "day"])
    op.create_index(op.f("ix_alerts_marking_day_id"), "alerts", ["marking", "day", "id"])
    op.create_table(
        "alert_states",
        _marking(),
        *_texts("area", "kind", "country"),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        *_texts("marsad"),
        sa.PrimaryKeyConstraint("marking", "area", name=op.f("pk_alert_states")),
    )
    op.create_index(op.f("ix_alert_states_marking_rank_score"), "alert_states", ["marking", "rank", "score"])
    op.create_table("alert_days", _marking(), *_texts("day"), sa.PrimaryKeyConstraint("marking", name=op.f("pk_alert_days")))
