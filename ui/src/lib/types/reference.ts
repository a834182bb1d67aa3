/** What the workbench stands on: the store, the codebook, actors and sources, and refusals. */

import type { Place, Status } from "./events";

export interface About {
  version: string;
  lexicons: string;
  gazetteer: string;
  counts: Record<string, number>;
  first_day: string | null;
  last_day: string | null;
  boundaries: { ar: string; en: string };
  restricted: boolean;
}

export interface SourceView {
  outlet: string;
  documents: number;
  reports: number;
  events: number;
  exclusive: number;
  exclusive_events: { id: string; type: string; mode: string; begin: string | null; place: Place | null }[];
  /** Events that it was the first to tell. */
  first: number;
  last_published: string | null;
  days: { day: string; documents: number }[];
  issues: number;
  health: {
    findings: { code: string; message: string }[];
    last_visit: string | null;
    last_new: string | null;
    daily: number | null;
  } | null;
}

export interface CodebookType {
  type: string;
  definition: string;
  definition_ar: string;
  modes: { mode: string; event_type: string; sub_event_type: string; definition: string; definition_ar: string }[];
  examples: { text: string; mode: string; status: Status }[];
  /** Sentences that look like the type and are none: `instead` is the type they are, or "none". */
  counter_examples: { text: string; note: string; instead: string }[];
}

export interface Codebook {
  types: CodebookType[];
  statuses: { status: Status; definition: string; definition_ar: string }[];
}

export interface ActorView {
  id: string;
  name_ar: string;
  name_en: string;
  kind: string;
  country: string;
}

/** What the API says when it refuses (application/problem+json). */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
}
