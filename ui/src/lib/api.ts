/** The typed client of /api/v1: remembers ETags, sends the CSRF token with writes, turns problem+json into `Problem`. */

import type * as T from "./types";

const ROOT = "/api/v1";
/** Answers kept beside their ETag; more would hold points of many views in memory. */
const MOST_KEPT = 60;

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly type = "about:blank",
  ) {
    super(detail || title);
    this.name = "Problem";
  }
}

/** True for the error of a request that was given up on purpose. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

interface Kept {
  etag: string;
  body: unknown;
}
const kept = new Map<string, Kept>();
let csrf = "";
let onUnauthorised: () => void = () => undefined;

export function setCsrf(token: string): void {
  csrf = token;
}

/** Calls `then` whenever the server asks for a login (401). */
export function whenUnauthorised(then: () => void): void {
  onUnauthorised = then;
}

/** Forgets every kept answer: after a login or logout, what may be read differs. */
export function forget(): void {
  kept.clear();
}

export type Query = URLSearchParams | Record<string, string | number | undefined>;

export function address(path: string, query?: Query): string {
  const search = query instanceof URLSearchParams ? query : toSearch(query ?? {});
  const text = search.toString();
  return ROOT + path + (text ? `?${text}` : "");
}

function toSearch(query: Record<string, string | number | undefined>): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== "") search.set(name, String(value));
  return search;
}

export async function get<R>(path: string, query?: Query, signal?: AbortSignal): Promise<R> {
  const url = address(path, query);
  const known = kept.get(url);
  const headers: Record<string, string> = { Accept: "application/json" };
  if (known) headers["If-None-Match"] = known.etag;
  const response = await fetch(url, { headers, cache: "no-store", credentials: "same-origin", signal: signal ?? null });
  if (response.status === 304 && known) return remember(url, known) as R;
  const body = await read(response);
  const etag = response.headers.get("ETag");
  if (etag) remember(url, { etag, body });
  return body as R;
}

function remember(url: string, answer: Kept): unknown {
  kept.delete(url);
  kept.set(url, answer);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
  return answer.body;
}

export async function send<R>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<R> {
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRF-Token": csrf };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(ROOT + path, {
    method,
    headers,
    credentials: "same-origin",
    cache: "no-store",
    body: body === undefined ? null : JSON.stringify(body),
  });
  return (await read(response)) as R;
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  const body = text ? parse(text) : null;
  if (response.ok) return body;
  if (response.status === 401) onUnauthorised();
  const problem = (body ?? {}) as Partial<T.ProblemBody>;
  throw new Problem(response.status, problem.title ?? response.statusText, problem.detail ?? "", problem.type);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { title: "The answer is not JSON.", detail: text.slice(0, 200) };
  }
}

const id = encodeURIComponent;
type Signal = AbortSignal | undefined;

export const api = {
  about: (signal?: Signal) => get<T.About>("/about", undefined, signal),
  session: () => get<T.Session>("/session"),
  login: (name: string, password: string) => send<T.Session>("POST", "/session", { name, password }),
  logout: () => send<T.Session | null>("DELETE", "/session"),
  events: (query: Query, signal?: Signal) => get<T.Page<T.EventSummary>>("/events", query, signal),
  cells: (query: Query, signal?: Signal) => get<T.Cells>("/events/cells", query, signal),
  timeline: (query: Query, signal?: Signal) => get<T.Timeline>("/events/timeline", query, signal),
  points: (query: Query, signal?: Signal) => get<T.Points>("/events/points", query, signal),
  event: (event: string, signal?: Signal) => get<T.EventDetail>(`/events/${id(event)}`, undefined, signal),
  alike: (event: string, signal?: Signal) => get<{ items: T.AlikeEvent[] }>(`/events/${id(event)}/alike`, undefined, signal),
  articles: (query: Query, signal?: Signal) => get<T.Page<T.ArticleSummary>>("/articles", query, signal),
  article: (article: string, signal?: Signal) => get<T.ArticleDetail>(`/articles/${id(article)}`, undefined, signal),
  capture: (sha256: string, signal?: Signal) => get<T.CaptureView>(`/captures/${id(sha256)}`, undefined, signal),
  captureBytes: (sha256: string) => address(`/captures/${id(sha256)}/bytes`),
  queue: (query: Query, signal?: Signal) => get<T.Page<T.QueueItem>>("/review/queue", query, signal),
  judge: (request: T.JudgementRequest) => send<T.JudgementAnswer>("POST", "/judgements", request),
  undo: (judgement: string, reason = "") => send<T.JudgementAnswer>("POST", `/judgements/${id(judgement)}/undo`, { reason }),
  judgements: (query: Query, signal?: Signal) => get<T.JudgementPage>("/judgements", query, signal),
  sources: (query: Query, signal?: Signal) => get<{ items: T.SourceView[] }>("/sources", query, signal),
  alerts: (query: Query, signal?: Signal) => get<T.AlertBoard>("/alerts", query, signal),
  areaAlert: (area: string, signal?: Signal) => get<T.AreaAlert>(`/alerts/${id(area)}`, undefined, signal),
  alertHistory: (area: string, query: Query, signal?: Signal) => get<T.Page<T.AlertChange>>(`/alerts/${id(area)}/history`, query, signal),
  alertFeed: (area: string, language: string) => address("/alerts.atom", { area, language }),
  codebook: (signal?: Signal) => get<T.Codebook>("/codebook", undefined, signal),
  actors: (query: Query, signal?: Signal) => get<{ items: T.ActorView[] }>("/actors", query, signal),
  places: (query: Query, signal?: Signal) => get<{ items: T.Place[] }>("/places", query, signal),
  changePassword: (current: string, wanted: string) => send<T.Session>("POST", "/session/password", { current, new: wanted }),
  accounts: (signal?: Signal) => get<{ items: T.AccountView[] }>("/accounts", undefined, signal),
  addAccount: (name: string, password: string, role: T.Role) => send<T.AccountView>("POST", "/accounts", { name, password, role }),
  changeAccount: (name: string, change: { role?: T.Role; password?: string; active?: boolean }) =>
    send<T.AccountView>("PATCH", `/accounts/${id(name)}`, change),
  keys: (signal?: Signal) => get<{ items: T.KeyView[] }>("/keys", undefined, signal),
  addKey: (label: string, role: T.Role, expires?: string) =>
    send<T.KeyView & { key: string }>("POST", "/keys", expires ? { label, role, expires } : { label, role }),
  removeKey: (key: string) => send<null>("DELETE", `/keys/${id(key)}`),
  audit: (query: Query, signal?: Signal) => get<T.Page<T.AuditEntry>>("/audit", query, signal),
};
