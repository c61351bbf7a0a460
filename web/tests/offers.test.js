import assert from "node:assert/strict";
import { test } from "node:test";
import { Offers } from "../js/net/offers.js";

const row = (/** @type {Partial<import("../js/net/unsent.js").Row>} */ given) => ({
  key: "k1", session: "s", owner: "o", generation: 1, update: new Uint8Array(), lines: { a: "first" }, at: 7, code: "line_gone", message: "gone", ...given,
});

/** Offers over a store that notes what is done in it. */
function offers() {
  /** @type {string[][]} */
  const done = [];
  const store = {
    put: async (/** @type {{key: string}} */ each) => void done.push(["put", each.key]),
    remove: async (/** @type {string[]} */ keys) => void done.push(["remove", ...keys]),
  };
  /** @type {Promise<unknown>[]} */
  const handed = [];
  return { done, handed, made: new Offers(/** @type {any} */ (store), (promise) => handed.push(promise)) };
}

test("what is not sent any more is kept and offered with its reason", () => {
  const { done, handed, made } = offers();
  made.add(row({}));
  assert.deepEqual(made.all, [{ line: "a", text: "first", code: "line_gone", message: "gone", at: 7 }]);
  assert.deepEqual(done, [["put", "k1"]]);
  assert.equal(handed.length, 1);
});

test("the newest text of a line stands for all of it, and with it all its rows go", () => {
  const { done, made } = offers();
  made.show(row({}));
  made.show(row({ key: "k2", lines: { a: "second", b: "other" } }));
  assert.deepEqual(made.all.map(({ line, text }) => [line, text]), [["a", "second"], ["b", "other"]]);
  assert.equal(made.forget("a"), true);
  assert.deepEqual(done, [["remove", "k1", "k2"]]);
  assert.equal(made.has("a"), false);
  assert.equal(made.has("b"), true);
});

test("nothing is forgotten that was not offered", () => {
  const { done, made } = offers();
  assert.equal(made.forget("a"), false);
  assert.deepEqual(done, []);
});
