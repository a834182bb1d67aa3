"""What outlets gave is counted over all articles, reports and events: by indexes alone, whoever looks."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index(op.f("ix_reports_event_outlet"), "reports", ["event", "outlet"])
    op.drop_index(op.f("ix_reports_event"), "reports")
    op.create_index(op.f("ix_documents_outlet_published_marking"), "documents", ["outlet", "published", "marking"])
    op.drop_index(op.f("ix_documents_outlet_published"), "documents")
    op.create_index("ix_events_least", "events", ["least", "most"])
