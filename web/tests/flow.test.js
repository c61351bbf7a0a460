import assert from "node:assert/strict";
import { test } from "node:test";
import { initial, reduce, rows, tentatives } from "../js/state/captions.js";
import { flow, parted, withLive, wordsOf } from "../js/state/flow.js";
import { erased, heart, matched, words } from "../js/state/words.js";

const SESSION = { id: "s", status: "open", paused: false, off_record: false, floor: null, requests: [], delegations: [], workers: { speech: "ok", translate: "ok" } };
const WAY = { isFlowing: true, isFinalOnly: false, isTranslating: true, view: "floor" };
const row = (seg, text, more = {}) => ({ seg, lang: "en", text, kind: "spoken", speaker: "Brazil", delegation: "BR", startMs: 0, endMs: 0, isRough: false, isCorrected: false, isRenewed: false, isByPerson: false, note: "", ...more });
const live = (seg, committed, text, more = {}) => ({ session: "s", seg, lang: "en", committed, text, speaker: "Brazil", delegation: "BR", start_ms: 0, sent_at: 0, ...more });
const shown = (paragraphs) => paragraphs.map((each) => each.pieces.map((piece) => wordsOf(piece, each.lang).map(({ word }) => word.trim()).join(" ")).join(" "));
const text = (items, breaks = {}, way = WAY) => shown(flow(breaks, items, way).paragraphs);

test("finals of one speaker are one running paragraph, and words under way go on in it", () => {
  const { breaks, paragraphs } = flow({}, [row("m-1", "We propose to share data,"), row("m-2", "provided that privacy is kept.")], WAY);
  assert.deepEqual(shown(paragraphs), ["We propose to share data, provided that privacy is kept."]);
  const now = withLive(breaks, paragraphs, [live("m-3", "And we", "thank")], WAY).paragraphs;
  assert.deepEqual(shown(now), ["We propose to share data, provided that privacy is kept. And we thank"]);
  assert.deepEqual(wordsOf(now[0].pieces[2], "en").map((each) => each.isSure), [true, true, false]);
  assert.equal(now[0].pieces[2].isLive, true);
});

test("another speaker, another language and lost audio begin a paragraph; only another speaker begins a turn", () => {
  const items = [row("m-1", "One,"), row("m-2", "deux,", { lang: "fr" }), row("n-1", "three,", { speaker: "Kenya", delegation: "KE" }), { seq: 9, start_ms: 5 }, row("n-2", "four.", { speaker: "Kenya", delegation: "KE" })];
  const { paragraphs } = flow({}, items, WAY);
  assert.deepEqual(shown(paragraphs), ["One,", "deux,", "three,", "", "four."]);
  assert.deepEqual(paragraphs.map((each) => each.isTurn), [true, false, true, false, true]);
});

test("a long paragraph ends with its sentence, or at last without, and a pause after a sentence ends it too", () => {
  const long = "word ".repeat(61).trim();
  assert.equal(text([row("m-1", `${long}.`), row("m-2", "Next")]).length, 2);
  assert.equal(text([row("m-1", long), row("m-2", "next")]).length, 1);
  assert.equal(text([row("m-1", long), row("m-2", long), row("m-3", "next")]).length, 2);
  assert.equal(text([row("m-1", "Done."), row("m-2", "Next.", { startMs: 5000 })]).length, 2);
  assert.equal(text([row("m-1", "not done,"), row("m-2", "next.", { startMs: 5000 })]).length, 1);
  assert.equal(text([row("m-1", "字".repeat(120) + "。", { lang: "zh" }), row("m-2", "下", { lang: "zh" })]).length, 2);
});

test("where a paragraph was begun stays so when a correction makes what is before it shorter or longer", () => {
  const long = "word ".repeat(61).trim();
  const before = flow({}, [row("m-1", `${long}.`), row("m-2", "Next."), row("m-3", "Last.")], WAY);
  const after = text([row("m-1", "Short."), row("m-2", `${long}. ${long}. ${long}.`), row("m-3", "Last.")], before.breaks);
  assert.deepEqual(after.map((each) => each.slice(-5)), ["hort.", "Last."]);
});

test("the desk's lines do not flow", () => {
  assert.equal(text([row("m-1", "One,"), row("m-2", "two.")], {}, { ...WAY, isFlowing: false }).length, 2);
});

test("what waits for its translation stands below the text, for a while, and not at all where only final text is wanted", () => {
  const all = [row("m-1", "Um", { kind: "translated", lang: "pt" }), ...[2, 3].map((each) => row(`m-${each}`, "two", { kind: "waiting" }))];
  const segs = (way) => { const { text: stays, pending } = parted(all, { ...WAY, ...way }); return [stays.length, pending.length]; };
  assert.deepEqual(segs({}), [1, 2]);
  assert.deepEqual(segs({ isFinalOnly: true }), [1, 2]);
  assert.deepEqual(segs({ isTranslating: false }), [3, 0]);
  const many = parted(Array.from({ length: 12 }, (_, at) => row(`m-${at}`, "two", { kind: "waiting" })), WAY);
  assert.deepEqual([many.text.length, many.pending.length], [4, 8]);
});

