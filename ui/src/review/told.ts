/** Fields and values of judgements in words, in the reader's language. */

import { named, t } from "../lib/i18n";
import { bounds, country, number, placeName, sideName, time } from "../lib/show";
import { MEASURES, type Bounds, type EventSummary, type Measure, type Place, type Side } from "../lib/types";

export function tellField(field: string): string {
  return isMeasure(field) ? t(`measure.${field}`) : named("review.field", field);
}

/** The value of a field in words. */
export function tellValue(field: string, value: unknown): string {
  if (field === "place") return tellPlace(value as Place | null);
  if (field === "date") return value ? tellDays(value as { begin: string; end: string | null }) : t("event.no_day");
  if (field === "type") return tellKind(value as { type: string; mode: string });
  if (field === "status") return named("status", String(value));
  if (field === "actors" || field === "targets") return tellSides(value as Side[]);
  if (field === "verdict") return named("review.verdict", String(value));
  if (!isMeasure(field)) return String(value);
  if (!value) return t("review.value.no_figure");
  return bounds(value as Bounds);
}

function isMeasure(field: string): field is Measure {
  return (MEASURES as readonly string[]).includes(field);
}

export function tellPlace(place: Place | null): string {
  if (!place) return t("event.no_place");
  const name = placeName(place) || (place.lat !== null && place.lon !== null ? `${number(place.lat)}, ${number(place.lon)}` : "");
  return place.country && place.kind !== "country" ? name + t("app.comma") + country(place.country) : name;
}

function tellDays({ begin, end }: { begin: string; end: string | null }): string {
  return time(begin, end, 1);
}

export function tellKind({ type, mode }: { type: string; mode: string }): string {
  return mode ? `${named("type", type)} · ${named("mode", mode)}` : named("type", type);
}

function tellSides(sides: Side[]): string {
  return sides.length ? sides.map(tellSide).join(t("app.comma")) : t("review.value.nobody");
}

/** Only known actors are romanised: letter by letter, a description says nothing to anybody. */
export function tellSide(side: Side): string {
  return side.actor ? sideName(side) : side.name;
}

/** An event in a few words: what, where, when. */
export function tellEvent(event: EventSummary): string {
  const what = event.mode ? named("mode", event.mode) : named("type", event.type);
  const parts = [what, event.place ? placeName(event.place) : "", event.begin ? time(event.begin, event.end, event.time_precision) : ""];
  return parts.filter(Boolean).join(t("app.comma"));
}
