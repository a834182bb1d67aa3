#!/usr/bin/env python3
"""How the readers of times and numbers do on public specifications: benchmarks/specs.py [SPECS.json.gz]

Prints a Markdown table a model of the specifications (`../shared/data/specs`): cases, those in which every expected expression was found where
it stands, and those whose value is right, where the specification gives one that compares. Excluded models are listed with the reason.
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from marsad.arabic.numerals import parse_number
from marsad.arabic.text import Text
from marsad.lexicon.numbers import number_words
from marsad.stages.link.times import resolve_times
from marsad.stages.recognise.times import find_times

SPECS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "specs" / "arabic_time_number.json.gz"
EXCLUDED = {
    "time of day": ("TimeExtractor", "TimeParser", "TimePeriod", "DateTimePeriod", "TimeZone", "test_time_of", "test_hour", "test_minute", "am_pm"),
    "durations and repetition are no calendar times": ("Duration", "Set", "Holiday", "duration"),
    "ordinals, fractions, percentages and units are not read as counts": (
        "Ordinal",
        "Percent",
        "Fraction",
        "Currency",
        "Dimension",
        "distance",
        "ordinal",
    ),
}
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?$")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("specs", type=Path, nargs="?", default=SPECS)
    rows: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    excluded: dict[str, int] = defaultdict(int)
    with gzip.open(parser.parse_args().specs, "rt", encoding="utf-8") as stream:
        cases: list[dict[str, Any]] = json.load(stream)
    for case in cases:
        reason = exclusion(case)
        if reason:
            excluded[reason] += 1
            continue
        model = case["model"] if case["source"] == "Recognizers-Text" else case["family"]
        found, valued, right = judge(case)
        row = rows[case["source"], model]
        for column, count in enumerate((1, found, valued, right)):
            row[column] += count
    print("| source | model | cases | found | with a value that compares | value right |\n|---|---|---|---|---|---|")
    for (source, model), (total, hits, comparable, equal) in sorted(rows.items()):
        share = f" ({equal / comparable:.0%})" if comparable else ""
        print(f"| {source} | {model} | {total} | {hits} ({hits / total:.0%}) | {comparable} | {equal}{share} |")
    print("\n| excluded because | cases |\n|---|---|")
    for reason, left_out in sorted(excluded.items()):
        print(f"| {reason} | {left_out} |")


def exclusion(case: dict[str, Any]) -> str:
    """Why a case is out, "" where it is in."""
    name = f"{case['family']} {case['model']}"
    for reason, words in EXCLUDED.items():
        if any(word in name for word in words):
            return reason
    if case["model"] == "NumberModel" and any(is_composed(item) for item in case["expected"]):
        return "fractions, dozens, powers and negative numbers are no counts"
    if not case["expected"] or any(item.get("span_in_text") is False for item in case["expected"]):
        return "the expected expression is not in the input, or none is expected"
    return ""


def is_composed(item: dict[str, Any]) -> bool:
    """True for numbers that are no counts: fractions, dozens, powers, negative ones."""
    value = plain_number(item.get("value"))
    kind = (item.get("value") or {}).get("subtype", "integer")
    dozen = "\u062f\u0633\u062a" in item["span"] or "\u062f\u0632\u064a\u0646" in item["span"]
    return kind not in ("integer", "decimal") or value is None or value < 0 or value != int(value) or dozen or "^" in item["span"]


def judge(case: dict[str, Any]) -> tuple[bool, bool, bool]:
    """Whether every expression was found, whether a value compares, and whether it is right."""
    return judge_number(case) if case["family"] in ("Number", "numeral") else judge_time(case)


def judge_number(case: dict[str, Any]) -> tuple[bool, bool, bool]:
    norms = Text(case["text"]).norms
    values, index = [], 0
    while index < len(norms):
        number = parse_number(norms, index, number_words())
        values += [number.low] if number else []
        index = number.last if number else index + 1
    wanted = [value for item in case["expected"] if (value := plain_number(item.get("value"))) is not None]
    return len(values) >= len(case["expected"]), bool(wanted), bool(wanted) and all(value in values for value in wanted)


def plain_number(value: object) -> float | None:
    if isinstance(value, dict):
        value = value.get("value")
    try:
        return float(str(value))
    except ValueError:
        return None


def judge_time(case: dict[str, Any]) -> tuple[bool, bool, bool]:
    text = Text(case["text"])
    anchor = datetime.fromisoformat(case["reference_date"]) if case.get("reference_date") else datetime(2016, 11, 7)  # noqa: DTZ001 - days only
    times = resolve_times(find_times(text), anchor)
    found, wanted, right = True, 0, 0
    for item in case["expected"]:
        start = case["text"].find(item["span"])
        near = [time for time in times if start < time.span.end and time.span.start < start + len(item["span"])]
        found = found and bool(near)
        value = item.get("value")
        timex = str(value.get("Timex", "")).split("T")[0] if isinstance(value, dict) else ""
        if _ISO.match(timex):
            wanted += 1
            right += any(time.value == timex for time in near)
    return found, wanted > 0, wanted > 0 and right == wanted


if __name__ == "__main__":
    main()
