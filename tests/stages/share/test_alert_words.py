"""Alerts in sentences: every sentence follows from its figures, in both languages, with numbers and their nouns in agreement."""

import msgspec
import pytest

from marsad.lexicon.alert_levels import load_rules
from marsad.model.alert import Alert, Area, Lowering, Signal
from marsad.stages.share.alert_words import explain, headline, reasons

AREA = Area("SY-RD", "province", "ريف دمشق", "Rif Dimashq", "SY", "SY-RD")
ALERT = Alert("a", AREA, "2018-06-01", "high", "watch", 55.0, "high")
LOWERS = Lowering("elevated", 40.0, 2, "2018-06-06", ("burden",))

BY_PAST = "expected by the place's own past and the volume of news"


def told(signal: Signal, language: str) -> str:
    """The line of a signal among the reasons of an alert."""
    return explain(msgspec.structs.replace(ALERT, signals=(signal,)), None, language).splitlines()[1]


@pytest.mark.parametrize(
    ("signal", "ar", "en"),
    [
        (
            Signal("burden", 7, 30.6, 175, events=("x",) * 40, counted=120),
            "- في الأيام السبعة الأخيرة: 120 عمل عنف؛ 175 قتيلاً. (31 نقطةً)",
            "- In the last seven days: 120 acts of violence; 175 killed. (31 points)",
        ),
        (
            Signal("burden", 7, 2.0, 0, events=("x", "y")),
            "- في الأيام السبعة الأخيرة: عملا عنف؛ لا قتلى. (نقطتان)",
            "- In the last seven days: 2 acts of violence; 0 killed. (2 points)",
        ),
        (
            Signal("events", 28, 30.0, 14, 2.25, 3e-12),
            "- 14 عمل عنف خلال 28 يوماً؛ وكان المتوقع 2.2 بحسب ماضي المكان وحجم الأخبار (احتمال هذا العدد مصادفةً: أقل من 0.001). (30 نقطةً)",
            f"- 14 acts of violence in 28 days; 2.2 were to be {BY_PAST} (probability of so many by chance: less than 0.001). (30 points)",
        ),
    ],
)
def test_a_reason_says_its_figures_and_what_it_adds(signal: Signal, ar: str, en: str) -> None:
    assert (told(signal, "ar"), told(signal, "en")) == (ar, en)


def test_what_adds_no_point_is_no_reason_to_be_read() -> None:
    weak = msgspec.structs.replace(ALERT, signals=(Signal("events", 28, 0.8, 41, 31.0, 0.77), Signal("burden", 7, 12.0, 3)))
    assert "41" not in explain(weak, None, "en")
    assert len(reasons(weak, None)) == 2


@pytest.mark.parametrize(("needs", "said"), [(("burden",), "First would have to fall away: Toll of the last seven days."), ((), "now below 40")])
def test_what_would_lower_it_names_what_must_go_or_that_nothing_must(needs: tuple[str, ...], said: str) -> None:
    text = explain(ALERT, msgspec.structs.replace(LOWERS, needs=needs), "en").splitlines()[-1]
    assert said in text
    assert "days still needed: 2" in text
    assert "يومان" not in explain(ALERT, msgspec.structs.replace(LOWERS, needs=needs), "ar")


def test_every_note_has_its_words() -> None:
    notes = ("silence:X", "unknown:X", "held", "capped", "moved", "short_past")
    news = load_rules().news
    lines = explain(msgspec.structs.replace(ALERT, notes=notes), None, "en").splitlines()[1:]
    assert len(lines) == len(notes)
    assert f"of the last {news.news_past_days} days with news it published on fewer than {news.known_days}" in lines[1]


@pytest.mark.parametrize(
    ("kind", "ar", "said_ar", "said_en"),
    [
        ("province", "حلب", "حلب (المحافظة): ", "Aleppo (province): "),
        ("province", "محافظة حلب", "محافظة حلب: ", "Aleppo (province): "),
        ("town", "حلب", "حلب: ", "Aleppo: "),
    ],
)
def test_a_province_is_told_from_its_town(kind: str, ar: str, said_ar: str, said_en: str) -> None:
    alert = msgspec.structs.replace(ALERT, area=Area("x", kind, ar, "Aleppo", "SY", "SY-HL"))
    assert headline(alert, "ar").startswith(said_ar)
    assert headline(alert, "en").startswith(said_en)
