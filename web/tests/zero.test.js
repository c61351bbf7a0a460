import assert from "node:assert/strict";
import { test } from "node:test";
import { ownFirst } from "../js/state/adoption.js";
import { calledBy } from "../js/state/called.js";
import { called, grouped, held, isTracked, otherNumber } from "../js/state/zero.js";

/** @param {object} [more] */
const paragraph = (more = {}) => /** @type {any} */ ({ kind: "operative", number: "1", was: "1", text: "a", brackets: [], changes: [], ...more });

test("a paragraph of a zero draft is called by its number, else by its place among its kind", () => {
  const told = /** @type {any} */ ({ paragraphs: [paragraph({ kind: "preambular", number: "" }), paragraph({ number: "3 bis" }), paragraph({ kind: "preambular", number: "" })] });
  assert.deepEqual([0, 1, 2, null, 9].map((place) => called(told, place)), ["P1", "3 bis", "P2", "", ""]);
});

test("a number of the file is shown where the statement gives another one", () => {
  assert.deepEqual([["4", "2"], ["3bis", "3 bis"], ["(1)", "1"], ["", "1"], ["1.1", "1"], ["三", "3"]].map(([was, number]) => otherNumber(paragraph({ was, number }))), ["4", "", "", "", "1.1", ""]);
});

test("changes of reviewers ask for a decision and comments do not; warnings of a kind stand together", () => {
  const told = (/** @type {string} */ kind) => /** @type {any} */ ({ paragraphs: [paragraph({ brackets: [{}], changes: [{ kind }] }), paragraph()], warnings: [{ code: "owner", text: "US", paragraph: 0 }, { code: "left", text: "DRAFT", paragraph: null }, { code: "owner", text: "JP", paragraph: 1 }] });
  assert.deepEqual([isTracked(told("comment")), isTracked(told("deleted")), held(told("comment"))], [false, true, 1]);
  assert.deepEqual(grouped(told("comment")).map((each) => [each.code, each.all.length]), [["owner", 2], ["left", 1]]);
});

test("a delegation is called by its country in the reader's language, and one's own stands at the head", () => {
  assert.deepEqual([{ name: "Kenya", called: "케냐" }, { name: "Invented Union" }].map(calledBy), ["케냐", "Invented Union"]);
  assert.deepEqual(ownFirst([{ code: "BR" }, { code: "KE" }, { code: "KR" }], "KE").map((each) => each.code), ["KE", "BR", "KR"]);
  assert.deepEqual(ownFirst([{ code: "BR" }, { code: "KE" }], null).map((each) => each.code), ["BR", "KE"]);
});
