import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ahead, byZone, inZone, isZone, left, localOf, momentIn, ownZone, reminded, rest, running, stateAt, tick, tone } from "../js/state/silence.js";

const at = Date.parse("2026-12-01T18:00:00Z");
const silence = { id: "s", state: "running", expires_at: at };

test("time alone ends it, whatever was read before", () => {
  assert.equal(running({ current: silence, past: [] }, at - 1), silence);
  assert.equal(running({ current: silence, past: [] }, at), null);
  assert.equal(running({ current: { ...silence, state: "broken" }, past: [] }, at - 1), null);
  assert.deepEqual([stateAt(silence, at - 1), stateAt(silence, at), stateAt({ ...silence, state: "withdrawn" }, at)], ["running", "passed", "withdrawn"]);
});

test("what is left is told in two units, and never as nothing while it runs", () => {
  const told = (ms) => Object.values(left(at, at - ms)).join(" ");
  assert.deepEqual([told(90_000_000), told(3_660_000), told(61_000), told(1), told(0)], ["days 1 1", "hours 1 1", "minutes 1 1", "seconds 1 0", "over 0 0"]);
  assert.equal(told(86_399_999), "days 1 0");
});

test("what is left reads as a clock does, to the last second", () => {
  for (const code of ["en", "ko", "pt"]) {
    const texts = JSON.parse(readFileSync(new URL(`../i18n/${code}.json`, import.meta.url), "utf8"));
    const told = (ms) => { const { key, ...params } = rest(at, at - ms); return texts[key].replace(/\{(\w+)\}/g, (_, name) => params[name]); };
    assert.deepEqual([told(307_000), told(45_000), told(2_000)], ["5:07", "0:45", "0:02"], code);
    assert.doesNotMatch(told(0), /\d/);
  }
});

test("reminders come by the clock alone, and none after the end", () => {
  const told = { ...silence, reminders: [86_400_000, 3_600_000] };
  assert.deepEqual([90_000_000, 86_400_000, 3_600_001, 3_600_000, 1, 0].map((ms) => reminded(told, at - ms)), [0, 1, 1, 2, 2, 0]);
  assert.equal(reminded({ ...told, state: "broken" }, at - 1), 0);
});

test("a delegation reads deadlines in its own zone, others in that of their device", () => {
  const zone = (role, time_zone) => ownZone({ role, time_zone }, "Asia/Tokyo");
  assert.deepEqual([zone("delegation", "Pacific/Apia"), zone("delegation", "UTC"), zone("delegation", "bad"), zone("chair", "Pacific/Apia")], ["Pacific/Apia", "Asia/Tokyo", "Asia/Tokyo", "Asia/Tokyo"]);
  assert.match(inZone(at, "Pacific/Apia", "en"), /Wed, Dec 2, 07:00 AM GMT\+13/);
  assert.match(inZone(at, "America/Lima", "en"), /Tue, Dec 1, 01:00 PM GMT-5/);
});

test("the page looks again when its words change", () => {
  assert.deepEqual([tick(at, at - 7_200_000), tick(at, at - 3_630_000), tick(at, at - 60_000)], [60_000, 30_000, 1000]);
  assert.deepEqual([tone(at, at - 90_000_000), tone(at, at - 7_200_000), tone(at, at - 60_000)], ["calm", "warn", "bad"]);
});

test("the server's clock counts, not the device's", () => {
  assert.equal(ahead(1000, 1200, 5100), 4000);
});

test("a moment is read and written in a zone, across the change of the clocks too", () => {
  assert.match(inZone(at, "Asia/Seoul", "en"), /Dec.* 03:00/);
  assert.equal(momentIn("2026-12-02T03:00", "Asia/Seoul"), at);
  for (const [zone, local] of [["Europe/Lisbon", "2026-03-29T00:30"], ["Europe/Lisbon", "2026-03-29T02:30"], ["America/Sao_Paulo", "2026-10-18T00:30"], ["Asia/Kathmandu", "2026-06-01T12:00"]]) {
    assert.equal(localOf(momentIn(local, zone), zone), local, zone);
  }
  assert.deepEqual([momentIn("", "Asia/Seoul"), momentIn("2026-12-02T03:00", "Nowhere/At_All")], [null, null]);
});

test("each zone is named once with those who live in it, the reader's own first", () => {
  const found = byZone({ KR: "Asia/Seoul", JP: "Asia/Seoul", BR: "America/Sao_Paulo", XX: "bad" }, "America/Sao_Paulo");
  assert.deepEqual(found, [{ zone: "America/Sao_Paulo", who: ["BR"] }, { zone: "Asia/Seoul", who: ["KR", "JP"] }]);
  assert.deepEqual([isZone("UTC"), isZone(""), isZone("bad")], [true, false, false]);
});
