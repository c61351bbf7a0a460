import assert from "node:assert/strict";
import { test } from "node:test";
import { COLOURS, byLine, colleagues, initials } from "../js/state/people.js";

const states = new Map([
  [1, { user: { name: "Me", colour: 0 }, line: "a" }],
  [7, { user: { name: "Zoe", colour: 2 }, line: "a" }],
  [5, { user: { name: "Ana", colour: 4 }, line: null }],
]);

test("everybody else is listed by name, and who is in a line is found there", () => {
  const all = colleagues(states, 1);
  assert.deepEqual(all.map((each) => [each.name, each.colour, each.line]), [["Ana", 4, null], ["Zoe", 2, "a"]]);
  assert.deepEqual([...byLine(all)].map(([line, people]) => [line, people.map((each) => each.name)]), [["a", ["Zoe"]]]);
});

test("what another page sends may have any shape and harms nobody", () => {
  const strange = [null, 7, {}, { user: null }, { user: { name: 3 } }, { user: { name: "A".repeat(500), colour: "red" }, line: { x: 1 } }, { user: { name: "B", colour: 99 } }];
  const all = colleagues(new Map(strange.map((state, at) => [at + 10, state])), 1);
  assert.deepEqual(all.map((each) => [each.name.length, each.line]), [[80, null], [1, null]]);
  assert.ok(all.every((each) => each.colour >= 0 && each.colour < COLOURS));
});

test("a name becomes two letters, in every script", () => {
  assert.deepEqual(["Ana Maria Silva", "김하나", "rapporteur", "", "𠮷田 一"].map(initials), ["AS", "김하", "RA", "?", "𠮷一"]);
});
