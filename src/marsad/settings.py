"""Settings: what a person may set through the environment, with defaults that need none."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec

from marsad.errors import SettingError

PREFIX = "MARSAD_"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be set, each through `MARSAD_<NAME>` in the environment.

    `gazetteer` is the user's own gazetteer file, beside the built one (None: the usual place, if it is there). `jobs` is the number of
    processes. `document_seconds` is how long one document may take before it is given up, `html_seconds` the same for reading one HTML
    page. `document_bytes` is the largest single document that is read. `sources` is the folder of the sources' files, `archive` that of the
    captures, and `contact` an address (mail or web) that the user agent names, so that a publisher can reach whoever collects. `store` is where
    records are kept: a file, or `postgresql://user@host/name`.
    """

    gazetteer: Path | None = None
    jobs: int = 1
    document_seconds: float = 60.0
    html_seconds: float = 20.0
    document_bytes: int = 8_000_000
    sources: Path = Path("sources")
    archive: Path = Path("archive")
    contact: str = ""
    store: str = "marsad.db"

    def __post_init__(self) -> None:
        for name in ("jobs", "document_seconds", "html_seconds", "document_bytes"):
            if getattr(self, name) <= 0:
                raise SettingError(f"{PREFIX}{name.upper()} must be above 0, found {getattr(self, name)}")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that `environment` states.

    Raises:
        SettingError: for a `MARSAD_` name that is not known (a slip would else pass in silence) or a value that is not of its type.

    >>> read_settings({"MARSAD_JOBS": "2"}).jobs
    2
    """
    stated = {name.removeprefix(PREFIX).lower(): value for name, value in environment.items() if name.startswith(PREFIX)}
    known = Settings.__struct_fields__
    for name in sorted(stated):
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {PREFIX}{near[0].upper()}?" if near else f"known are {', '.join(PREFIX + field.upper() for field in known)}"
            raise SettingError(f"there is no setting {PREFIX}{name.upper()}; {hint}")
    try:
        return msgspec.convert(stated, Settings, strict=False, dec_hook=_convert_path)
    except msgspec.ValidationError as error:
        raise SettingError(f"a {PREFIX} setting cannot be used: {error}") from error


def _convert_path(wanted: type, value: str) -> Path:
    return Path(value).expanduser()
