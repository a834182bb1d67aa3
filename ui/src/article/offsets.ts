/** The API counts text in code points, JavaScript in UTF-16 units: 😀 is one there and two here. */

export class CodePoints {
  /** How many code points the text has. */
  readonly length: number;
  /** UTF-16 index of each code point, and of the end; null where the two counts are one. */
  private readonly units: Uint32Array | null;

  constructor(readonly text: string) {
    this.units = /[\ud800-\udfff]/.test(text) ? indexUnits(text) : null;
    this.length = this.units ? this.units.length - 1 : text.length;
  }

  /** The UTF-16 index of a code point; positions outside of the text are its ends. */
  unit(point: number): number {
    const inside = Math.max(0, Math.min(point, this.length));
    return this.units ? (this.units[inside] as number) : inside;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  /** Where each line begins and ends, the breaks left out. */
  lines(): [number, number][] {
    const found: [number, number][] = [];
    let start = 0;
    let at = 0;
    for (const letter of this.text) {
      if (letter === "\n") {
        found.push([start, at]);
        start = at + 1;
      }
      at++;
    }
    found.push([start, at]);
    return found;
  }
}

function indexUnits(text: string): Uint32Array {
  const units: number[] = [];
  let unit = 0;
  for (const letter of text) {
    units.push(unit);
    unit += letter.length;
  }
  units.push(unit);
  return Uint32Array.from(units);
}
