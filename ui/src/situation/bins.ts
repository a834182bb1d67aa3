/** The timeline's bars: what stands at which place on the axis, and which stretch of time a reader chose. Pure. */

import { nextDay, parseDay } from "../lib/format";
import { STATUSES, type Status, type Timeline, type TimelineBin } from "../lib/types";

const DAY_S = 86_400;
/** Where a stretch this much shorter than the whole holds this share of the events, it alone is shown: a text on the Middle Ages must not squeeze this year into one bar. */
const MOST_EVENTS = 0.85;
const SHORTER = 3;
/** Bars beside the stretch that reach this share of the highest belong to it. */
const NOT_LOW = 0.03;
/** One day of the Middle Ages among those of this month would make half a million bars. */
const MOST_FILLED = 5_000;
/** A time line of fewer bars is always shown whole. */
const FEW_BINS = 24;

/** First day after the bin that begins with `day`. */
export function endOfBin(day: string, by: Timeline["by"]): string {
  if (by === "day") return nextDay(day);
  const at = parseDay(day);
  if (by === "week") at.setUTCDate(at.getUTCDate() + 7);
  else at.setUTCMonth(at.getUTCMonth() + 1, 1);
  return at.toISOString().slice(0, 10);
}

export function total(bin: TimelineBin): number {
  return bin.actual + bin.planned + bin.possible + bin.denied;
}

/** The bins of the stretch of time that holds nearly all; `outside` counts the events in the others. */
export function trimBins(bins: readonly TimelineBin[]): { bins: TimelineBin[]; outside: number } {
  const all = bins.reduce((sum, bin) => sum + total(bin), 0);
  const high = bins.reduce((most, bin) => Math.max(most, total(bin)), 0);
  let [first, last] = shortestWith(bins, all * MOST_EVENTS);
  if (bins.length < FEW_BINS || span(bins, first, last) * SHORTER > span(bins, 0, bins.length - 1)) return { bins: [...bins], outside: 0 };
  const belongs = (bin: TimelineBin | undefined): boolean => bin !== undefined && total(bin) >= high * NOT_LOW;
  while (belongs(bins[first - 1])) first--;
  while (belongs(bins[last + 1])) last++;
  const kept = bins.slice(first, last + 1);
  return { bins: kept, outside: all - kept.reduce((sum, bin) => sum + total(bin), 0) };
}

/** First and last index of the shortest stretch of time that holds so many events. */
function shortestWith(bins: readonly TimelineBin[], most: number): [number, number] {
  let [best, first, held]: [[number, number], number, number] = [[0, bins.length - 1], 0, 0];
  bins.forEach((bin, last) => {
    held += total(bin);
    while (held - total(bins[first] as TimelineBin) >= most) held -= total(bins[first++] as TimelineBin);
    if (held >= most && span(bins, first, last) < span(bins, ...best)) best = [first, last];
  });
  return best;
}

/** Milliseconds from the begin of a bin to that of another. */
function span(bins: readonly TimelineBin[], first: number, last: number): number {
  const [from, to] = [bins[first], bins[last]];
  return from && to ? parseDay(to.begin).getTime() - parseDay(from.begin).getTime() : 0;
}

/** Every bin between the first and the last, empty ones too, so that a quiet week is seen as one; where they would be too many to draw, only what holds something. */
export function fillBins(bins: readonly TimelineBin[], by: Timeline["by"]): TimelineBin[] {
  const first = bins[0];
  const last = bins.at(-1);
  if (!first || !last) return [];
  if (span(bins, 0, bins.length - 1) > MOST_FILLED * binSeconds(by) * 1000) return [...bins];
  const known = new Map(bins.map((bin) => [bin.begin, bin]));
  const filled: TimelineBin[] = [];
  for (let day = first.begin; day <= last.begin; day = endOfBin(day, by)) filled.push(known.get(day) ?? { begin: day, actual: 0, planned: 0, possible: 0, denied: 0, sources: 0, killed: 0 });
  return filled;
}

/** Columns for uPlot: seconds, then for each status the height of the stack up to it (null where it has none), the tallest first so that the lower ones are painted over it. */
export function stack(bins: readonly TimelineBin[]): { x: number[]; stacks: { status: Status; heights: (number | null)[] }[] } {
  const x = bins.map((bin) => parseDay(bin.begin).getTime() / 1000);
  const stacks = STATUSES.map((status, index) => ({ status, heights: bins.map((bin) => (bin[status] > 0 ? STATUSES.slice(0, index + 1).reduce((sum, one) => sum + bin[one], 0) : null)) }));
  return { x, stacks: stacks.reverse() };
}

/** The days that a stretch drawn across the bars (seconds) stands for: whole bins, `until` excluded; null where it meets none. */
export function chosenDays(from: number, to: number, bins: readonly TimelineBin[], by: Timeline["by"]): { since: string; until: string } | null {
  const [low, high] = from <= to ? [from, to] : [to, from];
  const met = bins.filter((bin) => seconds(endOfBin(bin.begin, by)) > low && seconds(bin.begin) < high);
  const [first, last] = [met[0], met.at(-1)];
  return first && last ? { since: first.begin, until: endOfBin(last.begin, by) } : null;
}

function seconds(day: string): number {
  return parseDay(day).getTime() / 1000;
}

/** Seconds that a bin takes, as uPlot needs them for the width of bars. */
export function binSeconds(by: Timeline["by"]): number {
  return DAY_S * (by === "day" ? 1 : by === "week" ? 7 : 30);
}
