"""The cues of attribution, read from `lexicons/speech_cues.tsv`, `channels.tsv` and `speech_company.tsv`."""

from functools import cache

import msgspec

from marsad.lexicon.inflected import expand_noun, expand_verb
from marsad.lexicon.matcher import PhraseMatcher, fold_phrase
from marsad.lexicon.tables import read_table, split_forms


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A word that passes content on: its stance, its frame (`lexicons/speech_cues.tsv` names them), and whether it is a verb."""

    id: str
    stance: str
    frame: str
    form: str


@cache
def cue_matcher() -> PhraseMatcher[Cue]:
    """The matcher of every written form of every cue."""
    phrases: dict[str, Cue] = {}
    for row in read_table("speech_cues"):
        for word in split_forms(row["words"]):
            frame = "participle" if row["frame"] == "object" and " " not in word else row["frame"]
            phrases[fold_phrase(word.removesuffix(" \u0644"))] = Cue(row["id"], row["stance"], frame, "word")
        for cell in split_forms(row["nouns"]):
            phrases |= dict.fromkeys(expand_noun(cell), Cue(row["id"], row["stance"], row["frame"], "noun"))
    for row in read_table("speech_cues"):
        for cell in split_forms(row["verbs"]):
            for form in expand_verb(cell):
                phrases.setdefault(form, Cue(row["id"], row["stance"], row["frame"], "verb"))
    return PhraseMatcher(phrases.items(), folded=True)


@cache
def company_matcher() -> PhraseMatcher[str]:
    """The matcher of words that make a cue no claim (`none`, `impersonal`) or open its content (`marker`)."""
    return PhraseMatcher((word, row["id"]) for row in read_table("speech_company") for word in split_forms(row["words"]))


@cache
def channel_matcher() -> PhraseMatcher[str]:
    """The matcher of channels; the payload is the channel."""
    return PhraseMatcher((word, row["id"]) for row in read_table("channels") for word in split_forms(row["words"]))
