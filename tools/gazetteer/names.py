"""The spellings under which a place is found: its names folded, and the variants that news uses for them."""

from collections.abc import Iterator
from functools import cache

from tools.gazetteer.rows import Row

from marsad.arabic.fold import fold_word
from marsad.arabic.text import Text
from marsad.lexicon.places import bearings, kind_words
from marsad.lexicon.tables import read_table, split_forms

_ALEF, _HAMZA, _HEH = "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER HAMZA}", "\N{ARABIC LETTER HEH}"
_ARTICLE = _ALEF + "\N{ARABIC LETTER LAM}"
ARAB = frozenset(
    [
        "SY",
        "IQ",
        "YE",
        "LY",
        "LB",
        "JO",
        "PS",
        "EG",
        "SD",
        "SO",
        "DJ",
        "DZ",
        "TN",
        "MA",
        "MR",
        "EH",
        "SA",
        "AE",
        "QA",
        "KW",
        "BH",
        "OM",
        "KM",
    ]
)
_G_LETTERS = ("\N{ARABIC LETTER GHAIN}", "\N{ARABIC LETTER JEEM}")
"""The letters that stand for a foreign g."""
JOINED_FIRST_WORDS = frozenset(map(fold_word, ["أبو", "أبي", "أم", "بني", "دير", "رأس", "كفر", "تل", "عين", "بيت", "خان", "دار", "باب"]))
"""First words of names that are also written joined to the next one."""
KIND_PREFIXES = frozenset(
    map(
        fold_word,
        [
            "محافظة",
            "ولاية",
            "شعبية",
            "بلدية",
            "إقليم",
            "إمارة",
            "مقاطعة",
            "منطقة",
            "مدينة",
            "قضاء",
            "مديرية",
            "جمهورية",
            "أوبلاست",
            "كريه",
            "مركز",
            "قسم",
        ],
    )
)
GENERIC = frozenset(map(fold_word, ("الحدود", "الجهة", "العاصمة", "الداخلية", "العليا", "السفلى", "الكبرى")))
"""Words that provinces abroad are named by and that name nothing alone (`الحدود الشمالية`)."""
KNOWN_POPULATION = 300_000
"""Cities of this size keep a name that is also a word."""
NOUN_POPULATION = 1_000_000
"""A smaller Arab town whose bare name is a noun without article is left to its other names."""
LEFT_OUT = frozenset(fold_word(form) for table in ("months", "weekdays") for row in read_table(table) for form in split_forms(row["names"]))
SHORTEST_KEY = 3
SHORTEST_FOREIGN_KEY = 3
TWO_LETTERS = frozenset(map(fold_word, ("إب", "قم")))
"""The only places of two letters that news names."""


@cache
def spell(row: Row) -> frozenset[str]:
    """Every key of a place."""
    keys: set[str] = set()
    for name in row.names:
        key = to_key(name)
        for bare in {key, without_kind(key, row)}:
            keys |= {bare, *variants(bare, row)}
    keys = {key for key in keys if not (key in kind_words() or key in bearings() if row.curated else is_common(key, row))}
    return frozenset(key for key in keys if len(key) >= SHORTEST_KEY or key in TWO_LETTERS)


def is_word_of_place(key: str) -> bool:
    """True where a name is a kind word or words of direction and nothing more (`المدينة`, `شمال شرق`)."""
    return all(
        word in bearings() or word in GENERIC or word in kind_words() or word.removeprefix(_ARTICLE) in kind_words() for word in key.split(" ")
    )


def is_common(key: str, row: Row) -> bool:
    """True where a name that only a package lists is a word in its own right: a kind of place, a month, a verb, or abroad a noun."""
    if is_word_of_place(key) or key in LEFT_OUT:
        return True
    word_class = vocabulary().get(key.removeprefix(_ARTICLE)) if " " not in key else None
    if word_class is None or (row.population >= KNOWN_POPULATION and row.country in ARAB):
        return False
    return word_class != "N" or row.country not in ARAB or (not key.startswith(_ARTICLE) and row.population < NOUN_POPULATION)


@cache
def vocabulary() -> dict[str, str]:
    """Folded common word → its class in vocabulary.tsv, or `F` for function words."""
    words = {row["id"]: row["class"] for row in read_table("vocabulary")}
    return words | {
        fold_word(form): "F" for table in ("function_words", "person_words") for row in read_table(table) for form in split_forms(row["forms"])
    }


def to_key(name: str) -> str:
    """A name as its folded words with single spaces; hyphens and other signs part words.

    >>> to_key("مازار-شريف")
    'مازار شريف'
    """
    return " ".join(norm for norm in Text(name).norms if norm[0].isalnum())


def without_kind(key: str, row: Row) -> str:
    """A packaged province's or town's key without the word that says it is one; a curated row gives the names it wants."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in KIND_PREFIXES and not row.curated else key


def variants(key: str, row: Row) -> Iterator[str]:
    """Other spellings of a key."""
    if key.endswith(_ALEF + _HAMZA):
        yield key[:-1]
    first, _, rest = key.partition(" ")
    if rest and first in JOINED_FIRST_WORDS:
        yield first + rest
    if row.kind == "country":
        return
    if row.country not in ARAB:
        yield from foreign_variants(key, row)
    elif has_article(row.name_en) and not key.startswith(_ARTICLE) and " " not in key:
        yield _ARTICLE + key


def foreign_variants(key: str, row: Row) -> Iterator[str]:
    """Spellings of a foreign name: final a as alef or heh, g by any of its letters."""
    if len(key) > SHORTEST_FOREIGN_KEY and key[-1] in (_ALEF, _HEH) and row.name_en.endswith("a"):
        yield key[:-1] + (_HEH if key[-1] == _ALEF else _ALEF)
    if "g" in row.name_en.lower():
        for letter, other in (_G_LETTERS, _G_LETTERS[::-1]):
            if letter in key:
                yield key.replace(letter, other)


def has_article(name_en: str) -> bool:
    """True where a Latin name begins with the Arabic article in one of its spellings."""
    return name_en.lower().split("-")[0].split(" ")[0] in (
        "al",
        "el",
        "ad",
        "ar",
        "as",
        "at",
        "ash",
        "az",
        "an",
        "a\u015f",
        "a\u0163",
        "a\u1e95",
        "a\u1e91",
    )
