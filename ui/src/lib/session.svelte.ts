/** Who is looking, and what they may do. */

import { api, forget, setCsrf } from "./api";
import { ROLES, type Role, type Session } from "./types";

class SessionState {
  account = $state.raw<Session["account"]>(null);
  loginNeeded = $state(false);
  /** False until the server has told who is looking. */
  known = $state(false);
  error = $state.raw<unknown>(null);
  /** Counts the answers that were asked for: one that comes late must not undo what a later one told. */
  private asked = 0;

  may(role: Role): boolean {
    return this.account !== null && ROLES.indexOf(this.account.role) >= ROLES.indexOf(role);
  }

  async load(): Promise<void> {
    const mine = ++this.asked;
    this.error = null;
    try {
      const answer = await api.session();
      if (mine === this.asked) this.take(answer);
    } catch (error) {
      if (mine === this.asked) this.error = error;
    }
    this.known = true;
  }

  async login(name: string, password: string): Promise<void> {
    const answer = await api.login(name, password);
    forget();
    this.take(answer);
  }

  /** Takes another password; the sessions in other browsers end. */
  async changePassword(current: string, wanted: string): Promise<void> {
    this.take(await api.changePassword(current, wanted));
  }

  async logout(): Promise<void> {
    await api.logout();
    forget();
    await this.load();
  }

  private take(session: Session): void {
    this.asked++;
    this.account = session.account;
    this.loginNeeded = session.login_needed;
    setCsrf(session.csrf);
  }
}

export const session = new SessionState();
