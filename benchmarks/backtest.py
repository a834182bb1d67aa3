"""Back-test of warning: the corpus replayed day by day, without looking ahead, against what people coded of what then happened.

    backtest.py STORE TRUTH [--until DAY] [--keep FILE]

STORE is a store of the corpus (docs/store.md), TRUTH the UCDP GED file of ../shared/data/truth. Each day takes in the reports of the articles
published on it, reconciles them with those of the days before (`reconcile_new`, as `marsad ingest` does), and judges the provinces of Syria by the
events that then stand: nothing that was published later has a part in what is in memory. Extraction reads each article alone. What does look
ahead: the lexicons and thresholds were written by people who had read articles of these months.

A target is a province and week (Sunday to Saturday, from 18 February) in which GED counts more than 25 dead and at least twice the mean of the four
weeks before. Each rule gives a number for each province on each day; it warns of a week where the number reaches a threshold on the last day that it
may use. Thresholds are swept; rules are compared where they give equally many false alarms. `--keep` keeps the days' numbers, to sweep again.
"""

import argparse
import csv
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from marsad.engine.happenings import grounds_of, happening_of, origins_among
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_memory import MemoryReports
from marsad.engine.warn import past_days
from marsad.lexicon.alert_levels import load_rules
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.model import Report, Signature
from marsad.model.alert import Happening
from marsad.stages.warn.levels import assess_area, news_of
from marsad.stages.warn.world import World
from marsad.store.alerts import count_volume, document_markings
from marsad.store.store import Store

PROVINCES = {
    "Al Hasakah": "SY-HA", "Aleppo": "SY-HL", "Ar Raqqah": "SY-RA", "As Suwayda": "SY-SU", "Damascus": "SY-DI", "Daraa": "SY-DR",
    "Deir ez Zor": "SY-DY",
    "Hamah": "SY-HM", "Homs": "SY-HI", "Idlib": "SY-ID", "Latakia": "SY-LA", "Quneitra": "SY-QU", "Rif Dimashq": "SY-RD", "Tartus": "SY-TA",
}  # fmt: skip
FIRST, WEEKS, BEFORE = date(2018, 2, 18), 10, 4
LEAST_DEAD, LEAST_RATIO = 25, 2
BEGIN = date(2018, 2, 10)
DAY = timedelta(days=1)
ENDS = {"the day before the week": -1, "the third day of the week": 2, "the last day of the week": 6}
RULES = ("marsad", "same as last week", "moving average", "plain count threshold")
MONTH_DAYS = 30.4
FALSE_ALARMS = (2, 4, 8, 12)
"""A month, over all provinces."""
Numbers = dict[str, dict[str, dict[str, float]]]
"""By day, province and rule."""


