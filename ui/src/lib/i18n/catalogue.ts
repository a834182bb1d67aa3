/** Messages with `{name}` holes; those that count are an object of plural forms chosen by the number `n`. Pure. */

export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalogue = Readonly<Record<string, Message>>;
export type Params = Readonly<Record<string, string | number>>;

const rules = new Map<string, Intl.PluralRules>();

function pluralRules(language: string): Intl.PluralRules {
  const found = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, found);
  return found;
}

/** The form of a message for `params.n`; a message without forms is its own. */
export function choose(message: Message, language: string, n: number | undefined): string {
  if (typeof message === "string") return message;
  const form = n === undefined ? "other" : pluralRules(language).select(n);
  return message[form] ?? message.other ?? "";
}

/** Fills the holes; a hole that nobody filled stays visible, so that it is seen. */
export function fill(text: string, params: Params, number: (value: number) => string): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = params[name];
    return value === undefined ? hole : typeof value === "number" ? number(value) : value;
  });
}
