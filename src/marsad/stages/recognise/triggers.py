"""Finding the words that say that something happened."""

from marsad.grammar.classes import is_known_whole
from marsad.grammar.parse import Parse
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger, trigger_matcher


def find_triggers(parse: Parse) -> list[Hit[Trigger]]:
    """The triggers of a text in its order, the longest of those that overlap; one of several readings each.

    Where a written form belongs to several triggers (`قتل`: he killed, was killed, the killing) the first of
    the lexicon is kept, and event coding looks at the company.
    """
    hits: list[Hit[Trigger]] = []
    for hit in trigger_matcher().find(parse.text):
        if (hits and hits[-1].first == hit.first) or (hit.prefix and is_known_whole(parse.text.norms[hit.first])):
            continue
        hits.append(hit)
    return hits
