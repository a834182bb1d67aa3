#!/usr/bin/env python3
"""How the cost of extraction and reconciling grows with the number of articles: one process, all cores, Spark.

    benchmarks/scale.py [--sizes 1000 10000 100000] [--engines one all spark] [--master 'local[2]'] [--jobs 2]

Real articles of ../shared/data/news, repeated with other names, places and dates where a size asks for more than there are, so that neither their
events nor their texts fall together. Each run is a program of its own, whose peak memory is that of all its processes at once, sampled four times
a second. Prints a table; asserts nothing. `efficiency` is articles a second a core against one process.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "news" / "ant.jsonl.gz"
TOWNS = (
    "دمشق", "حلب", "حمص", "حماة", "إدلب", "درعا", "الرقة", "دوما", "عفرين", "منبج", "بغداد", "الموصل", "كركوك", "الفلوجة", "الرمادي",
    "تكريت", "صنعاء",
    "عدن", "تعز", "الحديدة", "مأرب", "صعدة", "طرابلس", "بنغازي", "سرت", "مصراتة", "درنة", "سبها", "القاهرة", "العريش", "غزة", "رفح",
    "نابلس", "جنين",
)  # fmt: skip
NAMES = ("محمد", "أحمد", "علي", "حسن", "خالد", "عمر", "يوسف", "إبراهيم", "سعيد", "محمود")
DAYS_BETWEEN = 400
"""How far one repetition lies behind the one before: farther than the corpus is long."""
FILE_ARTICLES = 5_000
SAMPLED_SECONDS = 0.25
KIB = 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--engines", nargs="+", choices=("one", "all", "spark"), default=["one", "all", "spark"])
    parser.add_argument("--master", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    master = args.master or f"local[{args.jobs}]"
    print("| articles | engine | extract s | articles/s | reconcile s | events | peak MB | lake MB | efficiency |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for size in args.sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_corpus(args.corpus, size, Path(folder) / "in")
            alone = 0.0
            for engine in args.engines:
                told = run(engine, Path(folder), master, args.jobs)
                cores = 1 if engine == "one" else args.jobs
                speed = size / told["extract"]
                alone = alone or speed / cores
                print(
                    f"| {size} | {engine} | {told['extract']:.1f} | {speed:.0f} | {told['reconcile']:.1f} | {told['events']:.0f} | "
                    f"{told['memory']:.0f} | {told['lake']:.0f} | {speed / cores / alone:.2f} |",
                    flush=True,
                )


def write_corpus(corpus: Path, size: int, folder: Path) -> None:
    """Write `size` articles in files of `FILE_ARTICLES` under `folder`."""
    folder.mkdir()
    articles = repeated(corpus)
    for start in range(0, size, FILE_ARTICLES):
        with gzip.open(folder / f"{start:08}.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in islice(articles, min(FILE_ARTICLES, size - start)))


def repeated(corpus: Path) -> Iterator[dict[str, str]]:
    """The articles of a corpus over and over, each time of other towns, names and days."""
    for turn in count():
        towns = dict(zip(TOWNS, TOWNS[turn % len(TOWNS) :] + TOWNS[: turn % len(TOWNS)], strict=True))
        names = dict(zip(NAMES, NAMES[turn % len(NAMES) :] + NAMES[: turn % len(NAMES)], strict=True))
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row if turn == 0 else changed(row, turn, towns | names)


def changed(row: dict[str, str], turn: int, words: dict[str, str]) -> dict[str, str]:
    """An article told of other towns, names and days."""
    text = " ".join(words.get(word, word) for word in row["text"].split(" "))
    published = datetime.fromisoformat(row["published"]) + timedelta(days=DAYS_BETWEEN * turn) if row.get("published") else None
    return {**row, "id": f"{row['id']}-{turn}", "text": text, "published": published.isoformat() if published else ""}


def run(engine: str, folder: Path, master: str, jobs: int) -> dict[str, float]:
    """What a run of one engine took: seconds, events, MB."""
    lake = folder / engine
    program = [sys.executable, str(Path(__file__).resolve().with_name("scale_run.py")), engine, str(folder / "in"), str(lake), master, str(jobs)]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, start_new_session=True)
    peaks = [0.0]
    watch = threading.Thread(target=watch_memory, args=(process, peaks), daemon=True)
    watch.start()
    answer, _ = process.communicate()
    watch.join()
    told: dict[str, float] = json.loads(answer.splitlines()[-1])
    told["memory"] = peaks[0]
    told["lake"] = sum(file.stat().st_size for file in (lake / "records").rglob("*.parquet")) / 1e6
    shutil.rmtree(lake)
    return told


def watch_memory(process: "subprocess.Popen[bytes]", peaks: list[float]) -> None:
    """Keep in `peaks` the most MB (proportional set size, so that shared pages count once) of a program and all its processes."""
    while process.poll() is None:
        peaks[0] = max(peaks[0], sum(map(proportional_mb, of_session(process.pid))))
        time.sleep(SAMPLED_SECONDS)


def of_session(leader: int) -> Iterator[int]:
    """The processes of a session."""
    for item in Path("/proc").iterdir():
        try:
            if item.name.isdecimal() and os.getsid(int(item.name)) == leader:
                yield int(item.name)
        except OSError:
            continue


def proportional_mb(process: int) -> float:
    """MB of a process, 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / KIB for line in lines if line.startswith("Pss:")), 0.0)


if __name__ == "__main__":
    main()
