import assert from "node:assert/strict";
import { test } from "node:test";
import { fed, remarks } from "../js/state/sources.js";

const SOURCE = { kind: "device", name: "Hall desk", channel: 1, state: "live", level: 0.6, clipping: false, silent_ms: 0, drift_ppm: 12.4, reconnects: 0, lost_ms: 0 };
const said = (more, isHeard = true) => remarks({ ...SOURCE, ...more }, isHeard).map((each) => [each.key.slice("source.".length), each.kind, ...Object.values(each.params)]);

test("a source that is well says only how its clock runs", () => {
  assert.deepEqual(said({}), [["drift_fast", "", 12]]);
  assert.deepEqual(said({ drift_ppm: -30.6 }), [["drift_slow", "", 31]]);
  assert.deepEqual(said({ drift_ppm: 0.4 }), [["drift_same", ""]]);
  assert.deepEqual(said({ drift_ppm: null }), [["drift_unknown", ""]]);
  assert.deepEqual(said({ kind: "file", drift_ppm: null }), []);
});

test("the most serious comes first: away, clipping, silent", () => {
  assert.deepEqual(said({ state: "reconnecting", clipping: true, silent_ms: 90_000, reconnects: 2, lost_ms: 7400 }),
    [["reconnecting", "bad"], ["clipping", "bad"], ["again", "", 2], ["lost", "", 7]]);
});

test("silence is a warning only of a microphone that has the floor", () => {
  assert.deepEqual(said({ kind: "file", silent_ms: 9999 }), []);
  assert.deepEqual(said({ kind: "file", silent_ms: 12_000 }), [["silent_heard", "warn", "0:12"]]);
  assert.deepEqual(said({ kind: "file", silent_ms: 12_000 }, false), []);
  assert.deepEqual(said({ kind: "file", silent_ms: 125_000 }, false), [["silent", "", "2:05"]]);
});

test("only live streams of the server's own sources count, the room first, then by channel", () => {
  const stream = (id, more) => ({ id, kind: "delegation", is_live: true, source: { ...SOURCE, channel: 2 }, ...more });
  const found = fed([stream("b"), stream("a", { source: { ...SOURCE, channel: 1 } }), stream("gone", { is_live: false }), stream("page", { source: null }), stream("room", { kind: "mixed" })]);
  assert.deepEqual(found.map((each) => each.id), ["room", "a", "b"]);
});
