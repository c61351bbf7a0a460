import assert from "node:assert/strict";
import { test } from "node:test";
import { carriers, changed, counts, decided, groups, homeless, isMine, preview } from "../js/state/amendment.js";

const amendment = (number, more = {}) => ({ id: `id${number}`, number, paragraph: "p1", kind: "replace", text: "x", after: null, of: null, base: null, by: "KR", cosponsors: [], note: "", status: "open", is_stale: false, pieces: [], now_pieces: null, collides_with: [], at: Number(number.slice(1)), by_name: "", decided: null, ...more });

test("amendments that collide, also by way of a third, are one group in the order of their numbers", () => {
  const all = [amendment("A10", { collides_with: ["idA2"] }), amendment("A2"), amendment("A3"), amendment("A11", { collides_with: ["idA10"] }), amendment("A4", { status: "rejected", collides_with: ["idA3"] })];
  assert.deepEqual(groups(all, "p1").map((each) => each.all.map((one) => one.number)), [["A2", "A10", "A11"], ["A3"]]);
  assert.deepEqual(decided(all, "p1").map((each) => each.number), ["A4"]);
});

test("an insertion stands where its paragraph would come", () => {
  const all = [amendment("A1", { kind: "insert", paragraph: null, after: "p2" }), amendment("A2", { kind: "insert", paragraph: null, after: null })];
  assert.deepEqual(groups(all, "p2").map((each) => each.key), ["idA1"]);
  assert.deepEqual(counts(all), { p2: 1, "": 1 });
  assert.deepEqual(homeless(all, [{ id: "p1" }]).map((each) => each.number), ["A1"]);
});

test("what is told replaces what was known and keeps the order", () => {
  const all = changed([amendment("A1"), amendment("A10")], amendment("A2"));
  assert.deepEqual(all.map((each) => each.number), ["A1", "A2", "A10"]);
  assert.deepEqual(changed(all, amendment("A2", { status: "withdrawn" })).map((each) => each.status), ["open", "withdrawn", "open"]);
});

test("its author carries it, then those who joined", () => {
  const each = amendment("A1", { cosponsors: ["FR", "KR"] });
  assert.deepEqual(carriers(each), ["KR", "FR"]);
  assert.deepEqual([isMine(each, "FR"), isMine(each, "KE"), isMine(each, "")], [true, false, false]);
});

test("nothing is previewed before something is changed", () => {
  const paragraph = { text: "We meet." };
  assert.equal(preview(paragraph, "replace", "We meet."), null);
  assert.equal(preview(paragraph, "insert", " "), null);
  assert.deepEqual(preview(paragraph, "delete", ""), [{ kind: "gone", text: "We meet." }]);
  assert.deepEqual(preview(paragraph, "replace", "We part."), [{ kind: "same", text: "We " }, { kind: "gone", text: "meet" }, { kind: "new", text: "part" }, { kind: "same", text: "." }]);
});
