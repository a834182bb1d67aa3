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

/** A judgement to be sent, but for the event and its version. */
type Decision = Omit<JudgementRequest, "event" | "expected_version">;

export class Desk {
  readonly shown = new Resource<EventDetail>();
  notice = $state.raw<Notice | null>(null);
  /** Judgements on their way. */
  sending = $state(0);
  /** What was judged in this sitting, one entry a decision; a decision may be several judgements. */
  private given: string[][] = [];
  /** Ends when all that was sent so far is answered. */
  private sent: Promise<unknown> = Promise.resolve();
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

  /** Does what was decided after all that was decided before it: taking back the last decision means the one that is still on its way, too. */
  private async inTurn<T>(task: () => Promise<T>): Promise<T> {
    this.sending++;
    const mine = this.sent.then(task);
    this.sent = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.sending--;
    }
  }

  /** Sends one decision on an event. The answer where it was taken; else null, and the notice says why not. */
  send(event: EventDetail, requests: readonly Decision[]): Promise<JudgementAnswer | null> {
    return this.inTurn(() => this.judge(event, requests));
  }

  private async judge(event: EventDetail, requests: readonly Decision[]): Promise<JudgementAnswer | null> {
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
  undoLast(reason: string): Promise<EventSummary[]> {
    return this.inTurn(async () => {
      try {
        const ids = this.given.at(-1) ?? (await this.ownLast());
        if (ids.length) return await this.takeBack(ids, reason);
        this.notice = { kind: "nothing" };
      } catch (error) {
        this.notice = { kind: "failed", about: null, error };
      }
      return [];
    });
  }

  private async ownLast(): Promise<string[]> {
    const page = await api.judgements({ by: session.account?.name, most: MOST_LOOKED_THROUGH });
    const last = page.items.find((judgement) => judgement.standing && judgement.action !== "undo");
    return last ? [last.id] : [];
  }

  /** Takes judgements back, the latest first. */
  undo(ids: readonly string[], reason: string): Promise<EventSummary[]> {
    return this.inTurn(() => this.takeBack(ids, reason));
  }

  private async takeBack(ids: readonly string[], reason: string): Promise<EventSummary[]> {
    const answers: JudgementAnswer[] = [];
    let refusal: unknown = null;
    try {
      for (const id of [...ids].reverse()) {
        try {
          answers.push(await api.undo(id, reason));
        } catch (error) {
          if (!(error instanceof Problem) || error.status !== CONFLICT) throw error;
          refusal = error; // somebody took it back before: what else belongs to the decision is still to be
        }
        this.given = this.given.map((decision) => decision.filter((one) => one !== id)).filter((decision) => decision.length);
      }
      if (!answers.length) throw refusal;
      this.notice = { kind: "undone", judgements: answers.map((answer) => answer.judgement), undoing: answers.map((answer) => answer.judgement.id) };
    } catch (error) {
      this.notice = { kind: "failed", about: null, error };
    } finally {
      this.ahead = null;
    }
    return answers.at(-1)?.events ?? [];
  }
}
