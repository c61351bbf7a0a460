import assert from "node:assert/strict";
import { test } from "node:test";
import { write } from "../js/state/canonical.js";
import { opened, typed } from "../js/state/drafts.js";
import { counts, empty, label, obstacle, pieces, progress, received, stance, TONES, VALUES } from "../js/state/statement.js";

const paragraph = (id, more = {}) => ({ id, rev: 1, number: "", kind: "operative", text: `text of ${id}`, brackets: [], citations: [], evidence: [], problems: [], versions: [], ...more });
const statement = (paragraphs, more = {}) => ({ rev: 1, paragraphs, parties: ["BR", "KR"], unanswered: ["KR"], stances: { BR: { "": "agree" } }, counts: { "": { agree: 2, object: 1, no_reply: 4 } }, ...more });
const bracket = (owner, start, end) => ({ owner, kind: "reserve", span: [start, end] });

test("brackets cut the text by code points, not by UTF-16 units", () => {
  const found = pieces(paragraph("a", { text: "𝒜 [관세] end", brackets: [bracket("KR", 2, 6)] }));
  assert.deepEqual(found, [{ text: "𝒜 ", owners: [], segments: [] }, { text: "[관세]", owners: ["KR"], segments: [] }, { text: " end", owners: [], segments: [] }]);
});

test("brackets inside brackets keep both owners and lose no text", () => {
  const found = pieces(paragraph("a", { text: "abcdef", brackets: [bracket("BR", 1, 5), bracket("KR", 2, 4)] }));
  assert.deepEqual(found.map((each) => each.text + each.owners.join("")), ["a", "bBR", "cdBRKR", "eBR", "f"]);
});

test("a citation cuts the text and names its segments, inside a bracket too", () => {
  const found = pieces(paragraph("a", { text: "ab[cd]", brackets: [bracket("BR", 2, 6)], citations: [{ span: [0, 2], segments: ["s1"] }, { span: [3, 5], segments: ["s2", "s1"] }] }));
  assert.deepEqual(found.map((each) => [each.text, ...each.owners, ...each.segments].join(" ")), ["ab s1", "[ BR", "cd BR s2 s1", "] BR"]);
});

test("a bracket without a place in the text marks nothing", () => {
  assert.deepEqual(pieces(paragraph("a", { text: "abc", brackets: [bracket("BR", 0, 0)] })), [{ text: "abc", owners: [], segments: [] }]);
});

test("an older statement changes nothing, a newer paragraph stands beside the draft", () => {
  const state = { ...empty(statement([paragraph("a")], { rev: 5 })), drafts: typed(opened({}, "a", 1, "text of a"), "a", "mine") };
  assert.equal(received(state, statement([], { rev: 4 })), state);
  const next = received(state, statement([paragraph("a", { rev: 2, text: "theirs" })], { rev: 6 }));
  assert.deepEqual([next.drafts.a.text, next.drafts.a.newer, next.drafts.a.rev], ["mine", "theirs", 2]);
});

test("text not saved is kept when its paragraph is gone", () => {
  const state = { ...empty(statement([paragraph("a")])), drafts: typed(opened({}, "a", 1, "x"), "a", "mine") };
  const next = received(state, statement([paragraph("b")], { rev: 2 }));
  assert.deepEqual([next.drafts, next.lost], [{}, ["mine"]]);
});

test("progress counts open brackets and who has answered", () => {
  const found = progress(statement([paragraph("a", { brackets: [bracket("BR", 0, 1), bracket("KR", 0, 1)], problems: ["x"] }), paragraph("b")]));
  assert.deepEqual(found, { brackets: 2, problems: 1, answered: 1, parties: 2 });
});

test("a delegation that said nothing has not replied, and silence is not counted", () => {
  const it = statement([]);
  assert.deepEqual([stance(it, "BR"), stance(it, "KR"), stance(it, "BR", "p1")], ["agree", "no_reply", "no_reply"]);
  assert.deepEqual(counts(it), [["agree", 2], ["object", 1]]);
});

test("all nine positions have a tone", () => {
  assert.deepEqual(Object.keys(TONES).sort(), [...VALUES].sort());
});

test("obstacles are taken apart and name paragraphs as the reader does", () => {
  const it = statement([paragraph("p0", { kind: "preambular" }), paragraph("p1", { number: "1" }), paragraph("p2", { kind: "annex" })]);
  assert.deepEqual(["p0", "p1", "p2", "gone"].map((id) => label(it, id)), ["P1", "1", "A1", "gone"]);
  assert.deepEqual(obstacle("open bracket of FR (reserve) in paragraph A1"), { kind: "bracket", owner: "FR", hold: "reserve", paragraph: "A1" });
  assert.deepEqual(obstacle("FR: object on paragraph 1"), { kind: "position", party: "FR", value: "object", paragraph: "1" });
  assert.deepEqual(obstacle("FR: propose_amendment on the whole"), { kind: "position", party: "FR", value: "propose_amendment", paragraph: "" });
  assert.deepEqual(obstacle("paragraph 2 quotes a retracted line"), { kind: "retracted", paragraph: "2" });
  assert.deepEqual(obstacle("something new"), { kind: "other", text: "something new" });
});

test("the canonical text sorts names, keeps the order of lists and escapes as RFC 8785 does", () => {
  const it = { title: "A “B”\n", parties: ["KR", "BR"], adopted_at: 7, is_authentic: true, revises: null, text: "é\u0001\u2028" };
  assert.equal(write(it), '{"adopted_at":7,"is_authentic":true,"parties":["KR","BR"],"revises":null,"text":"é\\u0001\u2028","title":"A “B”\\n"}');
});
