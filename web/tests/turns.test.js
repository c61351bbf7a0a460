import assert from "node:assert/strict";
import { test } from "node:test";
import { BANDS, columns, turnAt, turns } from "../js/state/turns.js";

const line = (speaker, start_ms, end_ms) => ({ speaker, start_ms, end_ms });

test("lines of one speaker are one turn, and everybody has a colour of their own", () => {
  const found = turns([line("Kenya", 0, 5), line("Kenya", 6, 9), line("Brazil", 10, 20), line("Kenya", 20, 30)]);
  assert.deepEqual(found.map((turn) => [turn.speaker, turn.colour, turn.startMs, turn.endMs]), [["Kenya", 0, 0, 9], ["Brazil", 1, 10, 20], ["Kenya", 0, 20, 30]]);
  assert.equal(turnAt(found, 15)?.speaker, "Brazil");
  assert.equal(turnAt(found, 9.5), null);
  const many = turns(Array.from({ length: 30 }, (_, at) => line(`Nation ${at}`, at, at + 1)));
  assert.ok(many.every((turn) => turn.colour < BANDS));
});

test("each column is as high as its loudest peak, and none is forgotten", () => {
  assert.deepEqual(columns([0.1, 0.9, 0.2, 0.3], 2), [0.9, 0.3]);
  assert.deepEqual(columns([0.5, 0.5], 4), [0.5, 0, 0.5, 0]);
  assert.deepEqual(columns([1, 1], 4, 0.5), [1, 1, 0, 0]);
  assert.deepEqual(columns([1], 0), []);
});
