/** How the layers look on the text: lines below it for names, times and figures, a line above it for what somebody says, a ground for what happened. */

import type { Layer, Mark } from "./marks";

/** Each layer has a line of its own make, so that no colour is needed to tell them apart: length of the dash and of the gap in pixels, lines. */
const LINES: Record<Layer, { dash: number; gap: number; double?: boolean }> = {
  places: { dash: 1, gap: 0 },
  actors: { dash: 6, gap: 3 },
  times: { dash: 2, gap: 2 },
  figures: { dash: 1, gap: 0, double: true },
  claims: { dash: 1, gap: 0 },
  events: { dash: 1, gap: 0 },
};
const LINE_PX = 2;
const LANE_PX = 4;

/** The backgrounds that draw these marks, the upper ones first, as the value of `background`; `--lit` is the ground of what is lit. */
export function paint(marks: readonly Mark[], lanes: ReadonlyMap<Mark, number>): string {
  const below = marks.filter((mark) => mark.part === "whole").flatMap((mark) => line(mark.layer, (lanes.get(mark) ?? 0) * LANE_PX, "100%"));
  const above = marks.filter((mark) => mark.part === "content").flatMap((mark) => line("claims", (lanes.get(mark) ?? 0) * LANE_PX, "0%"));
  const grounds = marks.filter((mark) => ["cue", "holder", "trigger"].includes(mark.part)).map((mark) => ground(`var(--${mark.layer}-soft)`));
  const evidence = marks.some((mark) => mark.part === "evidence") ? [ground("var(--evidence)")] : [];
  return [...below, ...above, "var(--lit)", ...grounds, ...evidence].join(", ");
}

function ground(colour: string): string {
  return `linear-gradient(${colour}, ${colour})`;
}

/** `from` is the edge, in the way of `background-position`: 100% below, 0% above. */
function line(layer: Layer, offset_px: number, from: "0%" | "100%"): string[] {
  const { dash, gap, double } = LINES[layer];
  const colour = `var(--${layer})`;
  const drawn = gap ? `repeating-linear-gradient(90deg, ${colour} 0 ${dash}px, transparent ${dash}px ${dash + gap}px)` : ground(colour);
  const at = (offset: number): string => (from === "0%" ? `0 ${offset}px` : `0 calc(100% - ${offset}px)`);
  if (!double) return [`${drawn} ${at(offset_px)} / 100% ${LINE_PX}px no-repeat`];
  return [`${drawn} ${at(offset_px)} / 100% 1px no-repeat`, `${drawn} ${at(offset_px + 2)} / 100% 1px no-repeat`];
}
