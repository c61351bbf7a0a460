import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, typed } from "../js/state/drafts.js";
import { changed, empty, filtered, isGap, key, ledger, lostSeconds, received, saved, shown, speakers } from "../js/state/minutes.js";

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

test("a live change stands beside the draft of that segment and leaves others alone", () => {
  const state = received(writing(writing(empty("pt"), "a", "mine"), "b", "also mine"), [segment("a", { rev: 2, text: "theirs" }), segment("b")]);
  assert.deepEqual([state.drafts.a.newer, state.drafts.a.text, state.drafts.b.newer], ["theirs", "mine", null]);
});

test("a change of the original overtakes the draft of its translation", () => {
  const state = changed(writing(received(empty("pt"), [segment("a")]), key("a", "pt"), "minha"), segment("a", { rev: 2, text: "corrected" }));
  assert.deepEqual([state.drafts["a/pt"].newer, state.drafts["a/pt"].rev], ["corrected", 2]);
});

test("a saved draft is closed and its segment is the server's", () => {
  const state = saved(writing(received(empty("pt"), [segment("a")]), "a", "mine"), "a", segment("a", { rev: 2, text: "mine" }));
  assert.deepEqual([state.drafts, state.segments[0].text], [{}, "mine"]);
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
  assert.deepEqual(ids(filtered(writing(state, "a", "x"), { speaker: "Kenya" })), ["a", "b"]);
  assert.deepEqual(speakers(state), ["Brazil", "Kenya"]);
});

test("losses of audio stand between the lines by time, and go when the reader filters", () => {
  const gap = { seq: 7, delegation: "BR", name: "Brazil", start_ms: 1500, end_ms: 5400, why: "overrun" };
  const state = received(empty("pt"), [segment("a", { start_ms: 1000 }), segment("b", { start_ms: 6000 })], [gap]);
  assert.deepEqual(ledger(state).map((each) => (isGap(each) ? "gap" : each.id)), ["a", "gap", "b"]);
  assert.equal(lostSeconds(gap), 4);
  assert.equal(ledger(filtered(state, { words: "text" })).some(isGap), false);
});
