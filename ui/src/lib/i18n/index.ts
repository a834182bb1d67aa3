/** `t("key", {n: 3})` in the reader's language, changed at once when the language is. Every word of the pages is in the catalogues beside this file. */

import { formatNumber } from "../format";
import { preferences, type Language } from "../preferences.svelte";
import ar from "./ar.json";
import arArticle from "./article.ar.json";
import enArticle from "./article.en.json";
import arAccounts from "./accounts.ar.json";
import enAccounts from "./accounts.en.json";
import arAlerts from "./alerts.ar.json";
import enAlerts from "./alerts.en.json";
import { choose, fill, type Catalogue, type Params } from "./catalogue";
import en from "./en.json";
import arEvent from "./event.ar.json";
import enEvent from "./event.en.json";
import arReview from "./review.ar.json";
import enReview from "./review.en.json";
import arSources from "./sources.ar.json";
import enSources from "./sources.en.json";

const english = { ...en, ...enEvent, ...enArticle, ...enReview, ...enSources, ...enAccounts, ...enAlerts };
const arabic = { ...ar, ...arEvent, ...arArticle, ...arReview, ...arSources, ...arAccounts, ...arAlerts };

export type Key = keyof typeof english;
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { ar: arabic, en: english };

export function t(key: Key, params: Params = {}): string {
  return say(key, params) ?? key;
}

/** The word for a code of the data (`type.ASSAULT`), or the code itself where the catalogue has none: new codes must not break the page. */
export function named(group: string, code: string | null | undefined): string {
  if (!code) return "";
  return say(`${group}.${code}`, {}) ?? code.replaceAll(/[_-]/g, " ");
}

function say(key: string, params: Params): string | null {
  const message = CATALOGUES[preferences.language][key];
  if (message === undefined) return null;
  const n = params["n"];
  const text = choose(message, preferences.language, typeof n === "number" ? n : undefined);
  return fill(text, params, (value) => formatNumber(value, preferences));
}
