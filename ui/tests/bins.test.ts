import { describe, expect, it } from "vitest";
import { chosenDays, endOfBin, fillBins, stack, trimBins } from "../src/situation/bins";
import type { TimelineBin } from "../src/lib/types";

const bin = (begin: string, actual: number, rest: Partial<TimelineBin> = {}): TimelineBin => ({ begin, actual, planned: 0, possible: 0, denied: 0, sources: actual, killed: 0, ...rest });
const month = (index: number): string => new Date(Date.UTC(1990, index, 1)).toISOString().slice(0, 10);

describe("what of time is shown", () => {
  it("leaves even bins whole", () => {
    const bins = Array.from({ length: 60 }, (_, index) => bin(month(index), 10 + (index % 3)));
    expect(trimBins(bins)).toEqual({ bins, outside: 0 });
  });
  it("shows the stretch that holds nearly all, and counts the others", () => {
    const old = Array.from({ length: 40 }, (_, index) => bin(month(6 * index), index % 10 === 0 ? 40 : 1));
    const now = Array.from({ length: 8 }, (_, index) => bin(month(340 + index), 500));
    const shown = trimBins([...old, bin(month(339), 60), ...now, bin(month(900), 3)]);
    expect(shown.bins.map(({ begin }) => begin)).toEqual([month(339), ...now.map(({ begin }) => begin)]);
    expect(shown.outside).toBe(4 * 40 + 36 + 3);
  });
  it("never trims a few bins, nor none", () => {
    expect(trimBins([bin("1990-01-01", 1), bin("2018-01-01", 500)]).outside).toBe(0);
    expect(trimBins([])).toEqual({ bins: [], outside: 0 });
  });
});

describe("bins", () => {
  it.each([["day", "2018-03-01"], ["week", "2018-03-07"], ["month", "2018-04-01"]] as const)("a %s ends on %s", (by, end) => expect(endOfBin(by === "month" ? "2018-03-01" : "2018-02-28", by)).toBe(end));
  it("fills quiet days", () => {
    expect(fillBins([bin("2018-02-27", 2), bin("2018-03-02", 1)], "day").map(({ begin, actual }) => [begin, actual])).toEqual([["2018-02-27", 2], ["2018-02-28", 0], ["2018-03-01", 0], ["2018-03-02", 1]]);
  });
  it.each(["day", "week", "month"] as const)("does not fill ages by the %s", (by) => {
    const ages = [bin("0680-10-10", 1), bin("2018-03-01", 2)];
    expect(fillBins(ages, by).length).toBeLessThan(20_000);
    expect(fillBins(ages, "day")).toEqual(ages);
  });
  it("stacks what is there and nothing else", () => {
    const { stacks } = stack([bin("2018-02-27", 2, { possible: 3 }), bin("2018-02-28", 0)]);
    expect(Object.fromEntries(stacks.map(({ status, heights }) => [status, heights]))).toEqual({ actual: [2, null], planned: [null, null], possible: [5, null], denied: [null, null] });
  });
  it("a stretch stands for the whole bins that it meets", () => {
    const bins = [bin("2018-02-26", 1), bin("2018-03-05", 1), bin("2018-03-12", 1)];
    const at = (day: string): number => Date.parse(day) / 1000;
    expect(chosenDays(at("2018-03-06"), at("2018-03-01"), bins, "week")).toEqual({ since: "2018-02-26", until: "2018-03-12" });
    expect(chosenDays(at("2018-05-01"), at("2018-06-01"), bins, "week")).toBeNull();
  });
});
