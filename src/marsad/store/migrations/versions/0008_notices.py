"""Changes of alert levels to be told of, each by each channel once."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "notices",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("channel", "alert", "due")),
        sa.Column("tries", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("claimed", "sent")),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "alert", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_sent_due"), "notices", ["sent", "due"])
