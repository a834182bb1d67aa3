#!/usr/bin/env python3
"""Build the lexicon artefacts from lexicons/*.tsv and lexicons/shown/*.tsv, or with --check say whether they are up to date.

Those of `lexicons/` are read with: an edit makes what was read with them before outdated. Those of `lexicons/shown/` are what Marsad itself
says, and stand in an artefact of their own, so that a mended sentence makes nothing outdated.

Each TSV is checked on the way: NFC, no bidi controls, a header that names licence and schema, one column line,
as many cells as columns in every row, ids unique and sorted.
"""

import argparse
import hashlib
import json
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "lexicons"
BUILT = ROOT / "src" / "marsad" / "lexicon" / "_built"
ARTEFACTS = {"lexicons.json": SOURCES, "shown.json": SOURCES / "shown", "exchange.json": SOURCES / "exchange"}
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def main() -> int:
    """Exit status: 0 built or up to date, 1 stale or faulty."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="build nothing; exit 1 where the artefact differs from its sources")
    check = parser.parse_args().check
    faults: list[str] = []
    built = {BUILT / name: build(sorted(folder.glob("*.tsv")), faults) for name, folder in ARTEFACTS.items()}
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    if check:
        stale = any(not path.exists() or path.read_bytes() != content for path, content in built.items())
        print("lexicons: " + ("stale; run python tools/build_lexicons.py" if stale else "up to date"))
        return int(stale)
    for path, content in built.items():
        path.write_bytes(content)
        print(f"{path.name}: {len(content) / 1000:.0f} kB written")
    return 0


def build(paths: list[Path], faults: list[str]) -> bytes:
    """An artefact's bytes; every fault found in the sources is appended to `faults`."""
    digest = hashlib.sha256()
    tables = {}
    for path in paths:
        source = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + source)
        tables[path.stem] = read_source(path.name, source.decode("utf-8"), faults)
    document = {"digest": digest.hexdigest()[:16], "tables": tables}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_source(name: str, source: str, faults: list[str]) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of one TSV."""
    if not unicodedata.is_normalized("NFC", source):
        faults.append(f"{name}: not in Unicode normal form C")
    if BIDI_CONTROLS & set(source):
        faults.append(f"{name}: holds bidi controls")
    lines = source.split("\n")
    header = [line for line in lines if line.startswith("# ")]
    if not any("licence" in line.lower() for line in header):
        faults.append(f"{name}: its header says no licence")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    columns = numbered[0][1].split("\t") if numbered else []
    rows: list[list[str]] = []
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            faults.append(f"{name}:{number}: {len(cells)} cells where there are {len(columns)} columns")
            continue
        if rows and columns[0] == "id" and cells[0] <= rows[-1][0]:
            faults.append(f"{name}:{number}: id {cells[0]!r} does not come after {rows[-1][0]!r}")
        rows.append(cells)
    return columns, rows


if __name__ == "__main__":
    sys.exit(main())
