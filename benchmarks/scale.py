#!/usr/bin/env python3
"""How the cost of extraction and reconciling grows with the number of articles: one process, all cores, Spark.

    benchmarks/scale.py [--sizes 1000 10000 100000 1000000] [--engines one all spark] [--master 'local[2]'] [--jobs 2] [--scratch DIR]

Real articles of ../shared/data/news, repeated with other names, places and dates where a size asks for more than there are, so that neither their
events nor their texts fall together. Each run is a program of its own, whose memory and processor time are those of all its processes (Java too),
sampled once a second. Prints a row a run as soon as it ended, and what is done on standard error; asserts nothing. `efficiency` is articles a
second a core in extraction, against one process; `processor s` holds start and reconciling too, and does not depend on how busy the machine is.

A million articles take some 25 GB under --scratch while they run, which is given back at the end.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
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
DAYS_BETWEEN = 364
"""How far one repetition lies behind the one before: farther than nearly all of the corpus is long, and the same day of the week."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FILE_ARTICLES = 5_000
SAMPLED_SECONDS = 1.0
KIB = 1024
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--engines", nargs="+", choices=("one", "all", "spark"), default=["one", "all", "spark"])
    parser.add_argument("--master", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--scratch", type=Path, help="where inputs and lakes stand while they are needed")
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    master = args.master or f"local[{args.jobs}]"
    print("| articles | engine | extract s | articles/s | efficiency | reconcile s | events | processor s | peak MB | lake MB |")
    print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for size in args.sizes:
        with tempfile.TemporaryDirectory(dir=args.scratch) as folder:
            tell(f"writing {size} articles")
            write_corpus(args.corpus, size, Path(folder) / "in")
            alone = 0.0
            for engine in args.engines:
                tell(f"{size} articles, {engine}")
                told = run(engine, Path(folder), master, args.jobs)
                if told is None:
                    print(f"| {size} | {engine} | failed | | | | | | | |", flush=True)
                    continue
                cores = 1 if engine == "one" else args.jobs
                speed = size / told["extract"]
                alone = alone or speed / cores
                print(
                    f"| {size} | {engine} | {told['extract']:.1f} | {speed:.0f} | {speed / cores / alone:.2f} | {told['reconcile']:.1f} | "
                    f"{told['events']:.0f} | {told['processor']:.0f} | {told['memory']:.0f} | {told['lake']:.0f} |",
                    flush=True,
                )


def tell(what: str) -> None:
    """Say on standard error what is begun."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


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
    """An article told of other towns, names and days: so many turns later, in years of 52 weeks."""
    told = {name: YEAR.sub(lambda year: str(int(year[0]) + turn), row[name]) for name in ("title", "text")}
    told = {name: " ".join(words.get(word, word) for word in text.split(" ")) for name, text in told.items()}
    published = datetime.fromisoformat(row["published"]) + timedelta(days=DAYS_BETWEEN * turn) if row.get("published") else None
    return {**row, **told, "id": f"{row['id']}-{turn}", "published": published.isoformat() if published else ""}


def run(engine: str, folder: Path, master: str, jobs: int) -> dict[str, float] | None:
    """What a run of one engine took: seconds, events, MB; None where it failed."""
    lake = folder / engine
    program = [sys.executable, str(Path(__file__).resolve().with_name("scale_run.py")), engine, str(folder / "in"), str(lake), master, str(jobs)]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, start_new_session=True, env={**os.environ, "SPARK_LOCAL_DIRS": str(folder / "spark")})
    taken = Taken()
    watch = threading.Thread(target=taken.watch, args=(process,), daemon=True)
    watch.start()
    try:
        answer, _ = process.communicate()
    finally:
        end_session(process.pid)
    watch.join()
    if process.returncode:
        return None
    told: dict[str, float] = json.loads(answer.splitlines()[-1])
    told |= {"memory": taken.peak_mb, "processor": taken.processor_seconds}
    told["lake"] = sum(file.stat().st_size for file in (lake / "records").rglob("*.parquet")) / 1e6
    shutil.rmtree(lake)
    return told


def end_session(leader: int) -> None:
    """End what is left of a run's processes."""
    for process in of_session(leader):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


class Taken:
    """What a program and all its processes take: the most MB at once (proportional set size, so that shared pages count once), processor seconds."""

    def __init__(self) -> None:
        self.peak_mb = 0.0
        self._seconds: dict[int, float] = {}

    @property
    def processor_seconds(self) -> float:
        return sum(self._seconds.values())

    def watch(self, process: "subprocess.Popen[bytes]") -> None:
        """Look again and again until the program ends."""
        while process.poll() is None:
            members = list(of_session(process.pid))
            self.peak_mb = max(self.peak_mb, sum(map(proportional_mb, members)))
            self._seconds |= {member: seconds for member in members if (seconds := processor_seconds(member))}
            time.sleep(SAMPLED_SECONDS)


def processor_seconds(process: int) -> float:
    """Seconds that a process was on a processor, 0 where it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


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
