/** Articles, what was read out of them, and their captures. */

import type { EventSummary } from "./events";

export interface ArticleSummary {
  id: string;
  outlet: string;
  published: string | null;
  title: string;
  url: string;
  events: string[];
  reports: string[];
}

/** One item of the public record (a place, a time, …): always a stretch of the text, and what was read from it. */
export interface RecordItem {
  start: number;
  end: number;
  [field: string]: unknown;
}

export interface ArticleDetail {
  document: Record<string, unknown>;
  text: string;
  places: RecordItem[];
  times: RecordItem[];
  actors: RecordItem[];
  figures: RecordItem[];
  claims: RecordItem[];
  events: RecordItem[];
  issues: Record<string, unknown>[];
  version: Record<string, unknown>;
  report_events: Record<string, string>;
  event_reports: string[];
  /** The events that its reports stand in. */
  stands_in: EventSummary[];
  /** Reports that a later version of the article replaced. */
  superseded: string[];
  /** Names of holders and sides in Latin letters. */
  romanised: Record<string, string>;
  capture: { sha256: string; origin: string; fetched: string | null; kept: boolean } | null;
}

export interface CaptureView {
  sha256: string;
  origin: string;
  requested: string;
  fetched: string | null;
  source: string;
  status: number | null;
  headers: Record<string, string> | [string, string][];
  kind: string;
  media_type: string;
  size_bytes: number;
  archive: { kept: boolean; position: string | number | null; whole: boolean | null };
}
