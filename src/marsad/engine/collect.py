"""Collecting: visits to sources, what they bring kept in the archive, and the loop that keeps each source's pace."""

import hashlib
from collections import Counter
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import msgspec

from marsad.model import Capture, Issue, Source
from marsad.model.source import FETCHED_KINDS
from marsad.model.visit import SourceState, Visit
from marsad.stages.collect.clock import Clock
from marsad.stages.collect.faults import FetchError
from marsad.stages.collect.fetch import Fetcher
from marsad.stages.collect.files import visit_files
from marsad.stages.collect.found import Ended, Found
from marsad.stages.collect.robots import Robots, Rules
from marsad.stages.collect.sources import source_path
from marsad.stages.collect.visit import visit_source
from marsad.store.archive import Archive
from marsad.store.archive_state import Noted, Notes

MOST_VISITS_KEPT = 500
LONGEST_BACK_OFF = timedelta(hours=24)
"""Longest pause after failures in a row; the pause doubles with each."""
IDLE_SECONDS = 60.0
"""Longest that the loop sleeps before it looks again at what is due."""


LOOK_SECONDS = 0.5
"""How long the loop waits for a visit to end before it looks whether another source is due, or a stop is asked for."""


class Outcome(NamedTuple):
    """What a visit to a source brought: the visit, the new captures' positions in the log, and its issues."""

    source: Source
    visit: Visit
    positions: tuple[int, ...]
    issues: tuple[Issue, ...]


