"""What is kept beside the log: the state of each source between visits, robots.txt as read, and the issues of visits."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Lock

import msgspec

from marsad.errors import ArchiveError
from marsad.model import Issue
from marsad.model.visit import SourceState
from marsad.store.archive_files import write_file

ISSUES, STATE = "issues.jsonl", "state"


class Noted(msgspec.Struct, frozen=True):
    """An issue with the time at which it was noted and the source on whose visit."""

    time: datetime
    source: str
    issue: Issue


class Notes:
    """The notes of an archive at `folder`. They can be lost without harm to the captures: the next visit asks for everything anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()

    def state(self, source: str) -> SourceState:
        """What is kept of a source; a blank state where nothing is.

        Raises:
            ArchiveError: when the file is none that Marsad wrote.
        """
        path = self._folder / STATE / f"{source}.json"
        if not path.exists():
            return SourceState(source)
        try:
            return msgspec.json.decode(path.read_bytes(), type=SourceState)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ArchiveError(f"{path} cannot be read ({error}); remove it, and the source is visited as if for the first time") from error

    def save_state(self, state: SourceState) -> None:
        """Keeps the state of a source in place of the one before."""
        self._write(self._folder / STATE / f"{state.source}.json", msgspec.json.encode(state))

    def read_rules(self, kind: type[msgspec.Struct]) -> dict[str, msgspec.Struct]:
        """The robots.txt of hosts as `kind` records, none where they cannot be read: they are then asked for again."""
        try:
            return msgspec.json.decode((self._folder / STATE / "_robots.json").read_bytes(), type=dict[str, kind])  # type: ignore[valid-type]
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}

    def save_rules(self, rules: object) -> None:
        """Keeps the robots.txt of hosts."""
        self._write(self._folder / STATE / "_robots.json", msgspec.json.encode(rules))

    def add_issue(self, noted: Noted) -> None:
        """Appends an issue to `issues.jsonl`."""
        with self._lock, (self._folder / ISSUES).open("ab") as stream:
            stream.write(msgspec.json.encode(noted) + b"\n")

    def issues(self, source: str = "") -> Iterator[Noted]:
        """The issues noted so far, of one source or all; a line that is none is passed over."""
        if not (self._folder / ISSUES).exists():
            return
        with (self._folder / ISSUES).open("rb") as stream:
            for line in stream:
                try:
                    noted = msgspec.json.decode(line, type=Noted)
                except (msgspec.DecodeError, UnicodeDecodeError):
                    continue
                if source in ("", noted.source):
                    yield noted

    def _write(self, path: Path, raw: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            write_file(path, raw + b"\n")
