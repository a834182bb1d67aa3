"""The codebook held to the lexicons: every code is defined, every example carries its code, every foreign name exists."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.arabic.text import Text
from marsad.grammar.parse import Parse
from marsad.lexicon.acled import acled_types
from marsad.lexicon.tables import read_table
from marsad.lexicon.triggers import Frame
from marsad.stages.recognise.triggers import find_triggers

CODEBOOK = Path(__file__).parents[1] / "codebook"
PLOVER_TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE",
    "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
ACLED = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Air/drone strike", "Chemical weapon", "Grenade", "Remote explosive/landmine/IED", "Shelling/artillery/missile attack", "Suicide bomb",
    ),
    "Violence against civilians": ("Abduction/forced disappearance", "Attack", "Sexual violence"),
    "Protests": ("Excessive force against protesters", "Peaceful protest", "Protest with intervention"),
    "Riots": ("Mob violence", "Violent demonstration"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
"""ACLED's 6 event types and 25 sub-event types, as its codebook of 2024 spells them."""
CAMEO_ROOTS = frozenset(f"{root:02}" for root in range(1, 21))
STATUSES = ("actual", "planned", "possible", "denied")
SECTIONS = ("Modes", "Examples", "Counter-examples", "Borderline", "Elsewhere")
LEAST_EXAMPLES = 2
LEAST_DECISIONS = 3


def _page(name: str) -> str:
    return (CODEBOOK / name).read_text(encoding="utf-8")


def _section(page: str, title: str) -> str:
    _, _, rest = page.partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0]


def _rows(section: str) -> Iterator[dict[str, str]]:
    """The rows of the one table in a section, by column."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    for cells in lines[2:]:
        yield dict(zip(lines[0], cells, strict=True))


def _codes() -> set[tuple[str, str]]:
    """Every type and mode that a trigger can give."""
    return {(row["type"], row["mode"]) for row in read_table("triggers") if row["type"]}


def _crosswalk() -> list[dict[str, str]]:
    lines = [line for line in _page("crosswalk.tsv").splitlines() if not line.startswith("# ")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _fired(sentence: str) -> set[tuple[str, str]]:
    return {(hit.payload.type, hit.payload.mode) for hit in find_triggers(Parse(Text(sentence)))}


def _sides(cell: str) -> list[str]:
    return [side for side in cell.split(" / ") if side]


def test_acled_lists_are_whole() -> None:
    assert len(ACLED) == 6
    assert sum(map(len, ACLED.values())) == 25


def test_types_of_the_lexicon_are_plovers() -> None:
    assert {kind for kind, _ in _codes()} == set(PLOVER_TYPES)


@pytest.mark.parametrize("kind", PLOVER_TYPES)
def test_page_defines_its_type(kind: str) -> None:
    page = _page(f"{kind}.md")
    assert page.startswith(f"# {kind}\n\n")
    assert all(f"\n## {title}\n" in page for title in SECTIONS)
    assert len(re.findall(r"^- ", _section(page, "Borderline"), re.MULTILINE)) >= LEAST_DECISIONS
    assert f"({kind}.md)" in _page("README.md")


@pytest.mark.parametrize(("kind", "mode"), sorted(_codes()))
def test_every_mode_has_its_heading_and_its_row(kind: str, mode: str) -> None:
    heading = f"### `{mode}`" if mode else "### No mode"
    assert f"\n{heading}\n" in _section(_page(f"{kind}.md"), "Modes"), f"codebook/{kind}.md lacks {heading}"
    assert any((row["type"], row["mode"]) == (kind, mode) for row in _crosswalk()), f"crosswalk.tsv lacks {kind} {mode}"


@pytest.mark.parametrize("kind", PLOVER_TYPES)
def test_examples_fire_their_code(kind: str) -> None:
    rows = list(_rows(_section(_page(f"{kind}.md"), "Examples")))
    assert len(rows) >= LEAST_EXAMPLES
    for row in rows:
        assert row["status"] in STATUSES, row
        assert (kind, row["mode"]) in _fired(row["sentence"]), f"{row['sentence']}: {_fired(row['sentence'])}"
        assert all(side in row["sentence"] for side in _sides(row["actors"]) + _sides(row["targets"])), row


@pytest.mark.parametrize("kind", PLOVER_TYPES)
def test_counter_examples_are_what_they_are_said_to_be(kind: str) -> None:
    rows = list(_rows(_section(_page(f"{kind}.md"), "Counter-examples")))
    assert len(rows) >= LEAST_EXAMPLES
    for row in rows:
        assert row["instead"] in (*PLOVER_TYPES, "none") and row["instead"] != kind, row
        if row["instead"] != "none":
            assert row["instead"] in {fired for fired, _ in _fired(row["sentence"])}, f"{row['sentence']}: {_fired(row['sentence'])}"


@pytest.mark.parametrize("kind", PLOVER_TYPES)
def test_page_repeats_the_crosswalk(kind: str) -> None:
    """The table of a page is for reading; `crosswalk.tsv` is the source."""
    shown = [tuple(row.values()) for row in _rows(_section(_page(f"{kind}.md"), "Elsewhere"))]
    rows = [row for row in _crosswalk() if row["type"] == kind]
    stated = [(row["mode"], row["event_type"], row["sub_event_type"], row["cameo"].replace("|", " "), f"`{row['stix_label']}`") for row in rows]
    assert shown == stated


@pytest.mark.parametrize("row", _crosswalk(), ids=lambda row: row["id"])
def test_crosswalk_names_exist(row: dict[str, str]) -> None:
    assert row["type"] in PLOVER_TYPES
    assert (row["event_type"], row["sub_event_type"]) == ("", "") or row["sub_event_type"] in ACLED[row["event_type"]]
    assert set(row["cameo"].split("|")) <= CAMEO_ROOTS
    assert re.fullmatch(r"[a-z-]+(:[a-z]+)?", row["stix_label"])


@pytest.mark.parametrize("row", _crosswalk(), ids=lambda row: row["id"])
def test_crosswalk_is_what_the_program_codes(row: dict[str, str]) -> None:
    assert acled_types(row["type"], row["mode"], []) == (row["event_type"], row["sub_event_type"])


def test_crosswalk_is_sorted_and_has_every_type() -> None:
    ids = [row["id"] for row in _crosswalk()]
    assert ids == sorted(set(ids))
    assert {row["type"] for row in _crosswalk() if not row["mode"]} == set(PLOVER_TYPES)
    assert len({row["stix_label"] for row in _crosswalk()}) == len(ids)


@pytest.mark.parametrize("row", read_table("acled_crosswalk"), ids=lambda row: row["id"])
def test_acled_names_of_the_lexicon_exist(row: dict[str, str]) -> None:
    assert row["type"] in PLOVER_TYPES
    assert row["sub_event_type"] in ACLED[row["event_type"]]


@pytest.mark.parametrize("frame", list(Frame))
def test_every_frame_has_its_page_and_its_sentences(frame: Frame) -> None:
    section = _section(_page("frames.md"), f"`{frame}`")
    rows = list(_rows(section))
    assert rows, f"codebook/frames.md lacks {frame}"
    for row in rows:
        hits = find_triggers(Parse(Text(row["sentence"])))
        assert frame in {hit.payload.frame for hit in hits}, f"{row['sentence']}: {[hit.payload.id for hit in hits]}"
        assert all(side in row["sentence"] for side in _sides(row["actors"]) + _sides(row["targets"])), row


def test_readme_tells_every_status() -> None:
    assert [row["status"] for row in _rows(_section(_page("README.md"), "Status"))] == list(STATUSES)