class Collector:
    """Visits sources and keeps what they bring in an archive opened for writing. Threads may share it; each source has one at a time."""

    def __init__(self, archive: Archive, sources: Path, clock: Clock, fetcher: Fetcher) -> None:
        self._archive = archive
        self._folder = sources
        self._clock = clock
        self._fetcher = fetcher
        self.notes = Notes(archive.path)
        self._lock = Lock()
        self._known, self._latest = _known_of(archive)
        fetcher.robots.rules.update({host: rules for host, rules in self.notes.read_rules(Rules).items() if isinstance(rules, Rules)})

    def collect(self, sources: list[Source], jobs: int = 1) -> Iterator[Outcome]:
        """Visits sources, `jobs` at once, whether they are due or not; each outcome as it comes. Hosts that asked to be left alone are."""
        with ThreadPoolExecutor(jobs, thread_name_prefix="collect") as pool:
            for done in as_completed([pool.submit(self.visit, source) for source in sources]):
                yield done.result()
        self.notes.save_rules(self._fetcher.robots.rules)

    def watch(self, sources: list[Source], jobs: int = 1) -> Iterator[Outcome]:
        """Visits sources at their pace until the clock is stopped; each outcome as it comes. What is under way then is ended in order.

        A slow source holds up no other, as long as not all of the `jobs` are slow.
        """
        running: dict[Future[Outcome], Source] = {}
        with ThreadPoolExecutor(jobs, thread_name_prefix="watch") as pool:
            while not self._clock.wait(0):
                idle = [source for source in sources if source not in running.values()]
                due = [source for source in idle if self.due_at(source) <= self._clock.now()]
                running |= {pool.submit(self.visit, source): source for source in due}
                if not running:
                    self._sleep(idle)
                yield from self._take(running, wait(running, LOOK_SECONDS, FIRST_COMPLETED).done)
            yield from self._take(running, set(running))

    def _take(self, running: dict[Future[Outcome], Source], done: set[Future[Outcome]]) -> Iterator[Outcome]:
        """The outcomes of visits that are over, or are waited for."""
        for visit in done:
            del running[visit]
            yield visit.result()
        if done:
            self.notes.save_rules(self._fetcher.robots.rules)

    def _sleep(self, sources: list[Source]) -> None:
        """Sleeps until the next source is due, or a stop is asked for."""
        next_due = min((self.due_at(source) for source in sources), default=self._clock.now() + timedelta(seconds=IDLE_SECONDS))
        self._clock.wait(min(IDLE_SECONDS, max(0.0, (next_due - self._clock.now()).total_seconds())))

    def due_at(self, source: Source) -> datetime:
        """When a source is to be visited next: its pace after the visit before, and not before what its failures or its host ask for."""
        state = self.notes.state(source.id)
        if not state.visits:
            return self._clock.now()
        due = state.visits[-1].time + timedelta(minutes=source.every_minutes)
        return max(due, state.not_before) if state.not_before else due

    def visit(self, source: Source) -> Outcome:
        """Visits one source and remembers what is to be remembered."""
        state, begun = self.notes.state(source.id), self._clock.now()
        if source.kind in FETCHED_KINDS and state.not_before and state.not_before > begun:
            issue = Issue("backing_off", source.address, f"the source is left alone until {state.not_before.isoformat()} after failures")
            return Outcome(source, Visit(begun), (), (issue,))
        positions: list[int] = []
        issues: list[Issue] = []
        try:
            ended = self._keep_all(self._steps(source, state), positions, issues)
            after = msgspec.structs.replace(ended.state, failures=0, not_before=None)
            listed = ended.listed
        except FetchError as error:
            if error.code == "stopped":
                return Outcome(source, Visit(begun), tuple(positions), tuple(issues))
            issues.append(Issue(error.code, source.address, str(error)))
            after, listed = _after_failure(source, state, error, self._clock.now()), 0
        visit = Visit(begun, listed, len(positions), len(after.pending), dict(Counter(issue.code for issue in issues)))
        self._remember(after, visit)
        for issue in issues:
            self.notes.add_issue(Noted(self._clock.now(), source.id, issue))
        return Outcome(source, visit, tuple(positions), tuple(issues))

    def _steps(self, source: Source, state: SourceState) -> Generator[Found | Issue, None, Ended]:
        if source.kind in FETCHED_KINDS:
            return visit_source(source, self._fetcher, state, self._known)
        return visit_files(source, source_path(source, self._folder), self._clock, state, self._known)

    def _keep_all(self, steps: Generator[Found | Issue, None, Ended], positions: list[int], issues: list[Issue]) -> Ended:
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                ended: Ended = end.value
                return ended
            if isinstance(step, Issue):
                issues.append(step)
            elif (position := self._keep(step)) is not None:
                positions.append(position)

    def _keep(self, found: Found) -> int | None:
        """The position of a new entry, None where the same bytes came from the same address last time."""
        raw = self._archive.read(found.capture.sha256) if found.raw is None else found.raw
        where = (found.capture.source, found.capture.origin, found.capture.part)
        stamped = found.capture if found.capture.fetched else msgspec.structs.replace(found.capture, fetched=self._clock.now().isoformat())
        with self._lock:
            if self._latest.get(where) == hashlib.sha256(raw).hexdigest():
                return None
            position, capture = self._archive.append(stamped, raw)
            self._latest[where] = capture.sha256
            _note_known(self._known, capture)
            return position

    def _remember(self, after: SourceState, visit: Visit) -> None:
        last_new = visit.time if visit.new else after.last_new
        self.notes.save_state(msgspec.structs.replace(after, last_new=last_new, visits=(*after.visits[-MOST_VISITS_KEPT:], visit)))


def open_collector(archive: Archive, sources: Path, clock: Clock, contact: str = "") -> Collector:
    """A collector that visits the network."""
    return Collector(archive, sources, clock, Fetcher(clock, Robots(), contact=contact))


def _after_failure(source: Source, state: SourceState, error: FetchError, now: datetime) -> SourceState:
    """The state of a source whose address was not had: the pause doubles with each failure in a row, or is what the server asked for."""
    failures = state.failures + 1
    pause = min(timedelta(minutes=source.every_minutes) * 2 ** min(failures, 10), LONGEST_BACK_OFF)
    return msgspec.structs.replace(state, failures=failures, not_before=now + max(pause, timedelta(seconds=error.retry_after)))


def _known_of(archive: Archive) -> tuple[set[str], dict[tuple[str, str, str], str]]:
    """The addresses of pages that an archive holds, and the last hash of each address."""
    known, latest = set[str](), dict[tuple[str, str, str], str]()
    for _, capture in archive.captures():
        latest[capture.source, capture.origin, capture.part] = capture.sha256
        _note_known(known, capture)
    return known, latest


def _note_known(known: set[str], capture: Capture) -> None:
    if capture.kind in ("page", "feed_entry"):
        known.update(address for address in (capture.origin, capture.requested) if address)
