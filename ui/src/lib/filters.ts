/** What is asked for, and how it stands in the address bar. Pure: the same filters always make the same query. */

import { REVIEWS, STATUSES, type Review, type Status } from "./types";

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];
/** Latitude, longitude, kilometres. */
export type Near = [number, number, number];

export interface Filters {
  words: string;
  since: string;
  until: string;
  country: string;
  province: string;
  box: Box | null;
  near: Near | null;
  type: string[];
  status: Status[];
  actor: string;
  outlet: string;
  source: string;
  killed: number;
  sources: number;
  review: Review[];
}

/** The part of the map that is looked at. */
export interface View {
  zoom: number;
  lat: number;
  lon: number;
}

export const NO_FILTERS: Filters = Object.freeze({
  words: "", since: "", until: "", country: "", province: "", box: null, near: null, type: [], status: [],
  actor: "", outlet: "", source: "", killed: 0, sources: 0, review: [],
}) as Filters;

const TEXTS = ["words", "country", "province", "actor", "outlet", "source"] as const;
const DAYS = ["since", "until"] as const;
const COUNTS = ["killed", "sources"] as const;
/** Three decimals of a degree are 110 m: finer than a box that is drawn by hand. */
const DEGREE_DECIMALS = 3;
const VIEW_DECIMALS = 4;

export function readFilters(query: URLSearchParams): Filters {
  const filters: Filters = { ...NO_FILTERS, type: unique(query.getAll("type")), status: known(query.getAll("status"), STATUSES), review: known(query.getAll("review"), REVIEWS) };
  for (const name of TEXTS) filters[name] = (query.get(name) ?? "").trim();
  for (const name of DAYS) filters[name] = readDay(query.get(name));
  for (const name of COUNTS) filters[name] = readCount(query.get(name));
  filters.box = readBox(query.get("box"));
  filters.near = readNear(query.get("near"));
  return filters;
}

export function writeFilters(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of [...TEXTS, ...DAYS]) if (filters[name]) query.set(name, filters[name]);
  for (const name of COUNTS) if (filters[name] > 0) query.set(name, String(filters[name]));
  if (filters.box) query.set("box", filters.box.map((degree) => trimmed(degree, DEGREE_DECIMALS)).join(","));
  if (filters.near) query.set("near", filters.near.map((part) => trimmed(part, DEGREE_DECIMALS)).join(","));
  for (const name of ["type", "status", "review"] as const) for (const value of filters[name]) query.append(name, value);
  query.sort();
  return query;
}

export function sameFilters(left: Filters, right: Filters): boolean {
  return writeFilters(left).toString() === writeFilters(right).toString();
}

/** How many of the filters are set; the map's own box is not counted, since it follows the map. */
export function countSet(filters: Filters): number {
  const lone = [...TEXTS, ...DAYS].filter((name) => filters[name]).length + COUNTS.filter((name) => filters[name] > 0).length;
  return lone + (filters.near ? 1 : 0) + (filters.type.length ? 1 : 0) + (filters.status.length ? 1 : 0) + (filters.review.length ? 1 : 0);
}

export function readView(query: URLSearchParams): View | null {
  const [zoom, lat, lon] = ["zoom", "lat", "lon"].map((name) => readNumber(query.get(name)));
  if (zoom === null || zoom === undefined || lat === null || lat === undefined || lon === null || lon === undefined) return null;
  if (zoom < 0 || zoom > 22 || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return { zoom, lat, lon };
}

export function writeView(query: URLSearchParams, view: View): void {
  query.set("zoom", trimmed(view.zoom, 2));
  query.set("lat", trimmed(view.lat, VIEW_DECIMALS));
  query.set("lon", trimmed(view.lon, VIEW_DECIMALS));
}

/** The box cut to the world, widened to whole degrees of a round grid so that a nudge of the map asks nothing new. */
export function roundBox([west, south, east, north]: Box): Box | null {
  if (east - west >= 360) return null;
  const step = roundStep(Math.max(east - west, north - south));
  const down = (value: number): number => Number((Math.floor(value / step) * step).toFixed(DEGREE_DECIMALS));
  const up = (value: number): number => Number((Math.ceil(value / step) * step).toFixed(DEGREE_DECIMALS));
  return [Math.max(-180, down(west)), Math.max(-90, down(south)), Math.min(180, up(east)), Math.min(90, up(north))];
}

/** A sixteenth of the span or less, from a fixed ladder. */
function roundStep(span: number): number {
  return [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005].find((step) => step <= span / 16) ?? 0.005;
}

function readDay(value: string | null): string {
  if (!value || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return "";
  const at = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== value ? "" : value;
}

function readCount(value: string | null): number {
  const count = readNumber(value);
  return count !== null && Number.isInteger(count) && count > 0 ? count : 0;
}

function readBox(value: string | null): Box | null {
  const parts = readNumbers(value, 4);
  if (!parts) return null;
  const [west, south, east, north] = parts as Box;
  return west < east && south < north && south >= -90 && north <= 90 && west >= -180 && east <= 180 ? [west, south, east, north] : null;
}

function readNear(value: string | null): Near | null {
  const parts = readNumbers(value, 3);
  if (!parts) return null;
  const [lat, lon, km] = parts as Near;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && km > 0 ? [lat, lon, km] : null;
}

function readNumbers(value: string | null, count: number): number[] | null {
  const parts = (value ?? "").split(",").map(readNumber);
  return parts.length === count && parts.every((part) => part !== null) ? (parts as number[]) : null;
}

function readNumber(value: string | null): number | null {
  if (value === null || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function known<K extends string>(values: string[], all: readonly K[]): K[] {
  return all.filter((value) => values.includes(value));
}

function unique(values: string[]): string[] {
  return [...new Set(values.filter(Boolean))];
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}
