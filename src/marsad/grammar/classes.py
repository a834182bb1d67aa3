"""Word classes: what a single written word most likely is, before its company is looked at."""

from enum import StrEnum
from functools import cache, lru_cache

from marsad.arabic.clitics import ARTICLE, proclitic_splits, strip_pronoun
from marsad.arabic.fold import fold_word
from marsad.lexicon.inflected import known_noun_forms, known_verb_forms
from marsad.lexicon.tables import read_pairs, read_table, split_forms


class WordClass(StrEnum):
    """What a token is. `NAME` is a word that no lexicon knows, most often a proper name."""

    VERB = "verb"
    NOUN = "noun"
    NAME = "name"
    NUMBER = "number"
    PUNCTUATION = "punctuation"
    BREAK = "break"
    ADVERB = "adverb"
    AUXILIARY = "auxiliary"
    COMPLEMENTIZER = "complementizer"
    CONJUNCTION = "conjunction"
    DEMONSTRATIVE = "demonstrative"
    NEGATION = "negation"
    PARTICLE = "particle"
    PREPOSITION = "preposition"
    PRONOUN = "pronoun"
    RELATIVE = "relative"


_LOOSE_PREFIXES = ("", "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER FEH}")
"""What a word of any class may have before it; the other particles only a noun."""
_ORDER = (
    WordClass.RELATIVE, WordClass.NEGATION, WordClass.COMPLEMENTIZER, WordClass.AUXILIARY, WordClass.PREPOSITION, WordClass.ADVERB,
    WordClass.DEMONSTRATIVE, WordClass.PARTICLE, WordClass.PRONOUN, WordClass.CONJUNCTION,
)  # fmt: skip


@cache
def _function_words() -> dict[str, WordClass]:
    listed = {row["id"]: split_forms(row["forms"]) for row in read_table("function_words")}
    words: dict[str, WordClass] = {}
    for word_class in reversed(_ORDER):
        words |= {fold_word(form): word_class for form in listed[word_class]}
    words["\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"] = WordClass.PREPOSITION
    return words


@cache
def _vocabulary() -> dict[str, WordClass]:
    classes = {"V": WordClass.VERB, "N": WordClass.NOUN}
    words = {word: classes[label] for word, label in read_pairs("vocabulary").items()}
    words |= dict.fromkeys(known_noun_forms().difference(words), WordClass.NOUN)
    return words | dict.fromkeys(known_verb_forms().difference(words), WordClass.VERB)


@lru_cache(maxsize=131072)
def word_class(norm: str) -> WordClass:
    """The class of a folded token, read off the lexicons through its clitics.

    >>> word_class("وقالت"), word_class("بالمدينه"), word_class("الي"), word_class("مينيتي")
    (<WordClass.VERB: 'verb'>, <WordClass.NOUN: 'noun'>, <WordClass.PREPOSITION: 'preposition'>, <WordClass.NAME: 'name'>)

    What it mistakes: unvocalised verbs and verbal nouns look alike (`قتل`); the class is the more frequent one.
    """
    first = norm[0]
    if first == "\n":
        return WordClass.BREAK
    if first.isdecimal():
        return WordClass.NUMBER
    if not first.isalpha():
        return WordClass.PUNCTUATION
    for split in proclitic_splits(norm):
        found = _class_of_base(split.base)
        if found is not None and (split.prefix in _LOOSE_PREFIXES or found is WordClass.NOUN):
            return found
    return WordClass.NAME


def _class_of_base(base: str) -> WordClass | None:
    found = _function_words().get(base)
    if found is not None:
        return found
    vocabulary = _vocabulary()
    if base.startswith(ARTICLE) and len(base) > len(ARTICLE) + 1 and vocabulary.get(base) is not WordClass.VERB:
        return WordClass.NOUN if vocabulary.get(base[2:]) is WordClass.NOUN else None
    found = vocabulary.get(base)
    if found is None and any(vocabulary.get(stem) is WordClass.NOUN for stem in strip_pronoun(base)):
        return WordClass.NOUN
    return found


@lru_cache(maxsize=131072)
def is_known_whole(norm: str) -> bool:
    """True where the lexicons know the folded token as it stands, so that its first letter is no particle (`وزارة`)."""
    return _class_of_base(norm) is not None


@lru_cache(maxsize=131072)
def attached_preposition(norm: str) -> str:
    """The particles taken off a folded noun to find it in the lexicons: `""` where it is known whole or not at all.

    >>> attached_preposition("وبالمدينه"), attached_preposition("وزير"), attached_preposition("للجيش")
    ('وب', '', 'ل')
    """
    for split in proclitic_splits(norm):
        if _class_of_base(split.base) is not None:
            return split.prefix
    return ""


@lru_cache(maxsize=131072)
def letters_before_article(norm: str) -> tuple[int, ...]:
    """How many letters each reading of a folded token takes off before the article: empty where no reading has it.

    >>> letters_before_article("وبالمدينه"), letters_before_article("للجيش"), letters_before_article("مدينه")
    ((2,), (2,), ())
    """
    return tuple(split.letters for split in proclitic_splits(norm) if split.base.startswith(ARTICLE))


def is_present(norm: str) -> bool:
    """True for a verb (known to be one) in the present, third person, a conjunction before it allowed: `ويسيطر`. Past verbs in `ت` pass as well."""
    return norm.lstrip(CONJUNCTIONS).startswith(PRESENT)


CONJUNCTIONS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}"
PRESENT = ("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER TEH}")
"""Letters that a present verb of the third person begins with."""
