"""Who is told of alerts, by which channel, when: the file that says it (TOML)."""

import os
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from marsad.errors import SettingError
from marsad.lexicon.alert_levels import load_rules
from marsad.model.marking import MARKINGS


class Quiet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours in which nothing is sent but changes to `but` or above; what comes in them is sent when they end."""

    begin: time
    end: time
    but: str = "severe"


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to somebody.

    `level` is the least level told of, `areas` the ids or ISO codes of areas (a country's code stands for all that lies in it; none: all), and
    `kinds` the kinds of area. `falls` has falls of level told too. `tlp` is the clearance of who reads it. With `digest` all of a day comes at that
    hour as one. Times are of `time_zone`. A webhook's `url` gets JSON, signed where `secret_env` names a variable of the environment; e-mail goes by
    `server`, with `user` and the password that `password_env` names; `urls_env` names a variable that holds addresses for Apprise.
    """

    name: str
    kind: Literal["webhook", "email", "apprise"]
    level: str = "elevated"
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    falls: bool = False
    language: Literal["ar", "en"] = "ar"
    tlp: str = "CLEAR"
    time_zone: str = "UTC"
    quiet: Quiet | None = None
    digest: time | None = None
    url: str = ""
    secret_env: str = ""
    server: str = ""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_env: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    urls_env: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    channel: tuple[Channel, ...] = ()


NEEDED = {"webhook": ("url",), "email": ("server", "sender", "to"), "apprise": ("urls_env",)}
SECRETS = ("secret_env", "password_env", "urls_env")


def read_channels(path: Path, environment: Mapping[str, str] = os.environ) -> tuple[Channel, ...]:
    """The channels that a file names.

    Raises:
        SettingError: for a file that cannot be read, a field that there is none of, or one that is missing or wrong.
    """
    try:
        read = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingError(f"{path} does not say who is told of alerts: {error}; docs/warning.md shows such a file") from error
    names = [channel.name for channel in read.channel]
    if not names or len(set(names)) < len(names):
        raise SettingError(f"{path} must have one [[channel]] or more, each with a name of its own; found {names}")
    for channel in read.channel:
        _check(channel, path, environment)
    return read.channel


def _check(channel: Channel, path: Path, environment: Mapping[str, str]) -> None:
    where = f"{path}, channel {channel.name!r}"
    if missing := [field for field in NEEDED[channel.kind] if not getattr(channel, field)]:
        raise SettingError(f"{where}: {channel.kind} needs {', '.join(missing)}")
    if absent := [name for field in SECRETS if (name := getattr(channel, field)) and not environment.get(name)]:
        raise SettingError(f"{where}: the environment has no variable {', '.join(absent)}, which holds its secret")
    if channel.kind == "webhook" and not channel.url.startswith(("https://", "http://")):
        raise SettingError(f"{where}: {channel.url!r} is no http(s) address")
    if channel.tlp not in MARKINGS:
        raise SettingError(f"{where}: {channel.tlp!r} is no marking; those of TLP 2.0 are {', '.join(MARKINGS)}")
    levels = [level.id for level in load_rules().levels]
    if unknown := {channel.level, channel.quiet.but if channel.quiet else channel.level} - set(levels):
        raise SettingError(f"{where}: {', '.join(sorted(unknown))} is no alert level; there are {', '.join(levels)}")
    try:
        ZoneInfo(channel.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingError(f"{where}: {channel.time_zone!r} is no time zone; write it as Africa/Tripoli") from error
