/** The reasons of a merge, which the machine keeps in English, as words of the catalogue: a key with what fills it, and which way it speaks. Pure. */

/** What fills a hole: text as it is, or codes of a group that have words of their own. */
export type Hole = string | { group: "mode" | "measure"; codes: string[] };

export interface ReadReason {
  /** The message behind `reason.`; "" for one that is not known, which is shown as it is. */
  key: string;
  holes: Record<string, Hole>;
  /** 1 speaks for one event, -1 against, 0 neither. */
  weight: 1 | 0 | -1;
}

type Pattern = [RegExp, string, ReadReason["weight"], ((groups: Record<string, string>) => Record<string, Hole>)?];

const codes = (group: "mode" | "measure", text = ""): Hole => ({ group, codes: text.split(", ") });
const both = ({ a = "", b = "" }: Record<string, string>): Record<string, Hole> => ({ a: codes("mode", a), b: codes("mode", b) });
const measures = ({ m }: Record<string, string>): Record<string, Hole> => ({ m: codes("measure", m) });
/** So many words in common speak for one event; fewer against. */
const SHARED_PERCENT = 20;

const PATTERNS: readonly Pattern[] = [
  [/^a person's judgement$/, "judged", 1],
  [/^one article tells of both as two$/, "one_article", -1],
  [/^same day$/, "same_day", 1],
  [/^a day apart$/, "day_apart", -1],
  [/^days that overlap$/, "overlap", 0],
  [/^published on the day or in the night after$/, "published_then", 1],
  [/^published on one day$/, "published_same", 1],
  [/^published on neighbouring days$/, "published_near", -1],
  [/^published a day apart$/, "published_apart", -1],
  [/^no common place finer than the country$/, "no_place", -1],
  [/^both (?<a>[\w-]+)$/, "both_mode", 1, both],
  [/^(?<a>[\w-]+) against (?<b>[\w-]+)$/, "mode_against", -1, both],
  [/^(?<a>[\w-]+) and (?<b>[\w-]+) are told for one another$/, "mode_confused", 1, both],
  [/^same count of (?<m>.+)$/, "same_count", 1, measures],
  [/^near counts of (?<m>.+)$/, "near_count", 1, measures],
  [/^counts of (?<m>.+) that go together$/, "vague_count", 1, measures],
  [/^counts of (?<m>.+) that do not agree$/, "unlike_count", -1, measures],
  [/^same actor$/, "same_actor", 1],
  [/^same target$/, "same_target", 1],
  [/^other actors$/, "other_actors", -1],
  [/^the same clause$/, "same_clause", 1],
];
const PLACE = /^(?<what>same place|a site and its town|one place within the other|same area|neighbours|country|unknown)(?: \((?<name>.*)\))?(?:, (?<km>\d+) km apart)?$/;
const PLACE_KEYS: Record<string, [string, ReadReason["weight"]]> = {
  "same place": ["same_place", 1], "a site and its town": ["site", 1], "one place within the other": ["within", 1], "same area": ["area", 1], neighbours: ["neighbours", -1], country: ["country", -1], unknown: ["unknown", -1],
};

export function readReason(words: string): ReadReason {
  for (const [pattern, key, weight, holes] of PATTERNS) {
    const match = pattern.exec(words);
    if (match) return { key, weight, holes: holes?.(match.groups ?? {}) ?? {} };
  }
  const shared = /^(\d+)% of the words in common$/.exec(words);
  if (shared) return { key: "shared", weight: Number(shared[1]) >= SHARED_PERCENT ? 1 : -1, holes: { p: shared[1] as string } };
  return readPlace(words) ?? { key: "", holes: {}, weight: 0 };
}

function readPlace(words: string): ReadReason | null {
  const groups = PLACE.exec(words)?.groups;
  const known = PLACE_KEYS[groups?.["what"] ?? ""];
  if (!groups || !known) return null;
  return { key: known[0], weight: known[1], holes: { ...(groups["name"] ? { name: groups["name"] } : {}), ...(groups["km"] ? { km: groups["km"] } : {}) } };
}
