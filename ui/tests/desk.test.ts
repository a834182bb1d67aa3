import { beforeEach, describe, expect, test, vi } from "vitest";
import { Problem } from "../src/lib/api";
import { Desk } from "../src/review/desk.svelte";
import type { EventDetail, JudgementAnswer } from "../src/lib/types";

const { judge, undo, judgements } = vi.hoisted(() => ({ judge: vi.fn(), undo: vi.fn(), judgements: vi.fn() }));
vi.mock("../src/lib/api", async (whole) => {
  const real = await whole<typeof import("../src/lib/api")>();
  return { ...real, api: { ...real.api, judge, undo, judgements } };
});

const event = (id: string): EventDetail => ({ id, version: "1", versions: [], judgements: [] }) as unknown as EventDetail;
const answer = (judgement: string, about: string): JudgementAnswer => ({ judgement: { id: judgement, action: "accept" }, events: [{ id: about, version: "2" }], removed: [] }) as unknown as JudgementAnswer;
const taken = (): unknown[] => undo.mock.calls.map(([id]) => id);
const correction = (field: string) => ({ action: "correct" as const, field, value: null, reason: "" });

beforeEach(() => {
  vi.resetAllMocks();
  undo.mockImplementation((id: string) => Promise.resolve(answer(`undo ${id}`, "e")));
});

describe("taking the last decision back", () => {
  test("means the one that is still on its way, and not the one before it", async () => {
    const desk = new Desk();
    judge.mockResolvedValueOnce(answer("first", "e1"));
    await desk.send(event("e1"), [{ action: "accept", reason: "" }]);
    let arrive: (answer: JudgementAnswer) => void = () => undefined;
    judge.mockReturnValueOnce(new Promise<JudgementAnswer>((then) => (arrive = then)));
    const sent = desk.send(event("e2"), [{ action: "accept", reason: "" }]);
    const undone = desk.undoLast("");
    expect(desk.sending).toBe(2);
    await Promise.resolve();
    arrive(answer("second", "e2"));
    await Promise.all([sent, undone]);
    expect(taken()).toEqual(["second"]);
    expect(desk.sending).toBe(0);
  });

  test("takes what is left of it, where a part was taken back", async () => {
    const desk = new Desk();
    for (const id of ["before", "one", "two"]) judge.mockResolvedValueOnce(answer(id, "e"));
    await desk.send(event("e"), [{ action: "accept", reason: "" }]);
    await desk.send(event("e"), [correction("killed"), correction("injured")]);
    await desk.undo(["two"], "");
    await desk.undoLast("");
    expect(taken()).toEqual(["two", "one"]);
  });

  test("passes over a part that another took back", async () => {
    const desk = new Desk();
    for (const id of ["one", "two"]) judge.mockResolvedValueOnce(answer(id, "e"));
    await desk.send(event("e"), [correction("killed"), correction("injured")]);
    undo.mockRejectedValueOnce(new Problem(409, "It has changed", "taken back already"));
    await desk.undoLast("");
    expect(taken()).toEqual(["two", "one"]);
    expect(desk.notice).toMatchObject({ kind: "undone", undoing: ["undo one"] });
  });

  test("may be tried again where it failed", async () => {
    const desk = new Desk();
    judge.mockResolvedValueOnce(answer("one", "e"));
    await desk.send(event("e"), [{ action: "accept", reason: "" }]);
    undo.mockRejectedValueOnce(new TypeError("no network"));
    await desk.undoLast("");
    expect(desk.notice).toMatchObject({ kind: "failed" });
    await desk.undoLast("");
    expect(taken()).toEqual(["one", "one"]);
  });

  test("says what is wrong where one's own last cannot be asked for", async () => {
    judgements.mockRejectedValueOnce(new TypeError("no network"));
    const desk = new Desk();
    await desk.undoLast("");
    expect(desk.notice).toMatchObject({ kind: "failed" });
  });
});
