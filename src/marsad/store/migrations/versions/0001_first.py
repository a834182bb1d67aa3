"""The first schema, and what searches it: FTS5 on SQLite, a GIN index on PostgreSQL, both over the same stems."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE document_search USING fts5(stems, content='documents', content_rowid='number', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER documents_inserted AFTER INSERT ON documents BEGIN INSERT INTO document_search(rowid, stems) VALUES (new.number, new.stems); END",
    """CREATE TRIGGER documents_deleted AFTER DELETE ON documents BEGIN
    INSERT INTO document_search(document_search, rowid, stems) VALUES ('delete', old.number, old.stems); END""",
)
_POSTGRES_SEARCH = ("CREATE INDEX ix_documents_stems ON documents USING gin (to_tsvector('simple', stems))",)


def upgrade() -> None:
    op.create_table(
        "captures",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("fetched", sa.Text(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("marsad", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_captures")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("begin", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("admin1", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("geo_precision", sa.Integer(), nullable=False),
        sa.Column("killed_low", sa.BigInteger(), nullable=True),
        sa.Column("killed_high", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("marsad", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_country_day"), "events", ["country", "day"], unique=False)
    op.create_index(op.f("ix_events_type_day"), "events", ["type", "day"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("marsad", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_table(
        "versions",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("marsad", sa.Text(), nullable=False),
        sa.Column("lexicons", sa.Text(), nullable=False),
        sa.Column("gazetteer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_versions")),
        sa.UniqueConstraint("marsad", "lexicons", "gazetteer", name=op.f("uq_versions_marsad_lexicons_gazetteer")),
    )
    op.create_table(
        "documents",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("capture", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_documents_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
    )
    op.create_index(op.f("ix_documents_capture"), "documents", ["capture"], unique=False)
    op.create_index(op.f("ix_documents_outlet_published"), "documents", ["outlet", "published"], unique=False)
    op.create_index(op.f("ix_documents_published"), "documents", ["published"], unique=False)
    op.create_index(op.f("ix_documents_version"), "documents", ["version"], unique=False)
    op.create_table(
        "issues",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name=op.f("fk_issues_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
    )
    op.create_table(
        "claims",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("holder_type", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_claims_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_claims")),
    )
    op.create_table(
        "figures",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_figures_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_figures")),
    )
    op.create_table(
        "mentions",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_mentions_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "kind", "number", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_kind_key"), "mentions", ["kind", "key"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("begin", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("admin1", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("geo_precision", sa.Integer(), nullable=False),
        sa.Column("killed_low", sa.BigInteger(), nullable=True),
        sa.Column("killed_high", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_reports_document"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_reports_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_country_day"), "reports", ["country", "day"], unique=False)
    op.create_index(op.f("ix_reports_document"), "reports", ["document"], unique=False)
    op.create_index(op.f("ix_reports_event"), "reports", ["event"], unique=False)
    op.create_index(op.f("ix_reports_lat_lon"), "reports", ["lat", "lon"], unique=False)
    op.create_index(op.f("ix_reports_type_day"), "reports", ["type", "day"], unique=False)
    op.create_table(
        "report_blocks",
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_report_blocks_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("block", "report", name=op.f("pk_report_blocks")),
    )
    op.create_index(op.f("ix_report_blocks_report"), "report_blocks", ["report"], unique=False)
    op.create_table(
        "report_sides",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_report_sides_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", "role", "number", name=op.f("pk_report_sides")),
    )
    op.create_index(op.f("ix_report_sides_actor"), "report_sides", ["actor"], unique=False)
    for statement in _SQLITE_SEARCH if op.get_bind().dialect.name == "sqlite" else _POSTGRES_SEARCH:
        op.execute(statement)
