import assert from "node:assert/strict";
import { test } from "node:test";
import { decided, empty, isUnderWay, next, offered, percent, received, surer, waits } from "../js/state/suggestions.js";

const one = (segment, more = {}) => ({ segment, rev: 1, text: "t", pieces: [], confidence: 0.9, engine: "e", at: 1, state: "open", by: "", ...more });
const progress = { state: "reading", is_served: true, done_ms: 500, total_ms: 2000, engine: "e" };
const told = (...suggestions) => received(empty, { suggestions, counts: { open: suggestions.length }, progress });

test("a line has the open suggestion of its own version, no stale or decided one", () => {
  const state = told(one("a"), one("b", { rev: 2 }), one("c", { state: "stale" }));
  assert.equal(offered(state, { id: "a", rev: 1 })?.segment, "a");
  assert.equal(offered(state, { id: "b", rev: 1 }), undefined);
  assert.equal(offered(state, { id: "c", rev: 1 }), undefined);
});

test("what a person decides is counted at once and offered no more", () => {
  const state = decided(waits(told(one("a"), one("b")), "a", true), "a", "accepted");
  assert.equal(offered(state, { id: "a", rev: 1 }), undefined);
  assert.deepEqual(state.counts, { open: 1, accepted: 1, dismissed: 0, stale: 0 });
  assert.equal(state.busy.a, false);
});

test("the next open suggestion goes round over the lines that the page shows", () => {
  const state = told(one("a"), one("c"), one("hidden"));
  const shown = ["a", "b", "c"];
  assert.equal(next(state, null, shown), "a");
  assert.equal(next(state, "a", shown), "c");
  assert.equal(next(state, "b", shown), "c");
  assert.equal(next(state, "c", shown), "a");
  assert.equal(next(state, "c", shown, -1), "a");
  assert.equal(next(state, null, shown, -1), "c");
  assert.equal(next(told(one("a")), "a", shown), null);
  assert.equal(next(told(), null, []), null);
});

test("how many are sure enough, and how far the reading is", () => {
  assert.equal(surer(told(one("a"), one("b", { confidence: 0.5 }), one("c", { state: "accepted" })), 0.8), 1);
  assert.equal(percent(progress), 25);
  assert.equal(percent({ done_ms: 0, total_ms: 0 }), 0);
  assert.equal(isUnderWay(told()), true);
  assert.equal(isUnderWay(empty), false);
});
