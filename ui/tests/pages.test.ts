import { describe, expect, test } from "vitest";
import { findPage } from "../src/pages";

describe("which page stands at a path", () => {
  test.each([
    ["/", "nav.situation", ""],
    ["/events/ab%2Fc", "page.event", "ab/c"],
    ["/events/%E0%A4%A", "page.event", "%E0%A4%A"],
    ["/articles/x/", "page.article", "x"],
    ["/alerts", "nav.alerts", ""],
    ["/review", "nav.review", ""],
    ["/accounts/", "nav.accounts", ""],
    ["/events", "state.not_found", ""],
    ["/events/a/b", "state.not_found", ""],
  ])("%s", (path, title, id) => expect(findPage(path)).toMatchObject({ title, id }));
});
