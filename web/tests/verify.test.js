import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brokenAt, checkRecord, opened, verdictOf } from "../js/state/verify.js";

// A record as the server makes it: two parties, one signature, one corrigendum, one internal entry (tests/contract/test_statement_proclaimed.py checks the same file).
const text = readFileSync(new URL("./record.json", import.meta.url), "utf8");
const record = () => JSON.parse(text);
const arithmetic = {
  digest: async (given) => Buffer.from(await crypto.subtle.digest("SHA-256", typeof given === "string" ? new TextEncoder().encode(given) : given)).toString("hex"),
  verify: async (key, value, signed) => {
    try {
      const imported = await crypto.subtle.importKey("raw", Buffer.from(key, "base64"), { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "Ed25519" }, imported, Buffer.from(value, "base64"), new TextEncoder().encode(signed));
    } catch {
      return false;
    }
  },
};
const failing = async (given) => new Set((await checkRecord(given, arithmetic)).filter((each) => each.holds === false).map((each) => each.what));

test("a record of the server's holds in the browser: text, keys, signature, corrigendum, log, head", async () => {
  const found = await checkRecord(record(), arithmetic);
  assert.deepEqual([...new Set(found.map((each) => each.what))], ["text", "key", "signature", "corrigendum", "log", "entered", "head"]);
  assert.equal(verdictOf(found), "good", JSON.stringify(found));
});

test("a browser without Ed25519 says what it could not look at, and still finds a changed text", async () => {
  const older = { ...arithmetic, verify: async () => null };
  assert.equal(verdictOf(await checkRecord(record(), older)), "part");
  const changed = record();
  changed.adopted.paragraphs[0].text += " ";
  assert.equal(verdictOf(await checkRecord(changed, older)), "bad");
});

for (const [name, change, what] of [
  ["a letter of the text", (it) => { it.adopted.paragraphs[0].text = it.adopted.paragraphs[0].text.replace("2027", "2028"); }, "text"],
  ["a party", (it) => { it.adopted.parties.push("FR"); }, "text"],
  ["the person of a signature", (it) => { it.signatures[0].person = "Somebody Else"; }, "signature"],
  ["the time of a signature", (it) => { it.signatures[0].at += 1; }, "signature"],
  ["whose signature it is", (it) => { it.signatures[0].delegation = "BR"; }, "signature"],
  ["a key", (it) => { it.keys[0].public = Buffer.alloc(32, 7).toString("base64"); }, "key"],
  ["a word of the log", (it) => { it.log.at(-1).by = "Somebody Else"; }, "log"],
  ["an internal entry", (it) => { it.log[0].body = "0".repeat(64); }, "log"],
  ["an entry left out", (it) => { it.log.splice(1, 1); }, "log"],
  ["the last entry left out", (it) => { it.log.pop(); }, "head"],
  ["a signature left out", (it) => { it.signatures = []; }, "entered"],
  ["a corrigendum", (it) => { it.corrigenda[0].after = "2030"; }, "corrigendum"],
  ["the form", (it) => { it.form = "another"; }, "shape"],
  ["its keys taken away", (it) => { delete it.keys; }, "shape"],
]) {
  test(`what is changed is found: ${name}`, async () => {
    const spoilt = record();
    change(spoilt);
    assert.ok((await failing(spoilt)).has(what), JSON.stringify([...(await failing(spoilt))]));
  });
}

test("the place where a chain breaks is named", async () => {
  const { statement, log } = record();
  assert.equal(await brokenAt(statement, log, arithmetic.digest), null);
  log[2].at += 1;
  assert.equal(await brokenAt(statement, log, arithmetic.digest), 3);
});

/** What a JSON export of that record shows. */
function exported() {
  const it = record();
  return {
    schema: "roundtable/statement/1", title: it.adopted.title, language: it.adopted.language, sha256: it.sha256, parties: it.adopted.parties, translated: null,
    paragraphs: it.adopted.paragraphs.map(({ kind, number, text }) => ({ kind, number, text })), annex: [], positions: it.adopted.positions.filter((each) => each.note || each.paragraph).map(({ delegation, value, note }) => ({ party: delegation, position: value, text: note })), signatures: it.signatures.map(({ delegation, person, key }) => ({ party: delegation, person, key })), record: it,
  };
}

test("a statement's JSON export is opened to the record in it, and what it shows otherwise is named", () => {
  assert.deepEqual(opened(record()), { record: record(), altered: [] });
  assert.deepEqual(opened(exported()), { record: record(), altered: [] });
  assert.deepEqual(opened({ ...exported(), record: null }).record, {});
  for (const [change, named] of [
    [(it) => { it.paragraphs[0].text += "!"; }, exported().paragraphs[0].number || "1"],
    [(it) => { it.paragraphs.pop(); }, String(exported().paragraphs.length)],
    [(it) => { it.title = "Another"; }, "Another"],
    [(it) => { it.language = "fr"; }, "fr"],
    [(it) => { it.sha256 = "0"; }, "SHA-256"],
    [(it) => { it.positions = []; }, "0"],
    [(it) => { it.signatures[0].person = "Somebody Else"; }, "Somebody Else"],
  ]) {
    const spoilt = exported();
    change(spoilt);
    assert.deepEqual(opened(spoilt).altered, [named]);
  }
  assert.deepEqual(opened({ ...exported(), language: "fr", translated: { has_machine: true } }).altered, []);
});

// The same with a corrigendum that one of its two parties has signed.
const corrected = () => JSON.parse(readFileSync(new URL("./record_corrected.json", import.meta.url), "utf8"));

test("a corrigendum that one party has signed holds, and the other is no fault", async () => {
  const found = await checkRecord(corrected(), arithmetic);
  assert.deepEqual(found.filter((each) => each.what.startsWith("corrigendum")), [{ what: "corrigendum", of: "1", holds: true }, { what: "corrigendum_signed", of: "1 KR", holds: true }]);
  assert.equal(verdictOf(found), "good", JSON.stringify(found));
});

for (const [name, change, what] of [
  ["its words", (it) => { it.corrigenda[0].after = "2030"; }, "corrigendum"],
  ["who signs it", (it) => { it.corrigenda[0].parties = ["KR"]; }, "corrigendum"],
  ["the person of its signature", (it) => { it.corrigenda[0].signatures[0].person = "Somebody Else"; }, "corrigendum_signed"],
  ["whose its signature is", (it) => { it.corrigenda[0].signatures[0].delegation = "BR"; }, "corrigendum_signed"],
  ["the signature of the statement in its place", (it) => { it.corrigenda[0].signatures[0].value = it.signatures[0].value; }, "corrigendum_signed"],
  ["its signature left out", (it) => { it.corrigenda[0].signatures = []; }, "entered"],
]) {
  test(`what is changed of a corrigendum is found: ${name}`, async () => {
    const spoilt = corrected();
    change(spoilt);
    assert.ok((await failing(spoilt)).has(what), JSON.stringify([...(await failing(spoilt))]));
  });
}
