"""Evidence with its surroundings: whole sentences of its own paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Span
from marsad.model.span import cut_span
from marsad.web.views.passages import REACH_CHARS, evidence_span

SENTENCE = "وقال شهود إنهم سمعوا دوي انفجارات في أطراف المدينة فجر اليوم. "


def test_the_rest_of_the_paragraph_and_nothing_of_another() -> None:
    text = "عنوان\nوفي دوما قتل جندي بحسب شهود.\nفقرة أخرى"
    span = evidence_span(cut_span(text, 14, 22), text)
    assert (span.before, span.exact, span.after) == ("وفي دوما", " قتل جند", "ي بحسب شهود.")


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = SENTENCE * 10 + "قتل جندي. " + SENTENCE * 10
    start = text.index("قتل")
    span = evidence_span(cut_span(text, start, start + 8), text)
    assert span.before == "\N{HORIZONTAL ELLIPSIS} " + SENTENCE * (REACH_CHARS // len(SENTENCE))
    assert span.after.startswith(". وقال شهود")
    assert span.after.endswith("اليوم. \N{HORIZONTAL ELLIPSIS}")


def test_an_article_that_is_another_by_now_lends_no_surroundings() -> None:
    span = evidence_span(Span(3, 8, "قتلوا"), "نص آخر تماما عن شيء آخر")
    assert (span.exact, span.before, span.after) == ("قتلوا", "", "")


@given(st.text(alphabet="اب. \n\N{ARABIC QUESTION MARK}\N{GRINNING FACE}", max_size=1_000), st.data())
def test_it_is_always_what_stands_around(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = evidence_span(cut_span(text, start, end), text)
    before, after = span.before.removeprefix("\N{HORIZONTAL ELLIPSIS} "), span.after.removesuffix(" \N{HORIZONTAL ELLIPSIS}")
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert "\n" not in before + after
