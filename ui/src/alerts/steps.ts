/** The level of an area by day, as steps, out of its changes. Pure. */

import { parseDay } from "../lib/format";
import { LEVELS, type AlertChange } from "../lib/types";

export interface Step {
  /** Share of the time shown, 0 to 1, at which it begins and ends. */
  from: number;
  to: number;
  /** 0 (calm) to 4 (severe). */
  rank: number;
  day: string;
}

/** Steps from the first change up to `last` (a day), the level before the first change leading in; none where nothing changed. */
export function stepsOf(changes: readonly AlertChange[], last: string): Step[] {
  const ordered = [...changes].sort((one, other) => (one.alert.day < other.alert.day ? -1 : 1)).map(({ alert }) => alert);
  const first = ordered[0];
  if (!first) return [];
  const [start, end] = [parseDay(first.day).getTime(), Math.max(parseDay(last).getTime(), parseDay(first.day).getTime())];
  const lead = Math.max((end - start) * 0.06, 86_400_000);
  const share = (day: string): number => (parseDay(day).getTime() - start + lead) / (end - start + lead);
  const steps: Step[] = [{ from: 0, to: share(first.day), rank: LEVELS.indexOf(first.before), day: first.day }];
  for (const [index, change] of ordered.entries()) {
    const next = ordered[index + 1];
    steps.push({ from: share(change.day), to: next ? share(next.day) : 1, rank: LEVELS.indexOf(change.level), day: change.day });
  }
  return steps;
}
