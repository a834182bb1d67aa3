import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.fold import fold_word
from marsad.arabic.numerals import parse_number, read_digits
from marsad.lexicon.numbers import number_words

WORDS = sorted(number_words())


@pytest.mark.parametrize(
    ("written", "low", "high", "tokens"),
    [
        ("ثلاثة عشر", 13, 13, 2), ("خمسة وعشرون شخصا", 25, 25, 2), ("ستة و عشرون", 26, 26, 3), ("مائة وستة عشر", 116, 116, 3),
        ("مئتان وخمسون", 250, 250, 2), ("25 ألف", 25_000, 25_000, 2), ("3.5 مليون", 3_500_000, 3_500_000, 2), ("3.500 أجنبي", 3500, 3500, 1),
        ("ثلاثة آلاف وخمسمئة", 3500, 3500, 3), ("مئة وخمسة وعشرين ألفا", 125_000, 125_000, 4), ("سبع مئة كلم", 700, 700, 2),
        ("عشرات الآلاف", 20_000, 99_999, 2), ("مئات", 200, 999, 1), ("آلاف", 2000, 9999, 1), ("1 414 021 100 نسمة", 1_414_021_100, 1_414_021_100, 4),
        ("اثنان وعشرون مليون", 22_000_000, 22_000_000, 3),
    ],
)  # fmt: skip
def test_reads_numbers_as_news_writes_them(written: str, low: int, high: int, tokens: int) -> None:
    number = parse_number([fold_word(word) for word in written.split()], 0, number_words())
    assert number is not None
    assert (number.low, number.high, number.last) == (low, high, tokens)


@pytest.mark.parametrize("written", ["شخص", "كتاب وعشرون", "ال"])
def test_other_words_are_no_numbers(written: str) -> None:
    assert parse_number(written.split(), 0, number_words()) is None


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(["و", "شخصا"]), st.integers(0, 10**7).map(str)), min_size=1, max_size=8))
def test_never_raises_nor_reads_past_the_end(norms: list[str]) -> None:
    number = parse_number(norms, 0, number_words())
    if number is not None:
        assert 0 < number.last <= len(norms)
        assert 0 <= number.low <= number.high


@given(st.integers(0, 10**9))
def test_thousands_separators_do_not_change_a_number(value: int) -> None:
    assert read_digits(f"{value:,}") == value
    assert read_digits(f"{value:,}".replace(",", ".")) == value
