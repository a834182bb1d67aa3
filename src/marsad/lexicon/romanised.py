"""Names in Latin letters: spelled as use has settled them where `lexicons/romanised_names.tsv` knows, by rule otherwise."""

from functools import cache

from marsad.arabic.fold import fold_word
from marsad.arabic.romanise import romanise
from marsad.lexicon.tables import read_table, split_forms


def romanise_name(name: str) -> str:
    """An Arabic personal name in Latin letters.

    >>> romanise_name("ماركو مينيتي"), romanise_name("عبد الفتاح السيسي")
    ('Marco Minniti', 'Abd al-Fatah Sisi')
    """
    return romanise(name, _known())


@cache
def _known() -> dict[str, str]:
    return {fold_word(form): row["name_en"] for row in read_table("romanised_names") for form in split_forms(row["names_ar"])}
