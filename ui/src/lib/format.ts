/** Numbers, days, bounds and names as the reader wants them. Pure: the locale is an argument (`show.ts` binds it to the reader's choice). */

import type { Bounds } from "./types";

export interface Locale {
  language: "ar" | "en";
  digits: "latin" | "arabic";
}

/** Precision of a time as ACLED counts it: 1 the day, 2 about a week, 3 a month or longer. */
const AROUND = 2;
const VAGUE = 3;
const DAY_MS = 86_400_000;

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Gregorian everywhere; Arabic-Indic digits only with Arabic. */
export function localeTag({ language, digits }: Locale): string {
  return language === "en" ? "en-GB" : `ar-u-ca-gregory-nu-${digits === "arabic" ? "arab" : "latn"}`;
}

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = localeTag(locale) + JSON.stringify(options);
  const found = numbers.get(key) ?? new Intl.NumberFormat(localeTag(locale), options);
  numbers.set(key, found);
  return found;
}

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = localeTag(locale) + JSON.stringify(options);
  const found = dates.get(key) ?? new Intl.DateTimeFormat(localeTag(locale), { timeZone: "UTC", ...options });
  dates.set(key, found);
  return found;
}

export function formatNumber(value: number, locale: Locale): string {
  return numberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

/** 12,345 as 12K, where there is no room. */
export function formatShort(value: number, locale: Locale): string {
  return value < 10_000 ? formatNumber(value, locale) : numberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

export function formatPercent(share: number, locale: Locale): string {
  return numberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** `40`, `40–60`, and `40+` for "at least 40". */
export function formatBounds([low, high]: Bounds, locale: Locale): string {
  const first = formatNumber(low, locale);
  if (high === null) return `${first}+`;
  return high === low ? first : `${first}–${formatNumber(high, locale)}`;
}

export function parseDay(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}

export function formatDay(day: string, locale: Locale, withYear = true): string {
  return dateFormat(locale, { day: "numeric", month: "short", ...(withYear ? { year: "numeric" } : {}) }).format(parseDay(day));
}

export function formatMonth(day: string, locale: Locale): string {
  return dateFormat(locale, { month: "long", year: "numeric" }).format(parseDay(day));
}

/** A moment in UTC, to the minute; the text that cannot be read as one comes back as it is. */
export function formatMoment(moment: string, locale: Locale): string {
  const at = new Date(/[zZ]|[+-]\d{2}:?\d{2}$/.test(moment) || moment.length <= 10 ? moment : `${moment}Z`);
  if (Number.isNaN(at.getTime())) return moment;
  if (moment.length <= 10) return formatDay(moment, locale);
  return dateFormat(locale, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false }).format(at);
}

/** The last day of a stretch whose `end` is excluded. */
export function lastDay(end: string): string {
  return new Date(parseDay(end).getTime() - DAY_MS).toISOString().slice(0, 10);
}

export function nextDay(day: string): string {
  return new Date(parseDay(day).getTime() + DAY_MS).toISOString().slice(0, 10);
}

/** `7 Apr 2018`, `about 7 Apr 2018` (as "~"), `3–9 Apr 2018`, `April 2018` where only the month is known; "" for none. */
export function formatTime(begin: string | null, end: string | null, precision: number, locale: Locale): string {
  if (!begin) return "";
  const last = end && end > begin ? lastDay(end) : begin;
  if (last <= begin) return precision >= AROUND ? `~${formatDay(begin, locale)}` : formatDay(begin, locale);
  if (precision >= VAGUE && isWholeMonth(begin, last)) return formatMonth(begin, locale);
  const range = dateFormat(locale, { day: "numeric", month: "short", year: "numeric" }).formatRange(parseDay(begin), parseDay(last));
  return precision >= AROUND ? `~${range}` : range;
}

function isWholeMonth(first: string, last: string): boolean {
  return first.endsWith("-01") && nextDay(last).endsWith("-01") && first.slice(0, 7) === last.slice(0, 7);
}

/** `5 km`, `800 m`; the words for the units are the caller's. */
export function formatDistance(metres: number, locale: Locale): string {
  const unit = metres < 1000 ? "meter" : "kilometer";
  const value = metres < 1000 ? metres : metres / 1000;
  return numberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

export function formatBytes(bytes: number, locale: Locale): string {
  const [unit, value] = bytes < 1000 ? ["byte", bytes] : bytes < 1e6 ? ["kilobyte", bytes / 1000] : ["megabyte", bytes / 1e6];
  return numberFormat(locale, { style: "unit", unit: String(unit), unitDisplay: "short", maximumFractionDigits: 1 }).format(Number(value));
}

const regions = new Map<string, Intl.DisplayNames>();

/** The name of a country (ISO 3166-1 alpha-2), or the code where it is none. */
export function formatCountry(code: string, language: "ar" | "en"): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const names = regions.get(language) ?? new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  regions.set(language, names);
  return names.of(code) ?? code;
}
