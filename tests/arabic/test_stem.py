"""Light stems: forms of one word that must share a stem, words that must not, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.fold import fold_word
from marsad.arabic.stem import light_stem, search_text

LETTERS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءؤئ", min_size=1, max_size=12)


@pytest.mark.parametrize(
    "forms",
    [
        ("المتظاهرون", "متظاهرين", "والمتظاهرين", "للمتظاهرين", "متظاهر"), ("غارة", "الغارات", "غاراتها", "غاراته"),
        ("مدينة", "المدينة", "مدينتهم", "بالمدينة"),
        ("عسكرية", "العسكري", "عسكريين", "العسكريون"), ("قوات", "القوات", "وقواتها"), ("إدلب", "ادلب"), ("الحوثيين", "الحوثي", "للحوثيين"),
    ],
)  # fmt: skip
def test_forms_of_one_word_share_a_stem(forms) -> None:
    assert len({light_stem(form) for form in forms}) == 1, [light_stem(form) for form in forms]


@pytest.mark.parametrize("words", [("حلب", "حلم"), ("قتل", "قاتل"), ("وزير", "زير"), ("سوريا", "سور"), ("إيران", "إيراد")])
def test_other_words_keep_other_stems(words) -> None:
    assert light_stem(words[0]) != light_stem(words[1])


@pytest.mark.xfail(reason="broken plurals are out of a light stemmer's reach", strict=True)
def test_broken_plurals_share_a_stem() -> None:
    assert light_stem("هجوم") == light_stem("هجمات")


@pytest.mark.parametrize(("text", "wanted"), [("وقعت في إدلب وحلب", "حلب"), ("بإدلب", "إدلب"), ("للحوثيين", "الحوثي"), ("وزارة الدفاع", "الوزارة")])
def test_a_search_finds_a_word_with_whatever_is_attached(text, wanted) -> None:
    assert light_stem(wanted) in search_text(text).split()


@given(LETTERS)
def test_a_stem_is_neither_empty_nor_longer_nor_new(word: str) -> None:
    stem = light_stem(word)
    assert stem
    assert stem in fold_word(word)


@given(st.text(max_size=200))
def test_any_text_becomes_words_to_search_by(text: str) -> None:
    assert search_text(text) == search_text(text).strip()
    assert "\n" not in search_text(text)
