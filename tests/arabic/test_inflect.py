import pytest

from marsad.arabic.inflect import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("past", "present", "expected"),
    [
        ("قتل", "يقتل", {"قتل", "قتلت", "قتلوا", "قتلته", "قتلوه", "يقتل", "تقتل", "يقتلون", "سيقتل", "يقتلهم"}),
        ("نفي", "ينفي", {"نفي", "نفت", "نفوا", "نفاه", "ينفي", "تنفي", "ينفون", "سينفي"}),
        ("دعا", "يدعو", {"دعا", "دعت", "دعوا", "يدعو", "تدعو", "يدعون"}),
        ("قال", "يقول", {"قال", "قالت", "قالوا", "يقول", "تقول", "يقولون", "سيقول"}),
    ],
)
def test_makes_the_forms_that_news_uses(past: str, present: str, expected: set[str]) -> None:
    assert expected <= verb_forms(past, present)


def test_short_jussives_are_left_out() -> None:
    assert "تصف" not in verb_forms("صفي", "يصفي")


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("غاره", {"غاره", "الغاره", "غارته", "غارتان", "الغارتين"}),
        ("قتيل", {"قتيل", "القتيل", "قتيلا", "قتيلان", "قتيلين"}),
        ("هجوم", {"هجومهم", "هجوما"}),
    ],
)
def test_makes_the_forms_of_nouns(noun: str, expected: set[str]) -> None:
    assert expected <= noun_forms(noun)
