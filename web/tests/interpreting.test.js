import assert from "node:assert/strict";
import { test } from "node:test";
import { hand, initial, reduce, rows } from "../js/state/captions.js";
import { flow } from "../js/state/flow.js";
import * as work from "../js/state/interpreting.js";

const SESSION = { id: "s", status: "open", paused: false, off_record: false, floor: null, requests: [], delegations: [], workers: { speech: "ok", translate: "ok" }, languages: [{ code: "pt", interpreter: null }] };
const caption = (seq, seg, more = {}) => ({ session: "s", seq, prev: seq - 1, kind: "caption", seg, rev: 1, status: "final", lang: "en", src_lang: "en", text: `said ${seg}`, speaker: "Brazil", delegation: "BR", start_ms: Number(seg.split("-")[1]), end_ms: Number(seg.split("-")[1]) + 900, engine: "e", rough: false, confidence: 1, note: "", sent_at: 1000 + seq, ...more });
const told = (seq, held, more = {}) => ({ session: "s", seq, prev: seq - 1, kind: "interpreter", lang: "pt", held, name: "Ana Exemplo", by: "Ana Exemplo", ...more });
const take = (state, ...events) => reduce(state, { type: "events", events });
const start = (view = "pt", session = SESSION) => initial(view, session);
const desk = (...lines) => ({ lines: lines.map(([id, text, segments = ["m-1"]]) => ({ id, text, segments })), waiting: 0 });

test("a reader knows who translates: from the page, from the log, in any order, in every view", () => {
  assert.equal(hand(start()), "machine");
  assert.equal(hand(start("pt", { ...SESSION, languages: [{ code: "pt", interpreter: { name: "Ana Exemplo" } }] })), "interpreter");
  assert.equal(hand(take(start(), told(1, true))), "interpreter");
  assert.equal(hand(take(start(), told(2, false), told(1, true))), "machine");
  assert.equal(hand(take(start(), told(1, true, { lang: "fr" }))), "machine");
  const other = reduce(take(start(), told(1, true)), { type: "view", view: "floor" });
  assert.equal(hand(other), "");
  assert.equal(hand(reduce(other, { type: "view", view: "pt" })), "interpreter");
});

test("an interpreter's line is marked as theirs and begins a paragraph of its own beside the machine's", () => {
  const state = take(start(), caption(1, "m-1"), caption(2, "m-1", { lang: "pt", text: "da máquina" }), caption(3, "m-1000"), caption(4, "m-1000", { lang: "pt", text: "da intérprete", engine: "interpreter" }), caption(5, "m-2000"), caption(6, "m-2000", { lang: "pt", text: "também", engine: "interpreter" }));
  assert.deepEqual(rows(state).map((row) => row.isInterpreted), [false, true, true]);
  const way = { isFlowing: true, isFinalOnly: false, isTranslating: true, view: "pt" };
  const { paragraphs } = flow({}, rows(state), way);
  assert.deepEqual(paragraphs.map((each) => each.pieces.map((piece) => piece.committed)), [["da máquina"], ["da intérprete", "também"]]);
});

test("words that were corrected after they were interpreted stay, with the doubt", () => {
  const state = take(start(), caption(1, "m-1"), caption(2, "m-1", { lang: "pt", text: "interpretado", engine: "interpreter" }), caption(3, "m-1", { rev: 2, status: "corrected", text: "mended" }), caption(4, "m-1", { rev: 2, status: "corrected", lang: "pt", text: "interpretado", engine: "interpreter", note: "not_renewed" }));
  const [row] = rows(state);
  assert.deepEqual([row.text, row.kind, row.note, row.isInterpreted], ["interpretado", "translated", "not_renewed", true]);
});

test("how far the interpreter has read is the final that came last, whatever was corrected since", () => {
  let booth = work.came(work.empty(), [caption(1, "m-1"), caption(2, "m-2"), caption(3, "m-2", { lang: "pt" })]);
  assert.equal(booth.newest, "m-2");
  booth = work.came(booth, [caption(4, "m-1", { rev: 2, status: "corrected" }), told(5, true)]);
  assert.equal(booth.newest, "m-2");
  assert.equal(work.came(booth, [caption(6, "m-3")]).newest, "m-3");
});

test("what waits for the interpreter is what was said since they took the language and nobody translated", () => {
  const since = 1002;
  const state = take(start(), caption(1, "m-1"), caption(2, "m-2"), caption(3, "m-3"), caption(4, "m-3", { lang: "pt", engine: "interpreter" }), caption(5, "m-4", { lang: "pt", src_lang: "pt" }), caption(6, "m-5"), caption(7, "m-5", { rev: 2, status: "retracted", text: "" }), caption(8, "m-6"));
  const waiting = (left = {}) => Object.values(state.lines).filter((each) => work.waits(each, "pt", since, left)).map((each) => each.seg);
  assert.deepEqual(waiting(), ["m-2", "m-6"]);
  assert.deepEqual(waiting(work.skipped(work.empty(), ["m-2"]).skipped), ["m-6"]);
});

test("a line is on its way, then placed or ahead; one that failed keeps its text and can be sent again", () => {
  let booth = work.sending(work.empty(), { key: 1, text: "Um.", upto: "m-1", replaces: null });
  booth = work.sending(booth, { key: 2, text: "Dois.", upto: "m-1", replaces: null });
  assert.deepEqual(work.own(booth).map((each) => [each.text, each.state]), [["Dois.", "sending"], ["Um.", "sending"]]);
  assert.equal(work.last(booth), null);
  booth = work.failed(work.stored(booth, 1, desk([7, "Um."])), 2, "offline");
  assert.deepEqual(work.own(booth).map((each) => [each.text, each.state, each.error]), [["Dois.", "failed", "offline"], ["Um.", "placed", ""]]);
  booth = work.sending(booth, { ...booth.sent[0] });
  assert.deepEqual(work.own(booth).map((each) => each.state), ["sending", "placed"]);
  booth = work.stored(booth, 2, desk([7, "Um."], [8, "Dois.", []]));
  assert.deepEqual(work.own(booth).map((each) => [each.text, each.state]), [["Dois.", "ahead"], ["Um.", "placed"]]);
  assert.equal(work.last(booth).id, 8);
});

test("a correction stands in the place of its line at once", () => {
  let booth = work.told(work.empty(), desk([7, "Um."], [8, "Dios."]));
  booth = work.sending(booth, { key: 1, text: "Dois.", upto: "m-1", replaces: 8 });
  assert.deepEqual(work.own(booth).map((each) => each.text), ["Dois.", "Um."]);
  booth = work.stored(booth, 1, desk([7, "Um."], [9, "Dois."]));
  assert.deepEqual(work.own(booth).map((each) => [each.id, each.text]), [[9, "Dois."], [7, "Um."]]);
});

test("the originals are the same lines without translations, and known ones are not made anew", () => {
  const state = take(start(), caption(1, "m-1"), caption(2, "m-1", { lang: "pt" }), caption(3, "m-2"));
  const known = new WeakMap();
  const first = work.originals(state, known);
  assert.deepEqual(Object.values(first).map((each) => each.translation), [null, null]);
  assert.equal(work.originals(state, known)["m-1"], first["m-1"]);
});
