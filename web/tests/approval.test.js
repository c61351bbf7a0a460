import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { doubtRows, groups, interventions, isWindowOpen, left, newest, standing } from "../js/state/approval.js";
import { isGenuine, isSealed, recordHash } from "../js/state/canonical.js";

const HOUR = 3_600_000;
const sha256 = async (text) => createHash("sha256").update(text, "utf8").digest("hex");
const proposal = (id, segment, state, more = {}) => ({ id, segment, state, delegation: "KR", ...more });

test("what is left is said in the largest unit that is true, never less than a minute", () => {
  assert.deepEqual([left(50 * HOUR, 0), left(47 * HOUR, 0), left(90 * 60_000, 0), left(10, 0), left(0, 5)].map(({ key, count }) => `${count} ${key}`), ["2 days", "47 hours", "90 minutes", "1 minutes", "1 minutes"]);
});

test("the window ends by the clock, without a word from the server", () => {
  const approval = { state: "review", review_ends_at: 100 };
  assert.deepEqual([isWindowOpen(approval, 99), isWindowOpen(approval, 100)], [true, false]);
  assert.equal(isWindowOpen({ ...approval, state: "draft" }, 1), false);
  assert.deepEqual(standing([{ what: "window_open", until: 100 }, { what: "session_open" }], 100).map((each) => each.what), ["session_open"]);
});

test("an answer that was overtaken changes nothing", () => {
  const known = { now: 5 };
  assert.equal(newest(known, { now: 4 }), known);
  assert.deepEqual(newest(null, { now: 4 }), { now: 4 });
});

test("proposals that wait come first, late ones last, and empty groups are left out", () => {
  const found = groups([proposal("a", "s1", "late"), proposal("b", "s1", "accepted"), proposal("c", "s2", "open")]);
  assert.deepEqual(found.map(([name, each]) => [name, each.map((one) => one.id).join()]), [["open", "c"], ["answered", "b"], ["late", "a"]]);
  assert.deepEqual(groups([]), []);
});

test("a delegation sees its lines with its own proposals, and those of lines that stand no more", () => {
  const rows = interventions([{ id: "s1" }, { id: "s2" }], [proposal("a", "s1", "open"), proposal("b", "s9", "open"), proposal("c", "s2", "open", { delegation: "BR" })], "KR");
  assert.deepEqual(rows.map((row) => [row.id, Boolean(row.line), row.proposals.map((each) => each.id).join()]), [["s1", true, "a"], ["s2", true, ""], ["s9", false, "b"]]);
});

test("what is checked is not said to be unchecked", () => {
  assert.deepEqual(doubtRows({ unchecked: 2, doubtful_words: 0, suggestions: 0, losses: 1, unrecognised_s: 0 }), [{ key: "approval.doubt_unchecked", count: 2 }, { key: "approval.doubt_losses", count: 1 }]);
});

const line = { id: "s1", salt: "ab", start_ms: 0, end_ms: 5, lang: "en", speaker: "Ana", delegation: "BR", text: "Yes — “sim”, 네\u2028.", version: 2, retracted: "", translations: [] };
const record = { form: "x", session: "demo", segments: [line], gaps: [] };

test("the record's hash is computed as the server computes it, also where a line is withheld", async () => {
  const written = JSON.stringify(line, ["delegation", "end_ms", "id", "lang", "retracted", "salt", "speaker", "start_ms", "text", "translations", "version"]);
  const own = await sha256(written);
  assert.equal(await recordHash(record, sha256), await sha256(`{"form":"x","gaps":[],"segments":["${own}"],"session":"demo"}`));
  assert.equal(await recordHash({ ...record, segments: [{ id: "s1", sha256: own }] }, sha256), await recordHash(record, sha256));
});

test("a corrigendum that was changed after it was written is found out", async () => {
  const hash = await recordHash(record, sha256);
  const words = await sha256('{"after":"b","before":"a","salt":"ff"}');
  const own = await sha256(`{"at":9,"by":"Ana","kind":"text","lang":"","number":1,"previous":"${hash}","record":"${hash}","segment":"s1","why":"misheard","words":"${words}"}`);
  const one = { number: 1, segment: "s1", lang: "", kind: "text", before: "a", after: "b", salt: "ff", why: "misheard", by: "Ana", at: 9, sha256: own, words, is_hidden: false };
  const given = { sha256: hash, record, corrigenda: [one] };
  assert.equal(await isGenuine(given, sha256), true);
  assert.equal(await isGenuine({ ...given, corrigenda: [{ ...one, before: "", after: "", salt: "", is_hidden: true }] }, sha256), true);
  assert.equal(await isGenuine({ ...given, corrigenda: [{ ...one, after: "c" }] }, sha256), false);
  assert.equal(await isGenuine({ ...given, record: { ...record, session: "other" } }, sha256), false);
});

test("approved records have their hash with an item withheld, and not with one changed", async () => {
  const items = [{ id: "a", salt: "00", text: "é" }, { id: "b", salt: "01", text: "두" }];
  const record = { form: "f", number: 1, items };
  const shapes = items.map((each) => JSON.stringify(each, Object.keys(each).sort()));
  const hashes = await Promise.all(shapes.map(sha256));
  const whole = await sha256(JSON.stringify({ form: "f", items: hashes, number: 1 }));
  assert.equal(await isSealed({ sha256: whole, record }, whole, sha256), true);
  assert.equal(await isSealed({ sha256: whole, record: { ...record, items: [{ id: "a", sha256: hashes[0] }, items[1]] } }, whole, sha256), true);
  assert.equal(await isSealed({ sha256: whole, record: { ...record, items: [{ ...items[0], text: "e" }, items[1]] } }, whole, sha256), false);
  assert.equal(await isSealed({ sha256: whole, record }, "00", sha256), false);
});
