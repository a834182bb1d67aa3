/** The fields of the public record, with types: the API hands items on as they are written for other programs. */

import type { Bounds, RecordItem, Status } from "../lib/types";
import { asList, asRange, type Range } from "./marks";

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown, otherwise = -1): number => (typeof value === "number" ? value : otherwise);
const count = (value: unknown): number | null => (typeof value === "number" ? value : null);
const ranges = (...values: unknown[]): Range[] => values.flatMap((value) => asRange(value) ?? []);
const record = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {});

export interface PlaceItem {
  ranges: Range[];
  quote: string;
  id: string;
  name: string;
  name_en: string;
  kind: string;
  country: string;
  radius_m: number;
  role: string;
  precision: number;
  relation: string;
  runners_up: { name_en: string; country: string }[];
  rules: string[];
}

export function readPlace(item: unknown): PlaceItem {
  const read = record(item);
  return {
    ranges: ranges(item), quote: text(read["quote"]), id: text(read["id"]), name: text(read["name"]), name_en: text(read["name_en"]), kind: text(read["kind"]), country: text(read["country"]),
    radius_m: number(read["radius_m"], 0), role: text(read["role"]), precision: number(read["precision"], 3), relation: text(read["relation"]),
    runners_up: asList(read["runners_up"]).map((other) => ({ name_en: text(record(other)["name_en"]), country: text(record(other)["country"]) })),
    rules: asList(read["rules"]).map(text),
  };
}

export interface HolderItem {
  name: string;
  type: string;
  implicit: boolean;
  ranges: Range[];
}

export interface ClaimItem {
  /** From who says it to who tells the reader; the outlet, which always does, is not among them. */
  holders: HolderItem[];
  stance: string;
  channel: string;
  cue: Range[];
  content: Range[];
  parent: number;
}

export function readClaim(item: RecordItem): ClaimItem {
  const holder = record(item["source_span"]);
  const via = asList(item["via_spans"]).map((span): HolderItem => ({ name: text(record(span)["name"]), type: text(record(span)["type"]), implicit: false, ranges: ranges(span) }));
  return {
    holders: [{ name: text(item["source"]), type: text(holder["type"]) || text(item["source_type"]), implicit: item["implicit"] === true, ranges: ranges(item["source_span"]) }, ...via.reverse()],
    stance: text(item["stance"]), channel: text(item["channel"]), cue: ranges(item), content: ranges(item["content"]), parent: number(item["parent"]),
  };
}

export interface FigureItem {
  ranges: Range[];
  quote: string;
  bounds: Bounds;
  approx: boolean;
  unit: string;
  measure: string;
  part_of: number;
  claim: number;
  rules: string[];
}

export function readFigure(item: RecordItem): FigureItem {
  return {
    ranges: ranges(item), quote: text(item["quote"]), bounds: [number(item["low"], 0), count(item["high"])], approx: item["approx"] === true, unit: text(item["unit"]), measure: text(item["measure"]),
    part_of: number(item["part_of"]), claim: number(item["claim"]), rules: asList(item["rules"]).map(text),
  };
}

export interface TimeItem {
  ranges: Range[];
  quote: string;
  value: string;
  begin: string | null;
  end: string | null;
  precision: number;
  approx: boolean;
  rules: string[];
}

export function readTime(item: RecordItem): TimeItem {
  return {
    ranges: ranges(item), quote: text(item["quote"]), value: text(item["value"]), begin: text(item["interval_begin"]) || null, end: text(item["interval_end"]) || null,
    precision: number(item["precision"], 1), approx: item["approx"] === true, rules: asList(item["rules"]).map(text),
  };
}

export interface ActorItem {
  ranges: Range[];
  quote: string;
  id: string;
  kind: string;
  country: string;
  name_en: string;
  role: string;
  person: string;
  person_en: string;
  relation: string;
  antecedent: number;
  rules: string[];
}

export function readActor(item: RecordItem): ActorItem {
  return {
    ranges: ranges(item), quote: text(item["quote"]), id: text(item["id"]), kind: text(item["kind"]), country: text(item["country"]), name_en: text(item["name_en"]), role: text(item["role"]),
    person: text(item["person"]), person_en: text(item["person_en"]), relation: text(item["relation"]), antecedent: number(item["antecedent"]), rules: asList(item["rules"]).map(text),
  };
}

export interface SideItem {
  name: string;
  ranges: Range[];
}

export interface EventItem {
  type: string;
  mode: string;
  status: Status;
  evidence: Range[];
  trigger: Range[];
  actors: SideItem[];
  targets: SideItem[];
  place: PlaceItem | null;
  geo_precision: number;
  date: string | null;
  time: number;
  time_precision: number;
  toll: { measure: string; bounds: Bounds }[];
  figures: number[];
  claim: number;
}

const TOLLS = ["killed", "injured", "detained", "abducted", "displaced"];

export function readEvent(item: RecordItem): EventItem {
  const sides = (names: unknown, spans: unknown): SideItem[] => asList(names).map((name, index) => ({ name: text(name), ranges: ranges(asList(spans)[index]) }));
  return {
    type: text(item["type"]), mode: text(item["mode"]), status: text(item["status"]) as Status, evidence: ranges(item, ...asList(item["other_evidence"])), trigger: ranges(item["trigger"]),
    actors: sides(item["actors"], item["actor_spans"]), targets: sides(item["targets"], item["target_spans"]), place: item["place"] ? readPlace(item["place"]) : null, geo_precision: number(item["geo_precision"], 3),
    date: text(item["date"]) || null, time: number(item["time"]), time_precision: number(item["time_precision"], 3),
    toll: TOLLS.flatMap((measure) => (Array.isArray(item[measure]) ? [{ measure, bounds: item[measure] as Bounds }] : [])),
    figures: asList(item["figures"]).map((index) => number(index)), claim: number(item["claim"]),
  };
}
