"""Claims: content, who says it, on whose word it was passed on, and how."""

import msgspec

from marsad.model.span import Span


class Holder(msgspec.Struct, frozen=True):
    """One who says or passes on.

    `span` is the noun phrase that names the holder: of this sentence, or of an earlier one where `implicit` is
    True. `type` is one of `official`, `military`, `police`, `intelligence`, `armed_group`, `agency`, `outlet`, `monitor`, `ngo`, `igo`,
    `medical`, `witness`, `study`, `document`, `politician`, `expert`, `religious`, `civilian`, `unnamed`. `actor` is the index of the actor
    mention, -1 where there is none.
    """

    span: Span
    name: str
    type: str
    implicit: bool = False
    actor: int = -1


class Claim(msgspec.Struct, frozen=True):
    """An explicit attribution of content to somebody.

    `via` is the chain of those who pass it on, nearest to the reader first. `stance` is one of `states`,
    `reports`, `confirms`, `denies`, `accuses`, `warns`, `threatens`, `demands`, `promises`, `predicts`, `estimates`,
    `condemns` and `claims_responsibility`. `content` is what is said, None where it could not be bounded. `parent` is the
    index of the claim inside whose content this one stands, -1 for none. `channel` is how it was said (`statement`, `facebook`,
    `twitter`, `press_conference`, `telephone`, …) or `""`.
    """

    cue: Span
    holder: Holder
    stance: str
    via: tuple[Holder, ...] = ()
    content: Span | None = None
    parent: int = -1
    channel: str = ""
    rules: tuple[str, ...] = ()
