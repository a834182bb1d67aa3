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
    event: str = ""


def judgement_view(judgement: Judgement, *, stands: bool, event: str = "") -> JudgementView:
    """A judgement as the API shows it; `event` is the one in which the first of its reports stands now, where that is asked for."""
    value = msgspec.json.decode(judgement.value) if judgement.field else None
    return JudgementView(
        judgement.id, judgement.action, judgement.by, judgement.at, judgement.reason, judgement.field, value, list(judgement.reports),
        list(judgement.others), judgement.undoes, stands, event,
    )  # fmt: skip
