import { describe, expect, test } from "vitest";
import { clipLine, clipRing, fit, project, toPixels, units, type Point } from "../src/event/geo";
import { groupVersions, letter, otherPlaces } from "../src/event/groups";
import { countScale, dayTicks, dodge, readFigures, timeAxis } from "../src/event/plot";
import { readReason } from "../src/event/reasons";
import type { Bounds, EventDetail, FigureReport, Place, ReportView } from "../src/lib/types";

const figure = (bounds: Bounds, more: Partial<FigureReport> = {}): FigureReport => ({ measure: "killed", bounds, report: "r1", outlet: "o", source: "", source_type: "", published: "2018-04-08T06:00:00Z", basis: "", own: true, origin: "r1", superseded: false, ...more });
const version = (id: string, more: Partial<ReportView> = {}): ReportView => ({
  id, document: id, title: "", url: "", outlet: "o", published: null, agencies: [], type: "ASSAULT", mode: "", status: "actual", begin: null, end: null, time_precision: 3, place: null, geo_precision: 3,
  runners_up: [], actors: [], targets: [], toll: {}, evidence: null, claim: null, origin: id, superseded: false, capture: null, ...more,
});
const place = (id: string): Place => ({ id, name_ar: "", name_en: id, lat: 33, lon: 36, radius_m: 1000, kind: "settlement", country: "SY", admin1: "" });

describe("figures", () => {
  const settled = [{ measure: "killed", bounds: [42, 42] as Bounds, rule: "majority", disputed: true, chosen: ["a", "b"], left_out: ["c"] }];
  const event = {
    settled,
    figures: [
      figure([70, 70], { report: "c", published: "2018-04-09T06:00:00Z", basis: "update" }), figure([42, 42], { report: "a" }), figure([3000, 3000], { report: "a", basis: "period" }), figure([42, 42], { report: "b", published: null }),
      figure([10, null], { report: "a", own: false }), figure([41, 41], { report: "d", superseded: true, basis: "update" }), figure([5, 5], { measure: "injured" }),
    ],
  } as Pick<EventDetail, "figures" | "settled">;

  test("are told apart, in the order of time, and only what was settled on is chosen", () => {
    expect(readFigures(event, "killed").map(({ bounds, kind, chosen }) => [bounds[0], kind, chosen])).toEqual([
      [10, "quoted", false], [41, "superseded", false], [42, "own", true], [3000, "period", false], [70, "update", false], [42, "own", true],
    ]);
  });
});

describe("the scale of counts", () => {
  test.each<[string, Bounds[], boolean, number[]]>([
    ["a few dead", [[3, 3], [5, 5]], false, [0, 1, 2, 3, 4, 5, 6]],
    ["none", [[0, 0]], false, [0, 1, 2]],
    ["forty to seventy", [[40, 42], [70, null]], false, [0, 20, 40, 60, 80]],
    ["from four to two thousand", [[4, 4], [2000, null]], true, [2, 10, 100, 1000, 5000]],
  ])("%s", (_, bounds, log, ticks) => {
    const scale = countScale(bounds);
    expect([scale.log, scale.ticks]).toEqual([log, ticks]);
    for (const [low, high] of bounds) for (const end of [low, high ?? low]) expect(scale.place(end)).toBeGreaterThanOrEqual(0), expect(scale.place(end)).toBeLessThan(1);
  });
  test("more is never lower", () => {
    for (const scale of [countScale([[1, 9]]), countScale([[2, 5000]])]) for (let count = 1; count < 40; count++) expect(scale.place(count + 1)).toBeGreaterThanOrEqual(scale.place(count));
  });
  test("a zero stands at the foot of a scale in ratios", () => expect(countScale([[0, 0], [1, 100]]).place(0)).toBe(0));
});

describe("marks moved apart", () => {
  test.each([
    [[0, 1, 2], 10, 100, [0, 10, 20]],
    [[99, 100, 100], 10, 100, [80, 90, 100]],
    [[5], 10, 100, [5]],
    [[], 10, 100, []],
    [[50, 50, 50, 50, 50], 50, 100, [0, 25, 50, 75, 100]],
  ])("%j by %i in %i", (wanted, gap, width, expected) => expect(dodge(wanted, gap, width)).toEqual(expected));
});

test("days on the axis are midnights, and not too many", () => {
  const [begin, end] = [Date.parse("2018-04-07T10:00:00Z"), Date.parse("2018-04-30T00:00:00Z")];
  const ticks = dayTicks(begin, end, 6).map((at) => new Date(at).toISOString());
  expect(ticks).toEqual(["2018-04-08T00:00:00.000Z", "2018-04-15T00:00:00.000Z", "2018-04-22T00:00:00.000Z", "2018-04-29T00:00:00.000Z"]);
});

