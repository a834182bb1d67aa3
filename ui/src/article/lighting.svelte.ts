/** What is lit: hovering or focusing a field lights its characters, hovering or focusing characters lights their fields. */

import { overlap, type Mark, type Range } from "./marks";

/** Under this key the page hands its lighting to all parts of it. */
export const LIGHTING = Symbol("lighting");

export class Lighting {
  /** The characters that are lit. */
  ranges = $state.raw<readonly Range[]>([]);
  /** What was read at the characters that are pointed at, the closest first; it stays when the pointer has gone. */
  marks = $state.raw<readonly Mark[]>([]);
  /** True while a reader asked for what was read at a spot: narrow screens show it then. */
  held = $state(false);
  private kept: readonly Range[] = [];
  private seek: (range: Range) => void = () => undefined;

  light(ranges: readonly Range[]): void {
    this.ranges = ranges;
  }

  /** The pointer or the focus has gone: what was asked for to stay is lit again. */
  dim(): void {
    this.ranges = this.kept;
  }

  /** What is lit stays lit, and what was read there stays shown, until something else is held or all is let go. */
  hold(): void {
    this.kept = this.ranges;
    this.held = this.marks.length > 0;
  }

  release(): void {
    this.kept = [];
    this.ranges = [];
    this.marks = [];
    this.held = false;
  }

  read(marks: readonly Mark[]): void {
    this.marks = marks;
  }

  /** Whoever shows the text says how one gets to a stretch of it. */
  whenSought(seek: (range: Range) => void): void {
    this.seek = seek;
  }

  /** Keeps the field's characters lit and goes to them. */
  go(ranges: readonly Range[]): void {
    this.ranges = ranges;
    this.kept = ranges;
    this.held = false;
    if (ranges[0]) this.seek(ranges[0]);
  }

  covers(range: Range): boolean {
    return this.ranges.some((lit) => overlap(lit, range));
  }

  /** True for a field whose characters are lit, and not merely a sentence that they stand in or a word of its own sentence. */
  touches(ranges: readonly Range[]): boolean {
    return ranges.some((range) => this.ranges.some((lit) => overlap(lit, range) && areAlike(lit, range)));
  }
}

/** Two stretches may differ so much in length and be of one thing: `مدينة دوما` and `دوما`. */
const WIDER = 3;

function areAlike(one: Range, other: Range): boolean {
  const [left, right] = [one.end - one.start, other.end - other.start];
  return Math.max(left, right) <= WIDER * Math.min(left, right);
}
