import assert from "node:assert/strict";
import { test } from "node:test";
import { query } from "../js/state/statement_files.js";

test("a file is asked for in a language, or a Word file against a revision", () => {
  assert.equal(query("pdf", "", ""), "");
  assert.equal(query("pdf", "fr", "2"), "?lang=fr");
  assert.equal(query("docx", "", "2"), "?against=2");
  assert.equal(query("docx", "fr", "2"), "?lang=fr");
  assert.equal(query("pdf", "", "2"), "");
});
