import assert from "node:assert/strict";
import { test } from "node:test";
import { doubted, doubtfulFrom, fitted, isDoubtful, pieces, wordAt, wordUnder } from "../js/state/spoken.js";

/** The words of a text one after the other, half a second each; `doubtful`: those. */
function timed(text, doubtful = []) {
  return [...text.matchAll(/\S+/g)].map((found, at) => [found.index, found.index + found[0].length, at * 500, at * 500 + 400, doubtful.includes(found[0]) ? 0.2 : null, at]);
}

const TEXT = "We support the single widow here";

test("a word that was changed loses its time, and all others keep theirs at their new places", () => {
  const words = fitted(timed(TEXT), TEXT, "We support the single window here");
  assert.deepEqual(words.map((word) => "We support the single window here".slice(word[0], word[1])), ["We", "support", "the", "single", "here"]);
  assert.deepEqual(words.at(-1)?.slice(2, 4), [2500, 2900]);
});

test("words before and behind what was written in stay, in texts of any script", () => {
  for (const [before, after] of [["우리는 지지한다", "우리는 강력히 지지한다"], ["نحن ندعم", "نحن لا ندعم"], ["Yes 👍 indeed", "Yes 👍👍 indeed"]]) {
    const kept = fitted(timed(before), before, after).map((word) => after.slice(word[0], word[1]));
    assert.ok(kept.every((word) => before.includes(word)), after);
    assert.equal(kept[0], before.split(" ")[0]);
    assert.equal(kept.at(-1), before.split(" ").at(-1));
  }
});

test("nothing is left of the words of a text that says something else", () => {
  assert.deepEqual(fitted(timed("abc def"), "abc def", "xyz"), []);
  assert.deepEqual(fitted(timed("abc def"), "abc def", ""), []);
});

test("the pieces of a text are the text, whatever the words say", () => {
  for (const words of [timed(TEXT), [], [[3, 10, 0, 1, 1, 0]], [[0, 99, 0, 1, 1, 0]], [[5, 4, 0, 1, 1, 0], [4, 8, 0, 1, 1, 1], [6, 9, 0, 1, 1, 2]]]) {
    assert.equal(pieces(TEXT, words).map((piece) => piece.text).join(""), TEXT);
  }
  assert.deepEqual(pieces("a b", timed("a b")), [{ text: "a", place: 0 }, { text: " ", place: -1 }, { text: "b", place: 1 }]);
});

test("the word that is heard is marked, and a short while longer", () => {
  const words = timed("one two three");
  assert.deepEqual([-1, 0, 450, 500, 1399, 1799, 1800].map((ms) => wordAt(words, ms)), [-1, 0, 0, 1, 2, 2, -1]);
});

test("the next doubtful word is found after and before a place", () => {
  const words = timed(TEXT, ["support", "widow"]);
  assert.deepEqual(words.filter(isDoubtful).length, 2);
  assert.equal(doubtfulFrom(words, -1, 1), 1);
  assert.equal(doubtfulFrom(words, words[1][0], 1), 4);
  assert.equal(doubtfulFrom(words, words[4][0], -1), 1);
  assert.equal(doubtfulFrom(words, words[1][0], -1), -1);
  assert.deepEqual(doubted([[0, 1, 0, 1, 0.7, 0], [2, 3, 1, 2, 0.69, 1], [4, 5, 2, 3, null, null]], 0.7).map(isDoubtful), [false, true, false]);
});

test("a place in the text belongs to the word at it, or to the next", () => {
  const words = timed("ab cd");
  assert.deepEqual([0, 1, 2, 3, 5, 6].map((at) => wordUnder(words, at)), [0, 0, 0, 1, 1, -1]);
});
