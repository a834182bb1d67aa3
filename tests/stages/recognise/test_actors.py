"""Actors: identities for forces, organisations and offices; none for private persons."""

import pytest


def actors_of(read, sentence: str) -> dict[str, object]:
    return {mention.span.exact: mention for mention in read(sentence).actors}


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "identity"),
    [
        ("شن تنظيم داعش هجوما على سرت", "تنظيم داعش", "terrorist", "islamic-state"), ("قصف الحوثيون صعدة", "الحوثيون", "militia", "houthis"),
        ("أعلنت الأمم المتحدة وقف المساعدات", "الأمم المتحدة", "igo", "un"), ("أعلنت روسيا انسحابها", "روسيا", "state", "state:RU"),
        ("حذر مجلس الأمن القومي التركي من الهجوم", "مجلس الأمن القومي التركي", "government", "government:TR:مجلس الامن القومي"),
    ],
)  # fmt: skip
def test_known_actors_have_their_identity(read, sentence, name, kind, identity) -> None:
    mention = actors_of(read, sentence)[name]
    assert (mention.actor.kind, mention.actor.id) == (kind, identity)


@pytest.mark.parametrize(
    "sentence",
    ["قالت الناشطة سلمى حسن إن القصف مستمر", "قتل الشاب محمد خالد في دوما", "فر مئات النازحين من المدينة", "قال شاهد عيان إنه رأى الطائرات"],
)
def test_private_persons_have_none(read, sentence) -> None:
    for mention in read(sentence).actors:
        assert not mention.actor.id
        assert not mention.person


def test_an_office_holder_is_known_by_his_office_and_found_again(read) -> None:
    extraction = read("قال وزير الداخلية الإيطالية ماركو مينيتي إن الحدود مغلقة. وأضاف مينيتي أن الوزير الليبي وافق.")
    first, second = extraction.actors[:2]
    assert (first.role, first.person, first.actor.country) == ("minister", "ماركو مينيتي", "IT")
    assert second.span.exact == "مينيتي"
    assert (second.antecedent, second.actor.id) == (0, first.actor.id)


def test_a_state_behind_a_nationality_is_no_part_of_the_office(read) -> None:
    assert set(actors_of(read, "اتهم وزير الدفاع اليمني إيران بإرسال صواريخ")) == {"وزير الدفاع اليمني", "إيران"}
