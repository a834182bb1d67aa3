/** The ground under any map that Leaflet draws: land, borders and names, in the page's own colours. */

import * as L from "leaflet";
import type { Language } from "../lib/preferences.svelte";
import { countryLabels, decode, loadRegion, loadWorld, townLabels, type Label } from "./basemap";
import type { Palette } from "./marks";

/** MapLibre counts its zoom for tiles of 512 pixels, Leaflet for 256: the address bar and the labels keep MapLibre's. */
export const ZOOM_SHIFT = 1;
const TOWN_ZOOM = 4.2;
const COUNTRY_ZOOM = 7.5;
/** Labels as elements of the page are dear: so many at most are shown at a time. */
const MOST_LABELS = 80;

const PICTURE_PADDING = 0.2;
/** The ground, the names on it and the marks over both: each has its own height. */
const PANES = { ground: 300, names: 350 };

export interface Labelled {
  lat: number;
  lon: number;
  label: Label;
  town: boolean;
}

/** Gives a map the panes that the ground and its names are drawn in. */
export function layPanes(map: L.Map): void {
  for (const [pane, height] of Object.entries(PANES)) map.createPane(pane).style.zIndex = String(height);
}

/** Takes a map away once what it still has to draw is drawn: Leaflet forgets a frame that it asked for when it draws before it comes. */
export function removeMap(map: L.Map): void {
  requestAnimationFrame(() => map.remove());
}

/** Draws land and borders into a layer; the names that may stand on them are told. */
export async function drawGround(ground: L.LayerGroup, palette: Palette): Promise<Labelled[]> {
  const world = await loadWorld();
  const turned = (line: number[]): [number, number][] => decode(line, world.unit).map(([lon, lat]) => [lat, lon]);
  ground.clearLayers();
  const drawn = { interactive: false, pane: "ground", renderer: L.canvas({ padding: PICTURE_PADDING, pane: "ground" }) };
  L.polygon(world.land.map((rings) => rings.map(turned)), { color: palette.border, weight: 0.8, fillColor: palette.land, fillOpacity: 1, ...drawn }).addTo(ground);
  L.polyline(world.borders.map(turned), { color: palette.border, weight: 1.3, ...drawn }).addTo(ground);
  const region = await loadRegion();
  return [...countryLabels(world).features.map((feature) => labelled(feature, false)), ...townLabels(region).features.map((feature) => labelled(feature, true))];
}

function labelled(feature: GeoJSON.Feature<GeoJSON.Point, Label>, town: boolean): Labelled {
  const [lon, lat] = feature.geometry.coordinates as [number, number];
  return { lat, lon, label: feature.properties, town };
}

/** About the room that a label takes: its letters are some seven pixels wide. */
function roomOf(name: string, at: L.Point): L.Bounds {
  const half = L.point(name.length * 3.5 + 4, 9);
  return L.bounds(at.subtract(half), at.add(half));
}

/** Puts the names that the present view has room for into a layer. */
export function drawNames(names: L.LayerGroup, labels: readonly Labelled[], map: L.Map, language: Language): void {
  const zoom = map.getZoom() - ZOOM_SHIFT;
  const bounds = map.getBounds();
  const shown = labels.filter((one) => one.label.zoom <= zoom + (one.town ? 0 : 0.6) && (one.town ? zoom >= TOWN_ZOOM : zoom < COUNTRY_ZOOM) && bounds.contains([one.lat, one.lon]));
  names.clearLayers();
  const taken: L.Bounds[] = [];
  for (const one of shown.slice(0, MOST_LABELS)) {
    const room = roomOf(one.label[language], map.latLngToContainerPoint([one.lat, one.lon]));
    if (taken.some((other) => other.intersects(room))) continue;
    taken.push(room);
    const text = document.createElement("bdi");
    text.textContent = one.label[language];
    L.marker([one.lat, one.lon], { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ className: one.town ? "town" : "country", html: text, iconSize: [0, 0] }) }).addTo(names);
  }
}
