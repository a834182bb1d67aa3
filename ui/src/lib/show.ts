/** `format.ts` bound to the reader's choice, so that templates need no locale and change at once with it. */

import * as format from "./format";
import { preferences } from "./preferences.svelte";
import type { Bounds, Place, Side } from "./types";

export const number = (value: number): string => format.formatNumber(value, preferences);
export const short = (value: number): string => format.formatShort(value, preferences);
export const percent = (share: number): string => format.formatPercent(share, preferences);
export const bounds = (value: Bounds): string => format.formatBounds(value, preferences);
export const day = (value: string, withYear = true): string => format.formatDay(value, preferences, withYear);
export const month = (value: string): string => format.formatMonth(value, preferences);
export const moment = (value: string): string => format.formatMoment(value, preferences);
export const time = (begin: string | null, end: string | null, precision: number): string => format.formatTime(begin, end, precision, preferences);
export const distance = (metres: number): string => format.formatDistance(metres, preferences);
export const bytes = (size: number): string => format.formatBytes(size, preferences);
export const country = (code: string): string => format.formatCountry(code, preferences.language);

/** The name in the reader's language, or the other one where that is missing. */
export function placeName(place: Pick<Place, "name_ar" | "name_en">): string {
  return preferences.language === "ar" ? place.name_ar || place.name_en : place.name_en || place.name_ar;
}

export function sideName(side: Pick<Side, "name" | "name_en">): string {
  return preferences.language === "ar" ? side.name : side.name_en || side.name;
}
