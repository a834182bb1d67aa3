"""Finding the words that say that something happened."""

from marsad.grammar.classes import is_known_whole
from marsad.grammar.parse import Parse
from marsad.grammar.tails import find_tail
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger, trigger_matcher


def find_triggers(parse: Parse) -> list[Hit[Trigger]]:
    """The triggers of a text in its order, the longest of those that overlap; one of several readings each.

    Where a written form belongs to several triggers (`قتل`: he killed, was killed, the killing) the first of
    the lexicon is kept, and event coding looks at the company. A word that goes with a verb (`تمنع دخول`) begins no trigger of its own.
    """
    hits: list[Hit[Trigger]] = []
    tails: set[int] = set()
    for hit in trigger_matcher().find(parse.text):
        if (hits and hits[-1].first == hit.first) or (hit.prefix and is_known_whole(parse.text.norms[hit.first])):
            continue
        if hit.first in tails:
            continue
        if hit.payload.tail:
            tail = find_tail(parse, hit)
            if tail < 0:
                continue
            tails.add(tail)
        hits.append(hit)
    return hits
