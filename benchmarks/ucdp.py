#!/usr/bin/env python3
"""Marsad's events against those that people coded for UCDP GED in Syria, from the articles of the same months.

    benchmarks/ucdp.py [--truth FILE.csv] [--corpus FILE.jsonl.gz] [--misses]

Of the coded events with at least 10 deaths (best estimate), dated within a week (date_prec 1-2) and placed within a district (where_prec 1-3), those
count as reported by the corpus for which some article, published from the day of the event to two days after its end, has a sentence with a word of
violence and a place within 10 km of it, or an area no wider than 30 km that holds it. Of these it prints the share that has a Marsad event (ASSAULT,
actual, placed more finely than the country) within 2 days and 50 km, and the same within 1 day and 25 km with a toll at most twice or half as high.
Then Spearman's rank correlation of deaths by province and week; a Marsad event's province is that of the nearest coded event.
"""

import argparse
import csv
import gzip
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from marsad.engine.local import extract_all
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_memory import MemoryReports
from marsad.model import Event, Extraction, Place
from marsad.settings import Settings
from marsad.stages.read.documents import document_of_row
from marsad.stages.reconcile.copies import signature_of
from marsad.stages.reconcile.ground import distance_m
from marsad.stages.reconcile.reports import reports_of

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
TRUTH = SHARED / "truth" / "ucdp_ged_syria_2018-02_2018-04.csv"
CORPUS = SHARED / "news" / "ant_conflict.jsonl.gz"
LEAST_DEATHS = 10
NAMED_M = 10_000
WIDEST_NAMED_M = 30_000
LATE_DAYS = 2
UNKNOWN_DAY = 3


class Coded(NamedTuple):
    """An event that people coded."""

    id: str
    begin: date
    end: date
    date_prec: int
    where_prec: int
    place: Place
    province: str
    best: int
    headline: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, default=TRUTH)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--misses", action="store_true", help="print the reported events that were not found, with articles that report them")
    args = parser.parse_args()
    truth = list(read_truth(args.truth))
    first, last = min(event.begin for event in truth), max(event.end for event in truth) + timedelta(days=LATE_DAYS + 1)
    extractions = [item for item in extract_all(read_corpus(args.corpus, first, last), Settings(jobs=2)) if isinstance(item, Extraction)]
    events = reconcile(extractions)
    print(f"articles {len(extractions)}, Marsad events {len(events)} (ASSAULT, actual, placed), coded events {len(truth)}")
    report_recall(truth, extractions, events, show=args.misses)
    report_correlation(truth, events)
    print("the same of the Marsad events whose day some report states")
    report_correlation(truth, [event for event in events if event.time_precision < UNKNOWN_DAY])


def read_truth(path: Path) -> Iterator[Coded]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = Place(row["id"], "", row["where_coordinates"], float(row["latitude"]), float(row["longitude"]), 1000, "settlement", "")
            yield Coded(
                row["id"], date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"]), int(float(row["date_prec"])),
                int(float(row["where_prec"])), place, row["adm_1"], int(float(row["best"])), row["source_headline"],
            )  # fmt: skip


def read_corpus(path: Path, first: date, last: date):  # type: ignore[no-untyped-def]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if first.isoformat() <= row["published"][:10] <= last.isoformat():
                yield document_of_row(row, None)


def reconcile(extractions: Iterable[Extraction]) -> list[Event]:
    store = MemoryReports()
    for extraction in extractions:
        store.add(reports_of(extraction), [signature_of(extraction.document)])
    reconcile_new(store)
    return [event for event in store.all_events() if event.type == "ASSAULT" and event.status == "actual" and is_placed(event)]


def is_placed(event: Event) -> bool:
    return event.place is not None and event.place.lat is not None and event.place.kind != "country" and event.begin is not None


def report_recall(truth: Sequence[Coded], extractions: Sequence[Extraction], events: Sequence[Event], *, show: bool) -> None:
    asked = [coded for coded in truth if coded.best >= LEAST_DEATHS and coded.date_prec <= 2 and coded.where_prec <= 3]
    naming = articles_naming(asked, extractions)
    reported = [coded for coded in asked if naming[coded.id]]
    found = [coded for coded in reported if any(is_near(coded, event, 2, 50_000) for event in events)]
    close = [coded for coded in reported if any(is_near(coded, event, 1, 25_000) and has_toll(coded, event) for event in events)]
    print(f"coded events of {LEAST_DEATHS} deaths or more, dated and placed: {len(asked)}; reported by the corpus: {len(reported)}")
    print(f"with a Marsad event within 2 days and 50 km: {len(found)} ({share(found, reported)})")
    print(f"with one within 1 day, 25 km and a factor of 2 of its deaths: {len(close)} ({share(close, reported)})")
    for coded in reported if show else ():
        if coded not in close:
            state = "toll" if coded in found else "MISS"
            print(state, coded.begin, coded.end, coded.place.name_en, coded.best, coded.headline[:60], *sorted(naming[coded.id])[:6])


