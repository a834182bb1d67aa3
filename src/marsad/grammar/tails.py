"""The word that goes with a verb, its subject between the two: `سيطر المقاتلون على المدينة`, `فتح مسلح النار`."""

from marsad.arabic.clitics import strip_pronoun
from marsad.grammar.classes import WordClass, attached_preposition, is_known_whole
from marsad.grammar.parse import Parse
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger

TAIL_REACH_TOKENS = 9
_STOPS = frozenset((WordClass.COMPLEMENTIZER, WordClass.BREAK, WordClass.RELATIVE, WordClass.VERB))


def find_tail(parse: Parse, hit: Hit[Trigger]) -> int:
    """The token at which the preposition or object of the verb of `hit` stands, or begins with it where it is attached; -1 where it is not there."""
    tail = hit.payload.tail
    for token in range(hit.last, min(len(parse.text), hit.last + TAIL_REACH_TOKENS)):
        if _is_tail(parse.text.norms[token], tail):
            return token
        if parse.classes[token] in _STOPS:
            return -1
    return -1


def _is_tail(norm: str, tail: str) -> bool:
    if norm == tail:
        return True
    if len(tail) == 1:
        return norm.startswith(tail) and _is_attached(norm, tail)
    return tail in strip_pronoun(norm)


def _is_attached(norm: str, tail: str) -> bool:
    return attached_preposition(norm) == tail or (not is_known_whole(norm) and norm[1:3] == "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}")
