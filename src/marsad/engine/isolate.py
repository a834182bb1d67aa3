"""Work in a process of its own that may die or hang, without taking other work along."""

import os
import pickle
import selectors
import signal
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_PART_BYTES = 1 << 16
_LENGTH = struct.Struct(">Q")


def isolate(work: Callable[[T], R], items: Sequence[T], seconds: float, lost: Callable[[T, str], R]) -> list[R]:
    """What `work` makes of each item, in order; `lost` with the reason for an item that ends the process or takes longer than `seconds`.

    One forked process does all of them; where it ends, another goes on behind the item that it was at.
    """
    made: list[R] = []
    while len(made) < len(items):
        left = items[len(made) :]
        answers = _in_child(work, left, seconds)
        try:
            for answer in answers:
                made.append(answer)  # noqa: PERF402 - what came before the end is kept
        except _LostError as error:
            made.append(lost(items[len(made)], str(error)))
    return made


class _LostError(Exception):
    """The process gave no answer: why."""


def _in_child(work: Callable[[T], R], items: Sequence[T], seconds: float) -> Iterator[R]:
    """What a forked process makes of the items, one by one.

    Raises:
        _LostError: when it ends before the last, or an item takes longer than `seconds`.
    """
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - a process of its own
        _answer(work, items, sending)
    os.close(sending)
    try:
        for _ in items:
            yield _receive(receiving, time.monotonic() + seconds)
    finally:
        os.close(receiving)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _answer(work: Callable[[T], R], items: Sequence[T], sending: int) -> None:  # pragma: no cover - a process of its own
    try:
        with os.fdopen(sending, "wb") as pipe:
            for item in items:
                answer = pickle.dumps(work(item))
                pipe.write(_LENGTH.pack(len(answer)) + answer)
                pipe.flush()
    finally:
        os._exit(0)


def _receive(pipe: int, end: float) -> Any:
    (length,) = _LENGTH.unpack(_read(pipe, _LENGTH.size, end))
    return pickle.loads(_read(pipe, length, end))  # noqa: S301 - written by this program a moment ago


def _read(pipe: int, length: int, end: float) -> bytes:
    parts: list[bytes] = []
    missing = length
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while missing:
            if not selector.select(max(0.0, end - time.monotonic())):
                raise _LostError("it took too long")
            part = os.read(pipe, min(missing, _PART_BYTES))
            if not part:
                raise _LostError("the process that read it ended")
            parts.append(part)
            missing -= len(part)
    return b"".join(parts)
