"""Marsad: sourced, dated, geocoded conflict-event records out of Arabic news. Importing this package reads nothing.

>>> import marsad
>>> document = marsad.Document("example", "قتل جنديان في انفجار عبوة ناسفة في درعا أمس.", published="2018-03-02T10:00:00+00:00")
>>> record = marsad.extract_document(document, marsad.load_resources())
>>> [(event.type, event.mode, event.date, event.toll.killed) for event in record.events]
[('ASSAULT', 'explosive', '2018-03-01', (2, 2))]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from marsad.version import VERSION

if TYPE_CHECKING:
    from marsad.model import Capture, Document, EventMention, Extraction, Issue, Span
    from marsad.pipeline import Resources, extract_document, load_resources

__version__ = VERSION

_HOMES = {
    "Capture": "marsad.model", "Document": "marsad.model", "EventMention": "marsad.model", "Extraction": "marsad.model", "Issue": "marsad.model",
    "Span": "marsad.model", "Resources": "marsad.pipeline", "extract_document": "marsad.pipeline", "load_resources": "marsad.pipeline",
}  # fmt: skip
__all__ = [
    "Capture", "Document", "EventMention", "Extraction", "Issue", "Resources", "Span", "__version__", "extract_document", "load_resources",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """A public verb or noun, imported when it is first asked for: start-up stays short."""
    if name not in _HOMES:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
