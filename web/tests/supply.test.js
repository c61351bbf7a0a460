import assert from "node:assert/strict";
import { test } from "node:test";
import { behindSeconds, settled, supplied, told } from "../js/state/supply.js";

const OK = { speech: "ok", translate: "ok" };

test("what was away and answers again is told once, until the reader has read it", () => {
  const away = told(supplied(OK), { workers: { ...OK, speech: "away" }, lag_ms: 0 });
  assert.equal(away.back, "");
  const back = told(told(away, { workers: OK, lag_ms: 0 }), { workers: OK, lag_ms: 0 });
  assert.equal(back.back, "speech");
  assert.equal(settled(back).back, "");
  assert.equal(told(settled(back), { workers: OK, lag_ms: 0 }).back, "");
});

test("what went away again is not told as back", () => {
  const back = told(told(supplied({ ...OK, translate: "away" }), { workers: OK, lag_ms: 0 }), { workers: { ...OK, translate: "away" }, lag_ms: 0 });
  assert.equal(back.back, "");
});

test("captions that are behind a little are no news; large lags are told in steps of five seconds", () => {
  const seconds = (lag_ms) => behindSeconds(told(supplied(OK), { workers: OK, lag_ms }));
  assert.deepEqual([null, 0, 9999, 10000, 12400, 12600, 61000].map(seconds), [0, 0, 0, 10, 10, 15, 60]);
});

test("what recognition gives up is known until it is taken up again", () => {
  const busy = told(supplied(OK), { workers: OK, lag_ms: 4000, pace: "fewer_looks" });
  assert.equal(busy.pace, "fewer_looks");
  assert.equal(told(busy, { workers: OK, lag_ms: 0, pace: "full" }).pace, "full");
});
