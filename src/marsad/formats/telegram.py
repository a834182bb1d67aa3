"""Telegram Desktop's export of a channel: `result.json`."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from marsad.formats.dates import read_date
from marsad.formats.faults import FormatError


class Message(NamedTuple):
    """A message of a channel. `published` is UTC where the export states Unix time, else the local time of the exporting machine as of `zone`."""

    id: str
    channel: str
    text: str
    published: str | None
    author: str = ""
    forwarded_from: str = ""


def read_export(raw: bytes, zone: str = "UTC") -> Iterator[Message]:
    """The messages that have text, of one chat (`messages`) or of a full export (`chats.list`).

    `text` may be a string or a list of strings and objects with a `text` of their own (links, bold). Service messages are left out.

    Raises:
        FormatError: when this is no export.
    """
    try:
        export = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FormatError("truncated_json", f"this is no export of Telegram Desktop: {error}") from error
    chats = _chats(export)
    if chats is None:
        raise FormatError("no_export", "this is no export of Telegram Desktop: it has neither `messages` nor `chats`")
    for chat in chats:
        name = str(chat.get("name") or "")
        for message in chat.get("messages") or ():
            if isinstance(message, dict) and message.get("type", "message") == "message":
                text = flat_text(message.get("text"))
                if text.strip():
                    yield _message(message, text, name, str(chat.get("id") or name), zone)


def flat_text(text: object) -> str:
    """The text of a message, its entities flattened.

    >>> flat_text(["a ", {"type": "bold", "text": "b"}, " c"])
    'a b c'
    """
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(flat_text(part) for part in text if isinstance(part, str | dict))
    inner = text.get("text") if isinstance(text, dict) else None
    return inner if isinstance(inner, str) else ""


def _chats(export: object) -> list[dict[str, Any]] | None:
    if not isinstance(export, dict):
        return None
    if isinstance(export.get("messages"), list):
        return [export]
    chats = export.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    return [chat for chat in listed if isinstance(chat, dict)] if isinstance(listed, list) else None


def _message(message: dict[str, Any], text: str, channel: str, chat: str, zone: str) -> Message:
    author, origin = message.get("from"), message.get("forwarded_from")
    return Message(f"telegram:{chat}/{message.get('id')}", channel, text, _time_of(message, zone), str(author or ""), str(origin or ""))


def _time_of(message: dict[str, Any], zone: str) -> str | None:
    seconds = str(message.get("date_unixtime") or "")
    try:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return read_date(message.get("date"), zone)
