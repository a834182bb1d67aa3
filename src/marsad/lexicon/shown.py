"""What Marsad itself says to people, in Arabic and English, read from `lexicons/shown/*.tsv`."""

from functools import cache

from marsad.errors import LexiconError
from marsad.lexicon.tables import load_artefact

LANGUAGES = ("ar", "en")
BETWEEN_FORMS = "|"
_FORMS = {"en": ("one", "other"), "ar": ("zero", "one", "two", "few", "many", "other")}


@cache
def _words(language: str) -> dict[str, str]:
    tables = load_artefact("shown.json").tables.values()
    column = {"en": 1, "ar": 2}[language]
    return {row[0]: row[column] for _, rows in tables for row in rows}


def shown(id_: str, language: str, **values: object) -> str:
    """The words of an id, their `{holes}` filled.

    Raises:
        LexiconError: when there are no such words, or a hole stays open.

    >>> shown("list.and_more", "en", listed="a, b", more="3 others")
    'a, b and 3 others'
    """
    try:
        return _words(language)[id_].format(**values)
    except KeyError as error:
        raise LexiconError(f"lexicons/shown has no words {id_!r} in {language!r}, or {error} is not filled there") from error


def shown_count(id_: str, language: str, number: int, text: str = "") -> str:
    """The words of an id for a number of things, in the form that the number asks for; `text` is how the number is written.

    >>> [shown_count("count.killed", "ar", number) for number in (0, 1, 2, 5, 14, 200)]
    ['لا قتلى', 'قتيل واحد', 'قتيلان', '5 قتلى', '14 قتيلاً', '200 قتيل']
    >>> shown_count("count.event", "en", 1200)
    '1,200 events'
    """
    forms = dict(zip(_FORMS[language], shown_forms(id_, language), strict=True))
    return forms[plural_form(number, language)].format(n=text or shown_number(number))


def shown_forms(id_: str, language: str) -> list[str]:
    """The forms of counted words, their holes open.

    Raises:
        LexiconError: when there are no such words.
    """
    if id_ not in _words(language):
        raise LexiconError(f"lexicons/shown has no words {id_!r}")
    return _words(language)[id_].split(BETWEEN_FORMS)


def plural_form(number: int, language: str) -> str:
    """Which form of a word a number asks for, after CLDR.

    >>> [plural_form(number, "ar") for number in (0, 1, 2, 3, 10, 11, 99, 100, 103)]
    ['zero', 'one', 'two', 'few', 'few', 'many', 'many', 'other', 'few']
    """
    if language == "en":
        return "one" if number == 1 else "other"
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def shown_number(number: int) -> str:
    """A number with its thousands apart."""
    return f"{number:,}"
