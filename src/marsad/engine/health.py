"""How sources are: silent, failing, in another language, empty."""

from collections import Counter, deque
from datetime import datetime, timedelta
from typing import NamedTuple

from marsad.model import Capture, Document, Issue, Source
from marsad.model.document import WHOLE_FEED
from marsad.model.visit import SourceState
from marsad.stages.read.captures import read_capture
from marsad.store.archive import Archive

EXPECTED_BEFORE_SILENT = 5.0
"""Articles that must have been expected since the last one before a source counts as silent: were they to come at random, so long a pause
would come by chance in 0.7 % of cases (e to the power of -5)."""
LEAST_SILENCE = timedelta(hours=12)
"""No source counts as silent before that: news sleeps at night."""
MOST_FAILURES = 3
BAD_SHARE = 0.5
"""Share of the captures read that must be empty, or of another language, for that to be said of the source."""
LEAST_READ = 3
"""Captures that must have been read for anything to be said of their content."""
OVERDUE_PACES = 3
_EMPTY = frozenset(("empty", "no_article", "no_entry", "binary", "only_marks"))
_ARTICLES = frozenset(("page", "feed_entry", "text", "telegram", "jsonl"))


class Health(NamedTuple):
    """How a source is: `findings` are issues, none for a healthy one. `daily` is the new captures a day of its last 30 days, None before a day."""

    source: Source
    last_visit: datetime | None
    last_new: datetime | None
    daily: float | None
    findings: tuple[Issue, ...]


def check_health(source: Source, state: SourceState, archive: Archive, now: datetime, most_read: int = 10) -> Health:
    """How a source is, by its visits and by reading its `most_read` latest captures (0: none is read).

    A silence is measured up to the last visit, not up to now: where nobody looked, nothing can be said of the source but that.
    """
    own = (capture for _, capture in archive.captures() if capture.source == source.id)
    latest = deque((capture for capture in own if _is_article(capture)), maxlen=most_read or 1)
    daily = _daily(state)
    findings = [*_of_visits(source, state, daily, now), *(_of_content(source, list(latest), archive) if most_read else [])]
    last_visit = state.visits[-1].time if state.visits else None
    return Health(source, last_visit, state.last_new, daily, tuple(findings))


def _is_article(capture: Capture) -> bool:
    return capture.kind in _ARTICLES or (capture.kind == "feed" and capture.part == WHOLE_FEED)


def _daily(state: SourceState) -> float | None:
    """New captures a day over the visits of the last 30 days, None where they span less than a day."""
    if not state.visits:
        return None
    end = state.visits[-1].time
    recent = [visit for visit in state.visits if visit.time > end - timedelta(days=30)]
    days = (end - recent[0].time) / timedelta(days=1)
    return sum(visit.new for visit in recent[1:]) / days if days >= 1 else None


def _of_visits(source: Source, state: SourceState, daily: float | None, now: datetime) -> list[Issue]:
    def issue(code: str, message: str) -> Issue:
        return Issue(code, source.address, message)

    if not state.visits:
        return [issue("never_visited", "the source was never visited; run `marsad collect`")]
    findings, visited = [], state.visits[-1].time
    if now - visited > OVERDUE_PACES * timedelta(minutes=source.every_minutes):
        findings.append(issue("not_visited", f"the last visit was at {_minute(visited)}, its pace is {source.every_minutes} min; run `marsad watch`"))
    if state.failures >= MOST_FAILURES:
        findings.append(issue("failing", f"the last {state.failures} visits failed ({', '.join(state.visits[-1].issues)}); look at its address"))
    since = state.last_new or state.visits[0].time
    expected = (source.daily_volume or daily or 0.0) * ((visited - since) / timedelta(days=1))
    if expected >= EXPECTED_BEFORE_SILENT and visited - since >= max(LEAST_SILENCE, timedelta(minutes=source.every_minutes)):
        findings.append(issue("silent", f"nothing new since {_minute(since)}, when some {expected:.0f} articles were to be expected"))
    return findings


def _of_content(source: Source, captures: list[Capture], archive: Archive) -> list[Issue]:
    """What reading the latest captures shows; all that a capture holds counts together as one."""
    counts: Counter[str] = Counter()
    for capture in captures:
        counts[_outcome(read_capture(capture, archive.read(capture.sha256), source))] += 1
    total = sum(counts.values())
    if total < LEAST_READ:
        return []
    findings = []
    if source.language == "ar" and counts["language"] >= BAD_SHARE * total:
        message = f"{counts['language']} of its last {total} captures are not in Arabic; the outlet may have changed its language or address"
        findings.append(Issue("language", source.address, message))
    if counts["empty"] >= BAD_SHARE * total:
        message = f"{counts['empty']} of its last {total} captures hold no article; the pages may be built by script or behind a wall"
        findings.append(Issue("empty", source.address, message))
    return findings


def _outcome(items: list[Document | Issue]) -> str:
    """`article` where one was read, else why there is none: `language`, `empty` or `other`."""
    codes = {item.code for item in items if isinstance(item, Issue)}
    if len(codes) == 0 or any(isinstance(item, Document) for item in items):
        return "article" if items else "empty"
    return "language" if "not_arabic" in codes else "empty" if codes & _EMPTY else "other"


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
