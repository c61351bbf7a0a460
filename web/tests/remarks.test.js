import assert from "node:assert/strict";
import test from "node:test";

import { offered } from "../js/state/remarks.js";

const languages = ["en", "fr", "ko", "pt"].map((code) => /** @type {const} */ ({ code, name: code, direction: "ltr" }));

test("a menu offers the session's languages first and none that is taken", () => {
  assert.deepEqual(offered(languages, ["pt", "ko"], ["en", "ko"]).map((each) => each.code), ["pt", "fr"]);
});
