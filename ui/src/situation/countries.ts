/** Countries to choose from: those of the region first, all others behind them, each in the order of the reader's alphabet. */

import { formatCountry } from "../lib/format";
import type { Language } from "../lib/preferences.svelte";

const REGION = "SY IQ YE LY LB JO PS IL EG SD SS SO DJ TN DZ MA SA AE QA KW BH OM IR TR AF MR ML NE TD".split(" ");
const ELSEWHERE = (
  "US GB FR DE RU CN IN PK UA IT ES GR NL BE CH SE NO DK FI PL AT HU RO BG RS HR BA AL MK CY CA MX BR AR CO VE CU AU NZ JP KR KP TW TH VN ID MY PH SG MM BD LK NP AZ AM GE KZ UZ TM TJ KG " +
  "NG GH SN CM CF CD CG KE UG TZ RW BI ER ET MZ ZM ZW ZA AO BF CI GN BY LT LV EE IE PT CZ SK SI MD"
).split(" ");

export interface CountryChoice {
  code: string;
  name: string;
}

export function countryChoices(language: Language): { region: CountryChoice[]; elsewhere: CountryChoice[] } {
  const order = new Intl.Collator(language);
  const named = (codes: string[]): CountryChoice[] => codes.map((code) => ({ code, name: formatCountry(code, language) })).sort((a, b) => order.compare(a.name, b.name));
  return { region: named(REGION), elsewhere: named(ELSEWHERE) };
}
