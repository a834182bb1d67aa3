"""Ids and times of STIX 2.1 (OASIS Standard, 10 June 2021).

Ids are UUIDs of version 5 in a namespace of our own, as section 2.9 allows, so that a thing that is shared again updates what a platform has and does
not double it.
"""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from functools import lru_cache

NAMESPACE = uuid.UUID("6bf209f9-4bba-4534-9cc4-042b1052fa31")
_VARIANT = {f"{digit:x}": f"{digit & 3 | 8:x}" for digit in range(16)}
"""The digit that tells the variant of RFC 9562, by that of the hash: its two highest bits are set to 10."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def stix_id(kind: str, *parts: str) -> str:
    """The id of an object of that type, the same for the same parts: `uuid.uuid5`, made without an object that is thrown away.

    >>> stix_id("incident", "3f0c9a") == stix_id("incident", "3f0c9a")
    True
    """
    name = chr(0).join((kind, *parts))
    digits = hashlib.sha1(NAMESPACE.bytes + name.encode(), usedforsecurity=False).hexdigest()
    variant = _VARIANT[digits[16]]
    return f"{kind}--{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def stix_time(microseconds: int) -> str:
    """A time as STIX writes it, with as many digits of the second as it needs, three or six.

    >>> stix_time(1_517_788_800_000_000), stix_time(1)
    ('2018-02-05T00:00:00.000Z', '1970-01-01T00:00:00.000001Z')
    """
    return _written(microseconds, "milliseconds" if microseconds % 1_000 == 0 else "microseconds")


def taxii_time(microseconds: int) -> str:
    """A time as TAXII writes it, always with six digits of the second, so that times sort as their texts do.

    >>> taxii_time(1_517_788_800_000_000)
    '2018-02-05T00:00:00.000000Z'
    """
    return _written(microseconds, "microseconds")


@lru_cache(maxsize=4_096)
def _written(microseconds: int, digits: str) -> str:
    return (_EPOCH + timedelta(microseconds=microseconds)).replace(tzinfo=None).isoformat(timespec=digits) + "Z"


@lru_cache(maxsize=4_096)
def read_time(text: str) -> int:
    """Microseconds since 1970 of a time as STIX or TAXII writes it.

    Raises:
        ValueError: for what is no time with an offset.

    >>> read_time("2018-02-05T00:00:00.000Z")
    1517788800000000
    """
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text!r} states no offset; times of STIX end with Z")
    return (time - _EPOCH) // timedelta(microseconds=1)
