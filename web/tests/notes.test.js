import assert from "node:assert/strict";
import { test } from "node:test";
import { isPartly, noteKeys, standings, statusKey } from "../js/state/notes.js";

const source = (code, status) => ({ code, name: code, status, engine: "", command: "" });
const language = (status, ...sources) => ({ code: "en", name: "English", direction: "ltr", status, sources, command: "" });

test("a note of codes becomes keys, any other stays the text that it is", () => {
  assert.deepEqual(noteKeys("rough figures"), ["note.rough", "note.figures"]);
  assert.equal(noteKeys("no route from fr to zh"), null);
  assert.deepEqual(noteKeys(null), []);
});

test("a language that is live from one source and not from another is so in part", () => {
  const english = language("rough", source("pt", "live"), source("fr", "rough"), source("zh", "missing"), source("es", "rough"));
  assert.ok(isPartly(english));
  assert.equal(statusKey(english), "viewer.is_partly");
  assert.deepEqual(standings(english), [{ status: "live", codes: ["pt"] }, { status: "rough", codes: ["fr", "es"] }, { status: "missing", codes: ["zh"] }]);
  assert.equal(statusKey(language("rough", source("fr", "rough"))), "viewer.is_rough");
  assert.equal(statusKey(language("missing")), "viewer.is_missing");
});
