import assert from "node:assert/strict";
import { test } from "node:test";
import { write } from "../js/state/canonical.js";
import { opened, typed } from "../js/state/drafts.js";
import { empty, label, received, reworded, TONES, untranslatedIn, VALUES } from "../js/state/statement.js";

const paragraph = (id, more = {}) => ({ id, rev: 1, number: "", kind: "operative", text: `text of ${id}`, brackets: [], citations: [], evidence: [], problems: [], versions: [], ...more });
const statement = (paragraphs, more = {}) => ({ rev: 1, paragraphs, parties: ["BR", "KR"], unanswered: ["KR"], stances: { BR: { "": "agree" } }, counts: { "": { agree: 2, object: 1, no_reply: 4 } }, ...more });

test("an older statement changes nothing, a newer paragraph stands beside the draft", () => {
  const state = { ...empty(statement([paragraph("a")], { rev: 5 })), drafts: typed(opened({}, "a", 1, "text of a"), "a", "mine") };
  assert.equal(received(state, statement([], { rev: 4 })), state);
  const next = received(state, statement([paragraph("a", { rev: 2, text: "theirs" })], { rev: 6 }));
  assert.deepEqual([next.drafts.a.text, next.drafts.a.newer, next.drafts.a.rev], ["mine", "theirs", 2]);
});

test("paragraphs that did not change stay the same objects", () => {
  const state = empty(statement([paragraph("a"), paragraph("b")]));
  const { statement: next } = received(state, statement([paragraph("a"), paragraph("b", { text: "other" })], { rev: 2 }));
  assert.deepEqual([next.paragraphs[0] === state.statement.paragraphs[0], next.paragraphs[1] === state.statement.paragraphs[1], next.paragraphs[1].text], [true, false, "other"]);
});

test("a paragraph that is told stands in the text at once, beside what is being written", () => {
  const state = { ...empty(statement([paragraph("a", { evidence: ["kept"] })])), drafts: typed(opened({}, "amend a", 1, "text of a"), "amend a", "mine") };
  const next = reworded(state, { id: "a", rev: 2, text: "theirs", brackets: [] });
  assert.deepEqual([next.statement.paragraphs[0].text, next.statement.paragraphs[0].evidence, next.drafts["amend a"].text, next.drafts["amend a"].newer], ["theirs", ["kept"], "mine", "theirs"]);
  assert.equal(reworded(next, { id: "a", rev: 1, text: "older" }), next);
  assert.equal(reworded(next, { id: "gone", rev: 1, text: "x" }), next);
});

test("text not saved is kept when its paragraph is gone", () => {
  const state = { ...empty(statement([paragraph("a")])), drafts: typed(opened({}, "a", 1, "x"), "a", "mine") };
  const next = received(state, statement([paragraph("b")], { rev: 2 }));
  assert.deepEqual([next.drafts, next.lost], [{}, ["mine"]]);
});

test("all nine positions have a tone", () => {
  assert.deepEqual(Object.keys(TONES).sort(), [...VALUES].sort());
});

test("paragraphs are called as the reader calls them", () => {
  const it = statement([paragraph("p0", { kind: "preambular" }), paragraph("p1", { number: "1" }), paragraph("p2", { kind: "annex" })]);
  assert.deepEqual(["p0", "p1", "p2", "gone"].map((id) => label(it, id)), ["P1", "1", "A1", "gone"]);
});

test("the canonical text sorts names, keeps the order of lists and escapes as RFC 8785 does", () => {
  const it = { title: "A “B”\n", parties: ["KR", "BR"], adopted_at: 7, is_authentic: true, revises: null, text: "é\u0001\u2028" };
  assert.equal(write(it), '{"adopted_at":7,"is_authentic":true,"parties":["KR","BR"],"revises":null,"text":"é\\u0001\u2028","title":"A “B”\\n"}');
});

test("lines of one delegation that nobody translated are one row of a paragraph, with how many they are", () => {
  const line = (segment, more = {}) => ({ paragraph: "a", delegation: "CN", segment, lang: "zh", ...more });
  const rows = untranslatedIn(statement([], { untranslated: [line("1"), line("2"), line("3", { paragraph: "b" }), line("4", { delegation: "KR", lang: "ko" })] }));
  assert.deepEqual(rows.map((each) => [each.paragraph, each.delegation, each.count]), [["a", "CN", 2], ["b", "CN", 1], ["a", "KR", 1]]);
});
