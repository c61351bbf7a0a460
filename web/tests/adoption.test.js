import assert from "node:assert/strict";
import { test } from "node:test";
import { embargoEnd, isThereOnce } from "../js/state/adoption.js";

test("an embargo without an end, or with one that is past, is not taken for at once", () => {
  const now = Date.parse("2026-12-01T09:00");
  assert.equal(embargoEnd(false, "", now), null);
  assert.equal(embargoEnd(false, "2026-12-05T09:00", now), null);
  assert.equal(embargoEnd(true, "2026-12-05T09:00", now), Date.parse("2026-12-05T09:00"));
  assert.deepEqual([embargoEnd(true, "", now), embargoEnd(true, "2026-12-01T09:00", now), embargoEnd(true, "soon", now)], [undefined, undefined, undefined]);
});

test("what a corrigendum replaces stands in the paragraph once", () => {
  const text = "We meet in 2028 in Busan; in 2028 we report.";
  assert.deepEqual(["in Busan", "2028", "2029", "", "in 2028 we"].map((words) => isThereOnce(text, words)), [true, false, false, false, true]);
});
