/** What a map is handed and tells, whichever library draws it. */

import type { Box, View } from "../lib/filters";
import { LEVELS, type Cells, type Points, type Standing } from "../lib/types";

/** An event to be lit up: where it is and how far the place may be off. */
export interface Lit {
  id: string;
  lat: number;
  lon: number;
  radius_m: number;
}

export interface MapProps {
  cells: Cells | null;
  points: Points | null;
  /** Where to look; null leaves the map where it is, and at first shows HOME. */
  view: View | null;
  lit: Lit | null;
  /** Areas whose alert level is drawn beneath the events; none where the layer is off. */
  areas?: Standing[];
  onarea?: (area: string) => void;
  /** After the map came to rest: `byReader` tells a reader's move from the page's own. */
  onmove: (view: View, box: Box, byReader: boolean) => void;
  /** A place was chosen whose events (indices into the points' columns) are to be told. */
  onpick: (indices: number[], at: { x: number; y: number } | null) => void;
  onhover: (id: string | null) => void;
}

/** What a map can be asked to do from outside. */
export interface MapHandle {
  zoomBy(steps: number): void;
  home(): void;
  /** The map as a picture, for print; null where it cannot be had. */
  picture(): string | null;
}

/** West, south, east, north of the Arab world: where a map without a view starts. */
export const HOME: Box = [-12, 8, 62, 42];
/** At this zoom single events are drawn, whatever their number. */
export const POINTS_ZOOM = 8;
/** So few events in view are drawn singly at any zoom. */
export const FEW_POINTS = 2000;
export const MOST_POINTS = 100_000;
/** A place known to within this is drawn with its ring; wider ones (provinces, countries) would cover the map and are ringed when lit. */
export const WIDEST_RING_M = 30_000;

/** Areas that the layer of alert levels draws, the lowest level first: countries are too wide, and calm ones say nothing. */
export function drawnAreas(areas: readonly Standing[]): Standing[] {
  const shown = areas.filter(({ area, level }) => area.kind !== "country" && level !== "calm" && area.lat !== null && area.lon !== null);
  return shown.sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) || other.area.radius_m - one.area.radius_m);
}

export interface Group {
  lat: number;
  lon: number;
  radius_m: number;
  /** Indices into the points' columns, in their order. */
  indices: number[];
}

/** Events at the very same point as one mark: many stand at the middle of the same town. */
export function groupPoints(points: Points, from = 0, to = points.id.length, into = new Map<string, Group>()): Map<string, Group> {
  for (let i = from; i < to; i++) {
    const [lat, lon, radius_m] = [points.lat[i] as number, points.lon[i] as number, points.radius_m[i] as number];
    const key = `${lat},${lon}`;
    const group = into.get(key);
    if (!group) into.set(key, { lat, lon, radius_m, indices: [i] });
    else {
      group.indices.push(i);
      group.radius_m = Math.max(group.radius_m, radius_m);
    }
  }
  return into;
}

/** Events as marks that keep apart on the screen: those that fall into one square of so many pixels (Web Mercator, tiles of 256) are one, without a ring. */
export function groupNearby(points: Points, zoom: number, pixels: number): Group[] {
  const squares = new Map<number, Group>();
  const scale = (256 * 2 ** zoom) / pixels;
  for (let i = 0; i < points.id.length; i++) {
    const [lat, lon] = [points.lat[i] as number, points.lon[i] as number];
    const sine = Math.sin((lat * Math.PI) / 180);
    const [x, y] = [((lon + 180) / 360) * scale, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale];
    const key = Math.floor(x) * 2 ** 26 + Math.floor(y);
    const group = squares.get(key);
    if (group) group.indices.push(i);
    else squares.set(key, { lat, lon, radius_m: 0, indices: [i] });
  }
  return [...squares.values()];
}

/** Radius in pixels of a circle that stands for so many events: its area grows with them, slower above a hundred so that capitals leave room. */
export function circleRadius(events: number): number {
  if (events <= 0) return 0;
  return Math.min(34, 4 + 2.1 * events ** 0.38);
}

export function hasWebGL2(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}
