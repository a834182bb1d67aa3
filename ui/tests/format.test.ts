import { describe, expect, test } from "vitest";
import { formatBounds, formatCountry, formatDay, formatDistance, formatMoment, formatNumber, formatTime, lastDay, nextDay, type Locale } from "../src/lib/format";

const en: Locale = { language: "en", digits: "latin" };
const ar: Locale = { language: "ar", digits: "latin" };
const arab: Locale = { language: "ar", digits: "arabic" };

describe("numbers", () => {
  test.each([[en, "1,234"], [{ language: "en", digits: "arabic" }, "1,234"], [arab, "١٬٢٣٤"]] as [Locale, string][])("%o", (locale, expected) => expect(formatNumber(1234, locale)).toBe(expected));
  test.each([[[40, 40], "40"], [[40, 60], "40–60"], [[40, null], "40+"], [[0, 0], "0"]] as [[number, number | null], string][])("bounds %o", (bounds, expected) => expect(formatBounds(bounds, en)).toBe(expected));
  test("bounds in Arabic-Indic digits", () => expect(formatBounds([40, 60], arab)).toBe("٤٠–٦٠"));
  test.each([[800, "800 m"], [2500, "2.5 km"], [50000, "50 km"]] as const)("%i metres", (metres, expected) => expect(formatDistance(metres, en)).toBe(expected));
});

describe("days, whose end is excluded", () => {
  test.each([
    ["2018-04-07", "2018-04-08", 1, "7 Apr 2018"],
    ["2018-04-07", null, 1, "7 Apr 2018"],
    ["2018-04-07", "2018-04-08", 2, "~7 Apr 2018"],
    ["2018-04-01", "2018-05-01", 3, "April 2018"],
    ["2018-12-01", "2019-01-01", 3, "December 2018"],
    [null, null, 3, ""],
  ] as const)("%s to %s, precision %i", (begin, end, precision, expected) => expect(formatTime(begin, end, precision, en)).toBe(expected));
  test("a stretch names its first and its last day", () => expect(formatTime("2018-04-03", "2018-04-10", 1, en)).toMatch(/^3\D+9 Apr 2018$/));
  test("the Arabic calendar is Gregorian", () => expect(formatDay("2018-04-07", ar)).toMatch(/2018/));
  test("a day does not slip with the time zone", () => expect(formatDay("2018-01-01", en)).toBe("1 Jan 2018"));
  test("the day before and after, over the turn of a leap February", () => expect([lastDay("2020-03-01"), nextDay("2019-02-28")]).toEqual(["2020-02-29", "2019-03-01"]));
  test("a moment is told in UTC", () => expect(formatMoment("2018-04-07T01:05:00+03:00", en)).toBe("6 Apr 2018, 22:05"));
  test("a moment that is none comes back as it is", () => expect(formatMoment("soon, they say", en)).toBe("soon, they say"));
});

test.each([["SY", "ar", "سوريا"], ["SY", "en", "Syria"], ["", "en", ""], ["XQ9", "en", "XQ9"]] as const)("country %s in %s", (code, language, expected) => expect(formatCountry(code, language)).toBe(expected));