describe("the time axis", () => {
  const day = (text: string): number => Date.parse(`2018-04-${text}Z`);
  test("a few figures stand at their times", () => {
    const axis = timeAxis([day("08T00:00:00"), day("09T00:00:00"), null], 540, 15, 90);
    expect(axis.even).toBe(false);
    expect(axis.xs).toEqual([expect.closeTo(54), expect.closeTo(486), 540]);
    expect(axis.ticks.map(({ x }) => x)).toEqual([expect.closeTo(54), expect.closeTo(486)]);
  });
  test("many have equal room, and a tick where a day begins", () => {
    const times = [...Array.from({ length: 30 }, (_, index) => day("08T00:00:00") + index * 60_000), ...Array.from({ length: 30 }, (_, index) => day("10T00:00:00") + index * 60_000)];
    const axis = timeAxis(times, 600, 15, 90);
    expect([axis.even, axis.xs[0], axis.xs[59]]).toEqual([true, 5, 595]);
    expect(axis.ticks).toEqual([{ at: day("08T00:00:00"), x: 0 }, { at: day("10T00:00:00"), x: 300 }]);
  });
  test("figures of unknown time alone are drawn all the same", () => expect(timeAxis([null, null], 100, 15, 90)).toEqual({ xs: [25, 75], ticks: [], even: true }));
});

describe("sources", () => {
  const versions = [
    version("late", { origin: "x", published: "2018-04-09T00:00:00Z", outlet: "B", toll: { killed: [2, 2] } }), version("early", { origin: "x", published: "2018-04-07T00:00:00Z", outlet: "A" }),
    version("old", { origin: "y", published: "2018-04-06T00:00:00Z", toll: { killed: [1, 1], injured: [2, 2] }, superseded: true, agencies: ["AFP"] }), version("new", { origin: "y", published: "2018-04-06T09:00:00Z" }), version("undated"),
  ];
  test("copies stand together, those that told first before others, the fullest that still holds in front", () => {
    expect(groupVersions(versions).map(({ origin, lead, outlets, versions: own }) => [origin, lead.id, outlets, own.length])).toEqual([["y", "new", ["o"], 2], ["x", "late", ["A", "B"], 2], ["undated", "undated", ["o"], 1]]);
  });
  test("have letters", () => expect([0, 25, 26, 52].map(letter)).toEqual(["A", "Z", "AA", "BA"]));
});

test("a place that another version took it for is no mere runner-up", () => {
  const versions = [version("a", { place: place("p"), runners_up: [place("q"), place("r")] }), version("b", { place: place("q"), runners_up: [place("p"), place("s")] }), version("c", { place: place("q") })];
  const { runners_up, told } = otherPlaces(place("p"), versions);
  expect([runners_up.map(({ id }) => id), told.map((one) => [one.place.id, one.reports])]).toEqual([["r"], [["q", 2]]]);
});

describe("the small map", () => {
  const frame = fit([{ lat: 33.5, lon: 36.4, radius_m: 5000 }], 300, 200, 100_000);
  test("has its place in the middle, and a ring of the right size", () => {
    const [x, y] = toPixels(frame, [36.4, 33.5]);
    expect([x, y]).toEqual([expect.closeTo(150), expect.closeTo(100)]);
    expect(units(100_000, 33.5) * frame.scale).toBeCloseTo(200);
  });
  test("Mercator: the equator is in the middle, north is up", () => {
    expect(project([0, 0])).toEqual([0.5, expect.closeTo(0.5)]);
    expect(project([0, 60])[1]).toBeLessThan(project([0, 30])[1]);
  });
  test("a ring is cut to the frame, and one outside of it is gone", () => {
    const cut = clipRing([[-100, -100], [400, -100], [400, 400], [-100, 400]], frame);
    expect(cut.length).toBe(4);
    for (const [x, y] of cut) expect(x >= -8 && x <= 308 && y >= -8 && y <= 208).toBe(true);
    expect(clipRing([[400, 0], [500, 0], [500, 100]], frame)).toEqual([]);
  });
  test("a line keeps what comes near the frame", () => {
    const line: Point[] = [[-500, 50], [-400, 50], [10, 50], [20, 60], [600, 60], [700, 60]];
    expect(clipLine(line, frame)).toEqual([[[-400, 50], [10, 50], [20, 60], [600, 60]]]);
  });
});

describe("reasons of a merge", () => {
  test.each([
    ["a person's judgement", "judged", 1, {}],
    ["same place (Douma)", "same_place", 1, { name: "Douma" }],
    ["one place within the other, 12 km apart", "within", 1, { km: "12" }],
    ["same place (T4 (air base)), 3 km apart", "same_place", 1, { name: "T4 (air base)", km: "3" }],
    ["neighbours, 40 km apart", "neighbours", -1, { km: "40" }],
    ["both chemical", "both_mode", 1, { a: { group: "mode", codes: ["chemical"] }, b: { group: "mode", codes: [""] } }],
    ["airstrike and shelling are told for one another", "mode_confused", 1, { a: { group: "mode", codes: ["airstrike"] }, b: { group: "mode", codes: ["shelling"] } }],
    ["same count of killed, injured", "same_count", 1, { m: { group: "measure", codes: ["killed", "injured"] } }],
    ["44% of the words in common", "shared", 1, { p: "44" }],
    ["9% of the words in common", "shared", -1, { p: "9" }],
    ["something new", "", 0, {}],
  ])("%s", (words, key, weight, holes) => expect(readReason(words)).toEqual({ key, weight, holes }));
});