def share(part: Sequence[object], whole: Sequence[object]) -> str:
    return f"{len(part) / len(whole):.3f}" if whole else "-"


def articles_naming(asked: Sequence[Coded], extractions: Iterable[Extraction]) -> dict[str, set[str]]:
    """Coded event → the articles that may report it by the rule above."""
    by_day: defaultdict[date, list[Coded]] = defaultdict(list)
    for coded in asked:
        for day in range((coded.end - coded.begin).days + LATE_DAYS + 1):
            by_day[coded.begin + timedelta(days=day)].append(coded)
    naming: dict[str, set[str]] = {coded.id: set() for coded in asked}
    for extraction in extractions:
        near = by_day.get(date.fromisoformat((extraction.document.published or "")[:10]), [])
        places = list(violent_places(extraction)) if near else []
        for coded in near:
            if any(names(place, coded) for place in places):
                naming[coded.id].add(extraction.document.id)
    return naming


def violent_places(extraction: Extraction) -> Iterator[Place]:
    """The places named in a line that also tells of violence: an attack's evidence or a count of dead stands in it."""
    violent = [event.evidence.start for event in extraction.events if event.type == "ASSAULT"]
    violent += [figure.span.start for figure in extraction.figures if figure.measure == "killed"]
    breaks = [index for index, letter in enumerate(extraction.document.text) if letter in ".\n"]
    sentences = {bisect_right(breaks, start) for start in violent}
    for mention in extraction.places:
        if mention.place is not None and bisect_right(breaks, mention.span.start) in sentences:
            yield mention.place


def names(place: Place, coded: Coded) -> bool:
    metres = distance_m(place, coded.place)
    if metres is None or place.kind == "country":
        return False
    return metres <= NAMED_M or (metres <= place.radius_m <= WIDEST_NAMED_M)


def is_near(coded: Coded, event: Event, days: int, metres: int) -> bool:
    assert event.place is not None and event.begin is not None
    begin = date.fromisoformat(event.begin[:10])
    if not coded.begin - timedelta(days=days) <= begin <= coded.end + timedelta(days=days):
        return False
    apart = distance_m(event.place, coded.place)
    return apart is not None and apart <= metres


def deaths_of(event: Event) -> int:
    return next((figure.bounds[0] for figure in event.settled if figure.measure == "killed"), 0)


def has_toll(coded: Coded, event: Event) -> bool:
    return coded.best / 2 <= deaths_of(event) <= coded.best * 2


def report_correlation(truth: Sequence[Coded], events: Sequence[Event]) -> None:
    coded_cells: defaultdict[tuple[str, int], float] = defaultdict(float)
    marsad_cells: defaultdict[tuple[str, int], float] = defaultdict(float)
    origin = min(coded.begin for coded in truth)
    for coded in truth:
        if coded.province and coded.date_prec <= 3:
            coded_cells[coded.province, (coded.begin - origin).days // 7] += coded.best
    weeks = 1 + max(week for _, week in coded_cells)
    for event in events:
        assert event.place is not None and event.begin is not None
        week = (date.fromisoformat(event.begin[:10]) - origin).days // 7
        nearest = min((apart, coded.province) for coded in truth if (apart := distance_m(event.place, coded.place)) is not None and coded.province)
        if 0 <= week < weeks and nearest[0] <= 50_000:
            marsad_cells[nearest[1], week] += deaths_of(event)
    cells = [(province, week) for province in sorted({province for province, _ in coded_cells}) for week in range(weeks)]
    correlation = spearman([coded_cells[cell] for cell in cells], [marsad_cells[cell] for cell in cells])
    print(f"Spearman's correlation of deaths over {len(cells)} cells of province and week: {correlation:.3f}")
    provinces = sorted({province for province, _ in cells})
    coded_sums = [sum(coded_cells[province, week] for week in range(weeks)) for province in provinces]
    marsad_sums = [sum(marsad_cells[province, week] for week in range(weeks)) for province in provinces]
    print(f"over {len(provinces)} provinces: {spearman(coded_sums, marsad_sums):.3f}")
    print(f"deaths coded {sum(coded_sums):.0f}, by Marsad {sum(marsad_sums):.0f}")


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    one, other = ranks(left), ranks(right)
    mean = (len(one) + 1) / 2
    cov = sum((a - mean) * (b - mean) for a, b in zip(one, other, strict=True))
    spread = sum((a - mean) ** 2 for a in one) * sum((b - mean) ** 2 for b in other)
    return cov / spread**0.5 if spread else 0.0


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values sharing their mean rank."""
    order = sorted(values)
    places: defaultdict[float, list[int]] = defaultdict(list)
    for rank, value in enumerate(order, 1):
        places[value].append(rank)
    return [sum(places[value]) / len(places[value]) for value in values]


if __name__ == "__main__":
    main()
