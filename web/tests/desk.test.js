import assert from "node:assert/strict";
import { test } from "node:test";
import { clockTime, keyMeans, microphones, sessionTime, timeOfDay } from "../js/state/desk.js";

const NOW = new Date(2030, 4, 6, 10, 45, 0);

test("a time on the clock becomes session time and back", () => {
  const ms = sessionTime("10:42:07", NOW, 600_000);
  assert.equal(ms, 600_000 - 173_000);
  assert.equal(timeOfDay(clockTime(ms, NOW, 600_000)), "10:42:07");
  assert.equal(sessionTime("10:44", NOW, 600_000), 540_000);
});

test("a time later than now was yesterday, and one before the session began is none", () => {
  assert.equal(sessionTime("23:59:59", new Date(2030, 4, 6, 0, 0, 9), 60_000), 50_000);
  assert.equal(sessionTime("10:30", NOW, 600_000), null);
});

test("what is no time is refused", () => {
  for (const time of ["", "10", "25:00", "10:61", "now", "10:42:99"]) assert.equal(sessionTime(time, NOW, 6e7), null, time);
});

test("only open microphones count, the room's under an empty name", () => {
  const stream = (id, more) => ({ id, kind: "delegation", delegation: null, language: "en", is_live: true, level: null, ...more });
  const found = microphones([stream("a", { delegation: "BR" }), stream("b", { delegation: "KR", is_live: false }), stream("c", { kind: "mixed" })]);
  assert.deepEqual(Object.keys(found).sort(), ["", "BR"]);
});

test("keys: P pauses, R retracts, 0 takes the floor back, digits give it in the order of asking", () => {
  assert.deepEqual(["p", "R", "0", "3", "x", "F5", "Enter"].map(keyMeans), [{ kind: "pause" }, { kind: "retract" }, { kind: "take" }, { kind: "give", place: 2 }, null, null, null]);
});
