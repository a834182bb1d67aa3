"""The words of time, read from `lexicons/time_words.tsv`, `months.tsv` and `weekdays.tsv`."""

from functools import cache

import msgspec

from marsad.arabic.fold import fold_word
from marsad.lexicon.matcher import PhraseMatcher
from marsad.lexicon.tables import read_table, split_forms


class TimeWord(msgspec.Struct, frozen=True, gc=False):
    """What a word says of time: `kind` is `month`, `weekday` or a kind of `time_words.tsv`; `value` its id; `doubtful` needs a date beside it."""

    kind: str
    value: str
    doubtful: bool = False


@cache
def time_matcher() -> PhraseMatcher[TimeWord]:
    """The matcher of every word of time."""
    phrases: list[tuple[str, TimeWord]] = []
    for row in read_table("months"):
        doubtful = set(split_forms(row["doubtful"]))
        phrases += [(name, TimeWord("month", row["id"], name in doubtful)) for name in split_forms(row["names"])]
    for row in read_table("weekdays"):
        phrases += [(name, TimeWord("weekday", row["id"])) for name in split_forms(row["names"])]
    for row in read_table("time_words"):
        phrases += [(word, TimeWord(row["kind"], row["id"])) for word in split_forms(row["words"])]
    return PhraseMatcher(phrases)


@cache
def weekday_words() -> frozenset[str]:
    """Folded names of the days of the week, and `اليوم` and `أمس`: no part of anybody's name."""
    relative = [word for row in read_table("time_words") if row["id"] in ("day-0", "day-1", "day+1") for word in split_forms(row["words"])]
    named = [name for row in read_table("weekdays") for name in split_forms(row["names"])]
    return frozenset(fold_word(word) for word in (*named, *relative) if " " not in word)


@cache
def day_words() -> frozenset[str]:
    """Folded words for days and parts of days that stand between a verb and its subject (`قال الخميس`, `أعلن مساء اليوم`)."""
    named = [name for row in read_table("weekdays") for name in split_forms(row["names"])]
    relative = [word for row in read_table("time_words") if row["kind"] in ("offset", "part", "modifier") for word in split_forms(row["words"])]
    return frozenset(fold_word(word) for word in (*named, *relative) if " " not in word)
