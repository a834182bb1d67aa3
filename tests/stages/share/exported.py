"""Events to export, of our own making: one of everything that a format may meet."""

from collections import Counter

from marsad.model import (
    Correction,
    Event,
    FigureReport,
    Merge,
    Opinion,
    Place,
    SettledFigure,
    Side,
    Toll,
    Version,
)
from marsad.model.shared import Article, Quote, SharedEvent, Telling, Withdrawal
from marsad.stages.share.formats import Heading

VERSION = Version("0.1.0", "lex", "gaz")
DOUMA = Place("geonames:173811", "دوما", "Douma", 33.572, 36.402, 5000, "settlement", "SY", "SY-RD", 110_000)
PROVINCE = Place("naturalearth:SYR-1", "ريف دمشق", "Rif Dimashq", 33.5, 36.9, 90_000, "admin", "SY", "SY-RD")
SYRIA = Place("geonames:163843", "سوريا", "Syria", 35.0, 38.0, 240_000, "country", "SY")
WORDS = "قتل 40 مدنيا بينهم سامر الخطيب في قصف على دوما"
PRIVATE = "سامر الخطيب"
REVIEWER = "nadia.reviewer"


def telling(report: str, outlet: str, url: str, source: str = "", source_type: str = "") -> Telling:
    article = Article(f"{outlet}-{report}", outlet, url, f"مقتل {PRIVATE}", "2018-04-07T18:00:00+00:00", "ab" * 32, VERSION)
    return Telling(
        report, article, "ASSAULT", "actual", "shelling", DOUMA, 1, "2018-04-07", "2018-04-08", 1, source=source, source_type=source_type,
        origin=report, evidence=Quote(10, 10 + len(WORDS), WORDS, "=قال ", " أمس"), targets=(Side(PRIVATE, "", "civilian"),), toll=Toll((40, 40)),
    )  # fmt: skip


def figure(report: str, low: int, high: int | None, source: str = "", source_type: str = "") -> FigureReport:
    return FigureReport("killed", (low, high), report, "Outlet", source, source_type, "2018-04-07T18:00:00+00:00", origin=report)


SHELLING = SharedEvent(
    "v1v1v1v1v1v1", "0.1.0",
    Event(
        "3f0c9a3f0c9a3f0c", ("r1", "r2"), "ASSAULT", "actual", "shelling", "Shelling/artillery/missile attack", DOUMA, 1, "2018-04-07",
        "2018-04-08", 1,
        actors=(Side("الجيش السوري", "syrian-army", "military"),), targets=(Side(f"40 مدنيا بينهم {PRIVATE}", "", "civilian"),), sources=2,
        figures=(figure("r1", 40, None, PRIVATE, "civilian"), figure("r2", 43, 43, "فرق الإسعاف المحلية", "medical")),
        settled=(SettledFigure("killed", (43, 43), "majority", True, ("r2",), ("r1",)),), merges=(Merge("r1", "r2", 0.9, ("same place (Douma)",)),),
        review="corrected",
        corrections=(Correction("targets", "[]", (Opinion("j1", REVIEWER, "2024-01-01T00:00:00+00:00", f'[{{"name":"{PRIVATE}"}}]'),)),),
    ),
    (telling("r1", "Outlet One", "https://one.example/a", PRIVATE, "witness"), telling("r2", "=Outlet Two", "https://two.example/b?x=1&y=2")),
)  # fmt: skip
FEARED = SharedEvent(
    "v2v2v2v2v2v2", "0.1.0",
    Event("aaaa9a3f0c9a3f0c", ("r3",), "THREATEN", "possible", begin="2018-04-01", end="2018-05-01", time_precision=3, tlp="AMBER"),
    (Telling("r3", Article("d3", "Outlet One"), "THREATEN", "possible", origin="r3"),),
)  # fmt: skip
CAPTURED = SharedEvent(
    "v3v3v3v3v3v3", "0.1.0",
    Event(
        "bbbb9a3f0c9a3f0c", ("r4",), "COERCE", "planned", "arrest", "Arrests", SYRIA, 3, "2018-04-09", None, 2,
        actors=(Side("وزير الداخلية", "office:minister:SY:وزير-داخليه", "office"), Side("مسلحون", "", "rebel")),
    ),
)  # fmt: skip
GONE = Withdrawal("cccc9a3f0c9a3f0c", "merged", "2024-01-01T00:00:00.000001Z", ("3f0c9a3f0c9a3f0c",))
RECORDS = (SHELLING, FEARED, CAPTURED, GONE)


def provinces(country: str, code: str) -> Place | None:
    return {("SY", "SY-RD"): PROVINCE, ("SY", ""): SYRIA}.get((country, code))


def heading(form: str = "jsonl") -> Heading:
    return Heading(form, "2024-02-03T04:05:06+00:00", "17", "", {"country": "SY"}, {"names": "public"}, VERSION, provinces, Counter(), Counter())
