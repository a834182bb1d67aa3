/** Articles by day as bars on one axis for all outlets, so that they can be compared by eye. Pure. */

import { nextDay, parseDay } from "../lib/format";
import type { SourceView } from "../lib/types";
import { trimBins } from "../situation/bins";

const DAY_MS = 86_400_000;
/** More bars than this are thinner than a line: days are then put together. */
const MOST_BARS = 180;

export interface Axis {
  /** First day, and the first day behind it. */
  begin: string;
  end: string;
  /** Days of a bar. */
  step: number;
}

export interface Bar {
  begin: string;
  end: string;
  /** Articles a day. */
  daily: number;
}

/** From where the articles of all outlets begin to stand close, up to the last one; null where there are none. */
export function axisOf(sources: readonly SourceView[]): Axis | null {
  const counts = new Map<string, number>();
  for (const { days } of sources) for (const { day, documents } of days) counts.set(day, (counts.get(day) ?? 0) + documents);
  const bins = [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([begin, actual]) => ({ begin, actual, planned: 0, possible: 0, denied: 0, sources: 0, killed: 0 }));
  const [first, last] = [trimBins(bins).bins[0], bins.at(-1)];
  if (!first || !last) return null;
  const end = nextDay(last.begin);
  return { begin: first.begin, end, step: Math.max(1, Math.ceil(daysBetween(first.begin, end) / MOST_BARS)) };
}

export function barsOf(source: Pick<SourceView, "days">, axis: Axis): Bar[] {
  const bars = Array.from({ length: countBars(axis) }, (_, index): Bar => ({ begin: dayAfter(axis.begin, index * axis.step), end: dayAfter(axis.begin, (index + 1) * axis.step), daily: 0 }));
  for (const { day, documents } of source.days) {
    const bar = bars[Math.floor(daysBetween(axis.begin, day) / axis.step)];
    if (bar) bar.daily += documents / axis.step;
  }
  return bars;
}

export function countBars(axis: Axis): number {
  return Math.ceil(daysBetween(axis.begin, axis.end) / axis.step);
}

function daysBetween(from: string, to: string): number {
  return Math.round((parseDay(to).getTime() - parseDay(from).getTime()) / DAY_MS);
}

function dayAfter(day: string, days: number): string {
  return new Date(parseDay(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}
