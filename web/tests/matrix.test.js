import assert from "node:assert/strict";
import { test } from "node:test";
import { byPair, checkOf, counts, enginesOf, figureKind, isBySpeech, step, timesOf } from "../js/state/matrix.js";

const leg = (engine, source, target, origin = "measured") => ({ engine, source, target, bleu: 30, origin });
const way = (source, target, more) => ({ source, target, status: "live", engine: "firefox", via: [], command: "", bleu: 30, origin: "", legs: [], ...more });
const matrix = (more) => ({ languages: [], directions: [], engines: [], warmth: [], checks: [], is_served: true, check_command: "", ...more });

test("the times of a way are those of its legs together, and unknown while one is", () => {
  const warm = (engine, source, target, sentence_ms) => ({ engine, source, target, first_ms: 100, sentence_ms });
  const direction = way("en", "es", { legs: [leg("firefox", "en", "pt"), leg("apertium", "pt", "es")] });
  const whole = matrix({ warmth: [warm("firefox", "en", "pt", 6), warm("apertium", "pt", "es", 40), warm("argos", "pt", "es", 999)] });
  assert.deepEqual(timesOf(whole, direction), { first_ms: 200, sentence_ms: 46 });
  assert.equal(timesOf(matrix({ warmth: [warm("firefox", "en", "pt", 6)] }), direction), null);
  assert.equal(timesOf(matrix({ warmth: [warm("firefox", "en", "pt", 6), warm("apertium", "pt", "es", null)] }), direction), null);
  assert.equal(timesOf(whole, way("ko", "ar", { legs: [] })), null);
});

test("a figure says whether it was told, reckoned from told ones, or assumed", () => {
  assert.equal(figureKind(way("ko", "ar", { bleu: null })), "none");
  assert.equal(figureKind(way("en", "pt", { origin: "FLORES-200" })), "told");
  assert.equal(figureKind(way("en", "es", { legs: [leg("firefox", "en", "pt"), leg("apertium", "pt", "es")] })), "reckoned");
  assert.equal(figureKind(way("en", "de", { legs: [leg("argos", "en", "de", "")] })), "assumed");
});

test("directions are found by their pair, their engines and their check with them", () => {
  const rough = way("fr", "pt", { status: "rough", engine: "speech+firefox" });
  const here = matrix({ directions: [rough, way("en", "pt")], checks: [{ source: "fr", target: "pt", bleu: 20 }] });
  assert.equal(byPair(here).get("fr pt"), rough);
  assert.equal(checkOf(here, rough)?.bleu, 20);
  assert.equal(checkOf(here, way("pt", "fr")), null);
  assert.deepEqual(enginesOf(rough), ["speech", "firefox"]);
  assert.ok(isBySpeech(rough) && !isBySpeech(way("en", "pt")));
  assert.deepEqual(enginesOf(way("ko", "ar", { engine: "" })), []);
  assert.deepEqual(counts(here.directions), { live: 1, rough: 1, missing: 0 });
});

test("arrow keys move inside the table and stop at its edges", () => {
  assert.deepEqual(step("ArrowRight", 0, 0, 3, 3), [0, 1]);
  assert.deepEqual(step("ArrowLeft", 0, 0, 3, 3), [0, 0]);
  assert.deepEqual(step("ArrowDown", 2, 1, 3, 3), [2, 1]);
  assert.deepEqual(step("End", 1, 0, 3, 3), [1, 2]);
  assert.deepEqual(step("Home", 1, 2, 3, 3), [1, 0]);
  assert.deepEqual(step("x", 1, 2, 3, 3), [1, 2]);
});
