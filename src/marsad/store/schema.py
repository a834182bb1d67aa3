"""The tables of the store: one schema for SQLite and PostgreSQL.

Times are ISO 8601 text in UTC and days ISO 8601 dates, so that they compare alike in both. What is asked for often has a column; the whole
record stands beside it as JSON (`record`). Every row of a document leads to the `versions` row of the code and lexicons that made
it; rows that no lexicon had a part in (captures, events, judgements) name the version of the code (`marsad`). `marking` is a level of
`marsad.model.marking`; who may read what is decided in `marsad.store.clearance`.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)

PRIVATE = {"private": True}
"""On a table: it is no part of what the store shows, and `Store.counts` passes over it."""


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _marking() -> Column[int]:
    return Column("marking", Integer, nullable=False, server_default="0")


def _document() -> Column[int]:
    return Column("document", BigInteger, ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True, autoincrement=False)


versions = Table(
    "versions",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _text("marsad"), _text("lexicons"), _text("gazetteer"),
    UniqueConstraint("marsad", "lexicons", "gazetteer"),
)  # fmt: skip
captures = Table(
    "captures",
    metadata,
    Column("sha256", Text, primary_key=True),
    _text("origin"),
    Column("fetched", Text),
    _marking(),
    Column("record", LargeBinary, nullable=False),
    _text("marsad"),
)
documents = Table(
    "documents",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    _text("digest"), _text("outlet"), Column("published", Text), _text("title"), _text("capture"),
    Column("version", BigInteger, ForeignKey("versions.number"), nullable=False),
    _marking(), Column("origin", Text, nullable=False, server_default=""),
    _text("stems"), Column("record", LargeBinary, nullable=False), Column("signature", LargeBinary),
    Column("url", Text, nullable=False, server_default=""),
    Index(None, "outlet", "published", "marking"), Index(None, "published"), Index(None, "version"), Index(None, "capture"),
)  # fmt: skip
mentions = Table(
    "mentions",
    metadata,
    _document(),
    Column("kind", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False), Column("end", Integer, nullable=False), _text("key"), _text("name"),
    Index(None, "kind", "key"),
)  # fmt: skip
claims = Table(
    "claims",
    metadata,
    _document(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False), Column("end", Integer, nullable=False), _text("holder"), _text("holder_type"), _text("via"),
    _text("stance"),
    _text("channel"),
)  # fmt: skip
figures = Table(
    "figures",
    metadata,
    _document(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False), Column("end", Integer, nullable=False), _text("measure"), Column("low", BigInteger, nullable=False),
    Column("high", BigInteger), _text("unit"), Column("claim", Integer, nullable=False),
)  # fmt: skip


def _told() -> list[Column[object]]:
    """What reports and events alike are asked for."""
    return [
        _text("type"), _text("status"), _text("mode"), Column("begin", Text), Column("end", Text), _text("country"), _text("admin1"), _text("place"),
        Column("lat", Float), Column("lon", Float), Column("geo_precision", Integer, nullable=False), Column("killed_low", BigInteger),
        Column("killed_high", BigInteger),
    ]  # fmt: skip


reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", BigInteger, ForeignKey("documents.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    *_told(),
    _text("day"), _text("outlet"), _text("source"), _marking(),
    Column("event", Text, ForeignKey("events.row")),
    Column("record", LargeBinary, nullable=False),
    Index(None, "country", "day"), Index(None, "type", "day"), Index(None, "lat", "lon"), Index(None, "event", "outlet"),
)  # fmt: skip
"""Event mentions, each once a document. `day` is the first day, or that of publication where none is told; `event` the event it stands in
for those who see all."""
report_blocks = Table(
    "report_blocks",
    metadata,
    Column("block", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True, index=True),
)
report_sides = Table(
    "report_sides",
    metadata,
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("actor", Text, nullable=False, index=True), _text("name"),
)  # fmt: skip
_SEEN = ("least", "most")
events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True, key="row"),
    Column("event", Text, nullable=False, key="id"),
    *_told(),
    _text("day"), Column("radius_m", Integer, nullable=False), Column("sources", Integer, nullable=False),
    _text("review"), Column("priority", Float, nullable=False), Column("least", Integer, nullable=False), Column("most", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False), _text("marsad"),
    Index(None, "killed_low"), Index("ix_events_event", "id"), Index("ix_events_least", "least", "most"),
    Index("ix_events_country", "country", "day", "id", "type", "status", "review", "sources", "killed_low", "lat", "lon", "radius_m", *_SEEN),
    Index("ix_events_listed", "day", "id", "type", "status", "country", "review", "sources", "killed_low", "lat", "lon", "radius_m", *_SEEN),
    Index("ix_events_placed", "lat", "lon", "day", "id", "type", "status", "country", "review", "sources", "killed_low", *_SEEN),
    Index("ix_events_queued", "review", "priority", "id", "day", "type", "status", "country", *_SEEN),
)  # fmt: skip
"""Events as those see them whose clearance is from `least` to `most` (`marsad.model.Seen`). `row` is the key; for those who see all (the highest
`most`) it is the event's `id`, under which no reader ever meets two. The named indexes
hold what lists are filtered by, so that a page reads the rows that it shows and no others."""
event_members = Table(
    "event_members",
    metadata,
    Column("event", Text, ForeignKey("events.row", ondelete="CASCADE"), primary_key=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True, index=True),
)
"""The reports of the events that fewer than all see; those of the others are in `reports.event`."""
event_tallies = Table(
    "event_tallies",
    metadata,
    *(Column(name, Integer, primary_key=True, autoincrement=False) for name in ("level", "y", "x")),
    *(Column(name, Text, primary_key=True) for name in ("period", "country", "type", "status")),
    Column("marking", Integer, primary_key=True, autoincrement=False),
    *(Column(name, BigInteger, nullable=False) for name in ("events", "sources", "killed")),
    sqlite_with_rowid=False,
)
"""Events counted by cell, period, country, type and status, those rejected left out; see `marsad.store.tallies`."""
changes = Table(
    "changes",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("event", Text, primary_key=True, index=True),
    Column("least", Integer, primary_key=True, autoincrement=False),
    Column("most", Integer, nullable=False),
    _text("kind"), _text("version"), _text("into"), _text("came_from"), Column("first", BigInteger, nullable=False),
)  # fmt: skip
"""What last happened to each event, for readers of the clearances `least` to `most`; see `marsad.store.changes`."""
judgements = Table(
    "judgements",
    metadata,
    Column("id", Text, primary_key=True),
    _text("at"), _text("by"), _text("action"), _marking(), Column("record", LargeBinary, nullable=False), _text("marsad"),
)  # fmt: skip
observatory = Table("observatory", metadata, Column("id", Text, primary_key=True), _text("name"), info=PRIVATE)
"""One row: who this store's observatory is to others."""
clock = Table("clock", metadata, Column("id", Integer, primary_key=True, autoincrement=False), Column("at", BigInteger, nullable=False), info=PRIVATE)
"""One row: the last microsecond (since 1970, UTC) that something was shared at; who takes the next ones holds it to the end of the transaction."""
shared = Table(
    "shared",
    metadata,
    Column("id", Text, primary_key=True),
    Column("least", Integer, primary_key=True, autoincrement=False),
    Column("most", Integer, nullable=False),
    _text("kind"), _text("key"), Column("at", BigInteger, nullable=False), Column("created", BigInteger, nullable=False),
    Column("modified", BigInteger, nullable=False), _text("origin"), _text("peer"), Column("state", Integer, nullable=False),
    Index(None, "kind", "at"), Index(None, "kind", "key"), Index(None, "state", "kind"),
    info=PRIVATE,
)  # fmt: skip
"""What is shared, when it last changed, and what was withdrawn; see `marsad.store.shared`."""
peers = Table(
    "peers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("account", Text, nullable=False, index=True),
    _text("observatory"), Column("record", LargeBinary, nullable=False),
    info=PRIVATE,
)  # fmt: skip
served = Table("served", metadata, Column("id", Text, primary_key=True), _text("key"), info=PRIVATE)
"""By the id of a STIX object that belongs to an event, the event's: what was served can be asked for by its id."""
statuses = Table(
    "statuses", metadata,
    Column("id", Text, primary_key=True), _text("account"), Column("record", LargeBinary, nullable=False),
    info=PRIVATE,
)  # fmt: skip
"""What became of the objects that others sent."""
alerts = Table(
    "alerts",
    metadata,
    Column("marking", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, primary_key=True),
    _text("area"), _text("kind"), _text("country"), _text("day"), Column("rank", Integer, nullable=False), Column("before", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False), _text("marsad"),
    Index(None, "marking", "area", "day"), Index(None, "marking", "day", "id"),
)  # fmt: skip
"""Changes of alert levels, made of what is marked up to `marking`, for those who see so far and no further; see `marsad.store.alerts`."""
alert_states = Table(
    "alert_states",
    metadata,
    Column("marking", Integer, primary_key=True, autoincrement=False),
    Column("area", Text, primary_key=True),
    _text("kind"), _text("country"), Column("rank", Integer, nullable=False), Column("score", Float, nullable=False),
    Column("record", LargeBinary, nullable=False), _text("marsad"),
    Index(None, "marking", "rank", "score"),
)  # fmt: skip
"""Where each area stands."""
alert_days = Table("alert_days", metadata, Column("marking", Integer, primary_key=True, autoincrement=False), _text("day"), info=PRIVATE)
"""The last day whose news is in the levels."""
notices = Table(
    "notices",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("alert", Text, primary_key=True),
    _text("due"), Column("tries", Integer, nullable=False), Column("claimed", Text), Column("sent", Text), _text("error"),
    Index(None, "sent", "due"),
    info=PRIVATE,
)  # fmt: skip
"""Changes to be told of by each channel, once; see `marsad.store.notices`."""
revision = Table("revision", metadata, Column("id", Integer, primary_key=True, autoincrement=False), Column("number", BigInteger, nullable=False))
"""A row for each clearance (its level is the `id`), whose number grows with every change to what the store shows to it."""
issues = Table(
    "issues",
    metadata,
    Column("id", Text, primary_key=True),
    _text("code"), _text("origin"), Column("line", Integer, nullable=False), _text("document"), _text("message"),
    Column("version", BigInteger, ForeignKey("versions.number"), nullable=False),
)  # fmt: skip


