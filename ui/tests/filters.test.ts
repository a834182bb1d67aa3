import { describe, expect, test } from "vitest";
import { countSet, NO_FILTERS, readFilters, readView, roundBox, sameFilters, writeFilters, writeView, type Box, type Filters } from "../src/lib/filters";

const read = (text: string): Filters => readFilters(new URLSearchParams(text));

describe("filters and the address bar", () => {
  test("nothing asked is an empty query", () => expect(writeFilters(NO_FILTERS).toString()).toBe(""));

  test("every filter comes back as it was written", () => {
    const filters: Filters = {
      words: "قصف الغوطة", since: "2018-02-18", until: "2018-03-01", country: "SY", province: "SY-RD", box: [35.5, 32.1, 37, 34.25], near: [33.5, 36.3, 25],
      type: ["ASSAULT", "COERCE"], status: ["actual", "possible"], actor: "sy-army", outlet: "a&b=c", source: "x", killed: 5, sources: 2, review: ["open", "disputed"],
    };
    expect(readFilters(new URLSearchParams(writeFilters(filters).toString()))).toEqual(filters);
  });

  test("the order in which filters were set does not matter", () => {
    expect(sameFilters(read("type=ASSAULT&since=2018-01-01"), read("since=2018-01-01&type=ASSAULT"))).toBe(true);
    expect(read("status=denied&status=actual").status).toEqual(["actual", "denied"]);
  });

  test.each([
    ["since=yesterday", "since", ""],
    ["since=2018-02-30", "since", ""],
    ["status=wild", "status", []],
    ["killed=-1", "killed", 0],
    ["killed=1.5", "killed", 0],
    ["sources=x", "sources", 0],
    ["box=1,2,3", "box", null],
    ["box=10,20,5,30", "box", null],
    ["box=1,2,3,NaN", "box", null],
    ["near=91,0,5", "near", null],
    ["near=33,36,0", "near", null],
    ["type=A&type=A&type=", "type", ["A"]],
  ] as const)("%s is read as nothing that breaks", (text, name, expected) => expect(read(text)[name]).toEqual(expected));

  test("the box of the map is not counted as a filter", () => {
    expect(countSet(read("box=1,2,3,4"))).toBe(0);
    expect(countSet(read("box=1,2,3,4&type=A&type=B&words=x&near=1,2,3"))).toBe(3);
  });
});

describe("the view of the map", () => {
  test("comes back", () => {
    const query = new URLSearchParams();
    writeView(query, { zoom: 5.256, lat: 33.51234, lon: -0.00001 });
    expect(readView(query)).toEqual({ zoom: 5.26, lat: 33.5123, lon: 0 });
  });
  test.each(["zoom=5&lat=33", "zoom=5&lat=x&lon=1", "zoom=99&lat=1&lon=1", "zoom=5&lat=99&lon=1", ""])("%s is none", (text) => expect(readView(new URLSearchParams(text))).toBeNull());
});

describe("the box that is asked for", () => {
  const boxes: Box[] = [[35.123, 31.987, 38.456, 34.111], [-12.3, -40, 88.8, 61.2], [36.2, 33.41, 36.31, 33.52]];
  test.each(boxes)("holds the whole of %f %f %f %f, and little more", (...box) => {
    const rounded = roundBox(box as Box) as Box;
    expect(rounded[0] <= box[0] && rounded[1] <= box[1] && rounded[2] >= box[2] && rounded[3] >= box[3]).toBe(true);
    expect(rounded[2] - rounded[0]).toBeLessThanOrEqual((box[2] - box[0]) * 1.3);
  });
  test("stays inside the world", () => expect(roundBox([-179.99, -89.9, 170, 89.9])).toEqual([-180, -90, 170, 90]));
  test("the whole world is no box", () => expect(roundBox([-200, -80, 200, 80])).toBeNull());
});
