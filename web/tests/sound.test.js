import assert from "node:assert/strict";
import { test } from "node:test";
import { CHUNK_MS, KEPT, chunkOf, parsedTime, spare, span, within } from "../js/state/sound.js";

test("the pieces of a session touch each other and the last one ends where it ends", () => {
  const duration = 2.5 * CHUNK_MS;
  const spans = [0, 1, 2, 3].map((chunk) => span(chunk, duration));
  assert.deepEqual(spans, [{ fromMs: 0, toMs: CHUNK_MS }, { fromMs: CHUNK_MS, toMs: 2 * CHUNK_MS }, { fromMs: 2 * CHUNK_MS, toMs: duration }, null]);
  assert.deepEqual([-5, 0, CHUNK_MS - 1, CHUNK_MS].map(chunkOf), [0, 0, 0, 1]);
});

test("nobody can be sent before the beginning or behind the end", () => {
  assert.deepEqual([within(-3000, 10), within(5, 10), within(99, 10)], [0, 5, 10]);
});

test("of many pieces those are forgotten that are farthest from the one that plays", () => {
  const known = Array.from({ length: KEPT + 2 }, (_, at) => at);
  assert.deepEqual(spare(known, 0), [KEPT, KEPT + 1]);
  assert.deepEqual(spare([0, 1, 2], 1), []);
});

test("a time is read as people write it, and nothing else is", () => {
  assert.deepEqual(["1:02:07", " 62:07 ", "90", "0:00", "1.30"].map(parsedTime), [3_727_000, 3_727_000, 90_000, 0, 90_000]);
  for (const wrong of ["", "noon", "1:2:3:4", "-3", "1:", "1:2x"]) assert.equal(parsedTime(wrong), null, wrong);
});
