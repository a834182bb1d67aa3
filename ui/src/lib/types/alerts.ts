/** Where areas stand, and why. */

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
