import { describe, expect, test } from "vitest";
import { readAt, readMarks, type Mark } from "../src/article/marks";
import { CodePoints } from "../src/article/offsets";
import { paint } from "../src/article/paint";
import { assignLanes, cutBlocks, cutSegments, readRegions, type Region } from "../src/article/segments";
import type { ArticleDetail } from "../src/lib/types";

const mark = (start: number, end: number, layer: Mark["layer"] = "places", part: Mark["part"] = "whole", index = 0): Mark => ({ start, end, layer, part, index });
const FACE = "\u{1F600}";
const FATHA = "\u064E";

describe("code points", () => {
  test.each([
    ["plain", "abcd", 1, 3, "bc"],
    ["behind an emoji", `a${FACE}bc`, 2, 4, "bc"],
    ["the emoji itself", `a${FACE}bc`, 1, 2, FACE],
    ["a letter with its mark", `\u0642${FATHA}\u062A\u0644 \u062C\u0646\u062F\u064A`, 0, 4, `\u0642${FATHA}\u062A\u0644`],
    ["a family is seven", "\u{1F468}\u200D\u{1F469}\u200D\u{1F467} x", 6, 7, "x"],
    ["outside of the text", "ab", 1, 9, "b"],
  ])("%s", (_, text, start, end, expected) => expect(new CodePoints(text).slice(start, end)).toBe(expected));

  test("every cut is where the code points are", () => {
    const text = `${FACE}\u0642${FATHA}${FACE}${FACE}x\n\u0644`;
    const points = new CodePoints(text);
    const letters = [...text];
    expect(points.length).toBe(letters.length);
    for (let start = 0; start <= letters.length; start++) for (let end = start; end <= letters.length; end++) expect(points.slice(start, end)).toBe(letters.slice(start, end).join(""));
  });

  test("lines count code points", () => expect(new CodePoints(`${FACE}a\n\nb`).lines()).toEqual([[0, 2], [3, 3], [4, 5]]));
});

describe("blocks", () => {
  const text = "title\nCITY - first words. Read also: other\n\nend";
  const points = new CodePoints(text);
  const regions: Region[] = [{ start: 0, end: 5, kind: "title" }, { start: 6, end: 12, kind: "dateline" }, { start: 26, end: 43, kind: "related" }];

  test("related links inside a paragraph stand apart from it", () => {
    expect(cutBlocks(points, regions).map((block) => [block.kind, points.slice(block.start, block.end)])).toEqual([
      ["title", "title"],
      ["text", "CITY - first words. "],
      ["related", "Read also: other"],
      ["text", "end"],
    ]);
  });

  test("a dateline stays in its paragraph and is told", () => {
    const block = cutBlocks(points, regions)[1];
    if (!block) throw new Error("no block");
    expect(cutSegments(points, block, [], regions).map(({ text: piece, region }) => [piece, region])).toEqual([["CITY -", "dateline"], [" first words. ", null]]);
  });

  test("regions of unknown kinds and without characters are left out", () => {
    expect(readRegions([{ kind: "title", start: 0, end: 5 }, { kind: "advert", start: 1, end: 2 }, { kind: "title", start: 3, end: 3 }, null])).toEqual([regions[0]]);
  });
});

describe("segments", () => {
  const points = new CodePoints(`0123${FACE}56789`);
  const block = { start: 0, end: 10, kind: "text" as const };
  const marks = [mark(0, 8, "events", "evidence"), mark(2, 5), mark(4, 6, "actors")];
  const segments = cutSegments(points, block, marks);

  test("are the text, whatever overlaps", () => expect(segments.map((segment) => segment.text).join("")).toBe(points.text));
  test("carry exactly the marks over them, the shortest first", () => {
    for (const segment of segments) expect(segment.marks.map((one) => one.layer)).toEqual([...marks].sort((a, b) => a.end - a.start - (b.end - b.start)).filter((one) => one.start <= segment.start && segment.end <= one.end).map((one) => one.layer));
    expect(segments.map(({ start, end }) => [start, end])).toEqual([[0, 2], [2, 4], [4, 5], [5, 6], [6, 8], [8, 10]]);
  });
  test("are cut where something may be lit", () => expect(cutSegments(points, block, [], [], [3, 99]).map(({ end }) => end)).toEqual([3, 10]));
  test("of two paragraphs that one mark covers are cut at both", () => {
    const two = new CodePoints("ab\ncd");
    expect(cutBlocks(two, []).map((part) => cutSegments(two, part, [mark(1, 4)]).map((segment) => [segment.text, segment.marks.length]))).toEqual([[["a", 0], ["b", 1]], [["c", 1], ["d", 0]]]);
  });
});

describe("lanes", () => {
  test("marks that overlap have different lines, others share one", () => {
    const marks = [mark(0, 4), mark(2, 6, "actors"), mark(5, 9, "times"), mark(7, 8, "figures"), mark(20, 21)];
    const lanes = assignLanes(marks);
    for (const one of marks) for (const other of marks) if (one !== other && one.start < other.end && other.start < one.end) expect(lanes.get(one)).not.toBe(lanes.get(other));
    expect(marks.map((one) => lanes.get(one))).toEqual([0, 1, 0, 1, 0]);
  });
  test("each line is painted at its own height", () => {
    const marks = [mark(0, 4), mark(0, 4, "actors")];
    const painted = paint(marks, assignLanes(marks));
    expect(painted).toContain("calc(100% - 0px)");
    expect(painted).toContain("calc(100% - 4px)");
    expect(paint([], new Map())).toBe("var(--lit)");
  });
});

test("a claim whose holder is carried over does not mark an earlier sentence as its own", () => {
  const claim = { start: 5, end: 8, source_span: { start: 0, end: 3 }, via_spans: [], content: { start: 9, end: 20 }, implicit: true };
  const article = { places: [], actors: [], times: [], figures: [], claims: [claim, { ...claim, implicit: false, content: null }], events: [] } as unknown as ArticleDetail;
  expect(readMarks(article).map(({ index, part, start }) => [index, part, start])).toEqual([[0, "cue", 5], [0, "content", 9], [1, "cue", 5], [1, "holder", 0]]);
});

test.each([["88-218", { start: 88, end: 218 }], ["9-3", null], ["", null], [null, null], ["1-2-3", null], ["-1-4", null]])("at=%s", (at, range) => expect(readAt(at)).toEqual(range));
