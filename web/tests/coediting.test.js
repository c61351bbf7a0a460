import assert from "node:assert/strict";
import { test } from "node:test";
import { begunAnew, changed, connected, delayed, disconnected, initial, isPassing, linesOf, next, opened, refused, saved, seen, status, unkept } from "../js/state/coediting.js";

const open = () => opened(connected(initial()), 7, true);
/** @param {number} count @param {number} [bytes] */
const wrote = (count, bytes = 10) => Array.from({ length: count }, (_, at) => ({ number: at + 1, bytes, lines: [at % 2 ? "b" : "a"] })).reduce(changed, open());
const numbers = (changes) => changes.map((each) => each.number);

test("nothing is sent before the page has what the server has, and then everything in its order", () => {
  const early = changed(connected(initial()), { number: 1, bytes: 1, lines: ["a"] });
  assert.deepEqual(next(early).changes, []);
  assert.deepEqual(numbers(next(opened(early, 7, true)).changes), [1]);
  assert.deepEqual(numbers(next(wrote(3)).changes), [1, 2, 3]);
});

test("one message is under way at a time", () => {
  const { state } = next(wrote(2));
  assert.deepEqual(next(changed(state, { number: 3, bytes: 1, lines: ["a"] })).changes, []);
});

test("a message has a largest size, and a single change is sent whatever its size", () => {
  assert.deepEqual(numbers(next(wrote(4, 90_000)).changes), [1, 2]);
  assert.deepEqual(numbers(next(wrote(2, 250_000)).changes), [1]);
});

test("what is stored leaves, and what came meanwhile is still unsaved", () => {
  const sent = changed(next(wrote(2)).state, { number: 3, bytes: 1, lines: ["a"] });
  const { state, changes } = saved(sent, 1234);
  assert.deepEqual([numbers(changes), numbers(state.changes)], [[1, 2], [3]]);
  assert.deepEqual(status(state), { isConnected: true, isOpen: true, mayEdit: true, unsaved: 1, savedAt: 1234, isRefused: false, refusal: null, isKept: true });
});

test("after a cut the same is sent again, and nothing before the page has caught up", () => {
  const cut = disconnected(next(wrote(2)).state);
  assert.deepEqual([status(cut).unsaved, status(cut).isConnected, next(connected(cut)).changes], [2, false, []]);
  assert.deepEqual(numbers(next(opened(connected(cut), 7, true)).changes), [1, 2]);
});

test("what could not be stored now waits and is sent again", () => {
  assert.deepEqual(numbers(next(delayed(next(wrote(2)).state)).changes), [1, 2]);
  assert.deepEqual(["overloaded", "timeout", "database_away", "bad_edit", "conflict", "not_allowed"].map(isPassing), [true, true, true, false, false, false]);
});

test("of several changes that are refused together each is sent alone, and those before the bad one are saved", () => {
  const doubted = refused(next(wrote(3)).state, "bad_text", "too long");
  assert.deepEqual([doubted.changes, status(doubted.state).isRefused], [[], false]);
  const first = next(doubted.state);
  assert.deepEqual(numbers(first.changes), [1]);
  const second = next(saved(first.state, 5).state);
  assert.deepEqual(numbers(second.changes), [2]);
  const given = refused(second.state, "bad_text", "too long");
  assert.deepEqual(numbers(given.changes), [2, 3]);
  assert.deepEqual([status(given.state).unsaved, given.state.generation, given.state.isOpen, given.state.refusal?.code], [0, null, false, "bad_text"]);
});

test("when all were saved one by one they go together again", () => {
  const single = next(saved(next(refused(next(wrote(2)).state, "bad_edit", "").state).state, 5).state);
  const { state } = saved(single.state, 6);
  assert.deepEqual(numbers(next(changed(changed(state, { number: 3, bytes: 1, lines: [] }), { number: 4, bytes: 1, lines: [] })).changes), [3, 4]);
});

test("another document takes nothing over blindly", () => {
  const { state, changes } = begunAnew(next(wrote(3)).state);
  assert.deepEqual([numbers(changes), state.changes, state.generation], [[1, 2, 3], [], null]);
  assert.deepEqual(linesOf(changes), ["a", "b"]);
});

test("a refusal stands until the person has seen it or writes on", () => {
  const { state } = refused(next(wrote(1)).state, "bad_text", "too long");
  assert.equal(status(state).isRefused, true);
  assert.equal(status(seen(state)).isRefused, false);
  assert.equal(status(changed(state, { number: 9, bytes: 1, lines: ["a"] })).isRefused, false);
});

test("a browser that keeps nothing is told of", () => {
  assert.equal(status(unkept(open())).isKept, false);
});
