import assert from "node:assert/strict";
import { test } from "node:test";
import { places } from "../js/state/found.js";

/** @param {string} text @param {string[]} words */
const found = (text, words) => places(text, words).map(([start, end]) => text.slice(start, end));

test("a word is found whatever its case and accents, and the place is that of the text as it stands", () => {
  assert.deepEqual(found("A proposta é Aprovada, APROVADA.", ["aprovada"]), ["Aprovada", "APROVADA"]);
  assert.deepEqual(found("Coopération douanière", ["cooperation", "douaniere"]), ["Coopération", "douanière"]);
  assert.deepEqual(found("cooperac\u0327a\u0303o x", ["cooperacao"]), ["cooperac\u0327a\u0303o"]);
});

test("signs beyond the first plane and Hangul keep their places, and nothing overlaps", () => {
  assert.deepEqual(found("😀 단일창구 도입 😀창구", ["창구"]), ["창구", "창구"]);
  assert.deepEqual(found("aaaa", ["aa", "aaa"]), ["aa", "aa"]);
  assert.deepEqual(found("nothing", ["word", ""]), []);
});
