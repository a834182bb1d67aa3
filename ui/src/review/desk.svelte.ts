/** The event on the desk, and what is done to it: judgements are sent with the version that was looked at, and nothing is lost where it is another by now. */

import { api, Problem } from "../lib/api";
import { Resource } from "../lib/resource.svelte";
import { session } from "../lib/session.svelte";
import type { EventDetail, EventSummary, JudgementAnswer, JudgementRequest, JudgementView } from "../lib/types";
import { differenceOf, type Correction, type Difference } from "./corrections";

const CONFLICT = 409;
const NOT_FOUND = 404;
/** So far back one's own last judgement is looked for. */
const MOST_LOOKED_THROUGH = 100;

export type Notice =
  | { kind: "done"; judgements: JudgementView[]; events: EventSummary[]; about: EventSummary | null }
  | { kind: "undone"; judgements: JudgementView[]; undoing: string[] }
  | { kind: "stale"; about: EventSummary; difference: Difference | null; now: EventSummary | null }
  | { kind: "failed"; about: EventSummary | null; error: unknown }
  | { kind: "nothing" };

export class Desk {
  readonly shown = new Resource<EventDetail>();
  notice = $state.raw<Notice | null>(null);
  /** Judgements on their way. */
  sending = $state(0);
  /** What was judged in this sitting, one entry a decision; a decision may be several judgements. */
  private given: string[][] = [];
  private ahead: { id: string; answer: Promise<EventDetail> } | null = null;

  /** The event, once it is the one that was asked for. */
  event(id: string | null): EventDetail | null {
    return this.shown.value && this.shown.value.id === id ? this.shown.value : null;
  }

  show(id: string): Promise<void> {
    const ahead = this.ahead?.id === id ? this.ahead.answer : null;
    this.ahead = null;
    return this.shown.ask((signal) => ahead ?? api.event(id, signal));
  }

  /** Fetches the event that will probably be shown next. */
  fetchAhead(id: string | null): void {
    if (!id || this.ahead?.id === id) return;
    const answer = api.event(id);
    answer.catch(() => undefined);
    this.ahead = { id, answer };
  }

  /** Sends one decision on an event. True where it was taken; else the notice says why not. */
  async send(event: EventDetail, requests: readonly Omit<JudgementRequest, "event" | "expected_version">[]): Promise<JudgementAnswer | null> {
    this.sending++;
    const judged: JudgementView[] = [];
    let answer: JudgementAnswer | null = null;
    try {
      let version = event.version;
      for (const request of requests) {
        answer = await api.judge({ ...request, event: event.id, expected_version: version });
        judged.push(answer.judgement);
        version = answer.events.find((one) => one.id === event.id)?.version ?? version;
      }
      this.notice = { kind: "done", judgements: judged, events: answer?.events ?? [], about: answer?.events.find((one) => one.id === event.id) ?? event };
    } catch (error) {
      answer = null;
      await this.refused(event, error);
    } finally {
      this.sending--;
      if (judged.length) this.given.push(judged.map((judgement) => judgement.id));
      if (this.ahead?.id === event.id) this.ahead = null;
    }
    return answer;
  }

  async correct(event: EventDetail, corrections: readonly Correction[], reason: string): Promise<boolean> {
    const answer = await this.send(event, corrections.map(({ field, value }) => ({ action: "correct", field, value, reason })));
    if (answer) await this.again(event.id);
    return answer !== null;
  }

  /** Looks again at the event that is shown, where it is this one. */
  async again(id: string): Promise<void> {
    if (this.shown.value?.id === id) await this.show(id);
  }

  private async refused(event: EventDetail, error: unknown): Promise<void> {
    const status = error instanceof Problem ? error.status : 0;
    if (status !== CONFLICT && status !== NOT_FOUND) {
      this.notice = { kind: "failed", about: event, error };
      return;
    }
    const now = await this.find(event).catch(() => null);
    this.notice = { kind: "stale", about: event, difference: now ? differenceOf(event, now) : null, now };
    if (now && this.shown.value?.id === event.id) await this.shown.ask(() => Promise.resolve(now));
  }

  /** The event as it is now; where there is none of its id, the one that its first report stands in. */
  private async find(event: EventDetail): Promise<EventDetail> {
    try {
      return await api.event(event.id);
    } catch (error) {
      const first = event.versions[0];
      if (!(error instanceof Problem) || error.status !== NOT_FOUND || !first) throw error;
      const home = (await api.article(first.document)).report_events[first.id];
      if (!home) throw error;
      return api.event(home);
    }
  }

  /** Takes back this sitting's last decision, or else one's own last judgement that stands. The events that came of it. */
  async undoLast(reason: string): Promise<EventSummary[]> {
    const ids = this.given.pop() ?? (await this.ownLast());
    if (!ids.length) {
      this.notice = { kind: "nothing" };
      return [];
    }
    return this.undo(ids, reason);
  }

  private async ownLast(): Promise<string[]> {
    const page = await api.judgements({ by: session.account?.name, most: MOST_LOOKED_THROUGH });
    const last = page.items.find((judgement) => judgement.standing && judgement.action !== "undo");
    return last ? [last.id] : [];
  }

  /** Takes judgements back, the latest first. */
  async undo(ids: readonly string[], reason: string): Promise<EventSummary[]> {
    this.sending++;
    try {
      const answers: JudgementAnswer[] = [];
      for (const id of [...ids].reverse()) answers.push(await api.undo(id, reason));
      this.given = this.given.filter((decision) => !decision.some((id) => ids.includes(id)));
      this.notice = { kind: "undone", judgements: answers.map((answer) => answer.judgement), undoing: answers.map((answer) => answer.judgement.id) };
      return answers.at(-1)?.events ?? [];
    } catch (error) {
      this.notice = { kind: "failed", about: null, error };
      return [];
    } finally {
      this.sending--;
      this.ahead = null;
    }
  }
}
