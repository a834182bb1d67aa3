/** What the reader chose: language, digits, light or dark. Kept in this browser; the language also in the address bar (`lang`). */

export type Language = "ar" | "en";
export type Digits = "latin" | "arabic";
export type Theme = "auto" | "light" | "dark";

interface Preferences {
  language: Language;
  digits: Digits;
  theme: Theme;
}

const KEY = "marsad.preferences";

export const preferences = $state<Preferences>(read());

/** Reads what was kept; the address bar's `lang` goes before it, and the browser's own language behind it. */
function read(): Preferences {
  const kept = readKept();
  const asked = new URLSearchParams(location.search).get("lang");
  const language = pick(asked, ["ar", "en"] as const) ?? pick(kept.language, ["ar", "en"] as const) ?? (navigator.language.startsWith("en") ? "en" : "ar");
  return {
    language,
    digits: pick(kept.digits, ["latin", "arabic"] as const) ?? "latin",
    theme: pick(kept.theme, ["auto", "light", "dark"] as const) ?? "auto",
  };
}

function readKept(): Partial<Record<keyof Preferences, string>> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Record<keyof Preferences, string>>;
  } catch {
    return {}; // storage may be shut off, or hold another program's words
  }
}

function pick<K extends string>(value: string | null | undefined, all: readonly K[]): K | undefined {
  return all.find((one) => one === value);
}

/** Puts the choice on the document's root, and keeps it. */
export function applyPreferences(): void {
  const root = document.documentElement;
  root.lang = preferences.language;
  root.dir = preferences.language === "ar" ? "rtl" : "ltr";
  if (preferences.theme === "auto") delete root.dataset["theme"];
  else root.dataset["theme"] = preferences.theme;
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // a private window without storage still works; it only forgets
  }
}
