"""Bad data, as a record."""

import msgspec


class Issue(msgspec.Struct, frozen=True):
    """Something wrong with the data that did not stop the run.

    `code` is a stable word (`empty`, `not_arabic`, `truncated_json`, `charset`, `timeout`, …), `origin` the file
    or address, `line` its line counted from 1 (0: the whole of it), `message` what was found and what to do. `capture` is the sha256 of the
    capture that it was found in, `""` where it was not read from the archive.
    """

    code: str
    origin: str
    message: str
    line: int = 0
    document: str = ""
    capture: str = ""
