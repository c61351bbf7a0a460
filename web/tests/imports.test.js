// What is asked of a file from elsewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultText, percent, query, targets } from "../js/state/imports.js";

/** @param {Record<string, string | string[]>} given */
function form(given) {
  const found = new FormData();
  for (const [key, value] of Object.entries(given)) for (const each of [value].flat()) found.append(key, each);
  return found;
}

const brought = { id: 1, session: "s", title: "T", kind: "recording", name: "a.mp3", by: "", at: 1, done_ms: 500, length_ms: 2000, is_recognised: true, is_away: false };

test("a recording into a new session says its title, languages and who may see it", () => {
  const found = query("recording", form({ language: "fr", session: "", title: " Day 1 ", visibility: "public", languages: ["fr", "en"], recognise: "on", delegation: "FR" }), "day 1.mp3");
  assert.equal(found.toString(), "name=day+1.mp3&language=fr&title=Day+1&visibility=public&languages=fr%2Cen&delegation=FR&recognise=1");
});

test("a transcript into a session that is there names it and says nothing of a new one", () => {
  const found = query("transcript", form({ language: "en", session: "s-1", title: "x", languages: ["en"], skip: "on", opened_at: "2031-05-18T09:12" }), "a.srt");
  assert.equal(found.get("session"), "s-1");
  assert.equal(found.get("title"), null);
  assert.equal(found.get("skip"), "1");
  assert.equal(Number(found.get("opened_at")), new Date("2031-05-18T09:12").getTime());
});

test("a bundle says what it is by itself", () => {
  assert.equal(query("bundle", form({ language: "en", title: "x" }), "a.zip").toString(), "name=a.zip");
});

test("a recording goes into a planned session, a transcript also beside a closed one", () => {
  const sessions = ["planned", "open", "closed"].map((status) => ({ id: status, title: status, status }));
  assert.deepEqual(targets(sessions, "recording").map((each) => each.id), ["planned"]);
  assert.deepEqual(targets(sessions, "transcript").map((each) => each.id), ["planned", "closed"]);
});

test("how far a recording is, is told until it is recognised", () => {
  assert.equal(percent(brought), 25);
  assert.equal(percent({ ...brought, done_ms: 2000 }), null);
  assert.equal(percent({ ...brought, is_recognised: false }), null);
  assert.equal(percent({ ...brought, kind: "bundle", done_ms: null }), null);
});

test("a fault that is known is said in words, another one by its message alone", () => {
  assert.equal(faultText({ line: 3, fault: "time", text: "" }, (key) => key), "imports.fault_time");
  assert.equal(faultText({ line: 0, fault: "too_large", text: "The file is too large." }, (key) => key), "");
});
