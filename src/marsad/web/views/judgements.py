"""People's judgements as the API shows them, and what one did."""

from typing import Any

import msgspec

from marsad.model import Judgement, Place, Side
from marsad.web.views.named import place_view, side_view


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


def shown_value(field: str, value: str) -> Any:
    """A kept value of a field, decoded; places and sides have their names in both scripts."""
    if field == "place":
        return place_view(msgspec.json.decode(value, type=Place | None))
    if field in ("actors", "targets"):
        return [side_view(side) for side in msgspec.json.decode(value, type=list[Side])]
    return msgspec.json.decode(value)


def judgement_view(judgement: Judgement, *, stands: bool, event: str = "") -> JudgementView:
    """A judgement as the API shows it; `event` is the one in which the first of its reports stands now, where that is asked for."""
    value = shown_value(judgement.field, judgement.value) if judgement.field else None
    return JudgementView(
        judgement.id, judgement.action, judgement.by, judgement.at, judgement.reason, judgement.field, value, list(judgement.reports),
        list(judgement.others), judgement.undoes, stands, event,
    )  # fmt: skip
