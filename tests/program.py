"""The program as a test runs it: in this process, since to start one takes longer than most of what it is asked for."""

import io
import sys
from contextlib import chdir
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from marsad.cli.main import run


def marsad(*arguments: str, stdin: str = "", folder: Path | None = None) -> CompletedProcess[str]:
    """What `marsad` says and ends with, called in a folder; what it does not catch reaches the test."""
    given, said, errors = (io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8") for text in (stdin, "", ""))
    status: object = 0
    with chdir(folder or Path.cwd()), patch.multiple(sys, argv=["marsad", *arguments], stdin=given, stdout=said, stderr=errors):
        try:
            run()
        except SystemExit as ended:
            status = ended.code or 0
    return CompletedProcess(arguments, int(str(status)), *map(_written, (said, errors)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
