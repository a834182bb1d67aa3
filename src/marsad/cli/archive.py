"""`marsad archive`: verify the captures, and give them back."""

import sys
from pathlib import Path

import click
import msgspec

from marsad.cli.collecting import archive_option
from marsad.errors import ArchiveError
from marsad.model import Capture
from marsad.store.archive import Archive
from marsad.store.archive_verify import verify_archive


@click.group("archive")
def command() -> None:
    """Verify the archive of captures, list it, and give captures back."""


def _open(path: Path) -> Archive:
    if not path.is_dir():
        raise ArchiveError(f"there is no archive {path}; `marsad collect` makes one, or name another with --archive")
    return Archive(path)


@command.command()
@archive_option
@click.option("--expect", default="", metavar="HASH", help="A hash of the head that you noted earlier: everything up to it must be as it was.")
def verify(path: Path, expect: str) -> None:
    """Find any byte that was changed, any entry that is missing, inserted or moved.

    Prints the number of entries and the hash of the head. Note that hash elsewhere (in a mail, in print): whoever can write the archive can
    make it anew as a whole, and only a hash kept elsewhere shows that. The archive proves that bytes are as they were kept; it does not
    prove who sent them, or when.

    \b
    marsad archive verify
    marsad archive verify --expect 3b0c44298fc1c149…

    Exit status: 0 when it is whole, 1 when it is not.
    """
    head, issues = verify_archive(_open(path), expect.strip().lower())
    for issue in issues:
        click.echo(f"marsad: {issue.origin}{f':{issue.line}' if issue.line else ''}: {issue.message} [{issue.code}]", err=True)
    click.echo(f"{head.count} entries, {len(issues)} issues, head {head.hash}")
    sys.exit(1 if issues else 0)


@command.command()
@click.argument("sha256", metavar="SHA256")
@archive_option
@click.option("--headers", is_flag=True, help="Print what is known of the capture (address, time, status, headers) as JSON, not its bytes.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file for the bytes instead of standard output.")
def show(sha256: str, path: Path, headers: bool, output: Path | None) -> None:
    """Give back the bytes of a capture, as they came, by its sha256 or the beginning of it. A record names it as its document's `capture`.

    \b
    marsad archive show 9f86d081884c > page.html
    marsad archive show 9f86d081884c --headers
    """
    archive = _open(path)
    found = archive.find(sha256)
    hashes = sorted({capture.sha256 for _, capture in found})
    if len(hashes) != 1:
        raise ArchiveError(f"{len(hashes)} captures of {path} begin with {sha256!r}" + (f": {', '.join(hashes[:5])}" if hashes else ""))
    if headers:
        for position, capture in found:
            click.echo(msgspec.json.encode({"position": position, **_plain(capture)}).decode())
        return
    raw = archive.read(hashes[0])
    if output:
        output.write_bytes(raw)
    else:
        sys.stdout.buffer.write(raw)


@command.command("list")
@archive_option
@click.option("--source", default="", help="Only captures of this source.")
@click.option("--since", type=click.IntRange(0), default=0, show_default=True, help="Only entries from this position on.")
def list_captures(path: Path, source: str, since: int) -> None:
    """Print the entries of the log: position, time, kind, size, sha256, address."""
    for position, capture in _open(path).captures(since):
        if source in ("", capture.source):
            when = (capture.fetched or "-")[:19]
            click.echo(f"{position}\t{when}\t{capture.source}\t{capture.kind}\t{capture.size_bytes}\t{capture.sha256[:16]}\t{capture.origin}")


def _plain(capture: Capture) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(capture)
    return fields
