/** Events counted on a map and in time. */

import type { Status } from "./events";

export interface Cell {
  lat: number;
  lon: number;
  events: number;
  sources: number;
  killed: number;
  actual: number;
  planned: number;
  possible: number;
  denied: number;
}

export interface Cells {
  size_degrees: number;
  cells: Cell[];
  placed: number;
  unplaced: number;
}

export interface TimelineBin {
  begin: string;
  actual: number;
  planned: number;
  possible: number;
  denied: number;
  sources: number;
  killed: number;
}

export interface Timeline {
  by: "day" | "week" | "month";
  bins: TimelineBin[];
}

/** Columns, so that 100,000 events are one small answer. */
export interface Points {
  id: string[];
  lat: number[];
  lon: number[];
  radius_m: number[];
  type: string[];
  status: Status[];
  killed: (number | null)[];
  sources: number[];
  begin: (string | null)[];
  more: boolean;
}
