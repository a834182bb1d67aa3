/** From what stands in a form to the corrections that are sent, and what differs between two looks at one event. Pure. */

import { lastDay, nextDay } from "../lib/format";
import { MEASURES, type Bounds, type EventDetail, type Measure, type Place, type Side, type Toll } from "../lib/types";

export interface Correction {
  field: string;
  value: unknown;
}

/** A row of the form of a toll, as it was typed. */
export interface TollRow {
  measure: Measure;
  low: string;
  high: string;
  /** "Or more": there is no highest count. */
  open: boolean;
}

export class NotACount extends Error {
  constructor(readonly measure: Measure) {
    super(measure);
  }
}

/** A count in Latin or Arabic-Indic digits, with or without separators; null where nothing stands, NaN where it is none. */
export function readCount(text: string): number | null {
  const latin = text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[,\u066c\s]/g, "");
  if (!latin) return null;
  return /^\d{1,9}$/.test(latin) ? Number(latin) : NaN;
}

export function tollRows(toll: Toll): TollRow[] {
  return MEASURES.map((measure) => {
    const bounds = toll[measure];
    if (!bounds) return { measure, low: "", high: "", open: false };
    return { measure, low: String(bounds[0]), high: bounds[1] === null || bounds[1] === bounds[0] ? "" : String(bounds[1]), open: bounds[1] === null };
  });
}

/** The bounds of a row; null where it is left empty. */
export function boundsOf(row: TollRow): Bounds | null {
  const [low, high] = [readCount(row.low), readCount(row.high)];
  if (low === null && high === null) return null;
  const first = low ?? 0;
  const last = row.open ? null : (high ?? first);
  if (Number.isNaN(first) || Number.isNaN(last) || (last !== null && last < first)) throw new NotACount(row.measure);
  return [first, last];
}

export function tollCorrections(before: Toll, rows: readonly TollRow[]): Correction[] {
  return rows.flatMap((row) => {
    const value = boundsOf(row);
    return same(before[row.measure] ?? null, value) ? [] : [{ field: row.measure, value }];
  });
}

/** A side as a correction gives it. */
export type GivenSide = Pick<Side, "name" | "actor">;

export function sideCorrections(before: { actors: readonly GivenSide[]; targets: readonly GivenSide[] }, after: { actors: readonly GivenSide[]; targets: readonly GivenSide[] }): Correction[] {
  const bare = (sides: readonly GivenSide[]): GivenSide[] => sides.map(({ name, actor }) => ({ name, actor }));
  return (["actors", "targets"] as const).flatMap((field) => (same(bare(before[field]), bare(after[field])) ? [] : [{ field, value: bare(after[field]) }]));
}

/** The days of a correction out of the first and the last day (both included); one day where there is no other last one. */
export function daysValue(first: string, last: string): { begin: string; end: string } {
  return { begin: first, end: nextDay(last && last > first ? last : first) };
}

/** First and last day of a stretch whose end is excluded, as a form shows them; the last is "" for a single day. */
export function daysShown(begin: string | null, end: string | null): { first: string; last: string } {
  if (!begin) return { first: "", last: "" };
  const last = end && end > begin ? lastDay(end) : begin;
  return { first: begin.slice(0, 10), last: last > begin.slice(0, 10) ? last : "" };
}

/** What people may correct, as it stands in an event: the value of each field as a judgement would give it. */
export function valueOf(event: Pick<EventDetail, "type" | "mode" | "place" | "begin" | "end" | "actors" | "targets" | "status" | "toll">, field: string): unknown {
  if (field === "type") return { type: event.type, mode: event.mode };
  if (field === "date") return event.begin ? { begin: event.begin, end: event.end } : null;
  if (field === "place" || field === "status" || field === "actors" || field === "targets") return event[field];
  return event.toll[field as Measure] ?? null;
}

export interface Changed {
  field: string;
  before: unknown;
  after: unknown;
}
const COMPARED = ["type", "place", "date", "actors", "targets", ...MEASURES, "status"];

export interface Difference {
  fields: Changed[];
  /** Reports that came, and that went. */
  reports: number;
  gone: number;
  /** Judgements that were given or taken back meanwhile. */
  judgements: EventDetail["judgements"];
}

/** What became different between two looks at an event, so that a reviewer sees why a judgement was not taken. */
export function differenceOf(before: EventDetail, after: EventDetail): Difference {
  const [had, has] = [new Set(before.versions.map((version) => version.id)), new Set(after.versions.map((version) => version.id))];
  const known = new Set(before.judgements.map((judgement) => judgement.id));
  return {
    fields: COMPARED.map((field) => ({ field, before: valueOf(before, field), after: valueOf(after, field) })).filter((one) => !same(one.before, one.after)),
    reports: [...has].filter((id) => !had.has(id)).length,
    gone: [...had].filter((id) => !has.has(id)).length,
    judgements: after.judgements.filter((judgement) => !known.has(judgement.id)),
  };
}

/** The places that an event may be at, besides its own: those that its reports name, and other places of these names; each once. */
export function otherPlaces(event: EventDetail): Place[] {
  const found = new Map<string, Place>();
  for (const version of event.versions) for (const place of [...(version.place ? [version.place] : []), ...version.runners_up]) if (place.id && place.id !== event.place?.id) found.set(place.id, place);
  return [...found.values()];
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
