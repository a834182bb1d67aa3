"""Consonant skeletons: Arabic names and their Latin transliterations."""

import pytest

from marsad.arabic.skeleton import skeleton_of_arabic, skeleton_of_latin


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("الدشيشة", "Al Dashishah"),
        ("خان شيخون", "Khān Shaykhūn"),
        ("تفتناز", "Taftanāz"),
        ("القريتين", "Al Qaryatayn"),
        ("بني وليد", "Bani Walid"),
    ],
)
def test_agree(arabic: str, latin: str) -> None:
    assert skeleton_of_arabic(arabic) == skeleton_of_latin(latin) != ""


def test_tell_names_apart() -> None:
    assert skeleton_of_arabic("كفرنبل") != skeleton_of_latin("Kafr Zita")
