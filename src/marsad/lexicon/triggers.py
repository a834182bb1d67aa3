"""The triggers of event codes, read from `lexicons/triggers.tsv`."""

from enum import StrEnum
from functools import cache

import msgspec

from marsad.arabic.fold import fold_word
from marsad.lexicon.inflected import expand_noun, expand_verb
from marsad.lexicon.matcher import PhraseMatcher, fold_phrase
from marsad.lexicon.tables import read_table, split_forms


class Frame(StrEnum):
    """Where the sides of an event stand around its trigger; `codebook/frames.md` shows each."""

    ACTIVE = "active"
    ACTOR = "actor"
    ATTACK = "attack"
    EVENT = "event"
    GIVE = "give"
    KILL = "kill"
    MUTUAL = "mutual"
    SPEECH = "speech"
    VICTIM = "victim"
    VISIT = "visit"


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """A word that says that something of an event code happened.

    `form` is `verb`, `noun` or `phrase`; `tail` is the words that a verb needs behind it, its subject allowed between
    (`سيطر المقاتلون على`, `فتح مسلح النار`, `أوقف الرئيس وزيرا عن العمل`). `strength` is `strong`, `weak` for words that peaceful prose uses too, or
    `bound` for nouns that tell of an event only beside a light verb (`عقد اجتماعا`).
    """

    id: str
    type: str
    mode: str
    frame: Frame
    strength: str
    form: str
    tail: str = ""


def _without_tail(cell: str) -> tuple[str, str]:
    """A verb as lexicons give it and the words that go with it: `سيطر على/يسيطر على` is `سيطر/يسيطر` and `على`."""
    past, _, present = cell.partition("/")
    heads, tails = zip(*(part.strip().partition(" ")[::2] for part in (past, present)), strict=True)
    tail = tails[0] or tails[1]
    return "/".join(heads), fold_word(tail)


@cache
def trigger_matcher() -> PhraseMatcher[Trigger]:
    """The matcher of every written form of every trigger."""
    phrases: dict[tuple[str, str], Trigger] = {}
    for row in read_table("triggers"):
        kind = (row["id"], row["type"], row["mode"], Frame(row["frame"]), row["strength"])
        for phrase in split_forms(row["phrases"]):
            phrases.setdefault((fold_phrase(phrase), row["type"]), Trigger(*kind, "phrase"))
        for cell in split_forms(row["verbs"]):
            bare, tail = _without_tail(cell)
            verb = Trigger(*kind, "verb", tail)
            for form in expand_verb(bare):
                phrases.setdefault((form, row["id"]), verb)
        for cell in split_forms(row["nouns"]):
            noun = Trigger(*kind, "noun")
            for form in expand_noun(cell):
                phrases.setdefault((form, row["id"]), noun)
    return PhraseMatcher(((phrase, trigger) for (phrase, _), trigger in phrases.items()), folded=True)
