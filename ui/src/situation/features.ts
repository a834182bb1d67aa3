/** Cells and points as features that the map's style reads (radius in pixels, icon, count in the reader's digits). */

import type { Feature, FeatureCollection, Point } from "geojson";
import { LEVELS, type Cell, type Cells, type Points, type Standing, type Status } from "../lib/types";
import { circleRadius, drawnAreas, groupPoints, WIDEST_RING_M, type Group } from "./map";
import { PIXELS_PER_METRE } from "./maplibre-style";

/** Radii in pixels at which the signs are kept as pictures: the next larger one is drawn smaller, so that lines keep their width. */
export const ICON_RADII = [7, 10, 14, 19, 26, 36] as const;
/** So many points are grouped before the page is let breathe: about 10 ms of work on a slow machine. */
const AT_ONCE = 10_000;

export type Count = (value: number) => string;

export function cellFeatures(cells: Cells, count: Count): FeatureCollection<Point> {
  return { type: "FeatureCollection", features: cells.cells.map((cell) => cellFeature(cell, count)) };
}

function cellFeature(cell: Cell, count: Count): Feature<Point> {
  const other = cell.planned + cell.possible + cell.denied;
  const radius = circleRadius(cell.actual);
  const outer = Math.max(circleRadius(cell.events), radius + (other > 0 ? 3 : 0));
  const properties = { actual: cell.actual, other, radius, ...sign(commonest(cell), outer), count: count(cell.actual), events: cell.events };
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [cell.lon, cell.lat] } };
}

/** Areas with their level and ring, in the order in which they are to be drawn. */
export function areaFeatures(areas: readonly Standing[]): FeatureCollection<Point> {
  const features = drawnAreas(areas).map(({ area, level }): Feature<Point> => ({
    type: "Feature",
    properties: { id: area.id, level, rank: LEVELS.indexOf(level), ring: ringAtZoom0(area.radius_m, area.lat as number) },
    geometry: { type: "Point", coordinates: [area.lon as number, area.lat as number] },
  }));
  return { type: "FeatureCollection", features };
}

/** The picture of a status at a radius, and its scale. */
export function sign(status: Status, radius: number): { icon: string; scale: number } {
  const kept = ICON_RADII.find((one) => one >= radius) ?? (ICON_RADII.at(-1) as number);
  return { icon: `${status}-${kept}`, scale: radius / kept };
}

/** Which of the statuses that did not happen a cell holds most of. */
export function commonest(cell: Pick<Cell, "planned" | "possible" | "denied">): Status {
  return cell.possible >= cell.planned && cell.possible >= cell.denied ? "possible" : cell.planned >= cell.denied ? "planned" : "denied";
}

/** One feature a place. Grouping lets the page breathe between stretches; `stale` ends it when a newer answer has come (then null). */
export async function pointFeatures(points: Points, count: Count, stale: () => boolean): Promise<{ features: FeatureCollection<Point>; groups: Group[] } | null> {
  const grouped = new Map<string, Group>();
  for (let from = 0; from < points.id.length; from += AT_ONCE) {
    groupPoints(points, from, Math.min(points.id.length, from + AT_ONCE), grouped);
    await new Promise((resolve) => setTimeout(resolve));
    if (stale()) return null;
  }
  const groups = [...grouped.values()];
  const features: Feature<Point>[] = [];
  for (let from = 0; from < groups.length; from += AT_ONCE) {
    for (let i = from; i < Math.min(groups.length, from + AT_ONCE); i++) features.push(pointFeature(groups[i] as Group, i, points, count));
    await new Promise((resolve) => setTimeout(resolve));
    if (stale()) return null;
  }
  return { features: { type: "FeatureCollection", features }, groups };
}

function pointFeature(group: Group, index: number, points: Points, count: Count): Feature<Point> {
  const happened = group.indices.filter((i) => points.status[i] === "actual").length;
  const status = happened > 0 ? "actual" : (points.status[group.indices[0] as number] as Status);
  const n = group.indices.length;
  const radius = n === 1 ? 6 : circleRadius(n) + 2;
  const ring = group.radius_m <= WIDEST_RING_M ? ringAtZoom0(group.radius_m, group.lat) : 0;
  return { type: "Feature", properties: { index, status, radius, ...sign(status, radius), ring, count: n > 1 ? count(n) : "" }, geometry: { type: "Point", coordinates: [group.lon, group.lat] } };
}

/** Pixels of a radius at zoom 0: Mercator stretches by 1 / cos(latitude). */
export function ringAtZoom0(radius_m: number, lat: number): number {
  return (radius_m * PIXELS_PER_METRE) / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
}
