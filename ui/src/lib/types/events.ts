/** What lists of events show. */

export type Status = "actual" | "planned" | "possible" | "denied";
export const STATUSES: readonly Status[] = ["actual", "planned", "possible", "denied"];

export type Review = "open" | "accepted" | "corrected" | "rejected" | "disputed";
export const REVIEWS: readonly Review[] = ["open", "accepted", "corrected", "rejected", "disputed"];

export type Measure = "killed" | "injured" | "detained" | "abducted" | "displaced";
export const MEASURES: readonly Measure[] = ["killed", "injured", "detained", "abducted", "displaced"];

export const EVENT_TYPES = [
  "ASSAULT", "COERCE", "PROTEST", "THREATEN", "MOBILIZE", "SANCTION", "REJECT", "ACCUSE",
  "REQUEST", "RETREAT", "CONCEDE", "AID", "COOPERATE", "SUPPORT", "CONSULT", "AGREE",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Lowest and highest count; a highest of null is an open end ("at least"). */
export type Bounds = [number, number | null];

export type Toll = Partial<Record<Measure, Bounds | null>>;

export interface Page<T> {
  items: T[];
  /** "" when there is no further page. */
  cursor: string;
  /** How many there are, counted up to 10,000; `total_is_least` says that there are more. */
  total?: number;
  total_is_least?: boolean;
  open?: number;
  /** True where more are open than were counted. */
  open_is_least?: boolean;
}

export interface Place {
  id: string;
  name_ar: string;
  name_en: string;
  lat: number | null;
  lon: number | null;
  radius_m: number;
  kind: string;
  country: string;
  admin1: string;
}

export interface Side {
  name: string;
  name_en: string;
  /** Id in the lexicon of actors, "" where the name is in none. */
  actor: string;
  kind: string;
}

export interface Evidence {
  text: string;
  report: string;
  document: string;
  outlet: string;
  published: string | null;
}

export interface EventSummary {
  id: string;
  version: number | string;
  type: string;
  mode: string;
  status: Status;
  event_type: string;
  sub_event_type: string;
  begin: string | null;
  end: string | null;
  time_precision: number;
  place: Place | null;
  geo_precision: number;
  actors: Side[];
  targets: Side[];
  toll: Toll;
  disputed: string[];
  /** Independent sources: copies of one text count once. */
  sources: number;
  reports: number;
  review: Review;
  priority: number;
  evidence: Evidence | null;
}
