/** An event as it is told whole: its reports, figures and history. */

import type { Bounds, EventSummary, Place, Side, Status, Toll } from "./events";
import type { Disagreement, JudgementView } from "./judgements";

export interface QueueItem extends EventSummary {
  reasons: { code: string; weight: number }[];
}

export interface Quote {
  start: number;
  end: number;
  exact: string;
  prefix: string;
  suffix: string;
  /** The rest of its paragraph, as far as it reaches. */
  before?: string;
  after?: string;
}

export interface ClaimView {
  source: string;
  source_type: string;
  source_en: string;
  via: string[];
  via_en: string[];
  stance: string;
  channel: string;
  cue: string;
}

export interface ReportView {
  id: string;
  document: string;
  title: string;
  url: string;
  outlet: string;
  published: string | null;
  agencies: string[];
  type: string;
  mode: string;
  status: Status;
  begin: string | null;
  end: string | null;
  time_precision: number;
  place: Place | null;
  geo_precision: number;
  runners_up: Place[];
  actors: Side[];
  targets: Side[];
  toll: Toll;
  evidence: Quote | null;
  claim: ClaimView | null;
  /** Reports of equal origin count as one source. */
  origin: string;
  superseded: boolean;
  capture: { sha256: string; origin: string; fetched: string | null; kept: boolean } | null;
}

export interface FigureReport {
  measure: string;
  bounds: Bounds;
  report: string;
  outlet: string;
  source: string;
  source_type: string;
  published: string | null;
  basis: string;
  own: boolean;
  origin: string;
  superseded: boolean;
}

export interface SettledFigure {
  measure: string;
  bounds: Bounds;
  rule: string;
  disputed: boolean;
  chosen: string[];
  left_out: string[];
}

export interface Merge {
  left: string;
  right: string;
  score: number;
  reasons: string[];
}

/** An event that may be the same happening as another. */
export interface AlikeEvent extends EventSummary {
  /** 0 to 1; 0 where something rules it out for the machine. */
  score: number;
  distance_m: number | null;
  days: number | null;
}

export interface HistoryEntry {
  at: string;
  kind: "reported" | "judged" | "undone";
  by: string;
  text?: string;
  report?: string;
  judgement?: string;
}

export interface EventDetail extends EventSummary {
  versions: ReportView[];
  figures: FigureReport[];
  settled: SettledFigure[];
  merges: Merge[];
  superseded: string[];
  judgements: JudgementView[];
  /** What the machine had said, for fields that a person corrected. */
  machine: Record<string, unknown>;
  disagreements: Disagreement[];
  history: HistoryEntry[];
  /** The highest marking of its reports (TLP 2.0). */
  tlp?: string;
}
