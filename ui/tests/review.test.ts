import { describe, expect, test } from "vitest";
import { boundsOf, daysShown, daysValue, differenceOf, NotACount, otherPlaces, readCount, sideCorrections, tollCorrections, tollRows, valueOf } from "../src/review/corrections";
import { commandOf, KEYS, type Pressed } from "../src/review/keys";
import type { EventDetail, JudgementView, Place, ReportView } from "../src/lib/types";

const pressed = (key: string, code: string, more: Partial<Pressed> = {}): Pressed => ({ key, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more });

describe("which command a key is", () => {
  test.each([
    [pressed("a", "KeyA"), "accept"],
    [pressed("A", "KeyA", { shiftKey: true }), "accept"],
    [pressed("\u0634", "KeyA"), "accept"],
    [pressed("\u0642", "KeyR"), "reject"],
    [pressed("\u0629", "KeyM"), "merge"],
    [pressed("a", "KeyQ"), "accept"], // a French keyboard: what is written on the key counts
    [pressed("2", "Digit2"), "place"],
    [pressed("\u0662", "Digit2"), "place"],
    [pressed("2", "Numpad2"), "place"],
    [pressed("?", "Slash", { shiftKey: true }), "help"],
    [pressed("\u061f", "Slash", { shiftKey: true }), "help"],
    [pressed("?", "Minus", { shiftKey: true }), "help"],
    [pressed("/", "Slash"), "filter"],
    [pressed("\u0638", "Slash"), "filter"],
    [pressed("a", "KeyA", { ctrlKey: true }), null],
    [pressed("x", "KeyX"), null],
    [pressed("7", "Digit7"), null],
    [pressed("Enter", "Enter"), null],
    [pressed("a", "KeyA", { repeat: true }), null], // held down, it would accept events that nobody has seen
    [pressed("z", "KeyZ", { repeat: true }), null],
    [pressed("j", "KeyJ", { repeat: true }), "next"],
  ])("%o", (key, command) => expect(commandOf(key)).toBe(command));
  test("no key is given twice", () => expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length));
});

describe("counts", () => {
  test.each([
    ["40", 40],
    [" 1,200 ", 1200],
    ["\u0661\u066c\u0662\u0660\u0660", 1200],
    ["\u06f4\u06f0", 40],
    ["", null],
    ["forty", NaN],
    ["-3", NaN],
    ["1.5", NaN],
  ])("%s", (text, count) => expect(readCount(text)).toEqual(count));

  const row = (low: string, high: string, open = false) => ({ measure: "killed" as const, low, high, open });
  test.each([
    [row("40", ""), [40, 40]],
    [row("40", "60"), [40, 60]],
    [row("40", "", true), [40, null]],
    [row("", "60"), [0, 60]],
    [row("", ""), null],
    [row("0", ""), [0, 0]],
  ])("bounds of %o", (given, bounds) => expect(boundsOf(given)).toEqual(bounds));
  test.each([row("60", "40"), row("x", ""), row("1", "y")])("no bounds: %o", (given) => expect(() => boundsOf(given)).toThrow(NotACount));

  test("only what was changed is corrected", () => {
    const toll = { killed: [40, null] as [number, null], injured: [5, 9] as [number, number] };
    const rows = tollRows(toll);
    expect(tollCorrections(toll, rows)).toEqual([]);
    rows[1] = { measure: "injured", low: "", high: "", open: false };
    rows[2] = { measure: "detained", low: "3", high: "", open: false };
    expect(tollCorrections(toll, rows)).toEqual([{ field: "injured", value: null }, { field: "detained", value: [3, 3] }]);
  });
});

describe("days", () => {
  test.each([
    ["2018-04-07", "", { begin: "2018-04-07", end: "2018-04-08" }],
    ["2018-04-07", "2018-04-09", { begin: "2018-04-07", end: "2018-04-10" }],
    ["2018-02-28", "2018-02-28", { begin: "2018-02-28", end: "2018-03-01" }],
  ])("%s to %s", (first, last, value) => {
    expect(daysValue(first, last)).toEqual(value);
    expect(daysShown(value.begin, value.end)).toEqual({ first, last: last === first ? "" : last });
  });
  test("an unknown day", () => expect(daysShown(null, null)).toEqual({ first: "", last: "" }));
});

const place = (id: string): Place => ({ id, name_ar: id, name_en: id, lat: 1, lon: 2, radius_m: 5, kind: "settlement", country: "SY", admin1: "" });
const side = (name: string, actor = "") => ({ name, name_en: name, actor, kind: "" });
const version = (id: string, at: Place | null, runners_up: Place[] = []): ReportView => ({ id, place: at, runners_up }) as ReportView;
const judgement = (id: string): JudgementView => ({ id, action: "accept", by: "rim" }) as JudgementView;
const event = (part: Partial<EventDetail>): EventDetail =>
  ({ type: "ASSAULT", mode: "shelling", status: "actual", place: place("a"), begin: "2018-04-07", end: "2018-04-08", actors: [], targets: [], toll: {}, versions: [], judgements: [], ...part }) as EventDetail;

test("sides are compared by name and actor, each role on its own", () => {
  const before = { actors: [side("x", "houthis")], targets: [side("y")] };
  expect(sideCorrections(before, { actors: [{ name: "x", actor: "houthis" }], targets: [{ name: "y", actor: "" }] })).toEqual([]);
  expect(sideCorrections(before, { actors: before.targets, targets: [] })).toEqual([
    { field: "actors", value: [{ name: "y", actor: "" }] },
    { field: "targets", value: [] },
  ]);
});

test("what changed between two looks is told field by field", () => {
  const before = event({ versions: [version("1", null)], judgements: [judgement("j")], toll: { killed: [3, 3] } });
  const after = event({ versions: [version("2", null), version("3", null)], judgements: [judgement("j"), judgement("k")], toll: { killed: [4, 4] }, status: "denied" });
  const found = differenceOf(before, after);
  expect(found.fields).toEqual([
    { field: "killed", before: [3, 3], after: [4, 4] },
    { field: "status", before: "actual", after: "denied" },
  ]);
  expect([found.reports, found.gone, found.judgements.map((one) => one.id)]).toEqual([2, 1, ["k"]]);
  expect(differenceOf(before, before)).toEqual({ fields: [], reports: 0, gone: 0, judgements: [] });
});

test("places to choose from: those of the reports and their namesakes, each once, the event's own left out", () => {
  const found = otherPlaces(event({ versions: [version("1", place("a"), [place("b"), place("c")]), version("2", place("b"))] }));
  expect(found.map((one) => one.id)).toEqual(["b", "c"]);
});

test("a field's value is what a judgement would give", () => {
  const one = event({ toll: { killed: [3, null] } });
  expect(["type", "date", "killed", "injured", "status"].map((field) => valueOf(one, field))).toEqual([{ type: "ASSAULT", mode: "shelling" }, { begin: "2018-04-07", end: "2018-04-08" }, [3, null], null, "actual"]);
});
