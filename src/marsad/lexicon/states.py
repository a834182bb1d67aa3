"""States: nationality adjectives and capitals, read from `lexicons/states.tsv`."""

from functools import cache

from marsad.arabic.clitics import ARTICLE
from marsad.arabic.fold import fold_word
from marsad.lexicon.tables import read_table, split_forms

_FEMININE = "\N{ARABIC LETTER HEH}"
_ENDINGS = (
    "", _FEMININE, "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER TEH}", "\N{ARABIC LETTER WAW}\N{ARABIC LETTER NOON}",
    "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER NOON}",
    "\N{ARABIC LETTER TEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER TEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}",
)  # fmt: skip
_IRREGULAR = {"\u0631\u0648\u0633": "RU", "\u0627\u062a\u0631\u0627\u0643": "TR", "\u0641\u0631\u0633": "IR"}


@cache
def nationalities() -> dict[str, str]:
    """Folded form of a nationality adjective, article or not → ISO 3166-1 alpha-2.

    >>> nationalities()["السوريون"], nationalities()["امريكيه"]
    ('SY', 'US')
    """
    forms: dict[str, str] = {}
    for row in read_table("states"):
        for adjective in split_forms(row["adjectives"]):
            stem = fold_word(adjective)
            for ending in _ENDINGS if " " not in stem else ("",):
                forms.setdefault(stem + ending, row["id"])
                forms.setdefault(ARTICLE + stem + ending, row["id"])
    for plural, code in _IRREGULAR.items():
        forms |= {plural: code, ARTICLE + plural: code}
    return forms


@cache
def capitals() -> dict[str, str]:
    """Folded name of a capital → the state whose government it stands for."""
    return {fold_word(name): row["id"] for row in read_table("states") for name in split_forms(row["capitals"])}


@cache
def state_names() -> dict[str, str]:
    """Folded name of a state → ISO 3166-1 alpha-2."""
    return {fold_word(name): row["id"] for row in read_table("states") for name in split_forms(row["names_ar"])}


@cache
def names_of_states() -> dict[str, tuple[str, str]]:
    """ISO 3166-1 alpha-2 → what a state is called in Arabic and in English.

    >>> names_of_states()["SY"]
    ('سوريا', 'Syria')
    """
    return {row["id"]: (split_forms(row["names_ar"])[0], row["name_en"]) for row in read_table("states")}
