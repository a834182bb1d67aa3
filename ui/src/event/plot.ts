/** The scales of the range plot: counts upwards, publication from left to right. Pure. */

import type { Bounds, EventDetail, FigureReport } from "../lib/types";

/** What a figure is: of this event, a newer count of it, of a longer period, only quoted, or of a version that was replaced. */
export type FigureKind = "own" | "update" | "period" | "quoted" | "superseded";
export const FIGURE_KINDS: readonly FigureKind[] = ["own", "update", "quoted", "period", "superseded"];

export interface PlotFigure extends FigureReport {
  kind: FigureKind;
  /** Milliseconds; null where the publication is not known. */
  at: number | null;
  /** True for those that the settled figure rests on. */
  chosen: boolean;
}

/** The figures of a measure in the order of publication, those of unknown time last. */
export function readFigures(event: Pick<EventDetail, "figures" | "settled">, measure: string): PlotFigure[] {
  const settled = event.settled.find((one) => one.measure === measure);
  return event.figures
    .filter((figure) => figure.measure === measure)
    .map((figure) => {
      const kind = kindOf(figure);
      const at = figure.published ? Date.parse(figure.published) : Number.NaN;
      return { ...figure, kind, at: Number.isNaN(at) ? null : at, chosen: kind !== "period" && kind !== "superseded" && isChosen(figure, settled) };
    })
    .sort((one, other) => (one.at ?? Infinity) - (other.at ?? Infinity) || one.bounds[0] - other.bounds[0]);
}

function isChosen(figure: FigureReport, settled: EventDetail["settled"][number] | undefined): boolean {
  if (!settled?.chosen.includes(figure.report)) return false;
  return settled.rule === "range" || (figure.bounds[0] === settled.bounds[0] && figure.bounds[1] === settled.bounds[1]);
}

function kindOf(figure: FigureReport): FigureKind {
  if (figure.superseded) return "superseded";
  if (figure.basis === "period") return "period";
  if (!figure.own) return "quoted";
  return figure.basis === "update" ? "update" : "own";
}

export interface CountScale {
  log: boolean;
  ticks: number[];
  /** The height of a count, 0 at the foot and 1 at the top. */
  place(count: number): number;
}

/** From this ratio of the largest to the smallest count on, small ones would lie on the foot of a linear scale. */
const LOG_RATIO = 25;
const MOST_TICKS = 5;

/** A scale that holds all bounds, an open end's low one with room above it; from 0, or in equal ratios where the counts are far apart. */
export function countScale(all: readonly Bounds[]): CountScale {
  const ends = all.flatMap(([low, high]) => [low, high ?? low]);
  const top = Math.max(1, ...ends);
  const least = Math.min(...ends.filter((count) => count > 0), top);
  return top / least >= LOG_RATIO ? logScale(least, top) : linearScale(top);
}

function linearScale(top: number): CountScale {
  const step = niceStep(top / MOST_TICKS);
  const height = Math.ceil((top * 1.04) / step) * step;
  const ticks = Array.from({ length: Math.round(height / step) + 1 }, (_, index) => index * step);
  return { log: false, ticks, place: (count) => count / height };
}

const LEADS = [1, 2, 5, 10];

/** 1, 2 or 5 times a power of ten. */
function roundDown(count: number): number {
  const power = 10 ** Math.floor(Math.log10(count));
  return (LEADS.findLast((lead) => lead * power <= count) ?? 1) * power;
}

function roundUp(count: number): number {
  const power = 10 ** Math.floor(Math.log10(count));
  return (LEADS.find((lead) => lead * power >= count) ?? 10) * power;
}

/** Whole counts only: there are no half dead. */
function niceStep(rough: number): number {
  return Math.max(1, roundUp(Math.max(1, rough)));
}

function logScale(least: number, top: number): CountScale {
  const [foot, head] = [roundDown(least), roundUp(top * 1.04)];
  const decades = Array.from({ length: 12 }, (_, index) => 10 ** index).filter((count) => count > foot && count < head);
  return { log: true, ticks: [foot, ...decades, head], place: (count) => Math.log(Math.max(count, foot) / foot) / Math.log(head / foot) };
}

/** Positions moved apart to `gap` or more, their order and the two ends of the stretch kept; closer where there is no room. */
export function dodge(wanted: readonly number[], gap: number, width: number): number[] {
  const room = wanted.length > 1 ? Math.min(gap, width / (wanted.length - 1)) : gap;
  const moved: number[] = [];
  for (const at of wanted) moved.push(Math.max(at, (moved.at(-1) ?? -Infinity) + room));
  let limit = width;
  for (let index = moved.length - 1; index >= 0 && (moved[index] as number) > limit; index--) {
    moved[index] = limit;
    limit -= room;
  }
  return moved.map((at) => Math.max(0, at));
}

export interface TimeAxis {
  /** Where each figure stands, from 0 to the width. */
  xs: number[];
  ticks: { x: number; at: number }[];
  /** True where each figure has the same room, because there are too many for their times to be drawn apart. */
  even: boolean;
}

/** Figures take more than this share of the width: moving them apart would tell wrong times. */
const CROWDED = 0.45;
const MARGIN_MS = 3 * 3_600_000;

/** Figures from left to right by their time, moved apart where they would hide each other; evenly, with a tick at each new day, where there are many. */
export function timeAxis(times: readonly (number | null)[], width: number, gap: number, tick_px: number): TimeAxis {
  const known = times.filter((at): at is number => at !== null);
  if (known.length === 0 || times.length * gap > width * CROWDED) return evenAxis(times, width, tick_px);
  const [begin, end] = [Math.min(...known) - MARGIN_MS, Math.max(...known) + MARGIN_MS];
  const across = (at: number): number => ((at - begin) / (end - begin)) * width;
  const ticks = dayTicks(begin, end, Math.max(2, Math.floor(width / tick_px))).map((at) => ({ at, x: across(at) }));
  return { xs: dodge(times.map((at) => across(at ?? end)), gap, width), ticks, even: false };
}

function evenAxis(times: readonly (number | null)[], width: number, tick_px: number): TimeAxis {
  const room = width / Math.max(1, times.length);
  const ticks: TimeAxis["ticks"] = [];
  times.forEach((at, index) => {
    if (at === null) return;
    const day = Math.floor(at / DAY_MS) * DAY_MS;
    const before = times[index - 1];
    if (typeof before === "number" && Math.floor(before / DAY_MS) * DAY_MS === day) return;
    const x = index * room;
    if (x - (ticks.at(-1)?.x ?? -Infinity) >= tick_px) ticks.push({ at: day, x });
  });
  return { xs: times.map((_, index) => (index + 0.5) * room), ticks, even: true };
}

const DAY_MS = 86_400_000;
/** Days between two marks of the time axis. */
const DAY_STEPS = [1, 2, 7, 14, 30, 91, 182, 365, 730];

/** Midnights (UTC) to mark on an axis from `begin` to `end`, `most` of them at most. */
export function dayTicks(begin: number, end: number, most: number): number[] {
  const step = (DAY_STEPS.find((days) => (end - begin) / (days * DAY_MS) <= most) ?? 1460) * DAY_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(begin / DAY_MS) * DAY_MS; at <= end; at += step) ticks.push(at);
  return ticks;
}
