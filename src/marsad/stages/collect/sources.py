"""The files of `sources/`: one YAML file a source."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
import yaml

from marsad.errors import SourceError
from marsad.model import Issue, Source
from marsad.model.source import FETCHED_KINDS

LARGEST_FILE_BYTES = 64_000
"""A source's file has some twenty lines; a larger one is another file."""


def read_source(path: Path) -> Source:
    """The source that a YAML file states; its id is the file's name.

    Raises:
        SourceError: when the file cannot be read, has an unknown or missing field, or a value that cannot be meant.
    """
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise SourceError(f"{path} has more than {LARGEST_FILE_BYTES} bytes; a source's file is a list of fields")
        stated = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceError(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(stated, dict):
        raise SourceError(f"{path} holds no fields; it needs at least outlet, address and kind")
    _check_fields(path, stated)
    try:
        return msgspec.convert({"id": path.stem, **stated}, Source)
    except (msgspec.ValidationError, ValueError) as error:
        raise SourceError(f"{path}: {error}") from error


def _check_fields(path: Path, stated: dict[Any, Any]) -> None:
    known = [name for name in Source.__struct_fields__ if name != "id"]
    for name in stated:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise SourceError(f"{path} has an unknown field {name!r}; {hint}")


def read_sources(folder: Path, names: tuple[str, ...] = ()) -> list[Source]:
    """The sources of a folder, in the order of their ids, or those of `names`.

    Raises:
        SourceError: when there is no such folder or source, or a file is wrong.
    """
    if not folder.is_dir():
        raise SourceError(f"there is no folder {folder}; make one with `marsad source add URL`, or name another with --sources")
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    for name in names:
        if name not in paths:
            near = get_close_matches(name, paths, 1)
            hint = f"did you mean {near[0]}?" if near else f"{folder} has {', '.join(paths) or 'none'}"
            raise SourceError(f"there is no source {name!r}; {hint}")
    return [read_source(paths[name]) for name in names or paths]


def check_sources(folder: Path) -> list[Issue]:
    """What is wrong with the files of a folder, all of it: wrong files, and two sources of one address.

    Raises:
        SourceError: when there is no such folder.
    """
    if not folder.is_dir():
        raise SourceError(f"there is no folder {folder}; make one with `marsad source add URL`, or name another with --sources")
    issues, by_address = [], dict[str, str]()
    for path in sorted(folder.iterdir()):
        if path.suffix == ".yml":
            issues.append(Issue("suffix", str(path), "the file is not read; name it .yaml"))
        if path.suffix != ".yaml":
            continue
        try:
            source = read_source(path)
        except SourceError as error:
            issues.append(Issue("source", str(path), str(error)))
            continue
        other = by_address.setdefault(source.address, source.id)
        if other != source.id:
            issues.append(Issue("twice", str(path), f"the source {other} has the same address; remove one of the two"))
        if source.kind not in FETCHED_KINDS and not source_path(source, folder).exists():
            issues.append(Issue("missing", str(path), f"there is no file or folder {source_path(source, folder)}"))
    return issues


def source_path(source: Source, folder: Path) -> Path:
    """Where the files of a source are: its address, relative to the folder of its YAML file."""
    return folder / Path(source.address).expanduser()


def write_source(folder: Path, source: Source) -> Path:
    """Writes the YAML file of a source; its path.

    Raises:
        SourceError: when there is one of that name.
    """
    path = folder / f"{source.id}.yaml"
    if path.exists():
        raise SourceError(f"{path} is there already; remove it, or give the new source another --id")
    fields = msgspec.to_builtins(source)
    kept = {name: value for name, value in fields.items() if name != "id" and value not in ((), [], "")}
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=140), "utf-8")
    return path
