"""Publication times as feeds and sitemaps write them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

LONGEST_DATE_CHARS = 64
_DIGITS = str.maketrans({digit: str(digit - start) for start in (0x660, 0x6F0) for digit in range(start, start + 10)})
_LOOKS_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOOKS_RFC = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}")
_DAY_ONLY_CHARS = len("2018-02-05")


def read_date(value: object, zone: str = "UTC") -> str | None:
    """A publication time as ISO 8601 with its offset, a bare day as it is; None for whatever is not a full date.

    A time without offset is taken to be of `zone`, an IANA name. Relative words and bare times (`10:30`) give None: feed libraries complete
    them from the clock (fastfeedparser 0.6 makes of `10:30` the half past ten of the day on which it runs), which would pass the time of
    collection off as that of publication.

    >>> read_date("Tue, 06 Mar 2018 13:45:50 +0300"), read_date("2018-03-06 13:45", "Asia/Beirut"), read_date("10:30")
    ('2018-03-06T13:45:50+03:00', '2018-03-06T13:45:00+02:00', None)
    """
    if not isinstance(value, str) or len(value) > LONGEST_DATE_CHARS:
        return None
    text = value.strip().translate(_DIGITS)
    if _LOOKS_ISO.fullmatch(text):
        return text if _moment(text) else None
    moment = _moment(text)
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).isoformat()


def _moment(text: str) -> datetime | None:
    try:
        if _LOOKS_ISO.match(text):
            return datetime.fromisoformat(text)
        return _of_mail(text) if _LOOKS_RFC.match(text) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _of_mail(text: str) -> datetime:
    """RFC 822 dates; `-0000` and zones by an unknown name say nothing of the offset and count as none, `GMT` and `Z` as UTC."""
    moment = parsedate_to_datetime(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None and text.upper().endswith((" GMT", " UT", " UTC", " Z")) else moment