test("words are split by the rules of their script, and marks never begin one", () => {
  for (const [lang, said] of [["en", "Mr. Kim, 4.2 million!"], ["ko", "데이터를 공유할 것을 제안합니다."], ["zh", "我们建议分享数据，谢谢。"], ["ja", "データの共有を提案します。"], ["th", "ขอขอบคุณท่านประธาน"], ["ar", "نقترح تبادل البيانات، شكرا."]]) {
    const found = words(said, lang);
    assert.ok(found.length > 1, lang);
    assert.equal(found.join(""), said);
    assert.ok(found.slice(1).every((word) => /[\p{L}\p{N}]/u.test(word)), found.join("|"));
  }
  assert.deepEqual(words("  ", "en"), []);
  assert.deepEqual(words("تشكر World Customs Organization اليوم", "ar").map((word) => word.trim()), ["تشكر", "World Customs Organization", "اليوم"]);
  assert.deepEqual(["Data,", "data", "—"].map(heart), ["data", "data", "—"]);
});

test("words that stay are found again, whatever was put in or taken out between them", () => {
  assert.deepEqual(matched([..."abcde"], [..."abXde"]), [0, 1, -1, 3, 4]);
  assert.deepEqual(matched([..."abc"], [..."xabc"]), [-1, 0, 1, 2]);
  assert.deepEqual(matched([], [..."ab"]), [-1, -1]);
  assert.deepEqual(matched([..."aXbYc"], [..."abc"]), [0, 2, 4]);
});

/** One utterance as a microphone with finals in mid-sentence gave it. */
const tentative = (seg, sent_at, committed, said) => ({ type: "tentative", words: live(`m-${seg}`, committed, said, { sent_at, start_ms: seg }) });
const final = (seq, seg, said, more = {}) => ({ type: "events", events: [{ session: "s", seq, prev: seq - 1, kind: "caption", seg: `m-${seg}`, rev: 1, status: "final", lang: "en", src_lang: "en", text: said, speaker: "Brazil", delegation: "BR", start_ms: seg, end_ms: seg + 99, engine: "e", rough: false, confidence: 1, note: "", sent_at: seq * 1000, ...more }] });
const RECORDED = [
  tentative(0, 100, "", "We"), tentative(0, 400, "", "We propose"), tentative(0, 700, "We propose", "to chair"), tentative(0, 1000, "We propose to", "share data"),
  tentative(0, 1300, "We propose to share", "data provided"), tentative(0, 1600, "We propose to share data", "provided that"), final(1, 0, "We propose to share data,"),
  tentative(900, 1900, "", "provided that the"), tentative(900, 2200, "provided that", "their privacy"), tentative(900, 2500, "provided that", "the privacy is"),
  final(2, 900, "provided that the privacy is kept."), tentative(2000, 3100, "", "And"), tentative(2000, 3400, "And we", "thank you"), final(3, 2000, "And we thank you."),
  tentative(3000, 4100, "", "Our ports"), tentative(3000, 4400, "Our ports", "are ready to"), tentative(3000, 4700, "Our ports are ready", "to send the first"),
  tentative(3000, 5000, "Our ports are ready to send", "the first declarations before"), final(4, 3000, "Our ports are ready to send the first declarations before the end of the year."),
];

/** The words on the screen after each event. */
function screens(recorded, way) {
  let state = initial("floor", SESSION);
  let breaks = {};
  return recorded.map((action) => {
    state = reduce(state, action);
    const settled = flow(breaks, parted(rows(state), way).text, way);
    const { breaks: kept, paragraphs } = withLive(settled.breaks, settled.paragraphs, way.isFinalOnly ? [] : tentatives(state), way);
    breaks = kept;
    return shown(paragraphs).join(" ").split(" ").filter(Boolean);
  });
}

const erasure = (seen) => seen.slice(1).reduce((sum, now, at) => sum + erased(seen[at], now), 0) / seen.at(-1).length;

test("a reader of words under way sees few of them change, and a reader of final text none", () => {
  const seen = screens(RECORDED, WAY);
  assert.equal(seen.at(-1).join(" "), "We propose to share data, provided that the privacy is kept. And we thank you. Our ports are ready to send the first declarations before the end of the year.");
  assert.ok(seen.every((now, at) => at === 0 || now.length >= seen[at - 1].length - 1), "no final wipes out words beside its own");
  assert.ok(erasure(seen) > 0 && erasure(seen) <= 0.3, String(erasure(seen)));
  assert.equal(erasure(screens(RECORDED, { ...WAY, isFinalOnly: true })), 0);
});
