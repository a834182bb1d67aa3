/** A small map's projection (Mercator) and what of the ground falls into it. Pure. */

export type Point = [number, number];

/** A part of the world: the centre in projected units (the world is 1 wide), pixels a unit, size in pixels. */
export interface Frame {
  x: number;
  y: number;
  scale: number;
  width: number;
  height: number;
}

const EARTH_M = 40_075_016.686;
const MOST_LAT = 85;

export function project([lon, lat]: Point): Point {
  const held = Math.max(-MOST_LAT, Math.min(MOST_LAT, lat));
  const sine = Math.sin((held * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Metres on the ground as projected units: Mercator stretches by 1 / cos(latitude). */
export function units(metres: number, lat: number): number {
  return metres / (EARTH_M * Math.max(0.05, Math.cos((lat * Math.PI) / 180)));
}

/** The frame that holds all circles, and at least so many metres across. */
export function fit(circles: readonly { lat: number; lon: number; radius_m: number }[], width: number, height: number, least_m: number): Frame {
  const boxes = circles.map(({ lat, lon, radius_m }) => {
    const [x, y] = project([lon, lat]);
    const reach = Math.max(units(radius_m * 1.25, lat), units(least_m / 2, lat));
    return [x - reach, y - reach, x + reach, y + reach] as const;
  });
  const [west, north] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
  const [east, south] = [Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))];
  return { x: (west + east) / 2, y: (north + south) / 2, scale: Math.min(width / (east - west), height / (south - north)), width, height };
}

export function toPixels(frame: Frame, at: Point): Point {
  const [x, y] = project(at);
  return [(x - frame.x) * frame.scale + frame.width / 2, (y - frame.y) * frame.scale + frame.height / 2];
}

/** A margin around the frame, so that lines along its edge stay outside. */
const MARGIN_PX = 8;

/** A ring cut to the frame (Sutherland and Hodgman, 1974); empty where none of it is inside. */
export function clipRing(ring: readonly Point[], { width, height }: Pick<Frame, "width" | "height">): Point[] {
  const sides: [0 | 1, number, 1 | -1][] = [[0, -MARGIN_PX, 1], [0, width + MARGIN_PX, -1], [1, -MARGIN_PX, 1], [1, height + MARGIN_PX, -1]];
  return sides.reduce<Point[]>((points, [axis, edge, sign]) => clipSide(points, axis, edge, sign), [...ring]);
}

function clipSide(points: readonly Point[], axis: 0 | 1, edge: number, sign: 1 | -1): Point[] {
  const kept: Point[] = [];
  const inside = (point: Point): boolean => (point[axis] - edge) * sign >= 0;
  points.forEach((point, index) => {
    const before = points.at(index - 1) as Point;
    if (inside(point) !== inside(before)) kept.push(crossing(before, point, axis, edge));
    if (inside(point)) kept.push(point);
  });
  return kept;
}

function crossing(from: Point, to: Point, axis: 0 | 1, edge: number): Point {
  const share = (edge - from[axis]) / (to[axis] - from[axis]);
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

/** The stretches of a line that come near the frame. */
export function clipLine(line: readonly Point[], { width, height }: Pick<Frame, "width" | "height">): Point[][] {
  const near = (from: Point, to: Point): boolean =>
    Math.max(from[0], to[0]) >= -MARGIN_PX && Math.min(from[0], to[0]) <= width + MARGIN_PX && Math.max(from[1], to[1]) >= -MARGIN_PX && Math.min(from[1], to[1]) <= height + MARGIN_PX;
  const stretches: Point[][] = [];
  let open = false;
  line.slice(1).forEach((to, index) => {
    const from = line[index] as Point;
    if (!near(from, to)) return void (open = false);
    if (!open) stretches.push([from]);
    (stretches.at(-1) as Point[]).push(to);
    open = true;
  });
  return stretches;
}

export function pathOf(points: readonly Point[], close: boolean): string {
  return points.length < 2 ? "" : `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}${close ? "Z" : ""}`;
}
