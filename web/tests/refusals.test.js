import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { apart } from "../js/state/bidi.js";
import { refusalText } from "../js/state/refusals.js";

const texts = Object.fromEntries(["en", "ko", "pt"].map((code) => [code, JSON.parse(readFileSync(new URL(`../i18n/${code}.json`, import.meta.url), "utf8"))]));
const fill = (text, params) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
const said = (lang, code, details = {}, zone = "UTC") => refusalText({ code, message: "server's words", details }, { texts: texts[lang], fill, lang, zone });

test("a refusal says in the reader's language what to do", () => {
  assert.match(said("en", "bad_code", { left: 4 }), /type the one that your app shows now.* 4\.$/);
  assert.match(said("ko", "bad_code", { left: 4 }), /코드.*4회/);
  assert.match(said("pt", "not_enrolled"), /secretariado/);
});

test("until when a lock lasts is told in the reader's own time", () => {
  const until = Date.parse("2026-12-01T12:15:00Z");
  assert.match(said("en", "code_locked", { until }, "Pacific/Apia"), /Wed, Dec 2, 01:15 AM/);
  assert.match(said("en", "code_locked", { until }, "America/Lima"), /Tue, Dec 1, 07:15 AM/);
  assert.match(said("ko", "under_silence", { expires_at: until }, "Asia/Seoul"), /12월 1일.*09:15/);
});

test("what has no words of its own is said in the server's, marked as such where the reader reads another language", () => {
  assert.equal(said("en", "conflict"), "server's words");
  assert.match(said("ko", "conflict"), /받아들여지지 않았습니다.*server's words/);
  assert.match(said("en", "bad_code"), /server's words/);
});

test("words from right to left are set apart in a line of another script, others are left as they are", () => {
  assert.equal(fill("Sign for {party}, {count}.", { party: apart("مصر (2027)"), count: apart("5") }), "Sign for \u2068مصر (2027)\u2069, 5.");
  assert.equal(apart("Republic of Korea"), "Republic of Korea");
});
