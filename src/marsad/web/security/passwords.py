"""Passwords: what may be one, and how they are kept and compared (Argon2id with the costs that argon2-cffi recommends)."""

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marsad.errors import InputError
from marsad.web.faults import BusyError

LEAST_LETTERS = 12
MOST_LETTERS = 256
MOST_AT_ONCE = 2
"""Each takes 64 MiB for a fifth of a second: more at once would only be slower, and fill the memory."""
HASHER = PasswordHasher()
LONGEST_WAIT_SECONDS = 5.0
"""For one's turn; a flood of logins must not hold up all that the server has to do besides."""
_turns = BoundedSemaphore(MOST_AT_ONCE)


def hash_password(password: str, name: str = "") -> str:
    """The hash of a new password, with salt and costs.

    Raises:
        InputError: where it is too short or too long, one letter repeated, or the name of its owner.
        BusyError: see `is_right`.
    """
    plain = _normal(password)
    if not LEAST_LETTERS <= len(plain) <= MOST_LETTERS:
        raise InputError(f"a password has {LEAST_LETTERS} to {MOST_LETTERS} characters; several words are easy to keep in mind")
    if len(set(plain)) == 1 or (name and plain.casefold().strip() == name.casefold()):
        raise InputError("this password is the first that anybody would try; take several words")
    with _turn():
        return HASHER.hash(plain)


def is_right(password: str, hashed: str | None) -> bool:
    """True where the hash is that of the password. Takes as long where there is none (None), so that nobody learns which names there are.

    Raises:
        BusyError: when too many passwords are being compared already.
    """
    plain = _normal(password)[:MOST_LETTERS]
    with _turn():
        try:
            return HASHER.verify(hashed or _of_nobody(), plain) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise BusyError("too many are logging in at once; try again in a moment")
    try:
        yield
    finally:
        _turns.release()


@cache
def _of_nobody() -> str:
    return HASHER.hash(secrets.token_urlsafe())


def _normal(password: str) -> str:
    """One form for what keyboards write in several."""
    return unicodedata.normalize("NFKC", password)
