/** Who looks: sessions, accounts, keys and the log. */

export type Role = "viewer" | "analyst" | "reviewer" | "admin";
export const ROLES: readonly Role[] = ["viewer", "analyst", "reviewer", "admin"];

export interface Session {
  account: { name: string; role: Role } | null;
  csrf: string;
  login_needed: boolean;
}

export interface AccountView {
  name: string;
  role: Role;
  active: boolean;
  created: string;
  /** The last login, null for none. */
  seen: string | null;
}

export interface KeyView {
  id: string;
  account: string;
  label: string;
  role: Role;
  created: string;
  expires: string | null;
  /** The last use, null for none. */
  used: string | null;
}

export interface AuditEntry {
  at: string;
  account: string;
  /** How the account was known: session, key ID, local, command line, or "". */
  via: string;
  address: string;
  method: string;
  path: string;
  status: number;
  detail: string;
}
