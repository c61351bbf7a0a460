import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, typed } from "../js/state/drafts.js";
import { changed, empty, filtered, following, isGap, key, ledger, lineAt, lostSeconds, merged, progress, received, saved, shown, speakers } from "../js/state/minutes.js";

const segment = (id, more = {}) => ({ id, rev: 1, text: `text of ${id}`, speaker: "Brazil", status: "final", translations: {}, ...more });
const ids = (state) => shown(state).map((each) => each.id);
const writing = (state, name, text) => ({ ...state, drafts: typed(opened(state.drafts, name, 1, "before"), name, text) });

test("an answer that was overtaken on its way does not bring an older text back", () => {
  const state = received(changed(received(empty("pt"), [segment("a")]), segment("a", { rev: 3, text: "newest" })), [segment("a", { rev: 2, text: "old" }), segment("b")]);
  assert.deepEqual(state.segments.map((each) => each.text), ["newest", "text of b"]);
});

test("a translation that came later replaces the segment of the same revision", () => {
  const state = received(received(empty("pt"), [segment("a")]), [segment("a", { translations: { pt: { text: "texto" } } })]);
  assert.equal(state.segments[0].translations.pt.text, "texto");
});

test("a live change stands beside the draft of that line's translation and leaves others alone", () => {
  const state = received(writing(writing(empty("pt"), "a/pt", "minha"), "b/pt", "minha"), [segment("a", { rev: 2, text: "theirs" }), segment("b")]);
  assert.deepEqual([state.drafts["a/pt"].newer, state.drafts["a/pt"].text, state.drafts["b/pt"].newer], ["theirs", "minha", null]);
});

test("lines that came take their place by time, and those that others stand in the place of go", () => {
  const state = received(empty("pt"), [segment("a", { start_ms: 0 }), segment("b", { start_ms: 10 }), segment("c", { start_ms: 20 })]);
  const split = merged(state, [segment("b1", { start_ms: 10 }), segment("b2", { start_ms: 15 })], ["b"]);
  assert.deepEqual(split.segments.map((each) => each.id), ["a", "b1", "b2", "c"]);
  const kept = merged(state, [segment("b", { start_ms: 10, rev: 2, text: "shorter" })], ["b", "c"]);
  assert.deepEqual(kept.segments.map((each) => each.text), ["text of a", "shorter"]);
});

test("doubtful lines alone are shown, with the one in work, and the progress counts what is left", () => {
  const state = received(empty("pt"), [segment("a", { doubts: 2 }), segment("b", { checked: { by: "Ana", at: 1 } }), segment("c", { doubts: 1, status: "retracted" })]);
  assert.deepEqual(ids(filtered(state, { isDoubtful: true })), ["a", "c"]);
  assert.deepEqual(ids(filtered({ ...state, inWork: "b" }, { isDoubtful: true })), ["a", "b", "c"]);
  assert.deepEqual(progress(state), { all: 2, checked: 1, doubts: 2 });
});

test("the next line that is wanted is found in both directions and round the end", () => {
  const lines = [segment("a", { doubts: 1 }), segment("b"), segment("c", { doubts: 1 })];
  const next = (from, step) => following(lines, from, step, (each) => each.doubts > 0)?.id;
  assert.deepEqual([next("a", 1), next("c", 1), next("b", -1), next(null, 1), next(null, -1)], ["c", "a", "a", "a", "c"]);
  assert.equal(following(lines, "a", 1, (each) => each.id === "a"), null);
});

test("a moment falls into the line that had begun", () => {
  const lines = [segment("a", { start_ms: 0 }), segment("b", { start_ms: 1000 }), segment("c", { start_ms: 5000 })];
  assert.deepEqual([lineAt(lines, -1), lineAt(lines, 0)?.id, lineAt(lines, 4999)?.id, lineAt(lines, 9e9)?.id], [null, "a", "b", "c"]);
});

test("a change of the original overtakes the draft of its translation", () => {
  const state = changed(writing(received(empty("pt"), [segment("a")]), key("a", "pt"), "minha"), segment("a", { rev: 2, text: "corrected" }));
  assert.deepEqual([state.drafts["a/pt"].newer, state.drafts["a/pt"].rev], ["corrected", 2]);
});

test("a saved draft is closed and its segment is the server's", () => {
  const state = saved(writing(received(empty("pt"), [segment("a")]), "a/pt", "minha"), "a/pt", segment("a", { translations: { pt: { text: "minha" } } }));
  assert.deepEqual([state.drafts, state.segments[0].translations.pt.text], [{}, "minha"]);
});

test("words are found in text, speaker and the chosen translation, without accents", () => {
  const state = received(empty("pt"), [segment("a", { speaker: "São Tomé" }), segment("b", { translations: { pt: { text: "alfândega única" } } }), segment("c", { translations: { ko: { text: "unica" } } })]);
  assert.deepEqual(ids(filtered(state, { words: "sao" })), ["a"]);
  assert.deepEqual(ids(filtered(state, { words: "UNICA alfandega" })), ["b"]);
});

test("speaker and retracted ones filter, but a segment under someone's hand stays", () => {
  const state = received(empty("pt"), [segment("a"), segment("b", { speaker: "Kenya" }), segment("c", { status: "retracted" })]);
  assert.deepEqual(ids(filtered(state, { speaker: "Kenya" })), ["b"]);
  assert.deepEqual(ids(filtered(state, { hasRetracted: false })), ["a", "b"]);
  assert.deepEqual(ids(filtered(writing(state, "a/pt", "x"), { speaker: "Kenya" })), ["a", "b"]);
  assert.deepEqual(ids(filtered({ ...state, inWork: "a" }, { speaker: "Kenya" })), ["a", "b"]);
  assert.deepEqual(speakers(state), ["Brazil", "Kenya"]);
});

test("losses of audio stand between the lines by time, and go when the reader filters", () => {
  const gap = { seq: 7, delegation: "BR", name: "Brazil", start_ms: 1500, end_ms: 5400, why: "overrun" };
  const state = received(empty("pt"), [segment("a", { start_ms: 1000 }), segment("b", { start_ms: 6000 })], [gap]);
  assert.deepEqual(ledger(state).map((each) => (isGap(each) ? "gap" : each.id)), ["a", "gap", "b"]);
  assert.equal(lostSeconds(gap), 4);
  assert.equal(ledger(filtered(state, { words: "text" })).some(isGap), false);
});
