/** What was read out of an article, as stretches of its text that belong to layers. */

import type { ArticleDetail, RecordItem } from "../lib/types";

export const LAYERS = ["places", "actors", "times", "figures", "claims", "events"] as const;
export type Layer = (typeof LAYERS)[number];

/** Code points, `end` excluded. */
export interface Range {
  start: number;
  end: number;
}

/** The part that a stretch plays in its item: a claim has its cue, its holder and its content, an event its evidence and its trigger. */
export type Part = "whole" | "cue" | "holder" | "content" | "trigger" | "evidence";

export interface Mark extends Range {
  layer: Layer;
  /** Which item of the layer, as the article counts them. */
  index: number;
  part: Part;
}

export function readMarks(article: ArticleDetail): Mark[] {
  const whole = (layer: Layer, items: RecordItem[]): Mark[] => items.flatMap((item, index) => mark(layer, index, "whole", item));
  return [
    ...whole("places", article.places),
    ...whole("actors", article.actors),
    ...whole("times", article.times),
    ...whole("figures", article.figures),
    ...article.claims.flatMap(claimMarks),
    ...article.events.flatMap(eventMarks),
  ];
}

function mark(layer: Layer, index: number, part: Part, range: unknown): Mark[] {
  const read = asRange(range);
  return read ? [{ layer, index, part, ...read }] : [];
}

function claimMarks(claim: RecordItem, index: number): Mark[] {
  const holders = claim["implicit"] ? [] : [claim["source_span"], ...asList(claim["via_spans"])];
  return [...mark("claims", index, "cue", claim), ...mark("claims", index, "content", claim["content"]), ...holders.flatMap((holder) => mark("claims", index, "holder", holder))];
}

function eventMarks(event: RecordItem, index: number): Mark[] {
  return [...mark("events", index, "evidence", event), ...asList(event["other_evidence"]).flatMap((span) => mark("events", index, "evidence", span)), ...mark("events", index, "trigger", event["trigger"])];
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The stretch that a record points at; null where it points at none. */
export function asRange(value: unknown): Range | null {
  if (typeof value !== "object" || value === null) return null;
  const { start, end } = value as Partial<Range>;
  return typeof start === "number" && typeof end === "number" && start >= 0 && end > start ? { start, end } : null;
}

export function overlap(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The address bar's `at`: `88-218`. */
export function readAt(value: string | null): Range | null {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(value ?? "");
  return match ? asRange({ start: Number(match[1]), end: Number(match[2]) }) : null;
}
