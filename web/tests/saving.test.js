import assert from "node:assert/strict";
import { test } from "node:test";
import { nothing, words } from "../js/state/saving.js";

test("what is not saved is never silent, and says how much it is", () => {
  assert.deepEqual(words(nothing, 0), { key: "", count: 0, isWarning: false });
  assert.deepEqual(words({ ...nothing, savedAt: 7 }, 0), { key: "minutes.saved", count: 0, isWarning: false });
  assert.deepEqual(words({ ...nothing, savedAt: 7, unsaved: 1 }, 0), { key: "minutes.unsaved_one", count: 1, isWarning: true });
  assert.deepEqual(words({ ...nothing, unsaved: 2 }, 1), { key: "minutes.unsaved_count", count: 3, isWarning: true });
});

test("without a connection it says so, with and without something that is not saved", () => {
  const away = { ...nothing, isConnected: false };
  assert.deepEqual([words(away, 0).key, words({ ...away, unsaved: 3 }, 0).key, words(away, 1).count], ["minutes.offline", "minutes.offline_kept", 1]);
  assert.equal(words({ ...away, unsaved: 3, isKept: false }, 0).key, "minutes.offline_unsaved");
  assert.equal(words({ ...away, unsaved: 3 }, 1).key, "minutes.offline_unsaved", "a translation lives on the page alone");
});

test("an edit that was refused is told before anything else", () => {
  assert.equal(words({ ...nothing, isConnected: false, unsaved: 2, isRefused: true }, 0).key, "minutes.refused");
});
