import assert from "node:assert/strict";
import { test } from "node:test";
import { keyMeans, kept, led, opened, sized, SIZES, stepped } from "../js/state/hall.js";
import { allowed, commandOf, COMMANDS } from "../js/state/statement_keys.js";

const statement = (...ids) => ({ paragraphs: ids.map((id) => ({ id })) });
const key = (name, more = {}) => ({ key: name, code: /^[a-z]$/i.test(name) ? `Key${name.toUpperCase()}` : name, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false, ...more });

test("the hall's screen follows the secretariat until somebody steps there", () => {
  const it = statement("a", "b", "c");
  const shown = opened(it);
  assert.equal(led(shown, it, "c").at, "c");
  assert.equal(led(shown, it, "gone").at, "a");
  const own = stepped(shown, it, 1);
  assert.deepEqual([own.at, own.isFollowing, led(own, it, "c").at], ["b", false, "b"]);
  assert.deepEqual([stepped(own, it, 9).at, stepped(own, it, -9).at], ["c", "a"]);
});

test("where the shown paragraph is taken out, the one at its place is shown", () => {
  const before = statement("a", "b", "c");
  assert.equal(kept({ ...opened(before), at: "b" }, before, statement("a", "c")).at, "c");
  assert.equal(kept({ ...opened(before), at: "c" }, before, statement("a", "b")).at, "b");
  assert.equal(kept({ ...opened(before), at: "a" }, before, statement()).at, "");
});

test("letters have a largest and a smallest size", () => {
  const it = opened(statement("a"));
  assert.equal(sized(it, 99).size, SIZES.length - 1);
  assert.equal(sized(it, -99).size, 0);
});

test("the keys of a presenter step through the paragraphs", () => {
  assert.deepEqual([keyMeans("PageDown"), keyMeans("PageUp"), keyMeans("c"), keyMeans("q")], [{ step: 1 }, { step: -1 }, { name: "clean" }, null]);
});

test("plain keys work on a paragraph only, keys of other scripts by their place, and never while a script is composed", () => {
  assert.deepEqual([commandOf(key("e"), true), commandOf(key("e"), false), commandOf(key("ㄷ", { code: "KeyE" }), true)], ["edit", "", "edit"]);
  assert.deepEqual([commandOf(key("n", { altKey: true }), false), commandOf(key("n", { ctrlKey: true }), true), commandOf(key("e", { isComposing: true }), true)], ["next_open", "", ""]);
  assert.equal(commandOf(key("?", { code: "Slash", shiftKey: true }), true), "help");
  assert.equal(commandOf(key("q"), true), "");
});

test("no two commands share a key, and a reader has only what a reader may do", () => {
  const plain = COMMANDS.flatMap((each) => each.plain);
  assert.equal(new Set(plain).size, plain.length);
  assert.ok(!allowed([]).some((each) => each.name === "edit"));
  assert.ok(allowed(["edit"]).some((each) => each.name === "edit"));
});
