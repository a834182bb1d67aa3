from marsad.arabic.text import Text
from marsad.lexicon.matcher import PhraseMatcher


def found(matcher: PhraseMatcher[str], sentence: str) -> list[tuple[str, str, str]]:
    text = Text(sentence)
    return [(hit.payload, hit.prefix, text.raw[hit.start : hit.end]) for hit in matcher.find(text)]


def test_finds_phrases_behind_particles() -> None:
    matcher = PhraseMatcher([("ليبيا", "LY"), ("الجيش", "army")])
    assert found(matcher, "وبليبيا للجيش") == [("LY", "وب", "ليبيا"), ("army", "ل", "جيش")]


def test_prefers_the_longest_phrase() -> None:
    matcher = PhraseMatcher([("تنظيم", "group"), ("تنظيم الدولة الإسلامية", "IS")])
    assert found(matcher, "تنظيم الدولة الإسلامية") == [("IS", "", "تنظيم الدولة الإسلامية")]


def test_prefers_the_whole_word_to_its_parts() -> None:
    matcher = PhraseMatcher([("باريس", "Paris"), ("اريس", "Aris")])
    assert found(matcher, "باريس") == [("Paris", "", "باريس")]


def test_reads_hashtags() -> None:
    matcher = PhraseMatcher([("تحالف دعم الشرعية", "coalition")])
    assert found(matcher, "قوات #تحالف_دعم_الشرعية") == [("coalition", "", "تحالف_دعم_الشرعية")]


def test_keeps_every_payload_of_a_phrase() -> None:
    matcher = PhraseMatcher([("طرابلس", "LY"), ("طرابلس", "LB")])
    assert [payload for payload, _, _ in found(matcher, "في طرابلس")] == ["LY", "LB"]
