"""Figures: what is counted, and what looks like a count and is none."""

import pytest

CASES = (
    ("أدى القصف إلى مقتل 27 شخصا وإجبار 2500 على الفرار.", [("killed", 27), ("displaced", 2500)]),
    ("قتل المصور أثناء معارك مدينة الرقة 2017.", []),
    ("أعلن الجيش مقتل 2015 مسلحا في المعارك.", [("killed", 2015)]),
    ("أعلنت الحركة مقتل 2015 وإصابة 300.", [("killed", 2015), ("injured", 300)]),
)


@pytest.mark.parametrize(("text", "figures"), CASES)
def test_measures(read, text: str, figures: list[tuple[str, int]]) -> None:
    assert [(figure.measure, figure.low) for figure in read(text).figures] == figures
