import assert from "node:assert/strict";
import { test } from "node:test";
import { carriers, counts, decided, groups, homeless, isMine, parted, preview, received, rested } from "../js/state/amendments.js";

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

const proposed = (number, more = {}) => ({ id: `id${number}`, number, paragraph: "p1", kind: "replace", text: "x", after: null, of: null, base: null, by: "KR", cosponsors: [], note: "", status: "open", is_stale: false, pieces: [], now_pieces: null, collides_with: [], at: Number(number.slice(1)), by_name: "", decided: null, ...more });

test("amendments that collide, also by way of a third, are one group in the order of their numbers", () => {
  const all = [proposed("A10", { collides_with: ["idA2"] }), proposed("A2"), proposed("A3"), proposed("A11", { collides_with: ["idA10"] }), proposed("A4", { status: "rejected", collides_with: ["idA3"] })];
  assert.deepEqual(groups(all, "p1").map((each) => each.all.map((one) => one.number)), [["A2", "A10", "A11"], ["A3"]]);
  assert.deepEqual(decided(all, "p1").map((each) => each.number), ["A4"]);
});

test("an insertion stands where its paragraph would come", () => {
  const all = [proposed("A1", { kind: "insert", paragraph: null, after: "p2" }), proposed("A2", { kind: "insert", paragraph: null, after: null })];
  assert.deepEqual(groups(all, "p2").map((each) => each.key), ["idA1"]);
  assert.deepEqual(counts(all), { p2: 1, "": 1 });
  assert.deepEqual(homeless(all, [{ id: "p1" }]).map((each) => each.number), ["A1"]);
});

test("its author carries it, then those who joined", () => {
  const each = proposed("A1", { cosponsors: ["FR", "KR"] });
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

test("of many amendments the first are shown at once with the reader's own, and groups stay whole", () => {
  const group = (...names) => ({ key: names[0], all: names.map((id) => ({ id })) });
  const all = [group("a", "b", "c"), group("d"), group("e", "f"), group("g")];
  const keys = (given) => given.map((part) => part.map((each) => each.key));
  assert.deepEqual(keys(parted(all, 4, () => false)), [["a", "d"], ["e", "g"]]);
  assert.deepEqual(keys(parted(all, 4, (each) => each.id === "g")), [["a", "d", "g"], ["e"]]);
  assert.deepEqual(keys(parted(all, 12, () => false)), [["a", "d", "e", "g"], []]);
});
