import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.fold import fold, fold_word

ARABIC = st.text(alphabet=st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء ـًٌٍَُِّْ.*/-\u200f\u00a0\n0٣۴ﻻﷲ"), max_size=60)


@pytest.mark.parametrize(
    ("written", "folded", "why"),
    [
        ("مُقتَلُ", "مقتل", "vowel signs go"),
        ("إدلب", "ادلب", "hamza under alef"),
        ("مصطفى", "مصطفي", "alef maksura"),
        ("القاهرة", "القاهره", "ta marbuta"),
        ("مسؤول", "مسوول", "hamza on waw"),
        ("٢٥٠٠", "2500", "Arabic-Indic digits"),
        ("۴۵", "45", "Persian digits"),
        ("داعـــش", "داعش", "tatweel"),
        ("مـ ـقـ ـتـ ـل", "مقتل", "stretched apart to dodge a filter"),
        ("مـ.ـقـ.ـتـ.ـل", "مقتل", "stretched apart, with stops between"),
        ("د.ا.ع.ش", "داعش", "dots between letters"),
        ("ق*صف", "قصف", "a star inside a word"),
        ("ق\u200fص\u200fف", "قصف", "bidi marks inside a word"),
        ("ﻗﺼﻒ", "قصف", "presentation forms"),
        ("ﻻ", "لا", "a ligature is two letters"),
        ("د. أحمد", "د. احمد", "a title's dot is left alone"),
        ("أ ف ب", "ا ف ب", "an agency's spaced letters are left alone"),
        ("نيسان/أبريل", "نيسان/ابريل", "a slash between words is left alone"),
        ("1.500", "1.500", "a number's separator is left alone"),
    ],
)
def test_folds_to_one_spelling(written: str, folded: str, why: str) -> None:
    assert fold_word(written) == folded, why


@given(ARABIC)
def test_every_folded_character_leads_back_into_the_text(text: str) -> None:
    folded = fold(text)
    offsets = list(folded.offsets)
    assert len(offsets) == len(folded.text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(0 <= offset < len(text) for offset in offsets[:-1])


@given(ARABIC)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    once = fold(text).text
    twice = fold(once).text
    assert fold(twice).text == twice
    assert len(twice) <= len(once)


@given(st.text(max_size=80))
def test_no_input_raises(text: str) -> None:
    fold(text)
