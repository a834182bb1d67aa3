"""Shallow syntax: the noun phrases and clauses of a text, from word classes and a few rules of agreement.

Every stage that must know where a name or a statement ends asks here. There is no tree: a phrase is a range of tokens.
"""

from collections.abc import Collection

from marsad.arabic.text import Text
from marsad.grammar.classes import WordClass, attached_preposition, letters_before_article, word_class
from marsad.lexicon.times import weekday_words

LONGEST_PHRASE_TOKENS = 16
LONGEST_BRACKET_TOKENS = 9
_WAW = "\N{ARABIC LETTER WAW}"
_LAM = "\N{ARABIC LETTER LAM}"
_PRONOUN_ENDINGS = ("\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER HEH}\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER HEH}\N{ARABIC LETTER MEEM}")
_ATTACHED = ("\N{ARABIC LETTER BEH}", _LAM)
_QUOTES = frozenset("\"\u00ab\u00bb\u201c\u201d'")
_CLOSING = {"(": ")", '"': '"', "\u00ab": "\u00bb", "\u201c": "\u201d", "[": "]"}
_NOMINAL = frozenset((WordClass.NOUN, WordClass.NAME, WordClass.NUMBER))
_JOINERS = frozenset("#_")
_CLAUSE_ENDS = frozenset((".", "!", "?", "\u061f", "\u061b", ";", "\n", ":"))
_SOUND_ENDINGS = ("\N{ARABIC LETTER WAW}\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}")


