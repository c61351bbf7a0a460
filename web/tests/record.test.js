import assert from "node:assert/strict";
import { test } from "node:test";
import * as reduce from "../js/state/record.js";

/** @param {object} [more] @returns {any} */
const item = (more = {}) => ({ id: "a", rev: 1, kind: "summary", state: "draft", theme: "", text: "One.", owner: "", due: "", due_said: "", evidence: [{ id: "s1" }], marks: [], ...more });
/** @param {any[]} items @param {object} [more] @returns {any} */
const record = (items, more = {}) => ({ language: "en", head: 1, can: ["edit"], items, participants: [], approvals: [], obstacles: [], ...more });

test("a record that was slow on its way does not take a newer one away", () => {
  const state = reduce.received(reduce.empty(), record([item({ text: "New." })], { head: 5 }));
  assert.equal(reduce.items(reduce.received(state, record([item()], { head: 4 })))[0].text, "New.");
  assert.equal(reduce.received(state, record([], { head: 0, language: "pt" })).record?.language, "pt");
});

test("what somebody else saved stands beside what one writes, and the next save goes over it knowingly", () => {
  let state = reduce.received(reduce.empty(), record([item()]));
  state = reduce.typed(reduce.opened(state, item()), "a", { text: "Mine." });
  assert.ok(reduce.isUnsaved(state));
  state = reduce.received(state, record([item({ rev: 2, text: "Theirs." })], { head: 2 }));
  assert.deepEqual([state.writings.a.newer, state.writings.a.rev, state.writings.a.fields.text], ["Theirs.", 2, "Mine."]);
});

test("an item that nobody has typed in yet simply takes the newer text", () => {
  let state = reduce.opened(reduce.received(reduce.empty(), record([item()])), item());
  state = reduce.received(state, record([item({ rev: 2, text: "Theirs." })], { head: 2 }));
  assert.deepEqual([state.writings.a.fields.text, state.writings.a.newer], ["Theirs.", null]);
  assert.ok(!reduce.isUnsaved(state));
});

test("items stand under their headings in order, and a heading that comes again opens again", () => {
  const state = reduce.received(reduce.empty(), record([item({ id: "a", theme: "X" }), item({ id: "b", theme: "X" }), item({ id: "c", theme: "Y" }), item({ id: "d", theme: "X" })]));
  assert.deepEqual(reduce.grouped(state).map((each) => [each.theme, each.items.length]), [["X", 2], ["Y", 1], ["X", 1]]);
});

test("the next in brackets is looked for behind an item and then from the head; what was taken out is none", () => {
  const state = reduce.received(reduce.empty(), record([item({ id: "a" }), item({ id: "b", state: "accepted" }), item({ id: "c", state: "dismissed" }), item({ id: "d", kind: "action" })]));
  assert.equal(reduce.nextOpen(state, "b"), "a");
  assert.equal(reduce.nextOpen(state, "a"), null);
  assert.deepEqual([reduce.open(state, "summary"), reduce.open(state, "decisions")], [1, 1]);
});

test("a step up or down names the item that one comes to stand behind", () => {
  const state = reduce.received(reduce.empty(), record(["a", "b", "c"].map((id) => item({ id }))));
  assert.deepEqual([reduce.behind(state, "b", -1), reduce.behind(state, "b", 1), reduce.behind(state, "a", -1), reduce.behind(state, "a", 1)], [null, "c", undefined, "b"]);
});

test("a due day is written in the reader's language, a month without a day, and what is no day as it is", () => {
  assert.equal(reduce.dayOf("2027-03-31", "en-GB"), "31 March 2027");
  assert.equal(reduce.dayOf("2027-05", "en-GB"), "May 2027");
  assert.deepEqual([reduce.dayOf("", "en"), reduce.dayOf("soon", "en")], ["", "soon"]);
});

test("the approval that holds is the last one that was not opened again", () => {
  const approvals = [{ number: 1, reopened: { by: "A", at: 2, why: "w" } }, { number: 2, reopened: null }];
  assert.equal(reduce.seal(record([], { approvals }))?.number, 2);
  assert.equal(reduce.seal(record([], { approvals: approvals.slice(0, 1) })), undefined);
});
