import assert from "node:assert/strict";
import { test } from "node:test";
import { covered, initial, needsFetch, reduce, rows, tentatives } from "../js/state/captions.js";

const SESSION = { id: "s", status: "open", paused: false, off_record: false, floor: null, requests: [], delegations: [], workers: { speech: "ok", translate: "ok" } };
const start = (view = "pt") => initial(view, SESSION);
const take = (state, ...events) => reduce(state, { type: "events", events });
const caption = (seq, seg, more = {}) => ({
  session: "s", seq, prev: seq - 1, kind: "caption", seg, rev: 1, status: "final", lang: "en", src_lang: "en", text: `${seg} ${seq}`, speaker: "Brazil",
  delegation: "BR", start_ms: Number(seg.split("-")[1]), end_ms: 0, engine: "e", rough: false, confidence: 1, note: "", sent_at: seq, ...more,
});
const translated = (seq, seg, more = {}) => caption(seq, seg, { lang: "pt", ...more });
const words = (seg, sent_at, more = {}) => ({ session: "s", seg, lang: "en", committed: "we", text: "propose", speaker: "Brazil", delegation: "BR", start_ms: 0, sent_at, ...more });
const texts = (state) => rows(state).map((row) => row.text);

/** A small generator (mulberry32), so that a failure can be repeated. */
function random(seed) {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled(list, next) {
  const copy = [...list];
  for (let index = copy.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    [copy[index], copy[other]] = [copy[other], copy[index]];
  }
  return copy;
}

const LOG = [
  caption(1, "m-100"), translated(2, "m-100", { status: "pending", text: "" }), { session: "s", seq: 3, prev: 2, kind: "floor", delegation: "KR", name: "Korea", at_ms: 9, requests: [] },
  translated(4, "m-100"), caption(5, "m-200", { lang: "pt", src_lang: "pt" }), caption(6, "m-100", { rev: 2, status: "corrected", text: "mended" }),
  translated(7, "m-100", { text: "late, of the old revision" }), translated(8, "m-100", { rev: 2, status: "corrected", text: "emendado" }), caption(9, "m-300"),
  translated(10, "m-300", { status: "failed", text: "", note: "no route" }), caption(11, "m-400"), caption(12, "m-400", { rev: 2, status: "retracted", text: "" }),
  translated(13, "m-400"), { session: "s", seq: 14, prev: 13, kind: "session", status: "open", paused: true, off_record: false }, caption(15, "m-500"),
  translated(16, "m-500", { rough: true }), translated(17, "m-500", { engine: "person", text: "de uma pessoa" }),
];

test("events in any order and any number of times give the same screen", () => {
  const expected = take(start(), ...LOG);
  assert.deepEqual(texts(expected), ["emendado", "m-200 5", "m-300 9", "de uma pessoa"]);
  for (let seed = 1; seed <= 300; seed++) {
    const next = random(seed);
    const events = shuffled([...LOG, ...LOG.filter(() => next() < 0.4)], next);
    const state = events.reduce((before, event) => take(before, event), start());
    assert.deepEqual(rows(state), rows(expected), `seed ${seed}`);
    assert.deepEqual([state.last, state.floor.delegation, state.meeting.paused, needsFetch(state)], [17, "KR", true, false], `seed ${seed}`);
  }
});

test("a hole is seen, what lies beyond it is shown at once, and the fetched log closes it", () => {
  const broken = take(take(start(), LOG[0]), LOG[4]);
  assert.equal(needsFetch(broken), true);
  assert.equal(broken.last, 1);
  assert.deepEqual(texts(broken), ["m-100 1", "m-200 5"]);
  const whole = take(broken, LOG[1], LOG[2], LOG[3]);
  assert.deepEqual([whole.last, needsFetch(whole)], [5, false]);
});

test("a view that skips other languages' events has no holes", () => {
  const state = take(start(), caption(3, "m-100", { prev: 0 }), caption(9, "m-200", { prev: 3 }));
  assert.deepEqual([state.last, needsFetch(state)], [9, false]);
});

test("a heartbeat with a later head asks for the log", () => {
  const told = { session: "s", head: 4, workers: SESSION.workers, lag_ms: null };
  assert.equal(needsFetch(reduce(take(start(), LOG[0]), { type: "state", told })), true);
  assert.equal(needsFetch(reduce(take(start(), LOG[0]), { type: "state", told: { ...told, head: 1 } })), false);
});

test("the original stands until its translation comes, and stays with the reason where there is none", () => {
  const kinds = (state) => rows(state).map((row) => row.kind);
  const waiting = take(start(), caption(1, "m-1"));
  assert.deepEqual(kinds(waiting), ["waiting"]);
  assert.deepEqual(kinds(take(waiting, translated(2, "m-1"))), ["translated"]);
  const failed = take(waiting, translated(2, "m-1", { status: "failed", text: "", note: "not installed" }));
  assert.deepEqual([rows(failed)[0].kind, rows(failed)[0].text, rows(failed)[0].note], ["failed", "m-1 1", "not installed"]);
  const mended = take(waiting, translated(2, "m-1"), caption(3, "m-1", { rev: 2, status: "corrected", text: "mended" }));
  assert.deepEqual([texts(mended), kinds(mended), rows(mended)[0].isRenewed], [["m-1 2"], ["translated"], true]);
  const renewed = take(mended, translated(4, "m-1", { rev: 2, status: "corrected", text: "emendado" }));
  assert.deepEqual([texts(renewed), rows(renewed)[0].isRenewed], [["emendado"], false]);
  const given_up = take(mended, translated(4, "m-1", { rev: 2, status: "failed", text: "", note: "no route" }));
  assert.deepEqual([texts(given_up), kinds(given_up)], [["mended"], ["failed"]]);
});

test("speech in the view's own language and the floor's view show what was said, unmarked", () => {
  const spoken = take(start("en"), caption(1, "m-1"));
  assert.equal(rows(spoken)[0].kind, "spoken");
  assert.equal(rows(take(start("floor"), caption(1, "m-1", { lang: "fr", src_lang: "fr" })))[0].kind, "spoken");
});

test("a retracted line vanishes, also when its translation comes afterwards", () => {
  const state = take(start(), caption(1, "m-1"), caption(2, "m-1", { rev: 2, status: "retracted", text: "" }), translated(3, "m-1"), translated(4, "m-1", { rev: 2 }));
  assert.deepEqual(rows(state), []);
});

test("a mended speaker shows before the translation of that revision has come", () => {
  const state = take(start(), caption(1, "m-1"), translated(2, "m-1"), caption(3, "m-1", { rev: 2, speaker: "Kenya", delegation: "KE" }));
  assert.equal(rows(state)[0].speaker, "Kenya");
});

test("of words under way the newest win, and the final of the same segment or a later one of that stream ends them", () => {
  const say = (state, ...given) => reduce(state, { type: "tentative", words: words(...given) });
  const state = say(say(start(), "m-100", 5, { text: "new" }), "m-100", 4, { text: "old" });
  assert.deepEqual(tentatives(state).map((each) => each.text), ["new"]);
  assert.deepEqual(tentatives(take(state, caption(1, "m-100"))), []);
  assert.deepEqual(tentatives(take(state, caption(1, "m-900"))), []);
  assert.equal(tentatives(take(state, caption(1, "other-900"))).length, 1);
  assert.equal(tentatives(take(state, caption(1, "m-50"))).length, 1);
  assert.deepEqual(tentatives(say(take(start(), caption(1, "m-100")), "m-100", 9)), []);
});

test("what the words under way have beyond their final stays until those that go on from it come, or for a moment", () => {
  const say = (state, ...given) => reduce(state, { type: "tentative", words: words(...given) });
  const spoken = say(start(), "m-100", 1000, { committed: "we propose to share", text: "data provided that" });
  const cut = take(spoken, caption(1, "m-100", { text: "We propose to share data,", sent_at: 1200 }));
  assert.deepEqual(tentatives(cut).map((each) => each.text), ["provided that"]);
  assert.deepEqual(tentatives(say(cut, "m-200", 1300, { committed: "", text: "provided that the" })).map((each) => each.text), ["provided that the"]);
  assert.deepEqual(tentatives(reduce(cut, { type: "expired", before: 1200 - 20000 + 1501 })), []);
  assert.deepEqual(tentatives(take(spoken, caption(1, "m-100", { text: "Thank you very much." }))), []);
  assert.deepEqual(tentatives(take(spoken, caption(1, "m-100", { text: "We propose to share data provided that" }))), []);
});

test("words under way that come before the final they go on from do not wipe it out, nor stand twice", () => {
  const say = (state, ...given) => reduce(state, { type: "tentative", words: words(...given) });
  const both = say(say(start(), "m-100", 1000, { committed: "we propose to share", text: "data provided that", start_ms: 1 }), "m-200", 1100, { committed: "", text: "provided that the", start_ms: 2 });
  assert.deepEqual(tentatives(both).map((each) => each.committed || each.text), ["we propose to share data", "provided that the"]);
  assert.deepEqual(tentatives(take(both, caption(1, "m-100", { text: "We propose to share data." }))).map((each) => each.text), ["provided that the"]);
  assert.deepEqual(tentatives(say(both, "m-200", 3000, { committed: "provided", text: "that" })).map((each) => each.committed), ["provided"]);
});

test("words under way go when they grow old, when the connection goes, and under pause", () => {
  const state = reduce(start(), { type: "tentative", words: words("m-100", 1000) });
  assert.deepEqual(tentatives(reduce(state, { type: "expired", before: 2000 })), []);
  assert.equal(tentatives(reduce(state, { type: "expired", before: 1000 })).length, 1);
  assert.deepEqual(tentatives(reduce(state, { type: "connection", isConnected: false })), []);
  assert.deepEqual(tentatives(take(state, { session: "s", seq: 1, prev: 0, kind: "session", status: "open", paused: true, off_record: false })), []);
});

test("another language starts from an empty log and keeps who has the floor", () => {
  const state = reduce(take(start(), ...LOG), { type: "view", view: "ko" });
  assert.deepEqual([state.last, rows(state).length, state.floor.delegation, state.view], [0, 0, "KR", "ko"]);
});

test("lines stand in the order of speech, not of arrival", () => {
  const state = take(start("en"), caption(1, "m-300"), caption(2, "m-100"), caption(3, "m-200"));
  assert.deepEqual(rows(state).map((row) => row.seg), ["m-100", "m-200", "m-300"]);
});

const part = (seg, text) => ({ seg, text, speaker: "Brazil", delegation: "BR", start_ms: Number(seg.split("-")[1]), end_ms: 0 });
const told = (sent_at, parts, more = {}) => ({ session: "s", stream: "m", lang: "pt", src_lang: "en", rough: false, heard_at: sent_at, sent_at, parts, ...more });

test("a translation under way stands for what waits until the final one comes, and the newest counts", () => {
  const hear = (state, ...given) => reduce(state, { type: "interim", told: told(...given) });
  const state = hear(hear(take(start(), caption(1, "m-100")), 1000, [part("m-100", "Propomos")]), 2000, [part("m-100", "Propomos partilhar"), part("m-200", "os dados")]);
  assert.deepEqual(tentatives(state).map((each) => each.committed), ["Propomos partilhar", "os dados"]);
  assert.deepEqual([...covered(state)], ["m-100", "m-200"]);
  assert.equal(hear(state, 1500, [part("m-100", "de antes")]), state);
  assert.deepEqual(tentatives(take(state, translated(2, "m-100", { status: "pending", text: "" }))).length, 2);
  const ended = take(state, translated(2, "m-100"));
  assert.deepEqual(tentatives(ended).map((each) => each.committed), ["os dados"]);
  assert.deepEqual(tentatives(hear(ended, 3000, [part("m-100", "tarde"), part("m-200", "os dados")])).map((each) => each.committed), ["os dados"]);
  assert.deepEqual(tentatives(take(state, caption(2, "m-100", { rev: 2, status: "retracted", text: "" }))).map((each) => each.seg), ["m-200"]);
});

test("a translation under way takes the place of the original under way of its microphone only, and grows old as that does", () => {
  const said = reduce(reduce(start(), { type: "tentative", words: words("m-100", 900) }), { type: "tentative", words: words("other-100", 950) });
  const state = reduce(said, { type: "interim", told: told(1000, [part("m-100", "Propomos")]) });
  assert.deepEqual(tentatives(state).map((each) => each.lang).sort(), ["en", "pt"]);
  assert.deepEqual(tentatives(reduce(state, { type: "expired", before: 1001 })), []);
  assert.deepEqual(tentatives(reduce(state, { type: "tentative", words: words("m-100", 1100) })).map((each) => each.lang), ["en", "en"]);
  assert.deepEqual(tentatives(reduce(state, { type: "connection", isConnected: false })), []);
  assert.equal(reduce(state, { type: "interim", told: told(2000, [part("m-100", "We")], { lang: "fr" }) }), state);
});

test("lines that were split or merged go, in whatever order the events come, and those in their place stand there", () => {
  const events = [
    caption(1, "m-100"), translated(2, "m-100"), caption(3, "m-100", { status: "replaced", text: "", replaced_by: ["m-101", "m-150"] }),
    caption(4, "m-101", { rev: 2 }), translated(5, "m-101", { rev: 2, text: "um" }), caption(6, "m-150", { rev: 2 }), translated(7, "m-150", { rev: 2, text: "dois" }),
  ];
  const expected = take(start(), ...events);
  assert.deepEqual(texts(expected), ["um", "dois"]);
  for (let seed = 1; seed <= 50; seed++) assert.deepEqual(rows(take(start(), ...shuffled(events, random(seed)))), rows(expected), `seed ${seed}`);
  assert.deepEqual(texts(take(start("floor"), ...events.filter((each) => each.lang === "en"))), ["m-101 4", "m-150 6"]);
});
