import assert from "node:assert/strict";
import { test } from "node:test";
import { joint, pieces } from "../js/state/scripts.js";

const apart = (/** @type {string} */ text) => pieces(text, "rtl").filter((each) => each.isApart).map((each) => each.text);

test("words of Chinese, Japanese and Thai are joined without spaces, Korean and Arabic with them", () => {
  assert.deepEqual(["zh", "zh-Hant", "ja", "th"].map(joint), ["", "", "", ""]);
  assert.deepEqual(["ko", "ar", "en", "thk"].map(joint), [" ", " ", " ", " "]);
});

test("names and figures stand apart in right-to-left text, and nothing is lost or added", () => {
  const text = "اقترحت World Customs Organization (WCO) زيادة +5.3% بين 2024-2025 وفق ISO 9001:2015.";
  assert.deepEqual(apart(text), ["World Customs Organization", "WCO", "+5.3%", "2024-2025", "ISO 9001:2015"]);
  assert.equal(pieces(text, "rtl").map((each) => each.text).join(""), text);
  assert.deepEqual(apart("ثلاثة 3 أو 10 20"), ["3", "10", "20"]);
});

test("of a word that comes alone only a figure that would be turned around stands apart", () => {
  assert.deepEqual(["World ", " Customs", "WCO", "2031"].flatMap(apart), []);
  assert.deepEqual(["2024-2025", " +5%", "9001:2015."].flatMap(apart), ["2024-2025", "+5%", "9001:2015"]);
  assert.equal(pieces(" Customs ", "rtl").map((each) => each.text).join(""), " Customs ");
});

test("text of other directions is one piece", () => {
  assert.deepEqual(pieces("AEO 2024-2025", "ltr"), [{ text: "AEO 2024-2025", isApart: false }]);
  assert.deepEqual(pieces("", "rtl"), [{ text: "", isApart: false }]);
});
