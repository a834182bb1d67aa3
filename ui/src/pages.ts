/** Which page stands at which path. Each is a file of its own that the browser loads when it is first opened. */

import type { Component } from "svelte";
import type { Key } from "./lib/i18n";

type PageModule = { default: Component<{ id: string }> };

interface Entry {
  pattern: RegExp;
  title: Key;
  load: () => Promise<PageModule>;
}

/** Every page is handed an `id`, those without one in their path too, and may leave it. */
const page = (load: () => Promise<{ default: unknown }>): (() => Promise<PageModule>) => load as () => Promise<PageModule>;

const PAGES: readonly Entry[] = [
  { pattern: /^\/$/, title: "nav.situation", load: page(() => import("./pages/Situation.svelte")) },
  { pattern: /^\/events\/([^/]+)$/, title: "page.event", load: page(() => import("./pages/EventPage.svelte")) },
  { pattern: /^\/articles\/([^/]+)$/, title: "page.article", load: page(() => import("./pages/ArticlePage.svelte")) },
  { pattern: /^\/alerts$/, title: "nav.alerts", load: page(() => import("./pages/Alerts.svelte")) },
  { pattern: /^\/review$/, title: "nav.review", load: page(() => import("./pages/Review.svelte")) },
  { pattern: /^\/sources$/, title: "nav.sources", load: page(() => import("./pages/Sources.svelte")) },
  { pattern: /^\/judgements$/, title: "nav.judgements", load: page(() => import("./pages/Judgements.svelte")) },
  { pattern: /^\/login$/, title: "nav.login", load: page(() => import("./pages/Login.svelte")) },
  { pattern: /^\/accounts$/, title: "nav.accounts", load: page(() => import("./pages/Accounts.svelte")) },
];

const NOT_FOUND: Entry = { pattern: /^/, title: "state.not_found", load: page(() => import("./pages/NotFound.svelte")) };

/** The page of a path, and the id that the path holds ("" where it holds none). */
export function findPage(path: string): { load: Entry["load"]; title: Key; id: string } {
  for (const entry of PAGES) {
    const match = entry.pattern.exec(path.length > 1 ? path.replace(/\/$/, "") : path);
    if (match) return { load: entry.load, title: entry.title, id: decode(match[1] ?? "") };
  }
  return { load: NOT_FOUND.load, title: NOT_FOUND.title, id: "" };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
