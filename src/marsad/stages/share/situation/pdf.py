"""The situation report as PDF, set by Typst (the extra `marsad[pdf]`) in faces that the package brings: the same report gives the same bytes."""

from datetime import UTC, datetime
from importlib.resources import as_file, files

import msgspec

from marsad.errors import SettingError
from marsad.lexicon.shown import shown
from marsad.stages.share.situation.layout import Laid, say_article

_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""When a file says that it was made; the report's own days are in its text."""


def write_pdf(report: Laid) -> bytes:
    """The PDF, tagged for screen readers. What articles say reaches Typst as data and is never read as markup.

    Raises:
        SettingError: where Typst is not installed.
    """
    try:
        import typst
    except ModuleNotFoundError as error:
        raise SettingError("a PDF is set by Typst, which is not installed; run: pip install 'marsad[pdf]', or choose --format html") from error
    data = msgspec.to_builtins(report) | {"named": [say_article(article, report.language) for article in report.cited]}
    data["quotes"] = shown("quote", report.language, quote="\n").split("\n")
    with as_file(files("marsad.stages.share") / "_templates") as templates, as_file(files("marsad.stages.share") / "_fonts") as fonts:
        made: bytes = typst.compile(
            str(templates / "situation.typ"), sys_inputs={"report": msgspec.json.encode(data).decode()}, font_paths=[str(fonts)],
            ignore_system_fonts=True, timestamp=_STAMP,
        )  # fmt: skip
    return made
