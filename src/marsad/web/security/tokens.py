"""Tokens of sessions and keys: drawn at random, kept as digests alone."""

import hmac
import re
import secrets
from hashlib import sha256

_TOKEN_BYTES = 32
_ID_BYTES = 5
_KEY = re.compile(r"marsad_([0-9a-f]{10})_[\w-]{43}")


def new_token() -> str:
    """A token that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What is kept of a token or key. It is long and random, so a plain hash cannot be turned back."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(token: str) -> str:
    """The token that writes of a session must carry: known to whoever can read the session's answers, and to nobody who only has it sent."""
    return hmac.new(token.encode("utf-8", "surrogatepass"), b"csrf", sha256).hexdigest()


def new_key() -> tuple[str, str]:
    """A new key and its id, which stands in it and may be shown."""
    id_ = secrets.token_hex(_ID_BYTES)
    return f"marsad_{id_}_{new_token()}", id_


def key_id(key: str) -> str:
    """The id of a key, `""` for what is no key.

    >>> key_id("marsad_0123456789_" + "x" * 43), key_id("letmein")
    ('0123456789', '')
    """
    match = _KEY.fullmatch(key)
    return match.group(1) if match is not None else ""


def is_same(given: str, kept: str) -> bool:
    """True where both are equal; takes as long where they are not."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), kept.encode())
