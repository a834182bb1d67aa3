import { describe, expect, it } from "vitest";
import { groupNearby } from "../src/situation/map";
import type { Points } from "../src/lib/types";

function points(at: [number, number][]): Points {
  const n = at.length;
  const fill = <T>(value: T): T[] => Array.from({ length: n }, () => value);
  return { id: at.map((_, index) => String(index)), lat: at.map(([lat]) => lat), lon: at.map(([, lon]) => lon), radius_m: fill(5000), type: fill("ASSAULT"), status: fill("actual" as const), killed: fill(null), sources: fill(1), begin: fill(null), more: false };
}

describe("marks that keep apart on the screen", () => {
  it("are fewer than the squares of the screen, and hold every event once", () => {
    const many = points(Array.from({ length: 20_000 }, (_, index): [number, number] => [33 + (index % 141) / 70, 36 + Math.floor(index / 141) / 70]));
    const groups = groupNearby(many, 9, 14);
    expect(groups.length).toBeLessThan(((2.1 * 256 * 2 ** 9) / 360 / 14 + 2) ** 2 * 1.5);
    expect(groups.flatMap(({ indices }) => indices).sort((one, other) => one - other)).toEqual(many.id.map(Number));
  });
  it("come apart where one looks closely, and claim no radius", () => {
    const two = points([[33.51, 36.3], [33.57, 36.4]]);
    expect(groupNearby(two, 4, 14).map(({ indices }) => indices)).toEqual([[0, 1]]);
    expect(groupNearby(two, 12, 14)).toEqual([{ lat: 33.51, lon: 36.3, radius_m: 0, indices: [0] }, { lat: 33.57, lon: 36.4, radius_m: 0, indices: [1] }]);
  });
  it("stand apart at the poles and on either side of the date line", () => {
    expect(groupNearby(points([[89.9, 0], [-89.9, 0], [0, -180], [0, 180]]), 3, 14)).toHaveLength(4);
  });
});
