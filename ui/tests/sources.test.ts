import { describe, expect, it } from "vitest";
import { newest, silenceOf } from "../src/sources/silence";
import { axisOf, barsOf } from "../src/sources/volume";
import type { SourceView } from "../src/lib/types";

function outlet(days: Record<string, number>, last?: string): SourceView {
  const counted = Object.entries(days).map(([day, documents]) => ({ day, documents }));
  const documents = counted.reduce((sum, { documents }) => sum + documents, 0);
  return { outlet: "x", documents, reports: 0, events: 0, exclusive: 0, exclusive_events: [], first: 0, last_published: last ?? (counted.length ? `${counted.at(-1)?.day}T00:00:00+00:00` : null), days: counted, issues: 0, health: null };
}

describe("silence", () => {
  const brisk = outlet({ "2018-03-01": 10, "2018-03-11": 10 });
  it("is told when five articles were to be expected", () => {
    expect(silenceOf(brisk, "2018-03-14T00:00:00+00:00")).toEqual({ since: "2018-03-11T00:00:00+00:00", expected: 6 });
  });
  it.each(["2018-03-13T00:00:00+00:00", "2018-03-11T00:00:00+00:00", ""])("is not told up to %s", (until) => expect(silenceOf(brisk, until)).toBeNull());
  it("is not told of a night, whatever the pace", () => {
    expect(silenceOf(outlet({ "2018-03-01": 900, "2018-03-04": 900 }), "2018-03-04T10:00:00+00:00")).toBeNull();
  });
  it("is not told where no pace is known", () => {
    expect(silenceOf(outlet({}), "2018-03-14T00:00:00+00:00")).toBeNull();
    expect(silenceOf(outlet({ "2018-03-01": 9 }), "2018-06-14T00:00:00+00:00")).toBeNull();
  });
  it("is measured up to the last article of any outlet", () => {
    expect(newest([brisk, outlet({ "2018-03-20": 1 }), outlet({})])).toBe("2018-03-20T00:00:00+00:00");
  });
});

describe("volume", () => {
  it("stands on one axis, up to the last article", () => {
    const [one, other] = [outlet({ "2018-03-01": 4, "2018-03-03": 2 }), outlet({ "2018-03-05": 1 })];
    const axis = axisOf([one, other]);
    expect(axis).toEqual({ begin: "2018-03-01", end: "2018-03-06", step: 1 });
    expect(barsOf(one, axis!).map(({ daily }) => daily)).toEqual([4, 0, 2, 0, 0]);
    expect(barsOf(other, axis!).map(({ begin, daily }) => (daily ? begin : ""))).toEqual(["", "", "", "", "2018-03-05"]);
  });
  it("puts days together where they would be thinner than a line, as articles a day", () => {
    const year = outlet(Object.fromEntries(Array.from({ length: 365 }, (_, index) => [new Date(Date.UTC(2018, 0, 1 + index)).toISOString().slice(0, 10), 3])));
    const axis = axisOf([year])!;
    expect(axis.step).toBe(3);
    const bars = barsOf(year, axis);
    expect(bars).toHaveLength(122);
    expect(bars.slice(0, -1).every(({ daily }) => Math.abs(daily - 3) < 1e-9)).toBe(true);
  });
  it("is none without articles", () => expect(axisOf([outlet({})])).toBeNull());
});
