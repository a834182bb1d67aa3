import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { choose, fill, type Catalogue, type Message } from "../src/lib/i18n/catalogue";

const folder = new URL("../src/lib/i18n/", import.meta.url);
const read = (name: string): Catalogue => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Catalogue;
const groups = readdirSync(folder).filter((name) => name.endsWith("en.json")).map((name) => [name, name.replace("en.json", "ar.json")] as const);
const forms = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));
const holes = (message: Message): string[] => [...new Set(forms(message).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1] ?? "")))].sort();

describe.each(groups)("%s and %s", (english, arabic) => {
  const [en, ar] = [read(english), read(arabic)];
  test("hold the same messages", () => expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort()));
  test.each(Object.keys(en))("%s has the same holes in both", (key) => {
    expect(holes(ar[key] ?? "")).toEqual(holes(en[key] ?? ""));
  });
  test("no message is empty", () => expect([...Object.values(en), ...Object.values(ar)].flatMap(forms).filter((text) => !text)).toEqual([]));
  test("Arabic messages that count have all six forms", () => {
    const counting = Object.entries(ar).filter(([, message]) => typeof message !== "string");
    for (const [key, message] of counting) expect([key, Object.keys(message).sort()]).toEqual([key, ["few", "many", "one", "other", "two", "zero"]]);
  });
  test("no invisible direction marks", () => expect(JSON.stringify([en, ar])).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/));
});

test("no key stands in two catalogues, where one would hide the other", () => {
  const keys = groups.flatMap(([english]) => Object.keys(read(english)));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

describe("plurals", () => {
  const events = read("ar.json")["count.events"] as Message;
  const say = (n: number): string => fill(choose(events, "ar", n), { n }, String);
  const cases: [number, string][] = [
    [0, "\u0644\u0627 \u0623\u062d\u062f\u0627\u062b"],
    [1, "\u062d\u062f\u062b \u0648\u0627\u062d\u062f"],
    [2, "\u062d\u062f\u062b\u0627\u0646"],
    [3, "3 \u0623\u062d\u062f\u0627\u062b"],
    [11, "11 \u062d\u062f\u062b\u064b\u0627"],
    [100, "100 \u062d\u062f\u062b"],
    [103, "103 \u0623\u062d\u062f\u0627\u062b"],
  ];
  test.each(cases)("%i events in Arabic", (n, expected) => expect(say(n)).toBe(expected));
  test("English has one and other", () => {
    const message = read("en.json")["count.sources"] as Message;
    expect([1, 2, 0].map((n) => fill(choose(message, "en", n), { n }, String))).toEqual(["1 independent source", "2 independent sources", "0 independent sources"]);
  });
  test("a hole that nobody filled stays visible", () => expect(fill("{a} {b}", { a: "x" }, String)).toBe("x {b}"));
});
