import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.clitics import proclitic_splits, strip_pronoun


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("بليبيا", "ليبيا"),
        ("وقال", "قال"),
        ("فقتل", "قتل"),
        ("للجيش", "الجيش"),
        ("وللامم", "الامم"),
        ("كالرقه", "الرقه"),
        ("والقبض", "القبض"),
    ],
)
def test_offers_the_base_behind_the_particles(word: str, base: str) -> None:
    assert base in [split.base for split in proclitic_splits(word)]


def test_offers_the_whole_word_first() -> None:
    assert proclitic_splits("وزير")[0].base == "وزير"


@given(st.text(alphabet="وفبكلاسقم", min_size=1, max_size=8))
def test_a_split_puts_the_word_together_again(word: str) -> None:
    for split in proclitic_splits(word):
        assert word[split.letters :] in (split.base, split.base[2:])
        assert word.startswith(split.prefix)


@pytest.mark.parametrize(("word", "stem"), [("مسووليته", "مسووليه"), ("قواتهم", "قوات"), ("هجومها", "هجوم")])
def test_takes_pronouns_off(word: str, stem: str) -> None:
    assert stem in strip_pronoun(word)


def test_leaves_short_words_whole() -> None:
    assert strip_pronoun("له") == ()
