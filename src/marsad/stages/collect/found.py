"""What a visit hands on."""

from typing import NamedTuple

from marsad.model import Capture
from marsad.model.visit import SourceState


class Found(NamedTuple):
    """A capture to be kept, and its bytes; None where they are kept already under `capture.sha256`."""

    capture: Capture
    raw: bytes | None


class Ended(NamedTuple):
    """The end of a visit: what is to be remembered of the source, and how many addresses its listing named."""

    state: SourceState
    listed: int
