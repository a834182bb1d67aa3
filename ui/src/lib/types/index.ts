/** The shapes of the API under /api/v1, as its contract names them. Days are ISO dates, `end` and `until` excluded. */

export * from "./alerts";
export * from "./articles";
export * from "./counts";
export * from "./event";
export * from "./events";
export * from "./judgements";
export * from "./reference";
export * from "./team";
