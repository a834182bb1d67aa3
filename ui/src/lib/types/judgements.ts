/** What people decided, and what they ask for. */

import type { EventSummary, Page } from "./events";

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

export interface Disagreement {
  field: string;
  opinions: { value: unknown; by: string; at: string; judgement: string }[];
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
