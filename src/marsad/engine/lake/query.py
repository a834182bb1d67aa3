"""Questions in SQL to a lake, answered by DuckDB, which may read the lake's files and nothing else."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from marsad.engine.lake.folder import RUNS, LocalFolder, read_reconciled, standing_faults
from marsad.engine.lake.found import record_files
from marsad.errors import InputError, LakeError

_ASKING = frozenset(("SELECT", "EXPLAIN", "RELATION"))
_NESTED = ("reports", "claims", "figures", "places", "actors")
_OWN = "month, id, digest, outlet, published, title, url, byline, agencies, capture, marsad, lexicons, gazetteer, signature, record, " + ", ".join(
    _NESTED
)


def open_query(lake: Path) -> Any:
    """A DuckDB connection with the lake's views: `documents`, `reports`, `claims`, `figures`, `places`, `actors`, `issues`, and of a lake that
    was reconciled `events`, `event_reports` and `copies`.

    It reads the files of the lake and no others, changes nothing, and takes no other setting: what it is asked may come from anybody.

    Raises:
        LakeError: where there is no lake, or marsad[analytics] is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise LakeError("questions to a lake need DuckDB: pip install 'marsad[analytics]'") from error
    folder = LocalFolder(lake.resolve())
    connection = duckdb.connect(":memory:")
    connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET TimeZone = 'UTC'")
    connection.execute(f"SET allowed_directories = [{_quoted(str(folder.path) + '/')}]")
    try:
        for statement in _views(folder):
            connection.execute(statement)
    except duckdb.Error as error:
        raise LakeError(f"the lake {folder.path} cannot be read ({error}): copy it anew, or make it again") from error
    connection.execute("SET enable_external_access = false; SET lock_configuration = true")
    return connection


def ask(connection: Any, question: str) -> Any:
    """The answer to one SELECT (or DESCRIBE, SUMMARIZE, SHOW, EXPLAIN), as a DuckDB result that streams.

    Raises:
        InputError: for another or more than one statement, or one that DuckDB does not understand.
    """
    import duckdb

    try:
        statements = connection.extract_statements(question)
        if len(statements) != 1 or statements[0].type.name not in _ASKING:
            raise InputError("a lake is only asked: give one SELECT (or DESCRIBE, SUMMARIZE, SHOW), which changes nothing")
        return connection.execute(statements[0])
    except duckdb.Error as error:
        raise unanswered(error) from error


def unanswered(error: Exception) -> InputError:
    """What is said of a question that DuckDB does not take, or ends in the midst of."""
    return InputError(f"the question cannot be answered: {error}")


def _views(folder: LocalFolder) -> list[str]:
    """The statements that make the views of a lake. Months without rows and runs without events give empty views of the same columns."""
    files = record_files(folder)
    records = f"read_parquet({_listed(files)}, hive_partitioning = true, hive_types = {{'month': VARCHAR, 'split': VARCHAR}}, union_by_name = true)"
    reconciled = read_reconciled(folder)
    once = " QUALIFY row_number() OVER (PARTITION BY id ORDER BY digest DESC) = 1" if reconciled is not None and reconciled.repeated else ""
    told = "id AS document, issue.code, issue.origin, issue.line, issue.message"
    views = [
        f"CREATE VIEW documents AS SELECT {_OWN} FROM {records} WHERE issue IS NULL{once}",
        f"CREATE VIEW issues AS SELECT {told} FROM {records} WHERE issue IS NOT NULL {_faults(folder)}",
    ]
    own = "document, outlet, published, month"
    items = "SELECT id AS document, outlet, published, month, unnest({view}) AS item FROM documents"
    views += [f"CREATE VIEW {view} AS SELECT {own}, item.* FROM ({items.format(view=view)})" for view in _NESTED]
    if reconciled is not None:
        run = folder.path / RUNS / f"run={reconciled.run}"
        for name in ("events", "copies"):
            found = sorted((run / name).rglob("*.parquet"))
            if found:
                views.append(
                    f"CREATE VIEW {name} AS SELECT * FROM read_parquet({_listed(found)}, hive_partitioning = true, hive_types_autocast = false)"
                )
        views.append("CREATE VIEW event_reports AS SELECT id AS event, unnest(reports) AS report FROM events")
    return views


def _faults(folder: LocalFolder) -> str:
    """What went wrong while splits were read and reports reconciled, as rows of the issues."""
    faults = standing_faults(folder)
    rows = (f"UNION ALL SELECT {_quoted(f.document)}, {_quoted(f.code)}, {_quoted(f.origin)}, {f.line}, {_quoted(f.message)}" for f in faults)
    return " ".join(rows)


def _listed(files: Iterable[Path]) -> str:
    return "[" + ", ".join(_quoted(str(file)) for file in files) + "]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
