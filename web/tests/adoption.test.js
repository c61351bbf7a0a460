import assert from "node:assert/strict";
import { test } from "node:test";
import { embargoEnd } from "../js/state/adoption.js";

test("an embargo without an end, or with one that is past, is not taken for at once", () => {
  const now = Date.parse("2026-12-01T09:00");
  assert.equal(embargoEnd(false, "", now), null);
  assert.equal(embargoEnd(false, "2026-12-05T09:00", now), null);
  assert.equal(embargoEnd(true, "2026-12-05T09:00", now), Date.parse("2026-12-05T09:00"));
  assert.deepEqual([embargoEnd(true, "", now), embargoEnd(true, "2026-12-01T09:00", now), embargoEnd(true, "soon", now)], [undefined, undefined, undefined]);
});
