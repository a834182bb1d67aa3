"""The formats of a situation report by name."""

from collections.abc import Callable
from typing import NamedTuple

from marsad.stages.share.situation.layout import Laid
from marsad.stages.share.situation.markdown import write_markdown
from marsad.stages.share.situation.page import write_page
from marsad.stages.share.situation.pdf import write_pdf


class Format(NamedTuple):
    """What a file of this format is, and how it is written."""

    media_type: str
    write: Callable[[Laid], bytes]


FORMATS = {
    "html": Format("text/html; charset=utf-8", lambda report: write_page(report).encode()),
    "md": Format("text/markdown; charset=utf-8", lambda report: write_markdown(report).encode()),
    "pdf": Format("application/pdf", write_pdf),
}
