import assert from "node:assert/strict";
import { test } from "node:test";
import { dropped, failed, isAnyUnsaved, opened, overtaken, saving, typed, yielded } from "../js/state/drafts.js";

const begun = () => typed(opened({}, "a", 1, "nine"), "a", "eight");

test("a draft that is there already is not begun again", () => {
  assert.equal(opened(begun(), "a", 2, "other").a.text, "eight");
});

test("a newer text stands beside the draft and the next save goes over it", () => {
  const { a } = overtaken(saving(begun(), "a"), "a", 2, "seven");
  assert.deepEqual([a.text, a.newer, a.rev, a.isSaving], ["eight", "seven", 2, false]);
});

test("an older or equal version does not touch a draft", () => {
  const drafts = begun();
  assert.equal(overtaken(drafts, "a", 1, "seven"), drafts);
});

test("a draft in which nothing was written follows the newer text", () => {
  const { a } = overtaken(opened({}, "a", 1, "nine"), "a", 2, "seven");
  assert.deepEqual([a.text, a.base, a.newer], ["seven", "seven", null]);
});

test("one's own text coming back is no conflict", () => {
  const { a } = overtaken(begun(), "a", 2, "eight");
  assert.deepEqual([a.newer, a.base, a.rev], [null, "eight", 2]);
});

test("taking the newer text gives one's own up", () => {
  const drafts = yielded(overtaken(begun(), "a", 2, "seven"), "a");
  assert.deepEqual([drafts.a.text, drafts.a.newer, isAnyUnsaved(drafts)], ["seven", null, false]);
});

test("what could not be saved stays, with the reason", () => {
  const { a } = failed(saving(begun(), "a"), "a", "no connection");
  assert.deepEqual([a.text, a.error, a.isSaving], ["eight", "no connection", false]);
});

test("only written text counts as unsaved, and a dropped draft is gone", () => {
  assert.equal(isAnyUnsaved(opened({}, "a", 1, "nine")), false);
  assert.equal(isAnyUnsaved(begun()), true);
  assert.deepEqual(dropped(begun(), "a"), {});
});

test("what happens to an unknown key changes nothing", () => {
  assert.deepEqual([typed({}, "a", "x"), overtaken({}, "a", 2, "x"), yielded({}, "a")], [{}, {}, {}]);
});