def read_truth(path: Path) -> dict[tuple[str, int], float]:
    """Deaths (best estimate) by province and week; events whose province is not told are left out."""
    dead: defaultdict[tuple[str, int], float] = defaultdict(float)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            province = PROVINCES.get(row["adm_1"].removesuffix(" Governorate"))
            if province:
                dead[province, (date.fromisoformat(row["date_start"]) - FIRST).days // 7] += float(row["best"])
    return dead


def targets_of(dead: dict[tuple[str, int], float]) -> set[tuple[str, int]]:
    """The province-weeks to be warned of."""
    found = set()
    for province in PROVINCES.values():
        for week in range(BEFORE, WEEKS):
            mean = sum(dead.get((province, one), 0.0) for one in range(week - BEFORE, week)) / BEFORE
            if dead.get((province, week), 0.0) > LEAST_DEAD and dead[province, week] >= LEAST_RATIO * mean:
                found.add((province, week))
    return found


def replay(store: Store, until: date) -> Numbers:
    """The numbers of every rule for each day."""
    reports, signatures = by_day(store)
    rules, gazetteer, memory = load_rules(), open_gazetteer(None), MemoryReports()
    volume = count_volume(store, BEGIN - timedelta(days=400), until + DAY)
    happenings: dict[str, Happening] = {}
    known: dict[str, Report] = {}
    recent: list[Signature] = []
    numbers: Numbers = {}
    day = min(reports)
    while day <= until:
        memory.add(reports.get(day, ()), signatures.get(day, ()))
        known |= {report.id: report for report in reports.get(day, ())}
        change = reconcile_new(memory)
        recent = [one for one in recent if (one.published or "")[:10] >= str(day - 90 * DAY)] + signatures.get(day, [])
        origins = origins_among(recent) if day >= BEGIN else {}
        for id_ in change.removed:
            happenings.pop(id_, None)
        for event in memory.events(change.added):
            if (made := happening_of(event, known, origins)) is not None:
                happenings[event.id] = made
        if day >= BEGIN:
            told = [one for one in happenings.values() if max(telling.day for telling in one.tellings) > day - past_days(rules) * DAY]
            world = World(told, volume, day, grounds_of(gazetteer, {one.place.country for one in told}), rules)
            numbers[str(day)] = {code: numbers_of(world, code) for code in PROVINCES.values()}
            print(day, len(told), flush=True)
        day += DAY
    return numbers


def by_day(store: Store) -> tuple[dict[date, list[Report]], dict[date, list[Signature]]]:
    """Reports and signatures by day of publication; what has none is left out."""
    reports: defaultdict[date, list[Report]] = defaultdict(list)
    for report in store.all_reports():
        if report.published:
            reports[date.fromisoformat(report.published[:10])].append(report)
    signatures: defaultdict[date, list[Signature]] = defaultdict(list)
    for one in store.signatures({report.document for told in reports.values() for report in told}):
        if one.published:
            signatures[date.fromisoformat(one.published[:10])].append(one)
    return dict(reports), dict(signatures)


def numbers_of(world: World, code: str) -> dict[str, float]:
    """What each rule makes of a province on a day, and the points of each signal; the naive rules count the same deaths as known on that day."""
    dead: Mapping[date, int] = world.dead.get(code, {})
    weeks = [sum(dead.get(world.day - (7 * week + one) * DAY, 0) for one in range(7)) for week in range(5)]
    area = world.areas.get(code)
    judged = assess_area(world, area, news_of(world)) if area is not None else None
    points: defaultdict[str, float] = defaultdict(float)
    for signal in judged.signals if judged else ():
        points[f"signal {signal.kind}"] += signal.points
    return {
        "marsad": judged.score if judged else 0.0,
        "same as last week": weeks[0] / (sum(weeks[1:]) / 4 + 1),
        "moving average": sum(weeks[:4]) / 4,
        "plain count threshold": weeks[0],
        **points,
    }


def cases(numbers: Numbers, rule: str, end: int) -> dict[tuple[str, int], float]:
    """The number of a rule for each province-week, on the last day that it may use."""
    return {
        (province, week): numbers[str(FIRST + (7 * week + end) * DAY)][province].get(rule, 0.0)
        for province in PROVINCES.values() for week in range(BEFORE, WEEKS)
    }  # fmt: skip


def area_under(told: dict[tuple[str, int], float], targets: set[tuple[str, int]]) -> float:
    """The chance that a target has a higher number than another province-week (ROC area); ties count half."""
    others = sorted(number for case, number in told.items() if case not in targets)
    wins = sum(bisect_left(others, told[case]) + sum(one == told[case] for one in others) / 2 for case in targets)
    return wins / (len(others) * len(targets))


def hits_at(told: dict[tuple[str, int], float], targets: set[tuple[str, int]], a_month: float) -> tuple[int, float, set[tuple[str, int]]]:
    """Hits at the lowest threshold that gives no more than so many false alarms a month; that threshold; the targets hit."""
    most = a_month * (WEEKS - BEFORE) * 7 / MONTH_DAYS
    best: tuple[int, float, set[tuple[str, int]]] = (0, float("inf"), set())
    for threshold in sorted({number for number in told.values() if number > 0}, reverse=True):
        warned = {case for case, number in told.items() if number >= threshold}
        if len(warned - targets) > most:
            break
        best = (len(warned & targets), threshold, warned & targets)
    return best


def lead_days(numbers: Numbers, rule: str, threshold: float, hit: set[tuple[str, int]]) -> float:
    """Mean days from the first day, of the week before a hit target on, on which the threshold is reached, to the target's last day."""
    leads = []
    for province, week in hit:
        days = [day for day in range(-7, 7) if numbers[str(FIRST + (7 * week + day) * DAY)][province].get(rule, 0.0) >= threshold]
        leads.append(6 - days[0])
    return sum(leads) / len(leads) if leads else 0.0


def print_tables(numbers: Numbers, targets: set[tuple[str, int]], rules: tuple[str, ...]) -> None:
    """A table for each last day that a rule may use."""
    total = len(PROVINCES) * (WEEKS - BEFORE)
    print(f"\n{len(targets)} targets among {total} province-weeks: {', '.join(f'{p} {FIRST + 7 * w * DAY}' for p, w in sorted(targets))}")
    for name, end in ENDS.items():
        print(
            f"\nBy {name}:\n\n| rule | ROC area | " + " | ".join(f"hits (misses), lead at {one} false alarms a month" for one in FALSE_ALARMS) + " |"
        )
        print("|---|---|" + "---|" * len(FALSE_ALARMS))
        for rule in rules:
            told = cases(numbers, rule, end)
            cells = []
            for a_month in FALSE_ALARMS:
                count, threshold, hit = hits_at(told, targets, a_month)
                cells.append(f"{count} ({len(targets) - count}), {lead_days(numbers, rule, threshold, hit):.1f} d")
            print(f"| {rule} | {area_under(told, targets):.2f} | " + " | ".join(cells) + " |")


def main() -> None:
    """Replays, or reads the kept numbers, and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("truth", type=Path)
    parser.add_argument("--until", type=date.fromisoformat, default=date(2018, 4, 29))
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    if asked.keep and asked.keep.exists():
        numbers: Any = json.loads(asked.keep.read_text("utf-8"))
    else:
        with Store(asked.store) as store:
            assert document_markings(store) == [0], "a back-test takes a store whose documents are all marked CLEAR"
            numbers = replay(store, asked.until)
        if asked.keep:
            asked.keep.write_text(json.dumps(numbers), "utf-8")
    signals = sorted({key for day in numbers.values() for province in day.values() for key in province if key.startswith("signal ")})
    print_tables(numbers, targets_of(read_truth(asked.truth)), (*RULES, *signals))


if __name__ == "__main__":
    main()