class Parse:
    """A text with the class of each of its tokens, and the phrases that begin at a token.

    `classes[i]` is the class of token `i` in its company: a verb form right behind a preposition or a
    demonstrative is read as the noun it then is.
    """

    __slots__ = ("_stops", "classes", "text")

    def __init__(self, text: Text, stops: Collection[int] = ()) -> None:
        self.text = text
        self._stops = stops
        self.classes = list(map(word_class, text.norms))
        self._correct_by_company()

    def noun_phrase(self, first: int, *, limit: int = LONGEST_PHRASE_TOKENS, coordinate: bool = False, loose: bool = False) -> int:
        """The end (excluded) of the noun phrase whose first word is token `first`; `first` itself where there is none.

        A phrase goes on through construct nouns, adjectives, names, quotation marks and brackets around names, and
        titles' complements with `ل` (`الأمين العام للأمم المتحدة`). `coordinate` also follows `و` + noun;
        `loose` also follows `في`, as in `مسؤول في وزارة الدفاع`.

        What it mistakes: an object right behind a definite subject (`قتلت القوات المهاجمين`) is swallowed.
        """
        last = first
        stop = min(first + limit, len(self.text))
        while last < stop:
            following = self._extend(first, last, coordinate=coordinate, loose=loose)
            if following <= last:
                break
            last = following
        return self._trim(first, last)

    def is_definite(self, token: int) -> bool:
        """True where token `token` carries the article, behind whatever particles; `آليات` only looks so when folded."""
        text = self.text
        readings = letters_before_article(text.norms[token])
        return bool(readings) and any(text.raw[text.offset_within(token, letters)] != _MADDA for letters in readings)

    def is_embedded(self, token: int) -> bool:
        """True where the phrase at `token` hangs on a preposition or a relative clause, and so is the subject of nothing behind it.

        `ميليشيات موالية لإيران تحتجز`, `التحالف الذي تقوده واشنطن شن`: Iran detains nobody, and Washington is not the one who struck. An
        indefinite noun is the subject of the clause behind it all the same (`إلى دراسة بينت أن`).
        """
        if self.classes[token] is not WordClass.NAME and not self.is_definite(token):
            return False
        if attached_preposition(self.text.norms[token]).endswith(_ATTACHED):
            return True
        before = self.classes[token - 1] if token else WordClass.BREAK
        if before is WordClass.PREPOSITION:
            return not self.text.norms[token - 1].endswith(_PRONOUN_ENDINGS)  # `يستمر فيه الجيش`
        return before is WordClass.VERB and token > 1 and self.classes[token - 2] is WordClass.RELATIVE

    def clause(self, token: int) -> tuple[int, int]:
        """The range of tokens around `token` between the nearest stops, line ends or semicolons."""
        first = last = token
        while first > 0 and self.text.norms[first - 1][0] not in _CLAUSE_ENDS:
            first -= 1
        while last < len(self.text) and self.text.norms[last][0] not in _CLAUSE_ENDS:
            last += 1
        return first, last

    def _correct_by_company(self) -> None:
        classes, norms = self.classes, self.text.norms
        for index in range(1, len(classes)):
            if classes[index] is WordClass.VERB:
                before = classes[index - 1]
                nominal = before is WordClass.DEMONSTRATIVE or (before is WordClass.PREPOSITION and len(norms[index - 1]) > 1)
                if nominal and norms[index - 1] not in _BEFORE_VERBS:
                    classes[index] = WordClass.NOUN

    def _extend(self, first: int, last: int, *, coordinate: bool, loose: bool) -> int:
        """Where the phrase reaches when token `last` is taken in too; `last` itself where it must stop."""
        norm, word = self.text.norms[last], self.classes[last]
        if last == first:
            return self._open(first)
        if norm in _JOINERS:
            return last + 1
        if norm in _CLOSING:
            return self._close_bracket(last)
        if norm in weekday_words() or last in self._stops:
            return last
        if word not in _NOMINAL:
            if loose and norm == _FI and self._is_nominal(last + 1) and last + 1 not in self._stops:
                return last + 2
            return last
        prefix = attached_preposition(norm)
        if prefix.startswith(_WAW):
            return last + 1 if coordinate and len(prefix) == 1 else last
        if prefix and prefix != _LAM and norm not in _TITLE_LINKS:
            return last
        if prefix == _LAM and not self.is_definite(first) and not loose:
            return last
        return last if self._starts_another(last) else last + 1

    def _open(self, first: int) -> int:
        word, norm = self.classes[first], self.text.norms[first]
        if word in _NOMINAL or norm in _JOINERS or word is WordClass.PARTICLE:
            return first + 1
        if norm in _QUOTES and self._is_nominal(first + 1):
            return self._close_bracket(first) if norm in _CLOSING else first
        return first

    def _close_bracket(self, opening: int) -> int:
        closing = _CLOSING[self.text.norms[opening]]
        stop = min(opening + LONGEST_BRACKET_TOKENS, len(self.text))
        for index in range(opening + 1, stop):
            if self.text.norms[index] == closing:
                return index + 1 if index > opening + 1 else opening
            if self.classes[index] in (WordClass.VERB, WordClass.BREAK, WordClass.COMPLEMENTIZER):
                return opening
        return opening

    def _is_nominal(self, token: int) -> bool:
        return token < len(self.classes) and self.classes[token] in _NOMINAL

    def _starts_another(self, token: int) -> bool:
        """True where token `token` cannot belong to the phrase that reaches up to it."""
        norms, before = self.text.norms, self.text.norms[token - 1]
        if self.classes[token] is WordClass.NUMBER:
            return self.classes[token - 1] in (WordClass.NOUN, WordClass.NAME)
        if self.classes[token] is not WordClass.NOUN or norms[token] in _TITLE_LINKS:
            return False
        definite = self.is_definite(token)
        if definite and _is_sound_plural(before) and not self.is_definite(token - 1):
            return True  # `فتح مسلحون النار`: a plural with its nun is in no construct
        if definite or norms[token].endswith(_NISBA):
            return False
        if before.endswith(_SOUND_ENDINGS) and len(before) > _SHORTEST_SOUND_PLURAL:
            return not norms[token].endswith(_SOUND_ENDINGS)
        return self.is_definite(token - 1) and self.classes[token - 1] is WordClass.NOUN

    def _trim(self, first: int, last: int) -> int:
        while last > first and self.text.norms[last - 1] in _JOINERS:
            last -= 1
        return last


def _is_sound_plural(norm: str) -> bool:
    """`مسلحون`, which has `مسلحين` beside it; not `قانون`."""
    return norm.endswith(_NOMINATIVE) and word_class(norm[: -len(_NOMINATIVE)] + _OBLIQUE) is WordClass.NOUN


_NOMINATIVE = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER NOON}"
_OBLIQUE = "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}"
_MADDA = "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"
_FI = "\N{ARABIC LETTER FEH}\N{ARABIC LETTER YEH}"
_NISBA = ("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER YEH}\N{ARABIC LETTER HEH}")
_SHORTEST_SOUND_PLURAL = 4
_MIM = "\N{ARABIC LETTER MEEM}"
_TITLE_LINKS = frozenset(
    (
        "\N{ARABIC LETTER BEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER SEEN}" + _MIM,
        "\N{ARABIC LETTER LAM}\N{ARABIC LETTER DAL}\N{ARABIC LETTER YEH}",
    )
)
"""`باسم` and `لدى` join an office to what it speaks or stands for."""
_BEFORE_VERBS = frozenset(
    ("\N{ARABIC LETTER MEEM}\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER FEH}\N{ARABIC LETTER YEH}" + _MIM + "\N{ARABIC LETTER ALEF}")
)
"""`ما` and `فيما` stand with prepositions but open clauses."""
