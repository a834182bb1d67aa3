/** The shapes of the API under /api/v1, as its contract names them. Days are ISO dates, `end` and `until` excluded. */

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

export type JudgementAction = "accept" | "reject" | "correct" | "merge" | "split" | "undo";

export interface JudgementView {
  id: string;
  action: JudgementAction;
  by: string;
  at: string;
  reason: string;
  field: string;
  value: unknown;
  reports: string[];
  others: string[];
  undoes: string;
  standing: boolean;
  /** The event it stands in now, where the list gives it. */
  event?: string;
}

export interface JudgementPage extends Page<JudgementView> {
  /** The events that the judgements are about now. */
  events: EventSummary[];
  /** All who judge; on the first page only. */
  reviewers: string[] | null;
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

export interface Disagreement {
  field: string;
  opinions: { value: unknown; by: string; at: string; judgement: string }[];
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

export type Role = "viewer" | "analyst" | "reviewer" | "admin";
export const ROLES: readonly Role[] = ["viewer", "analyst", "reviewer", "admin"];

export interface Session {
  account: { name: string; role: Role } | null;
  csrf: string;
  login_needed: boolean;
}

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

export interface JudgementRequest {
  action: Exclude<JudgementAction, "undo">;
  event: string;
  events?: string[];
  reports?: string[];
  field?: string;
  value?: unknown;
  reason?: string;
  expected_version?: number | string;
}

export interface JudgementAnswer {
  judgement: JudgementView;
  events: EventSummary[];
  removed: string[];
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

export interface AccountView {
  name: string;
  role: Role;
  active: boolean;
  created: string;
  /** The last login, null for none. */
  seen: string | null;
}

export interface KeyView {
  id: string;
  account: string;
  label: string;
  role: Role;
  created: string;
  expires: string | null;
  /** The last use, null for none. */
  used: string | null;
}

export interface AuditEntry {
  at: string;
  account: string;
  /** How the account was known: session, key ID, local, command line, or "". */
  via: string;
  address: string;
  method: string;
  path: string;
  status: number;
  detail: string;
}

/** What the API says when it refuses (application/problem+json). */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
}

export const LEVELS = ["calm", "watch", "elevated", "high", "severe"] as const;
export type LevelId = (typeof LEVELS)[number];
export const AREA_KINDS = ["country", "province", "district", "town"] as const;

export interface AlertLevel {
  id: LevelId;
  name_en: string;
  name_ar: string;
  meaning_en: string;
  meaning_ar: string;
  enter: number;
  leave: number;
}

export interface AlertArea {
  id: string;
  kind: (typeof AREA_KINDS)[number];
  name_ar: string;
  name_en: string;
  country: string;
  admin1: string;
  lat: number | null;
  lon: number | null;
  radius_m: number;
}

/** Where an area stands: a row of the board. */
export interface Standing {
  area: AlertArea;
  level: LevelId;
  since: string;
  day: string;
  score: number;
  confidence: "high" | "medium" | "low" | "blind";
  notes: string[];
  headline_ar: string;
  headline_en: string;
  reasons: string[];
}

export interface AlertBoard {
  levels: AlertLevel[];
  areas: Standing[];
  /** The last day whose news is in the levels; null where they were never worked out. */
  day: string | null;
}

export interface AlertEvidence {
  event: string;
  report: string;
  document: string;
  outlet: string;
  day: string;
  start: number;
  end: number;
  exact: string;
}

/** A sentence in both languages, and the clauses that it rests on. */
export interface Said {
  ar: string;
  en: string;
  evidence: AlertEvidence[];
}

export interface AlertSignal {
  kind: string;
  window_days: number;
  points: number;
  observed: number;
  expected: number;
}

export interface AreaAlert {
  standing: Standing;
  /** The first of `why` are theirs, in the same order. */
  signals: AlertSignal[];
  why: Said[];
}

export interface AlertChange {
  alert: { id: string; area: AlertArea; day: string; level: LevelId; before: LevelId; score: number };
  headline_ar: string;
  headline_en: string;
  why: Said[];
}
