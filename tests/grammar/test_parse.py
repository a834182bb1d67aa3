import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.text import Text
from marsad.grammar.parse import Parse


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("قال الأمين العام للأمم المتحدة أنطونيو غوتيريش إن", "الأمين العام للأمم المتحدة أنطونيو غوتيريش"),
        ("هاجم مسلحون مكتب البريد", "مسلحون"),
        ("أعلن المتحدث باسم وزارة الدفاع أن", "المتحدث باسم وزارة الدفاع"),
        ("نقلت وكالة الأنباء عن", "وكالة الأنباء"),
        ('أعلن تنظيم "الراية" مسؤوليته', 'تنظيم "الراية"'),
    ],
)
def test_noun_phrase_behind_a_verb(sentence: str, phrase: str) -> None:
    parse = Parse(Text(sentence))
    assert parse.text.slice(1, parse.noun_phrase(1)).startswith(phrase)


@given(st.text(max_size=60))
def test_phrases_stay_inside_the_text(raw: str) -> None:
    parse = Parse(Text(raw))
    for token in range(len(parse.text)):
        assert token <= parse.noun_phrase(token, coordinate=True, loose=True) <= len(parse.text)
        first, last = parse.clause(token)
        assert 0 <= first <= token <= last <= len(parse.text)
