#!/usr/bin/env python3
"""Speed, memory, start-up and growth of extraction on one process.

    benchmarks/extract.py [CORPUS.jsonl.gz] [--articles 2000]

Reads ../shared/data/news by default; where that is missing it repeats examples/. Prints a table; asserts nothing. Machines are shared and
noisy: `benchmarks/compare.py` compares versions in one run, interleaved, and states ratios.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from marsad.engine.local import process_resources
from marsad.model import Document
from marsad.pipeline import extract_document
from marsad.stages.read.inputs import read_inputs

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "news" / "ant_conflict.jsonl.gz"
GROWTH_CHARS = (10_000, 100_000, 1_000_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--articles", type=int, default=2000)
    args = parser.parse_args()
    documents = list(islice(read_documents(args.corpus), args.articles))
    began = time.perf_counter()
    resources = process_resources(None)
    opened = time.perf_counter() - began
    for document in documents[:50]:
        extract_document(document, resources)
    began = time.process_time()
    events = sum(len(extract_document(document, resources).events) for document in documents)
    seconds = time.process_time() - began
    chars = sum(len(document.text) for document in documents)
    print(f"articles            {len(documents)} of {chars / len(documents):.0f} characters, {events} events")
    print(f"articles a second   {len(documents) / seconds:.0f} of one core's time")
    print(f"resources opened    {opened:.2f} s")
    print(f"peak memory         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"command to record   {start_up():.2f} s")
    for size in GROWTH_CHARS:
        print(f"one of {size:>9,} characters: {growth(documents, size, resources):.2f} s")


def read_documents(corpus: Path):  # type: ignore[no-untyped-def]
    """Documents of a corpus of rows, or the examples over and over."""
    if corpus.exists():
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Document(row["id"], row["text"], published=row["published"])
    else:
        print(f"there is no {corpus}; the examples are repeated", file=sys.stderr)
        yield from cycle([item for item in read_inputs([str(ROOT / "examples")]) if isinstance(item, Document)])


def start_up() -> float:
    """Seconds from the command to the first record, the least of three."""
    command = [sys.executable, "-m", "marsad", "extract", str(ROOT / "examples" / "statement.txt"), "-o", "/dev/null"]
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, check=True)
        times.append(time.perf_counter() - began)
    return min(times)


def growth(documents: list[Document], size: int, resources) -> float:  # type: ignore[no-untyped-def]
    """Seconds for one article of `size` characters, made of many."""
    text = "\n".join(islice((document.text for document in cycle(documents)), size // 500))[:size]
    began = time.perf_counter()
    extract_document(Document("long", text, published="2018-06-01"), resources)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
