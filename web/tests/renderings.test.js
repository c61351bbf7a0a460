import assert from "node:assert/strict";
import test from "node:test";
import { dueText, left, progress } from "../js/state/register.js";
import { counts, cut, isSignable, need, nextOpen } from "../js/state/renderings.js";

const paragraph = (id, more = {}) => ({ id, rev: 1, text: "x", state: "revised", is_stale: false, is_waiting: false, checks: [], ...more });

test("a paragraph is done when a person saw words that are not stale and whose checks are mended or called right", () => {
  const fault = { fault: "figure", text: "31", right: null };
  assert.equal(need(paragraph("a")), "done");
  assert.equal(need(paragraph("a", { state: "machine" })), "machine");
  assert.equal(need(paragraph("a", { checks: [fault] })), "faults");
  assert.equal(need(paragraph("a", { checks: [{ ...fault, right: { by: "Ana", at: 1 } }] })), "done");
  assert.equal(need(paragraph("a", { is_stale: true, checks: [fault] })), "stale");
  assert.equal(need(paragraph("a", { text: "", state: "missing" })), "missing");
  assert.equal(need(paragraph("a", { text: "", state: "missing", is_waiting: true })), "waiting");
});

test("a version is signed when nothing in it is open but a machine's words, and not twice", () => {
  const version = { paragraphs: [paragraph("a"), paragraph("b", { state: "machine" })], sign_off: null };
  assert.ok(isSignable(version));
  assert.ok(!isSignable({ ...version, sign_off: { is_current: true } }));
  assert.ok(!isSignable({ ...version, paragraphs: [paragraph("a", { is_stale: true })] }));
  assert.equal(counts(version).machine, 1);
});

test("the next open paragraph comes after this one, and from the beginning again", () => {
  const version = { paragraphs: [paragraph("a", { state: "machine" }), paragraph("b"), paragraph("c", { is_stale: true })] };
  assert.equal(nextOpen(version, "a"), "c");
  assert.equal(nextOpen(version, "c"), "a");
  assert.equal(nextOpen({ paragraphs: [paragraph("a")] }, "a"), null);
});

test("a text is cut at its brackets by code points, the innermost holder counts", () => {
  const text = "𝄞 a [b [c]] d";
  const parts = cut(text, [{ span: [4, 11], owners: ["KR"] }, { span: [7, 10], owners: ["BR"] }]);
  assert.deepEqual(parts.map((each) => [each.text, each.owners?.[0] ?? ""]), [["𝄞 a ", ""], ["[b ", "KR"], ["[c]", "BR"], ["]", "KR"], [" d", ""]]);
});

test("the register is filtered by state, lateness and owner, and says how far it is", () => {
  const all = [{ owners: ["KR"], state: "open", is_late: true }, { owners: ["BR"], state: "done", is_late: false }];
  assert.equal(left(all, { state: "late", owner: "" }).length, 1);
  assert.equal(left(all, { state: "done", owner: "KR" }).length, 0);
  assert.deepEqual(progress(all), { count: 2, done: 1, late: 1 });
});

test("a due day, month or year is written as the reader's language does", () => {
  assert.equal(dueText("2027-03-31", "en"), "Mar 31, 2027");
  assert.equal(dueText("2027-06", "pt"), "junho de 2027");
  assert.equal(dueText("2027", "ko"), "2027");
  assert.equal(dueText("", "en"), "");
});
