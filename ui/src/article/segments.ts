/** An article's text cut at every place where a mark begins or ends, so that marks may overlap as they like. Pure. */

import { asList, asRange, overlap, type Mark, type Range } from "./marks";
import type { CodePoints } from "./offsets";

/** Parts of a page that are not the article: set apart, and nothing is coded inside them. */
const APART = new Set(["related", "furniture"]);
export const REGIONS = ["title", "dateline", "byline", "caption", "related", "furniture"] as const;
export type RegionKind = (typeof REGIONS)[number];

export interface Region extends Range {
  kind: RegionKind;
}

/** A paragraph, or the part of one that is of another kind than the rest; `text` is running prose. */
export interface Block extends Range {
  kind: RegionKind | "text";
}

export interface Segment extends Range {
  text: string;
  /** The marks over it, the shortest first. */
  marks: Mark[];
  /** Its kind where that is not its block's: a dateline before the first sentence. */
  region: RegionKind | null;
}

export function readRegions(value: unknown): Region[] {
  return asList(value).flatMap((item) => {
    const range = asRange(item);
    const kind = (item as { kind?: RegionKind } | null)?.kind as RegionKind;
    return range && REGIONS.includes(kind) ? [{ ...range, kind }] : [];
  });
}

/** Paragraphs; where a related link or furniture begins inside one, it is cut there. Empty lines are left out. */
export function cutBlocks(points: CodePoints, regions: readonly Region[]): Block[] {
  return points.lines().flatMap(([start, end]) => {
    const cuts = regions.filter((region) => APART.has(region.kind) && overlap(region, { start, end })).flatMap((region) => [region.start, region.end]);
    return pieces(start, end, cuts)
      .filter((piece) => points.slice(piece.start, piece.end).trim() !== "")
      .map((piece) => ({ ...piece, kind: kindOf(piece, regions) }));
  });
}

function kindOf(piece: Range, regions: readonly Region[]): Block["kind"] {
  return regions.find((region) => overlap(region, piece) && (APART.has(region.kind) || (region.start <= piece.start && region.end >= piece.end)))?.kind ?? "text";
}

/** The stretches of a block that lie under the same marks; `cuts` are further places to cut at, where something may be lit. */
export function cutSegments(points: CodePoints, block: Block, marks: readonly Mark[], regions: readonly Region[] = [], cuts: readonly number[] = []): Segment[] {
  const here = marks.filter((mark) => overlap(mark, block)).sort((one, other) => one.end - one.start - (other.end - other.start));
  const kinds = regions.filter((region) => overlap(region, block) && region.kind !== block.kind);
  const places = [...here, ...kinds].flatMap((range) => [range.start, range.end]);
  return pieces(block.start, block.end, [...places, ...cuts]).map((piece) => ({
    ...piece,
    text: points.slice(piece.start, piece.end),
    marks: here.filter((mark) => overlap(mark, piece)),
    region: kinds.find((region) => overlap(region, piece))?.kind ?? null,
  }));
}

function pieces(start: number, end: number, cuts: readonly number[]): Range[] {
  const at = [...new Set([start, ...cuts.filter((cut) => cut > start && cut < end), end])].sort((one, other) => one - other);
  return at.slice(1).map((stop, index) => ({ start: at[index] as number, end: stop }));
}

/** A line for each mark under (or over) the text such that marks that overlap have different ones: the first that is free, longer marks nearer to the text. */
export function assignLanes(marks: readonly Mark[]): Map<Mark, number> {
  const lanes = new Map<Mark, number>();
  const taken: Range[][] = [];
  for (const mark of [...marks].sort((one, other) => one.start - other.start || other.end - one.end)) {
    let lane = taken.findIndex((ranges) => !ranges.some((range) => overlap(range, mark)));
    if (lane < 0) lane = taken.push([]) - 1;
    (taken[lane] as Range[]).push(mark);
    lanes.set(mark, lane);
  }
  return lanes;
}
