"""Finding the words that say that something happened."""

from itertools import groupby
from operator import attrgetter

from marsad.grammar.classes import WordClass, is_known_whole
from marsad.grammar.parse import Parse
from marsad.grammar.tails import find_tail
from marsad.lexicon.inflected import known_noun_forms
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger, trigger_matcher


def find_triggers(parse: Parse) -> list[Hit[Trigger]]:
    """The triggers of a text in its order, the longest of those that overlap; one of several readings each.

    Where a written form belongs to several triggers (`قتل`: he killed, was killed, the killing) one with the words that go with it
    (`أوقف … عن العمل`) is kept before all, else the first of the lexicon, and event coding looks at the company. A word that goes
    with a verb (`تمنع دخول`) begins no trigger of its own.
    """
    hits: list[Hit[Trigger]] = []
    tails: set[int] = set()
    for first, readings in groupby(trigger_matcher().find(parse.text), key=attrgetter("first")):
        if first in tails:
            continue
        found = [
            (hit, find_tail(parse, hit) if hit.payload.tail else -1)
            for hit in readings
            if not (_is_cut_short(parse, hit) or _is_other_noun(parse, hit))
        ]
        chosen = next((pair for pair in found if pair[1] >= 0), None) or next((pair for pair in found if not pair[0].payload.tail), None)
        if chosen is not None:
            hits.append(chosen[0])
            tails.add(chosen[1])
    return hits


def _is_cut_short(parse: Parse, hit: Hit[Trigger]) -> bool:
    """True where a first letter was taken for a particle of a word that is known whole."""
    return bool(hit.prefix) and is_known_whole(parse.text.norms[hit.first])


def _is_other_noun(parse: Parse, hit: Hit[Trigger]) -> bool:
    """`على حشد`: a verb's form right behind a preposition is a noun, and none of the trigger's where no lexicon lists it as one."""
    if hit.payload.form != "verb" or hit.prefix or not hit.first or parse.classes[hit.first - 1] is not WordClass.PREPOSITION:
        return False
    return parse.classes[hit.first] is WordClass.NOUN and parse.text.norms[hit.first] not in known_noun_forms()
