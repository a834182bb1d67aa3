"""Build what `codebook/` says into what the program reads: build_codebook.py [--check]

`codebook.json` is made of `*.md` and `names.tsv`, `alert_levels.json` of `alert_levels.yaml`. With --check nothing is written, and a difference
between the sources and an artefact ends with status 1.
"""

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).resolve().parent.parent
SOURCE = HOME / "codebook"
BUILT = HOME / "src" / "marsad" / "lexicon" / "_built"
_MODE = re.compile(r"^### (?:`(?P<mode>\w+)`|No mode)\n\n(?P<text>.+?)\n\n", re.MULTILINE | re.DOTALL)
_STATUS = re.compile(r"^\| (actual|planned|possible|denied) \| ([^|]+) \|", re.MULTILINE)


def read_codebook() -> dict[str, Any]:
    """Types with their modes, definitions in both languages, examples and counter-examples; states of events; measures of tolls."""
    names, acled = _table("names.tsv", "code"), _table("crosswalk.tsv", "id")
    types = [_type(path, names, acled) for path in sorted(SOURCE.glob("*.md")) if f"{path.stem}" in names]
    meanings = dict(_STATUS.findall((SOURCE / "README.md").read_text("utf-8")))
    statuses = [
        {"status": code.split(".")[1], "definition": meanings[code.split(".")[1]], **_named(row)}
        for code, row in names.items()
        if _is(code, "status")
    ]
    measures = [
        {"measure": code.split(".")[1], "name_en": row["name_en"], "name_ar": row["name_ar"]} for code, row in names.items() if _is(code, "measure")
    ]
    return {"types": types, "statuses": statuses, "measures": measures}


def _is(code: str, kind: str) -> bool:
    return code.startswith(f"{kind}.")


def _table(name: str, key: str) -> dict[str, dict[str, str]]:
    lines = [line for line in (SOURCE / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return {row[key]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _named(row: dict[str, str]) -> dict[str, str]:
    return {"name_en": row["name_en"], "name_ar": row["name_ar"], "definition_ar": row["definition_ar"]}


def _type(path: Path, names: dict[str, dict[str, str]], acled: dict[str, dict[str, str]]) -> dict[str, Any]:
    text, type_ = path.read_text("utf-8"), path.stem
    definition = " ".join(text.split("\n\n")[1].split())
    modes = []
    for found in _MODE.finditer(text):
        if found["mode"]:
            codes = acled.get(f"{type_.lower()}-{found['mode']}") or acled[f"{type_.lower()}-any"]
            described = {"definition": " ".join(found["text"].split()), **_named(names[f"{type_}.{found['mode']}"])}
            modes.append({"mode": found["mode"], "event_type": codes["event_type"], "sub_event_type": codes["sub_event_type"], **described})
    return {
        "type": type_, "definition": definition, **_named(names[type_]), "modes": modes,
        "examples": _rows(text, "Examples", ("mode", "status", "actors", "targets", "text")),
        "counter_examples": _rows(text, "Counter-examples", ("instead", "note", "text")),
    }  # fmt: skip


def _rows(text: str, heading: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    part = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return [dict(zip(columns, row, strict=True)) for row in cells[2:]]


def make_artefacts() -> dict[str, str]:
    """The artefacts by name."""
    made = {"codebook.json": read_codebook(), "alert_levels.json": yaml.safe_load((SOURCE / "alert_levels.yaml").read_text("utf-8"))}
    return {name: json.dumps(content, ensure_ascii=False, indent=1) + "\n" for name, content in made.items()}


def main() -> int:
    """0 where the artefacts are what the sources make."""
    status = 0
    for name, text in make_artefacts().items():
        target = BUILT / name
        if "--check" not in sys.argv:
            target.write_text(text, "utf-8")
            print(f"{name}: {len(text) / 1000:.0f} kB")
        elif not target.exists() or target.read_text("utf-8") != text:
            print(f"{target.relative_to(HOME)} is not what codebook/ makes; run: python tools/build_codebook.py")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
