import assert from "node:assert/strict";
import { test } from "node:test";
import { exchanged, heard, sessionMs } from "../js/state/clock.js";
import { behind, measured, seconds } from "../js/state/lag.js";
import * as stages from "../js/state/stages.js";

test("the session's clock is taken from the quickest exchange, and a slow one does not spoil it", () => {
  const quick = exchanged(null, { sentMs: 1000, gotMs: 1040, nowMs: 50020 });
  assert.deepEqual([sessionMs(quick, 1040), quick.doubtMs], [50040, 20]);
  assert.equal(exchanged(quick, { sentMs: 2000, gotMs: 3000, nowMs: 51900 }), quick);
  assert.equal(sessionMs(exchanged(quick, { sentMs: 4000, gotMs: 4010, nowMs: 53005 }), 4010), 53010);
  assert.equal(sessionMs(null, 5), null);
});

test("a clock that stood still while the phone slept, and one that was set anew, are noticed", () => {
  const clock = exchanged(null, { sentMs: 1000, gotMs: 1040, nowMs: 50020 });
  assert.equal(heard(clock, { gotMs: 2000, nowMs: 50900 }), clock);
  assert.equal(sessionMs(heard(clock, { gotMs: 2000, nowMs: 90000 }), 2000), 90000);
  assert.equal(sessionMs(exchanged(clock, { sentMs: 2000, gotMs: 2400, nowMs: 20000 }), 2400), 20200);
  assert.equal(sessionMs(heard(null, { gotMs: 5, nowMs: 700 }), 5), 700);
});

const NOW = { nowMs: 100000, toldMs: 0, waitingMs: 0, isFinalOnly: false };
const lag = (...all) => all.reduce((before, [atMs, behindMs, isFinal = false]) => measured(before, { atMs, behindMs, isFinal }), []);

test("the middle of the newest measures counts, and silence is not behind", () => {
  assert.equal(behind(lag([99000, 900], [99300, 9000], [99600, 1100]), NOW), 1100);
  assert.equal(behind(lag([50000, 900]), NOW), null);
  assert.equal(behind(lag([99000, -300]), NOW), 0);
  assert.equal(behind(lag([99000, 7e6]), NOW), null);
});

test("a reader of final text is told how old final text is", () => {
  const both = lag([98000, 6000, true], [99000, 800]);
  assert.deepEqual([behind(both, NOW), behind(both, { ...NOW, isFinalOnly: true })], [6000, 6000]);
  assert.equal(behind(lag([98000, 6000, true], [99000, 800], [99500, 700]), NOW), 800);
});

test("while nothing comes although somebody speaks, or no translation comes, the number grows", () => {
  assert.equal(behind(lag([99000, 900]), { ...NOW, toldMs: 14000 }), 14000);
  assert.equal(behind(lag([99000, 900]), { ...NOW, toldMs: 2000 }), 900);
  assert.equal(behind([], { ...NOW, waitingMs: 8000 }), 8000);
});

test("seconds are told to the tenth while they are few", () => {
  assert.deepEqual([20, 1440, 9949, 9960, 74400].map(seconds), ["0.1", "1.4", "9.9", "10", "74"]);
});

test("stages of several web processes stand together, the slowest way to the readers counts, and a silent process is left out", () => {
  const figures = (p95_ms) => ({ p50_ms: 1, p95_ms, count: 3 });
  const empty = { capture: null, queue: null, decode: null, translate: null };
  let told = stages.heard({}, { session: "s", web: "a", streams: { m: { ...empty, decode: figures(900) }, quiet: empty }, deliver: figures(40) }, 1000);
  told = stages.heard(told, { session: "s", web: "b", streams: { n: { ...empty, queue: figures(2500) } }, deliver: figures(90) }, 9000);
  assert.deepEqual(stages.rows(told, 9500).map((row) => [row.stream, row.stages.deliver.p95_ms]), [["m", 90], ["n", 90]]);
  assert.deepEqual(stages.rows(told, 15000).map((row) => row.stream), ["n"]);
  assert.deepEqual([stages.isSlow("queue", figures(2500)), stages.isSlow("queue", figures(500)), stages.isSlow("queue", null)], [true, false, false]);
});
