#!/usr/bin/env python3
"""How fast versions of Marsad extract beside each other, and whether they make the same records.

    benchmarks/compare.py OLD/src src [--articles 2000] [--repeats 3]

Each folder holds a package `marsad`: a checkout's src/, or a wheel unpacked. Every version runs in a process of its own, with what a worker process
of `marsad ingest` has; they take turns at a hundred articles each, so that a busy machine slows all alike. Prints articles a second of processor
time: the median of the repeats, and the best, for which each hundred counts as in its quickest repeat. Status 1 where the records differ.
"""

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from statistics import median

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "news" / "ant_conflict.jsonl.gz"
TURN_ARTICLES = 100
WARMED_UP = 50
"""Articles read before the first turn: a run over a corpus does not pay for the first texts a second time."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", nargs="+", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--turn", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.turn:
        take_turns(args.corpus, args.articles)
        return 0
    runs = [run(args.versions, args.corpus, args.articles) for _ in range(args.repeats)]
    slowest = 0.0
    for number, version in enumerate(args.versions):
        of_version = [seconds[number] for seconds, _ in runs]
        best = sum(min(turns) for turns in zip(*of_version, strict=True))
        slowest = slowest or best
        rates = [args.articles / sum(turns) for turns in of_version]
        print(f"{version!s:50} median {median(rates):4.0f}/s, best {args.articles / best:4.0f}/s, {slowest / best:.2f} times the first")
    same = len({digest for _, digests in runs for digest in digests}) == 1
    print("the records are the same to the byte" if same else "THE RECORDS DIFFER")
    return 0 if same else 1


def run(versions: list[Path], corpus: Path, articles: int) -> tuple[list[list[float]], list[str]]:
    """Seconds of each version for each turn, and the digest of each version's records."""
    command = [sys.executable, __file__, "--turn", "--corpus", str(corpus), "--articles", str(articles)]
    started = [_start([*command, str(version)], version) for version in versions]
    seconds: list[list[float]] = [[] for _ in versions]
    for _ in range(0, articles, TURN_ARTICLES):
        for process, turns in zip(started, seconds, strict=True):
            turns.append(float(_ask(process)))
    digests = [_ask(process) for process in started]
    for process in started:
        process.wait()
    return seconds, digests


def _start(command: list[str], version: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONPATH": str(version.resolve())}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    _answer(process)
    return process


def _ask(process: "subprocess.Popen[str]") -> str:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return _answer(process)


def _answer(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit("a version failed; what it said stands above")
    return line.strip()


def take_turns(corpus: Path, articles: int) -> None:
    """Extract a hundred articles at each line of the input and say how long that took; at the line behind the last one, the digest of all records."""
    import msgspec

    from marsad.engine.local import process_resources
    from marsad.model import Document
    from marsad.pipeline import extract_document

    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, articles)]
    documents = [Document(row["id"], row["text"], published=row["published"]) for row in rows]
    resources = process_resources(None)
    for document in documents[:WARMED_UP]:
        extract_document(document, resources)
    digest = hashlib.sha256()
    print("ready", flush=True)
    for first in range(0, articles, TURN_ARTICLES):
        sys.stdin.readline()
        began = time.process_time()
        records = [extract_document(document, resources) for document in documents[first : first + TURN_ARTICLES]]
        print(time.process_time() - began, flush=True)
        digest.update(msgspec.json.encode(records))
    sys.stdin.readline()
    print(digest.hexdigest(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
