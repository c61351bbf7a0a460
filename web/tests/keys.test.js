import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMANDS, commandOf } from "../js/state/keys.js";

const pressed = (key, more = {}) => ({ key, code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false, ...more });
const alt = (key, more = {}) => pressed(key, { altKey: true, ...more });

test("with Alt a command is given everywhere, without it only on a line that nobody writes in", () => {
  assert.deepEqual([commandOf(alt("k"), false), commandOf(alt("k"), true), commandOf(pressed("k"), true), commandOf(pressed("k"), false)], ["play", "play", "play", ""]);
  assert.deepEqual([commandOf(pressed("Enter"), true), commandOf(pressed("Enter"), false), commandOf(pressed(" "), true)], ["edit", "", "hear"]);
  assert.deepEqual([commandOf(alt("ArrowDown"), false), commandOf(alt("ArrowUp"), false)], ["doubt_next", "doubt_before"]);
});

test("a keyboard that writes another script or a sign gives the same commands by the place of the key", () => {
  assert.equal(commandOf(alt("ㅏ", { code: "KeyK" }), false), "play");
  assert.equal(commandOf(alt("˚", { code: "KeyK" }), false), "play");
  assert.equal(commandOf(alt("k", { code: "KeyV" }), false), "play", "a letter goes by itself where the keyboard has moved it");
});

test("what an input method composes, and what browsers use, is no command", () => {
  for (const taken of [alt("k", { isComposing: true }), alt("k", { keyCode: 229 }), alt("k", { ctrlKey: true }), alt("k", { metaKey: true }), alt("k", { shiftKey: true }), alt("ArrowLeft"), alt("d"), alt("f")]) {
    assert.equal(commandOf(taken, false), "");
  }
  assert.equal(commandOf(pressed("Enter", { isComposing: true }), true), "");
});

test("no key has two meanings, and none is one that a browser keeps for itself with Alt", () => {
  const letters = COMMANDS.flatMap((each) => each.letter ?? []);
  const plain = COMMANDS.flatMap((each) => each.plain ?? []);
  assert.equal(new Set(letters).size, letters.length);
  assert.equal(new Set(plain).size, plain.length);
  assert.deepEqual(letters.filter((letter) => "DEFBHSTV".includes(letter)), []);
});
