"""The words that go with a verb, its subject between: `سيطر المقاتلون على المدينة`, `فتح مسلح النار`."""

from collections.abc import Sequence

from marsad.arabic.clitics import strip_pronoun
from marsad.grammar.classes import WordClass, attached_preposition, is_known_whole, is_present, word_class
from marsad.grammar.parse import Parse
from marsad.lexicon.company import company_matcher
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger

TAIL_REACH_TOKENS = 9
_STOPS = frozenset((WordClass.COMPLEMENTIZER, WordClass.BREAK, WordClass.RELATIVE, WordClass.VERB))


def find_tail(parse: Parse, hit: Hit[Trigger]) -> int:
    """The token at which the words that go with the verb of `hit` begin, or that they are attached to; -1 where they are not there."""
    words = hit.payload.tail.split()
    for token in range(hit.last, min(len(parse.text), hit.last + TAIL_REACH_TOKENS)):
        if _goes_with(parse.text.norms, hit.first, token, words) and not _is_another_phrase(parse, token):
            return token
        if parse.classes[token] in _STOPS or words[0] in strip_pronoun(parse.text.norms[token]):
            return -1
    return -1


def _is_another_phrase(parse: Parse, token: int) -> bool:
    """`سيطرت القوات، على رأسها الألوية، على المدينة`: a preposition that opens a phrase of its own."""
    return any(hit.payload == "never" for hit in company_matcher().match(parse.text, token))


def _goes_with(norms: Sequence[str], verb: int, token: int, words: list[str]) -> bool:
    norm, tail = norms[token], words[0]
    if norm == tail:
        return list(norms[token + 1 : token + len(words)]) == words[1:]
    if len(tail) == 1:
        return norm.startswith(tail) and _is_attached(norm, tail)
    return len(words) == 1 and tail in strip_pronoun(norm) and not _is_state(norms[verb], tail)


def _is_state(verb: str, tail: str) -> bool:
    """`يسيطر عليها المقاتلون`: a present verb with a preposition and pronoun tells how things stand, and no event."""
    return word_class(tail) is WordClass.PREPOSITION and is_present(verb)


def _is_attached(norm: str, tail: str) -> bool:
    return attached_preposition(norm) == tail or (not is_known_whole(norm) and norm[1:3] == "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}")
