"""Claims: every cue of the lexicon against a sentence that fires it and one that must not, and how claims hang together."""

from collections import Counter

import pytest
from tests.tables import read_cases

from marsad.lexicon.tables import read_table
from marsad.model import Claim

CASES = read_cases("cues.tsv")


def _marks(case: dict[str, str]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if case["known_failure"] else []


def _parameters(*, fires: bool) -> list[object]:
    return [pytest.param(case, id=case["id"], marks=_marks(case)) for case in CASES if bool(case["expect"]) is fires]


def claims_of(read, sentence: str, cue: str = "") -> list[Claim]:
    claims = read(sentence).claims
    return [claim for claim in claims if not cue or f"cue:{cue}" in claim.rules or (cue == "relay-according" and "via:relayed" in claim.rules)]


@pytest.mark.parametrize("case", _parameters(fires=True))
def test_a_cue_gives_its_claim(read, case) -> None:
    (claim,) = claims_of(read, case["sentence"], case["id"])[:1]
    via = "|".join(holder.name for holder in claim.via)
    assert (claim.holder.name, claim.holder.type, via, claim.stance) == (case["holder"], case["type"], case["via"], case["stance"])


@pytest.mark.parametrize("case", _parameters(fires=False))
def test_other_senses_give_none(read, case) -> None:
    assert not claims_of(read, case["sentence"], case["id"])


def test_every_cue_of_the_lexicon_has_its_cases() -> None:
    cues = {row["id"] for row in read_table("speech_cues")}
    assert {case["id"] for case in CASES if case["expect"]} == {case["id"] for case in CASES if not case["expect"]} == cues
    assert max(Counter((case["id"], case["sentence"]) for case in CASES).values()) == 1


def test_the_holder_is_carried_over_sentences(read) -> None:
    claims = read('قال وزير الدفاع العراقي إن المعركة انتهت. وأضاف أن القوات باقية. وتابع: "لن ننسحب من المدينة قبل عودة أهلها".').claims
    assert [claim.holder.name for claim in claims] == ["وزير الدفاع العراقي"] * 3
    assert [claim.holder.implicit for claim in claims] == [False, True, True]


def test_a_speaker_behind_a_quotation(read) -> None:
    claim = read('"لن نتفاوض مع من يقصف مدننا كل يوم"، قال المتحدث باسم المعارضة السورية.').claims[0]
    assert claim.holder.name == "المتحدث باسم المعارضة السورية"


def test_a_chain_keeps_who_passed_it_on(read) -> None:
    (claim,) = read("ذكرت وسائل إعلام إيطالية أن وزير الداخلية صرح أن الحدود مغلقة.").claims[-1:]
    assert (claim.holder.name, [holder.name for holder in claim.via]) == ("وزير الداخلية", ["وسائل إعلام إيطالية"])


def test_those_spoken_to_are_no_speakers(read) -> None:
    claims = read('وأضاف الوزير الفرنسي "نقول للأمريكيين إن العقوبات تخصهم".').claims
    assert "أمريكيين" not in {claim.holder.name for claim in claims}


def test_what_hangs_on_a_preposition_says_nothing(read) -> None:
    (claim,) = read("وكان ضابط كبير في التحالف قال إن القوات سيطرت على المطار.").claims
    assert (claim.holder.name, claim.stance) == ("ضابط كبير", "states")


def test_an_office_behind_a_name_types_its_holder(read) -> None:
    (claim,) = read("وقال سيرجي شويجو، وزير الدفاع الروسي، إن التطرف عاد.").claims
    assert (claim.holder.name, claim.holder.type) == ("سيرجي شويجو، وزير الدفاع الروسي", "official")


def test_content_stands_in_the_text(read) -> None:
    for case in CASES:
        for claim in read(case["sentence"]).claims:
            if claim.content is not None:
                assert case["sentence"][claim.content.start : claim.content.end] == claim.content.exact
