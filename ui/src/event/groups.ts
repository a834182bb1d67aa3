/** An event's reports by the source that they count as: copies of one text, one outlet's and one agency's are one. Pure. */

import type { Place, ReportView } from "../lib/types";

export interface Group {
  origin: string;
  /** In the order of their publication. */
  versions: ReportView[];
  /** The one that tells most; of equals the earliest, which is about nothing else yet. */
  lead: ReportView;
  outlets: string[];
  agencies: string[];
}

/** Groups in the order in which they first told of it. */
export function groupVersions(versions: readonly ReportView[]): Group[] {
  const groups = new Map<string, ReportView[]>();
  for (const version of [...versions].sort(byPublication)) {
    const group = groups.get(version.origin);
    if (group) group.push(version);
    else groups.set(version.origin, [version]);
  }
  return [...groups].map(([origin, own]) => ({ origin, versions: own, lead: fullest(own), outlets: distinct(own.map((one) => one.outlet)), agencies: distinct(own.flatMap((one) => one.agencies)) }));
}

export function byPublication(one: Pick<ReportView, "published" | "id">, other: Pick<ReportView, "published" | "id">): number {
  return (one.published ?? "9").localeCompare(other.published ?? "9") || one.id.localeCompare(other.id);
}

function fullest(versions: readonly ReportView[]): ReportView {
  return versions.reduce((best, version) => (fullness(version) > fullness(best) ? version : best));
}

/** How much a report tells: each toll, each side, an exact place and day, a named source; one that was replaced tells nothing any more. */
function fullness(version: ReportView): number {
  if (version.superseded) return -1;
  const told = [version.actors.length > 0, version.targets.length > 0, version.geo_precision === 1, version.time_precision === 1, version.claim !== null, version.evidence !== null];
  return Object.keys(version.toll).length + told.filter(Boolean).length;
}

/** Other places of the chosen one's name, and what other versions took it for, each once. */
export function otherPlaces(place: Place | null, versions: readonly ReportView[]): { runners_up: Place[]; told: { place: Place; reports: number }[] } {
  const runners_up = new Map<string, Place>();
  const told = new Map<string, { place: Place; reports: number }>();
  for (const version of versions) {
    if (version.place?.id === place?.id) for (const other of version.runners_up) if (other.id !== place?.id) runners_up.set(other.id, other);
    if (version.place && version.place.id !== place?.id) {
      const known = told.get(version.place.id);
      if (known) known.reports++;
      else told.set(version.place.id, { place: version.place, reports: 1 });
    }
  }
  for (const id of told.keys()) runners_up.delete(id);
  return { runners_up: [...runners_up.values()], told: [...told.values()].sort((one, other) => other.reports - one.reports) };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.filter(Boolean))];
}

/** A, B, … Z, AA: a short name for each source, in a plot. */
export function letter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letter(rest - 1) : "") + String.fromCharCode(65 + (index % 26));
}
