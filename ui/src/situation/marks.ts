/** The four signs of status drawn on a canvas, the same as components/StatusMark.svelte draws in SVG. */

import { LEVELS, type LevelId, type Status } from "../lib/types";

export type Palette = Record<Status | LevelId | "sea" | "land" | "border" | "label" | "ink" | "surface" | "accent" | "line", string>;

const TOKENS: readonly (keyof Palette)[] = ["actual", "planned", "possible", "denied", "sea", "land", "border", "label", "ink", "surface", "accent", "line", ...LEVELS];

/** The colours of tokens.css as the present theme has them: a custom property alone keeps `light-dark()` unresolved. */
export function readPalette(): Palette {
  const probe = document.createElement("span");
  probe.style.transitionProperty = "none"; // where motion is reduced everything has a transition, and a colour in transition is still the old one
  document.body.append(probe);
  const palette = {} as Palette;
  for (const name of TOKENS) {
    probe.style.color = `var(--${name})`;
    palette[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return palette;
}

/** Draws the mark of a status around (x, y). Hollow ones have a ground of the page's colour, so that borders do not run through them. */
export function drawMark(context: CanvasRenderingContext2D, x: number, y: number, radius: number, status: Status, palette: Palette, width = 2): void {
  const colour = palette[status];
  context.save();
  context.globalAlpha = 1; // Leaflet leaves that of the path before
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (status === "actual") {
    context.globalAlpha = 0.78;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = palette.surface;
    context.lineWidth = 1;
    context.stroke();
    context.restore();
    return;
  }
  context.fillStyle = palette.surface;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = width;
  if (status === "planned") context.setLineDash([(Math.PI * radius) / 5.2, (Math.PI * radius) / 6.4]);
  context.stroke();
  context.setLineDash([]);
  context.clip();
  context.beginPath();
  if (status === "possible") for (let step = -2; step <= 2; step++) slash(context, x, y, radius, (step * radius) / 2);
  if (status === "denied") slash(context, x, y, radius, 0);
  context.lineWidth = status === "denied" ? width * 1.2 : width * 0.7;
  context.stroke();
  context.restore();
}

/** A line from below on the left to above on the right, moved aside by `offset`. */
function slash(context: CanvasRenderingContext2D, x: number, y: number, radius: number, offset: number): void {
  context.moveTo(x - radius + offset, y + radius + offset);
  context.lineTo(x + radius + offset, y - radius + offset);
}
