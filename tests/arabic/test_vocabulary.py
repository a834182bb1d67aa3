"""Tests of words asked once: the answers are those of asking every time, whenever tests are made."""

from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic import vocabulary
from marsad.arabic.clitics import proclitic_splits
from marsad.arabic.text import Text
from marsad.arabic.vocabulary import BaseTest, WordTest

words = st.lists(st.text("ابتكو", min_size=1, max_size=3), max_size=12)


@given(words, words)
def test_words_are_told_apart_as_if_each_were_asked(first: list[str], second: list[str]) -> None:
    short = WordTest(lambda word: len(word) == 1)
    for told in (first, second, first):
        text = Text(" ".join(told))
        assert text.words(short) == [norm for norm in text.positions if len(norm) == 1]
        assert text.where(short) == [index for index, norm in enumerate(text.norms) if len(norm) == 1]


def test_a_test_made_while_another_is_asked_hears_of_every_word() -> None:
    made: list[WordTest] = []

    def lazily(word: str) -> bool:
        if word == "ثم" and not made:
            made.append(WordTest(lambda other: other == "قال"))
        return True

    maker = WordTest(lazily)
    text = Text("قال ثم قال")
    assert text.words(maker) == ["قال", "ثم"]
    assert text.where(made[0]) == [0, 2]


def test_forgetting_changes_no_answer(monkeypatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_WORDS", 2)
    test = WordTest(lambda word: word.endswith("ا"))
    text = Text("كا با تا كو بو تو")
    assert text.where(test) == Text("كا با تا كو بو تو").where(test) == [0, 1, 2]


@given(words, words)
def test_a_test_of_bases_is_passed_by_words_with_particles(told: list[str], bases: list[str]) -> None:
    test = BaseTest(lambda: bases)
    text = Text(" ".join(told))
    assert text.words(test) == [norm for norm in text.positions if any(split.base in bases for split in proclitic_splits(norm))]
    assert all(test.holds(norm) for norm in text.words(test))
