"""Figures: counts of people and things, with who counted."""

import msgspec

from marsad.model.span import Span


class Figure(msgspec.Struct, frozen=True):
    """A count of people or things.

    `low` and `high` bound it (equal for one number, `high` None for an open end); `approx` is True for
    `نحو`, `حوالي`. `measure` is one of `killed`, `injured`, `detained`, `abducted`, `missing`, `displaced`, `evacuated`,
    `fighters`, `affected`, `attacks`, `weapons` and `other`. `part_of` is the index of the figure that
    this one is a part of (`بينهم 4 أطفال`), -1 where it stands alone; `part_of` figures are never added.
    `claim` is the index of the claim that it rests on, -1 where the article states it itself.
    """

    span: Span
    low: int
    high: int | None
    unit: str
    measure: str
    approx: bool = False
    part_of: int = -1
    claim: int = -1
    rules: tuple[str, ...] = ()
