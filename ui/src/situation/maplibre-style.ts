/** What the map draws and in which order, as a MapLibre style. No glyph or tile server: letters are drawn from the reader's own fonts. */

import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Language } from "../lib/preferences.svelte";
import { LEVELS } from "../lib/types";
import type { Palette } from "./marks";

const NOTHING = { type: "FeatureCollection" as const, features: [] };
const FONT = ["Noto Sans Arabic", "Segoe UI", "Tahoma", "Noto Sans", "sans-serif"];
/** Pixels a metre takes at zoom 0 on the equator, with MapLibre's tiles of 512 pixels. */
export const PIXELS_PER_METRE = 512 / 40_075_016.686;
const HIGHEST_ZOOM = 22;

/** Grows with the scale: `ring` holds the pixels at zoom 0. */
const ringRadius: ExpressionSpecification = ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "ring"], HIGHEST_ZOOM, ["*", ["get", "ring"], 2 ** HIGHEST_ZOOM]];

export function mapStyle(palette: Palette, language: Language): StyleSpecification {
  const source = { type: "geojson" as const, data: NOTHING };
  return {
    version: 8,
    sources: { land: { ...source, tolerance: 0.2 }, borders: source, provinces: source, countries: source, towns: source, areas: source, cells: source, points: { ...source, maxzoom: 14, buffer: 64, tolerance: 0 }, lit: source },
    layers: layers(palette, language),
  };
}

function layers(palette: Palette, language: Language): LayerSpecification[] {
  return [
    { id: "sea", type: "background", paint: { "background-color": palette.sea } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": palette.land } },
    { id: "coast", type: "line", source: "land", paint: { "line-color": palette.border, "line-width": 0.7 } },
    { id: "provinces", type: "line", source: "provinces", minzoom: 4.5, paint: { "line-color": palette.border, "line-width": 0.7, "line-dasharray": [2, 3], "line-opacity": ["interpolate", ["linear"], ["zoom"], 4.5, 0, 6, 0.9] } },
    { id: "borders", type: "line", source: "borders", paint: { "line-color": palette.border, "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.8, 8, 2] } },
    { id: "towns", type: "symbol", source: "towns", minzoom: 4.5, filter: ["<=", ["get", "zoom"], ["zoom"]], layout: label(language, 11), paint: halo(palette, palette.label) },
    { id: "countries", type: "symbol", source: "countries", maxzoom: 7.5, filter: ["<=", ["get", "zoom"], ["+", ["zoom"], 1.1]], layout: { ...label(language, 13), "text-letter-spacing": language === "en" ? 0.08 : 0 }, paint: halo(palette, palette.label) },
    ...areaLayers(palette),
    ...cellLayers(palette),
    ...pointLayers(palette),
    { id: "lit-ring", type: "circle", source: "lit", paint: { "circle-radius": ringRadius, "circle-color": palette.accent, "circle-opacity": 0.14, "circle-stroke-color": palette.accent, "circle-stroke-width": 1.5 } },
    { id: "lit", type: "circle", source: "lit", paint: { "circle-radius": 11, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": palette.accent, "circle-stroke-width": 3.5 } },
  ];
}

function label(language: Language, size: number): Extract<LayerSpecification, { type: "symbol" }>["layout"] & object {
  return { "text-field": ["get", language], "text-font": FONT, "text-size": size, "text-max-width": 8, "text-padding": 4 };
}

function halo(palette: Palette, colour: string): { "text-color": string; "text-halo-color": string; "text-halo-width": number } {
  return { "text-color": colour, "text-halo-color": palette.land, "text-halo-width": 1.4 };
}

/** Alert levels beneath the events: a ring as wide as the area, never smaller than a mark that can be seen and hit. */
function areaLayers(palette: Palette): LayerSpecification[] {
  const colour: ExpressionSpecification = ["match", ["get", "level"], ...LEVELS.flatMap((level) => [level, palette[level]]), palette.line] as unknown as ExpressionSpecification;
  const radius: ExpressionSpecification = ["interpolate", ["exponential", 2], ["zoom"], 0, ["max", 4, ["get", "ring"]], HIGHEST_ZOOM, ["*", ["get", "ring"], 2 ** HIGHEST_ZOOM]];
  return [
    { id: "areas", type: "circle", source: "areas", paint: { "circle-radius": radius, "circle-color": colour, "circle-opacity": ["interpolate", ["linear"], ["get", "rank"], 1, 0.12, 4, 0.3], "circle-stroke-color": colour, "circle-stroke-width": ["interpolate", ["linear"], ["get", "rank"], 1, 1, 4, 3] } },
    { id: "area-middles", type: "circle", source: "areas", paint: { "circle-radius": ["+", 2.5, ["get", "rank"]], "circle-color": colour, "circle-stroke-color": palette.surface, "circle-stroke-width": 1 } },
  ];
}

/** What happened is filled; around it a ring of another look where more is planned, feared or denied. */
function cellLayers(palette: Palette): LayerSpecification[] {
  return [
    { id: "cells-other", type: "symbol", source: "cells", filter: [">", ["get", "other"], 0], layout: { "icon-image": ["get", "icon"], "icon-size": ["get", "scale"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "cells", type: "circle", source: "cells", filter: [">", ["get", "actual"], 0], paint: { "circle-radius": ["get", "radius"], "circle-color": palette.actual, "circle-opacity": 0.72, "circle-stroke-color": palette.surface, "circle-stroke-width": 1 } },
    { id: "cell-counts", type: "symbol", source: "cells", filter: [">=", ["get", "radius"], 10.5], layout: { "text-field": ["get", "count"], "text-font": FONT, "text-size": 11, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": palette.surface } },
  ];
}

function pointLayers(palette: Palette): LayerSpecification[] {
  const size: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 3, ["*", 0.75, ["get", "radius"]], 8, ["get", "radius"]];
  return [
    { id: "rings", type: "circle", source: "points", minzoom: 6.5, filter: [">", ["get", "ring"], 0], paint: { "circle-radius": ringRadius, "circle-color": palette.actual, "circle-opacity": 0.05, "circle-stroke-color": palette.ink, "circle-stroke-opacity": 0.35, "circle-stroke-width": 1 } },
    { id: "points", type: "circle", source: "points", filter: ["==", ["get", "status"], "actual"], paint: { "circle-radius": size, "circle-color": palette.actual, "circle-opacity": 0.78, "circle-stroke-color": palette.surface, "circle-stroke-width": 1 } },
    { id: "points-other", type: "symbol", source: "points", filter: ["!=", ["get", "status"], "actual"], layout: { "icon-image": ["get", "icon"], "icon-size": ["get", "scale"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "point-counts", type: "symbol", source: "points", minzoom: 4, filter: ["all", [">=", ["get", "radius"], 10], ["==", ["get", "status"], "actual"]], layout: { "text-field": ["get", "count"], "text-font": FONT, "text-size": 11, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": palette.surface } },
  ];
}
