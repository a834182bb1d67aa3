"""Answers in JSON out of the records' own encoder, and their shapes for the OpenAPI document."""

from typing import Any

import msgspec
from fastapi import Response

_REF = "#/components/schemas/{name}"
_ENCODE = msgspec.json.Encoder().encode


def answer(view: object, status: int = 200) -> Response:
    """The response that carries a view."""
    return Response(_ENCODE(view), status, media_type="application/json")


def shaped(view: type, description: str = "What was asked for.", status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with `view`."""
    return {status: {"description": description, "content": {"application/json": {"schema": {"$ref": _REF.format(name=view.__name__)}}}}}


def schemas_of(views: list[type]) -> dict[str, Any]:
    """The schemas of views and all that they hold, for `components/schemas`."""
    _, components = msgspec.json.schema_components(views, ref_template=_REF)
    return components
