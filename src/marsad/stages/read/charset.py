"""From bytes to text: the charsets in which Arabic comes."""

import codecs
from collections import Counter

from marsad.errors import InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LEGACY = ("windows-1256", "iso-8859-6")
_SAMPLE_BYTES = 20_000
MOST_CONTROL_SHARE = 0.02
_COMMON = frozenset("\u0627\u0644\u064a\u0645\u0646\u0648\u062a\u0631\u0628\u0639\u062f\u0641\u0647\u0633\u0642\u0643\u062d\u0629 ")
"""The letters that make up most of any Arabic text: the right charset shows most of them."""


def decode(raw: bytes, declared: str = "") -> tuple[str, str]:
    """The text of `raw` and the name of the charset it was in.

    A byte-order mark or a `declared` charset that decodes is trusted, then UTF-8; else of windows-1256 and ISO-8859-6 the one that
    shows more of the letters common in Arabic.

    Raises:
        InputError: when the bytes are binary or of no charset of these.
    """
    if not raw.strip():
        raise InputError("the input is empty; give it an article")
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw.decode(name, errors="replace"), name
    if _is_binary(raw):
        raise InputError("the input is binary; Marsad reads text, HTML, JSON and JSONL")
    for name in (declared, "utf-8"):
        if name:
            try:
                return raw.decode(name), name.lower()
            except (UnicodeDecodeError, LookupError):
                continue
    return _legacy(raw)


def _legacy(raw: bytes) -> tuple[str, str]:
    scored = []
    for name in _LEGACY:
        text = raw[:_SAMPLE_BYTES].decode(name, errors="replace")
        counts = Counter(text)
        arabic = sum(count for letter, count in counts.items() if "\u0621" <= letter <= "\u064a")
        common = sum(counts[letter] for letter in _COMMON)
        scored.append((common - 5 * counts["\ufffd"], arabic, name))
    best = max(scored)
    if best[1] < LEAST_ARABIC_LETTERS or best[0] <= 0:
        raise InputError("the bytes are neither UTF-8 nor windows-1256 nor ISO-8859-6 Arabic; convert them to UTF-8")
    return raw.decode(best[2], errors="replace"), best[2]


LEAST_ARABIC_LETTERS = 10
_CONTROLS = bytes((*range(9), *range(14, 32)))
"""The control bytes that no text has: all but tabs and ends of lines and pages."""


def _is_binary(raw: bytes) -> bool:
    sample = raw[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > MOST_CONTROL_SHARE * len(sample)
