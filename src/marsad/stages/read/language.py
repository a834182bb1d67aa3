"""Telling Arabic from other languages, those in its script too."""

import re
from collections import Counter
from functools import cache

from marsad.lexicon.tables import read_table, split_forms

SAMPLE_CHARS = 6000
LEAST_ARABIC_SHARE = 0.4
"""Share of the letters of a text that must be of Arabic script; names and links in Latin letters are usual."""
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile("[\u067e\u0686\u0698\u06af\u06cc\u06a9\u0679\u06ba\u06d2\u06c1\u06be\u06d0\u0693\u069a\u06ce\u06b5\u06d5]+")
MOST_FOREIGN_SHARE = 0.04
"""Share of letters that Arabic does not have; quotations and names keep below it."""


def detect_language(text: str) -> str:
    """`ar`, another ISO 639-1 code for a language in Arabic script (`fa`, `ur`, `ps`, `ku`), or `und` where the script is another.

    >>> detect_language("قال مصدر أمني إن الهجوم وقع في المدينة")
    'ar'
    """
    sample = text[:SAMPLE_CHARS]
    letters = _count(_LETTERS, sample)
    arabic = _count(_ARABIC, sample)
    if not letters or arabic < LEAST_ARABIC_SHARE * letters:
        return "und"
    if _count(_FOREIGN, sample) < MOST_FOREIGN_SHARE * arabic:
        return "ar"
    counts = Counter(sample.split())
    scores = {code: sum(counts[word] for word in words) for code, words in _words().items()}
    return max(scores, key=lambda code: scores[code])


def _count(runs: re.Pattern[str], sample: str) -> int:
    """How many letters a sample has in runs of a kind: found by the run, since there are fewer of those."""
    return sum(map(len, runs.findall(sample)))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {row["id"]: split_forms(row["words"]) for row in read_table("languages")}
