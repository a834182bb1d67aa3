"""People's judgements as STIX: a verdict as an opinion, all else as a note; both with the judgement itself in our extension."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.model import Judgement
from marsad.stages.share.stix_base import Stamp, Stix, extension_of, make_object

_OPINIONS = {"accept": "strongly-agree", "reject": "strongly-disagree"}
_ACTIONS = frozenset(("accept", "reject", "correct", "merge", "split", "undo"))
_FIELD = "judgement"
BETWEEN = "@"


def judgement_object(judgement: Judgement, id_: str, stamp: Stamp, about: Sequence[str], observatory: str) -> Stix:
    """The object of a judgement. `about` are the ids of the STIX reports of its articles; one given here is signed `name@observatory`."""
    told = judgement if judgement.origin else msgspec.structs.replace(judgement, by=f"{judgement.by}{BETWEEN}{observatory}")
    fields: dict[str, Any] = {"authors": [told.by], "object_refs": list(about) or [stamp.creator]}
    if told.action in _OPINIONS:
        kind, said = "opinion", {"opinion": _OPINIONS[told.action], "explanation": told.reason}
    else:
        what = f"{told.field} is {told.value}" if told.action == "correct" else f"{told.action} of {len(told.reports)} reports"
        kind, said = "note", {"abstract": f"judgement: {told.action}", "content": f"{what}; {told.reason}" if told.reason else what}
    return make_object(kind, id_, stamp, told.tlp, {**said, **fields}, {_FIELD: msgspec.to_builtins(msgspec.structs.replace(told, origin=""))})


def read_judgement(stix: Mapping[str, Any], origin: str, tlp: str, peer: str = "") -> Judgement:
    """The judgement of an object that an observatory made, marked as the object is. One that `peer` gave itself is signed with the name of that peer.

    Raises:
        InputError: for what is none, or cannot be.
    """
    extension = extension_of(stix)
    if not isinstance(extension, Mapping) or _FIELD not in extension:
        raise InputError("this object holds no judgement of an observatory under our extension")
    try:
        judgement = msgspec.convert(extension[_FIELD], Judgement)
    except msgspec.ValidationError as error:
        raise InputError(f"the judgement cannot be read: {error}") from error
    if judgement.action not in _ACTIONS or not judgement.id or not judgement.by or not judgement.reports:
        raise InputError(f"the judgement cannot be used: {judgement.action!r} by {judgement.by!r} on {len(judgement.reports)} reports")
    name, _, home = judgement.by.partition(BETWEEN)
    return msgspec.structs.replace(judgement, by=f"{name}{BETWEEN}{peer or home or origin}", origin=origin, tlp=tlp)
