"""The formats of an export: one table from their names to the functions that write them, each a stream of records in and a stream of bytes out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, BinaryIO

import msgspec

from marsad.errors import InputError
from marsad.model.extraction import Version
from marsad.model.shared import Exported

Write = Callable[[Iterable[Exported], BinaryIO, "Heading"], None]
"""Writes records as they come, each once and none kept, and nothing else of the stream: the caller opens, names and closes it."""


class Heading(msgspec.Struct, frozen=True):
    """What an export says of itself.

    `at` is when it was made (UTC), `cursor` the last change that it holds, `since` the change from which on it holds what changed (`""`: it holds
    all), `asked` the filters, `policy` what was left out by rule, `version` the code and lexicons of this program. `left_out` counts what was left
    out, and `written` the records, both as far as the export has come: a format writes them at its end.
    """

    at: str
    cursor: str
    since: str
    asked: Mapping[str, Any]
    policy: Mapping[str, Any]
    version: Version
    left_out: Counter[str]
    written: Counter[str]


class Format(msgspec.Struct, frozen=True):
    """A format: where its writer is (`module:function`), what it is called and how a file of it ends.

    `statuses` are those of the events that it holds where nobody asks for others (empty: all). `withdrawals` is False where it has no way to say that
    an event is no more: then `--since` gives those in the sidecar alone. `sidecar` is True where the heading has no place in the file. `extra` is
    the optional dependency that it needs.
    """

    writer: str
    media_type: str
    ending: str
    title: str
    statuses: tuple[str, ...] = ()
    withdrawals: bool = False
    sidecar: bool = False
    extra: str = ""


FORMATS: Mapping[str, Format] = {
    "jsonl": Format("marsad.stages.share.jsonl:write_jsonl", "application/x-ndjson", ".jsonl", "Marsad's own records, everything", withdrawals=True),
}
"""By name. A further format is a module with a `Write` and a line here."""


def find_format(name: str) -> Format:
    """The format of a name.

    Raises:
        InputError: when there is none.
    """
    if name not in FORMATS:
        raise InputError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name]


def load_writer(form: Format) -> Write:
    """The function that writes a format.

    Raises:
        InputError: when a library that it needs is not installed.
    """
    module, _, function = form.writer.partition(":")
    try:
        write: Write = getattr(import_module(module), function)
    except ModuleNotFoundError as error:
        if not form.extra:
            raise
        raise InputError(f"this format needs {error.name}, which is not installed; run: pip install 'marsad[{form.extra}]'") from error
    return write
