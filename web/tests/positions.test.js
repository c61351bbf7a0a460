import assert from "node:assert/strict";
import { test } from "node:test";
import { isLeft, isReviewOf, matters, next, paragraphsWith, progress, reviewOf } from "../js/state/matters.js";
import { counts, isOwing, isSpokenOn, outdated, owing, rows, stance, standing, sums, taken } from "../js/state/positions.js";

const paragraph = (id, more = {}) => ({ id, rev: 1, number: "1", kind: "operative", text: id, brackets: [], citations: [], evidence: [], problems: [], versions: [], ...more });
const position = (delegation, place, value, more = {}) => ({ delegation, paragraph: place, value, note: "", by: "", at: 1, is_outdated: false, ...more });
const statement = { paragraphs: [paragraph("t", { kind: "title" }), paragraph("a"), paragraph("b"), paragraph("c")], parties: ["BR", "FR", "KR"], sessions: [] };
const told = (positions) => standing(statement, { positions, matrix: positions.reduce((all, each) => ({ ...all, [each.delegation]: { ...all[each.delegation], [each.paragraph]: each.value } }), {}), counts: { "": { agree: 2, object: 1, no_reply: 4 } }, marks: {}, levels: {}, whole: "open", late: [], unanswered: [], obstacles: [], is_agreed: false });
const name = (code) => ({ BR: "Brazil", FR: "France", KR: "Republic of Korea" })[code];

test("a word on the whole stands for a paragraph until there is one on it; silence is not counted", () => {
  const it = told([position("BR", "", "agree"), position("BR", "a", "object")]);
  assert.deepEqual([stance(it, "BR"), stance(it, "BR", "b"), stance(it, "BR", "a"), stance(it, "KR", "a")], ["agree", "agree", "object", "no_reply"]);
  assert.deepEqual(counts(it), [["agree", 2], ["object", 1]]);
});

test("a word that was just taken is seen at once, in the place of the one before", () => {
  const before = { positions: [position("BR", "a", "agree"), position("BR", "", "agree")], matrix: { BR: { a: "agree", "": "agree" } }, marks: { BR: { a: [] } }, counts: {} };
  const it = taken(before, position("BR", "a", "object"));
  assert.deepEqual([it.matrix.BR, it.positions.length, it.positions.at(-1).value, before.matrix.BR.a], [{ a: "object", "": "agree" }, 2, "object", "agree"]);
  assert.deepEqual(taken(before, position("KR", "", "reserve", { is_on_behalf: true })).marks.KR, { "": ["on_behalf"] });
});

test("a paragraph on which nobody spoke by itself only repeats the whole", () => {
  const it = told([position("BR", "", "agree"), position("FR", "a", "no_reply"), position("KR", "b", "reserve")]);
  assert.deepEqual(["a", "b", "c"].map((id) => isSpokenOn(it, id)), [false, true, false]);
});

test("what a statement brings itself serves until its positions are read", () => {
  const it = standing({ ...statement, stances: { BR: { "": "agree" } }, positions: [], counts: {}, unanswered: ["KR"] }, null);
  assert.deepEqual([stance(it, "BR"), it.unanswered], ["agree", ["KR"]]);
});

test("a delegation owes what it has not spoken on, and what was reworded since; a heading asks for nothing", () => {
  const it = told([position("BR", "a", "agree", { is_outdated: true }), position("BR", "b", "agree")]);
  assert.deepEqual(owing(statement, it, "BR"), ["a", "c", ""]);
  assert.deepEqual(owing(statement, told([position("BR", "", "no_objection")]), "BR"), []);
  assert.equal(isOwing(told([position("BR", "", "agree")]), "BR", "c"), false);
  const silent = { ...told([]), marks: { KR: Object.fromEntries(["", "a", "b", "c"].map((place) => [place, ["by_silence"]])) } };
  assert.deepEqual([owing(statement, silent, "KR"), owing(statement, silent, "BR").length], [[], 4]);
  assert.deepEqual(outdated(it), ["BR"]);
});

