/** The queue as it is worked through: what was asked for, what has been done of it in this sitting, what comes next. */

import { api } from "../lib/api";
import { Resource } from "../lib/resource.svelte";
import type { QueueItem } from "../lib/types";

const MOST = 30;
/** So few events ahead, and more are fetched. */
const FEW_AHEAD = 5;

interface Listed {
  items: QueueItem[];
  cursor: string;
  open: number;
  openIsLeast: boolean;
}
export type Done = "accept" | "reject" | "correct" | "merge" | "split";

export class Queue {
  readonly list = new Resource<Listed>();
  done = $state.raw<Readonly<Record<string, Done>>>({});
  private asked = "";

  get items(): QueueItem[] {
    return this.list.value?.items ?? [];
  }

  /** How many are open, less those that were judged since; where they are too many to be counted, as many as were. */
  get open(): number {
    if (this.list.value?.openIsLeast) return this.list.value.open;
    return Math.max(0, (this.list.value?.open ?? 0) - this.items.filter((item) => this.done[item.id]).length);
  }

  async ask(query: string): Promise<void> {
    this.asked = query;
    this.done = {};
    await this.list.ask(async (signal) => {
      const page = await api.queue(this.query(), signal);
      return { items: page.items, cursor: page.cursor, open: page.open ?? 0, openIsLeast: page.open_is_least ?? false };
    });
  }

  async more(): Promise<void> {
    const known = this.list.value;
    if (!known?.cursor || this.list.busy) return;
    await this.list.ask(async (signal) => {
      const query = this.query();
      query.set("after", known.cursor);
      const page = await api.queue(query, signal);
      const had = new Set(known.items.map((item) => item.id));
      return { ...known, items: [...known.items, ...page.items.filter((item) => !had.has(item.id))], cursor: page.cursor };
    });
  }

  private query(): URLSearchParams {
    const query = new URLSearchParams(this.asked);
    query.set("most", String(MOST));
    return query;
  }

  /** The next event after this one that is still to be judged, else the first such; null where none is left. */
  next(id: string | null): string | null {
    const at = this.items.findIndex((item) => item.id === id);
    if (this.items.length - at <= FEW_AHEAD) void this.more();
    const open = (item: QueueItem): boolean => !this.done[item.id] && item.id !== id;
    return (this.items.slice(at + 1).find(open) ?? this.items.find(open))?.id ?? null;
  }

  /** The event before this one, judged or not. */
  previous(id: string | null): string | null {
    const at = this.items.findIndex((item) => item.id === id);
    return this.items[at - 1]?.id ?? null;
  }

  mark(id: string, done: Done): void {
    this.done = { ...this.done, [id]: done };
  }

  unmark(id: string): void {
    this.done = Object.fromEntries(Object.entries(this.done).filter(([key]) => key !== id));
  }
}