# Who may use the store: secrets stand here hashed, and names as text in the log, so that an entry outlives its account.


def _account() -> Column[str]:
    return Column("account", Text, ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True)


accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    _text("role"), _text("password"), Column("active", Boolean, nullable=False), _text("created"), Column("seen", Text),
    info=PRIVATE,
)  # fmt: skip
"""`password` is an Argon2 hash with its salt and costs; `seen` the last login, None for none."""
sessions = Table(
    "sessions", metadata, Column("digest", Text, primary_key=True), _account(), _text("created"), _text("used"), info=PRIVATE
)  # fmt: skip
"""`digest` is the SHA-256 of the token that the browser keeps."""
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Text, primary_key=True),
    _account(),
    _text("label"), _text("role"), _text("digest"), _text("created"), Column("expires", Text), Column("used", Text),
    info=PRIVATE,
)  # fmt: skip
"""`digest` is the SHA-256 of the whole key, whose beginning holds `id`."""
audit = Table(
    "audit",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    _text("at"), _text("account"), _text("via"), _text("address"), _text("method"), _text("path"), Column("status", Integer, nullable=False),
    _text("detail"),
    Index(None, "account", "number"),
    info=PRIVATE,
)  # fmt: skip
"""Written to and read, never changed: names stand in it as text, so that an entry outlives its account."""
