/** What levels and areas are called in the reader's language. */

import { preferences } from "../lib/preferences.svelte";
import type { AlertLevel, LevelId, Said } from "../lib/types";

/** The name of a level; its id where the server told of no such level. */
export function levelName(levels: readonly AlertLevel[], id: LevelId): string {
  const level = levels.find((one) => one.id === id);
  return level ? (preferences.language === "ar" ? level.name_ar : level.name_en) : id;
}

export function levelMeaning(level: AlertLevel): string {
  return preferences.language === "ar" ? level.meaning_ar : level.meaning_en;
}

export function said(sentence: Pick<Said, "ar" | "en">): string {
  return preferences.language === "ar" ? sentence.ar : sentence.en;
}