test("the matrix is filtered by what is held and by name, and keeps what stands by a word on the whole apart", () => {
  const it = told([position("BR", "", "agree"), position("FR", "a", "object"), position("KR", "b", "agree_ad_referendum"), position("KR", "", "agree", { is_outdated: true })]);
  const parties = (which, words = "") => rows(statement, it, { which, words }, name).map((each) => each.party);
  assert.deepEqual(parties("all"), ["BR", "FR", "KR"]);
  assert.deepEqual([parties("unanswered"), parties("blocking"), parties("reserving"), parties("referendum"), parties("outdated")], [["FR"], ["FR"], [], ["KR"], ["KR"]]);
  assert.deepEqual([parties("all", "korea"), parties("all", "fr")], [["KR"], ["FR"]]);
  const [brazil] = rows(statement, it, { which: "all", words: "" }, name);
  assert.deepEqual(brazil.cells.map((each) => [each.value, each.isWhole]), [["agree", false], ["agree", true], ["agree", true], ["agree", true], ["agree", true]]);
  assert.deepEqual(sums(statement, it, "a"), { good: 2, warn: 0, bad: 1, silent: 0 });
});

test("what is open on a paragraph is counted, filtered and found in turn", () => {
  const bracket = (owner, more = {}) => ({ id: owner, owner, kind: "reserve", span: [0, 1], ...more });
  const it = { ...statement, paragraphs: [paragraph("a", { brackets: [bracket("BR"), bracket("FR", { alternative_of: "BR" })] }), paragraph("b"), paragraph("c", { problems: [{ fault: "word", text: "x" }, { fault: "word", text: "y" }], kept: [{ fault: "word", text: "x" }], reviews: [{ segment: "s", span: [0, 1], state: "not_reviewed" }] })] };
  const found = matters(it, [{ id: "1", number: "A1", paragraph: "a", kind: "replace", status: "open", collides_with: [] }], told([position("FR", "a", "object"), position("KR", "", "agree")]), "KR");
  assert.deepEqual(found.a, { brackets: 2, amendments: 1, objections: 1, faults: 0, mine: 0 });
  assert.deepEqual(found.c, { brackets: 0, amendments: 0, objections: 0, faults: 2, mine: 0 });
  assert.deepEqual(paragraphsWith(found), { brackets: 1, amendments: 1, objections: 1, faults: 1, mine: 0 });
  assert.deepEqual(progress(it), { brackets: 2, faults: 1 });
  assert.deepEqual([isLeft(found.b, "all"), isLeft(found.b, "brackets"), isLeft(undefined, "brackets")], [true, false, false]);
  assert.deepEqual([next(it, found, "a"), next(it, found, "c"), next(it, found, ""), next(it, found, "a", -1), next(it, found, "", -1)], ["c", "a", "a", "c", "c"]);
  assert.equal(next(it, {}, "a"), "");
});

test("a line is reviewed with all the words that stand for it, those first that nobody has looked at", () => {
  const reviews = [
    { segment: "a", segments: ["a", "b"], span: [0, 9], state: "accepted", by: "Ana", at: 1 },
    { segment: "b", segments: ["b", "c"], span: [12, 20], state: "not_reviewed", by: "", at: null },
  ];
  const line = (/** @type {string} */ id, /** @type {string[]} */ before = []) => ({ id, stands_for: [id, ...before] });
  assert.deepEqual(reviewOf({ reviews }, line("b")).span, [12, 20]);
  assert.deepEqual(reviewOf({ reviews }, line("a")).span, [0, 9]);
  assert.deepEqual(reviewOf({ reviews }, line("split", ["c"])).span, [12, 20]);
  assert.equal(reviewOf({ reviews }, line("d")), undefined);
  assert.deepEqual(["a", "b", "c"].map((id) => isReviewOf(reviews[0], line(id))), [true, true, false]);
});
