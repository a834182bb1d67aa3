from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.fold import fold_word
from marsad.arabic.text import Text

ANY = st.text(alphabet=st.one_of(st.sampled_from('قصف العدو، "جنوب" ـ َ ُ .\n«»؟!3.5٣ abc\u200f'), st.characters()), max_size=80)


def test_tokens_carry_their_marks() -> None:
    text = Text("قُتِلَ جنديٌّ")
    assert [text.raw[start:end] for start, end in zip(text.starts, text.ends, strict=True)] == ["قُتِلَ", "جنديٌّ"]


def test_a_particle_can_be_cut_off_a_marked_word() -> None:
    text = Text("وَبِليبيا")
    assert text.raw[text.offset_within(0, 2) :] == "ليبيا"


def test_sentences_end_at_stops_and_lines_but_not_in_abbreviations() -> None:
    text = Text("قال د. سامي إن 3.5 مليون نزحوا. وأضاف\nعنوان آخر")
    assert [text.slice(*sentence) for sentence in text.sentences] == ["قال د. سامي إن 3.5 مليون نزحوا.", "وأضاف", "عنوان آخر"]


def test_quotations_are_found_with_any_marks() -> None:
    text = Text('قال "سنعود" ثم «لن نرحل» وانصرف "')
    assert [text.slice(*quotation) for quotation in text.quotations] == ["سنعود", "لن نرحل"]


@given(ANY)
def test_every_token_lands_on_the_text_it_claims(raw: str) -> None:
    text = Text(raw)
    for norm, start, end in zip(text.norms, text.starts, text.ends, strict=True):
        assert 0 <= start < end <= len(raw)
        assert fold_word(raw[start:end]).replace(" ", "") in (norm, fold_word(norm), "") or norm in fold_word(raw[start:end])


@given(ANY)
def test_sentences_cover_all_tokens_but_line_breaks(raw: str) -> None:
    text = Text(raw)
    covered = [token for first, last in text.sentences for token in range(first, last)]
    assert covered == [token for token, norm in enumerate(text.norms) if norm[0] != "\n"]
    assert all(text.sentences[text.sentence_of(token)][0] <= token < text.sentences[text.sentence_of(token)][1] for token in covered)
