"""Whether an article is of a peaceful domain, where words of force mean something else."""

from collections import Counter
from functools import cache

from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms
from marsad.stages.code.scene import Scene

LEAST_WORDS = 4
LEAST_DENSITY = 0.015
"""Share of an article's tokens that must be of one domain for it to count as such: set on labelled sections of news."""


@cache
def _matcher() -> PhraseMatcher[str]:
    return PhraseMatcher((word, row["id"]) for row in read_table("domains") for word in split_forms(row["words"]))


def is_peaceful(scene: Scene) -> bool:
    """True for articles about sport, prices, culture, health or technology."""
    counts = Counter(hit.payload for hit in _matcher().find(scene.parse.text))
    most = max(counts.values(), default=0)
    return most >= LEAST_WORDS and most >= LEAST_DENSITY * len(scene.parse.text)
