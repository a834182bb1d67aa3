/** The address of the spot in an article that a report rests on. */

import type { ReportView } from "../lib/types";

export function spotOf({ document, evidence }: Pick<ReportView, "document" | "evidence">): string {
  return `/articles/${encodeURIComponent(document)}${evidence ? `?at=${evidence.start}-${evidence.end}` : ""}`;
}
