import assert from "node:assert/strict";
import { test } from "node:test";
import { collisions, received, rested } from "../js/state/amendments.js";

const amendment = (number, more = {}) => ({ id: `a${number}`, number: `A${number}`, paragraph: "p", kind: "replace", of: null, status: "open", is_stale: false, now_pieces: null, collides_with: [], base: { sha256: "one" }, ...more });

test("what comes is told of both that meet, and no more when one is decided", () => {
  const list = received([amendment(1), amendment(10)], amendment(2, { collides_with: ["a1"] }));
  assert.deepEqual(list.map((each) => [each.id, each.collides_with]), [["a1", ["a2"]], ["a2", ["a1"]], ["a10", []]]);
  const decided = received(list, amendment(2, { status: "accepted" }));
  assert.deepEqual(decided.map((each) => each.collides_with), [[], [], []]);
});

test("an amendment is stale while the paragraph has other words than it was written against", () => {
  const list = [amendment(1), amendment(2, { paragraph: "q" }), amendment(3, { status: "accepted" }), amendment(4, { kind: "insert" })];
  const changed = rested(list, { id: "p", sha256: "two" });
  assert.deepEqual(changed.map((each) => each.is_stale), [true, false, false, false]);
  assert.deepEqual(rested(changed, { id: "p", sha256: "one" }).map((each) => each.is_stale), [false, false, false, false]);
});

test("those that meet are grouped, each once, also over a third", () => {
  const list = [amendment(1, { collides_with: ["a2"] }), amendment(2, { collides_with: ["a1", "a3"] }), amendment(3, { collides_with: ["a2"] }), amendment(4)];
  assert.deepEqual(collisions(list).map((group) => group.map((each) => each.id)), [["a1", "a2", "a3"]]);
});
