import { describe, expect, test } from "vitest";
import { stepsOf } from "../src/alerts/steps";
import type { AlertChange, LevelId, Standing } from "../src/lib/types";
import { drawnAreas } from "../src/situation/map";

const area = { id: "a", kind: "town" as const, name_ar: "", name_en: "", country: "LY", admin1: "", lat: 31, lon: 14, radius_m: 5000 };

function change(day: string, before: LevelId, level: LevelId): AlertChange {
  return { alert: { id: day, area, day, level, before, score: 0 }, headline_ar: "", headline_en: "", why: [] };
}

function standing(id: string, level: LevelId, part: Partial<Standing["area"]> = {}): Standing {
  return { area: { ...area, id, ...part }, level, since: "", day: "", score: 0, confidence: "high", notes: [], headline_ar: "", headline_en: "", reasons: [] };
}

describe("the level of an area as steps", () => {
  test("nothing changed", () => expect(stepsOf([], "2018-03-01")).toEqual([]));

  test("changes come latest first and are drawn in the order of time, up to the last day", () => {
    const steps = stepsOf([change("2018-02-20", "high", "watch"), change("2018-02-10", "calm", "high")], "2018-03-01");
    expect(steps.map(({ rank }) => rank)).toEqual([0, 3, 1]);
    expect(steps[0]?.from).toBe(0);
    expect(steps.at(-1)?.to).toBe(1);
    for (const [index, step] of steps.slice(1).entries()) expect(step.from).toBe(steps[index]?.to);
  });

  test("a change on the last day still has a width to lead in from", () => {
    const [lead, step] = stepsOf([change("2018-03-01", "calm", "watch")], "2018-03-01");
    expect(lead).toMatchObject({ from: 0, to: 1 });
    expect(step).toMatchObject({ from: 1, to: 1, rank: 1 });
  });
});

test("the map's layer draws what has a place and says something, the highest level on top", () => {
  const drawn = drawnAreas([standing("s", "severe"), standing("c", "calm"), standing("l", "high", { kind: "country" }), standing("n", "high", { lat: null }), standing("w", "watch")]);
  expect(drawn.map(({ area: { id } }) => id)).toEqual(["w", "s"]);
});
