/** The timeline's bars: what stands at which place on the axis, and which stretch of time a reader chose. Pure. */

import { nextDay, parseDay } from "../lib/format";
import { STATUSES, type Status, type Timeline, type TimelineBin } from "../lib/types";

const DAY_S = 86_400;
/** This share of the events may lie outside the axis: a text on the Middle Ages must not squeeze this year into one bar. */
const OUTSIDE = 0.01;
/** Fewer bars than this are always all shown. */
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

/** Without the few bins far off at either end; `outside` counts the events in them. */
export function trimBins(bins: readonly TimelineBin[]): { bins: TimelineBin[]; outside: number } {
  const all = bins.reduce((sum, bin) => sum + total(bin), 0);
  if (bins.length < FEW_BINS) return { bins: [...bins], outside: 0 };
  let [first, last, outside] = [0, bins.length - 1, 0];
  for (;;) {
    const [left, right] = [bins[first] as TimelineBin, bins[last] as TimelineBin];
    const [leftGap, rightGap] = [gap(left, bins[first + 1]), gap(bins[last - 1], right)];
    const end = leftGap >= rightGap ? left : right;
    if (last - first < FEW_BINS || outside + total(end) > all * OUTSIDE) return { bins: bins.slice(first, last + 1), outside };
    outside += total(end);
    if (end === left) first++;
    else last--;
  }
}

function gap(left: TimelineBin | undefined, right: TimelineBin | undefined): number {
  return left && right ? parseDay(right.begin).getTime() - parseDay(left.begin).getTime() : 0;
}

/** Every bin between the first and the last, empty ones too, so that a quiet week is seen as one. */
export function fillBins(bins: readonly TimelineBin[], by: Timeline["by"]): TimelineBin[] {
  const first = bins[0];
  const last = bins.at(-1);
  if (!first || !last) return [];
  const known = new Map(bins.map((bin) => [bin.begin, bin]));
  const filled: TimelineBin[] = [];
  for (let day = first.begin; day <= last.begin; day = endOfBin(day, by)) filled.push(known.get(day) ?? { begin: day, actual: 0, planned: 0, possible: 0, denied: 0, sources: 0, killed: 0 });
  return filled;
}

/** Columns for uPlot: seconds, then for each status the height of the stack up to it, the tallest first so that the lower ones are painted over it. */
export function stack(bins: readonly TimelineBin[]): { x: number[]; stacks: { status: Status; heights: number[] }[] } {
  const x = bins.map((bin) => parseDay(bin.begin).getTime() / 1000);
  const stacks = STATUSES.map((status, index) => ({ status, heights: bins.map((bin) => STATUSES.slice(0, index + 1).reduce((sum, one) => sum + bin[one], 0)) }));
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
