/** Whether an outlet fell silent, told from what was published alone: for outlets that are not collected on this machine nobody visits them. Pure. */

import type { SourceView } from "../lib/types";

/** So many articles must have been expected since the last one: were they to come at random, so long a pause would come by chance in 0.7 % of cases (as in `marsad source health`). */
const EXPECTED_BEFORE_SILENT = 5;
/** News sleeps at night. */
const LEAST_SILENCE_DAYS = 0.5;
const DAY_MS = 86_400_000;

export interface Silence {
  since: string;
  /** Articles that were to be expected by the outlet's own pace. */
  expected: number;
}

/** The last publication of all outlets: up to there the store is known to be fed. */
export function newest(sources: readonly SourceView[]): string {
  return sources.reduce((last, { last_published }) => (last_published && last_published > last ? last_published : last), "");
}

/** The silence of an outlet up to `until`, null where it still speaks or too little is known of it. */
export function silenceOf(source: Pick<SourceView, "documents" | "days" | "last_published">, until: string): Silence | null {
  const [first, last] = [source.days[0]?.day, source.last_published];
  if (!first || !last || !until) return null;
  const active = (Date.parse(last) - Date.parse(first)) / DAY_MS;
  const quiet = (Date.parse(until) - Date.parse(last)) / DAY_MS;
  if (active < 1 || quiet < LEAST_SILENCE_DAYS) return null;
  const expected = (source.documents / active) * quiet;
  return expected >= EXPECTED_BEFORE_SILENT ? { since: last, expected: Math.round(expected) } : null;
}
