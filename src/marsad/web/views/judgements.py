"""People's judgements as the API shows them, and what one did."""

from typing import Any

import msgspec

from marsad.model import Judgement


class JudgementView(msgspec.Struct, frozen=True):
    """A judgement: who decided what, when and why; `standing` is False for one that was taken back. `value` is a correction's, decoded."""

    id: str
    action: str
    by: str
    at: str
    reason: str
    field: str
    value: Any
    reports: list[str]
    others: list[str]
    undoes: str
    standing: bool


class JudgementPageView(msgspec.Struct, frozen=True):
    """Judgements, the latest first, and the cursor to go on from."""

    items: list[JudgementView]
    cursor: str


def judgement_view(judgement: Judgement, *, stands: bool) -> JudgementView:
    """A judgement as the API shows it."""
    value = msgspec.json.decode(judgement.value) if judgement.field else None
    return JudgementView(
        judgement.id, judgement.action, judgement.by, judgement.at, judgement.reason, judgement.field, value, list(judgement.reports),
        list(judgement.others), judgement.undoes, stands,
    )  # fmt: skip
