/** The answer to a question that may be asked again before it is answered: only the last one counts, earlier ones are given up. */

import { isAborted } from "./api";

export class Resource<T> {
  /** The last answer; it stays while the next is awaited, so that the page does not flicker. */
  value = $state.raw<T | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  private running: AbortController | null = null;

  async ask(question: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    this.busy = true;
    try {
      const value = await question(controller.signal);
      if (this.running !== controller) return;
      this.value = value;
      this.error = null;
    } catch (error) {
      if (this.running !== controller || isAborted(error)) return;
      this.error = error;
    }
    this.busy = false;
  }

  stop(): void {
    this.running?.abort();
    this.running = null;
  }
}
