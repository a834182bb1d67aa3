/** The packaged map of the world (ui/public/basemap, made by tools/build_basemap.py): read, and turned into GeoJSON. */

import type { Feature, FeatureCollection, LineString, MultiLineString, Point, Polygon } from "geojson";
import { formatCountry } from "../lib/format";

interface World {
  unit: number;
  land: number[][][];
  borders: number[][];
  /** ISO code, longitude, latitude, and the zoom from which the name is shown. */
  countries: [string, number, number, number][];
}

interface Region {
  unit: number;
  provinces: number[][];
  /** Name in Arabic, in Latin letters, longitude, latitude, zoom. */
  towns: [string, string, number, number, number][];
}

const kept = new Map<string, Promise<unknown>>();

function load<T>(name: string): Promise<T> {
  const found = kept.get(name) ?? fetch(`/basemap/${name}.json`).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`basemap ${name}: ${answer.status}`))));
  kept.set(name, found);
  return found as Promise<T>;
}

export const loadWorld = (): Promise<World> => load("world");
export const loadRegion = (): Promise<Region> => load("region");

/** Steps in whole units back to degrees. */
export function decode(steps: readonly number[], unit: number): [number, number][] {
  const line: [number, number][] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    x += steps[i] as number;
    y += steps[i + 1] as number;
    line.push([Number((x * unit).toFixed(4)), Number((y * unit).toFixed(4))]);
  }
  return line;
}

export function landFeatures(world: World): FeatureCollection<Polygon> {
  const features = world.land.map((rings): Feature<Polygon> => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: rings.map((ring) => closed(decode(ring, world.unit))) } }));
  return { type: "FeatureCollection", features };
}

/** The last step of a ring back to its start is left out where it was none. */
function closed(ring: [number, number][]): [number, number][] {
  const [first, last] = [ring[0], ring.at(-1)];
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring;
}

export function lines(all: readonly number[][], unit: number): Feature<MultiLineString> {
  const coordinates = all.map((line) => decode(line, unit)).filter((line): line is LineString["coordinates"] & [number, number][] => line.length > 1);
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } };
}

export interface Label {
  ar: string;
  en: string;
  zoom: number;
}

export function countryLabels(world: World): FeatureCollection<Point, Label> {
  return collect(world.countries.map(([code, lon, lat, zoom]) => label(formatCountry(code, "ar"), formatCountry(code, "en"), lon, lat, zoom)));
}

export function townLabels(region: Region): FeatureCollection<Point, Label> {
  return collect(region.towns.map(([ar, en, lon, lat, zoom]) => label(ar, en, lon, lat, zoom)));
}

function label(ar: string, en: string, lon: number, lat: number, zoom: number): Feature<Point, Label> {
  return { type: "Feature", properties: { ar, en, zoom }, geometry: { type: "Point", coordinates: [lon, lat] } };
}

function collect<P>(features: Feature<Point, P>[]): FeatureCollection<Point, P> {
  return { type: "FeatureCollection", features };
}
