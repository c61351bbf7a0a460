import assert from "node:assert/strict";
import { test } from "node:test";
import { BRIEF, condensed, difference, isChanged, spaced } from "../js/state/difference.js";

const side = (pieces, kind) => pieces.filter((each) => each.kind === "same" || each.kind === kind).map((each) => each.text).join("");
const written = (pieces) => pieces.map((each) => ({ same: each.text, gone: `-${each.text}-`, new: `+${each.text}+` })[each.kind]).join("");

test("words that changed are marked, a phrase is one piece", () => {
  assert.equal(written(difference("We shall meet in June.", "We will gather in June.")), "We -shall meet-+will gather+ in June.");
  assert.equal(written(difference("abc", "abc")), "abc");
  assert.equal(isChanged(difference("abc", "abc")), false);
});

test("scripts without spaces differ by signs", () => {
  assert.equal(written(difference("我们支持建议", "我们不支持建议")), "我们+不+支持建议");
});

test("both texts can be read out of the pieces, whatever they are", () => {
  const texts = ["", "a", "a b c", "b  a\nc", "관세 협력을 强化", "it’s 4.5 % [of it]", "𝒜 end", "x".repeat(50), "من أجل السلام"];
  for (const before of texts) {
    for (const after of texts) {
      const pieces = difference(before, after);
      assert.deepEqual([side(pieces, "gone"), side(pieces, "new")], [before, after]);
    }
  }
});

test("long texts that share nothing are replaced at once", () => {
  const [before, after] = ["a ".repeat(3000), "b ".repeat(3000)];
  const pieces = difference(before, after);
  assert.deepEqual(pieces.map((each) => each.kind), ["gone", "new", "same"], "no word is looked for between the others");
  assert.deepEqual([side(pieces, "gone"), side(pieces, "new")], [before, after]);
});

test("of long stretches that stay only what is beside a change is shown, and nothing is lost", () => {
  const long = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu ".repeat(6);
  const pieces = [{ kind: "same", text: long }, { kind: "gone", text: "old" }, { kind: "new", text: "new" }, { kind: "same", text: long }, { kind: "new", text: "end" }, { kind: "same", text: "short tail" }];
  const found = condensed(pieces);
  assert.deepEqual(found.map((each) => (each.left ? "…" : each.kind)), ["…", "same", "gone", "new", "same", "…", "same", "new", "same"]);
  assert.equal(found.filter((each) => each.kind === "same").map((each) => each.text + (each.left ?? "")).join(""), pieces.filter((each) => each.kind === "same").map((each) => each.text).join(""));
  for (const each of found) if (each.kind === "same" && !each.left) assert.ok(each.text.length <= 100, each.text);
  assert.deepEqual(condensed([{ kind: "same", text: long }]), [{ kind: "same", text: long }]);
  assert.equal(condensed([{ kind: "same", text: "我".repeat(400) }, { kind: "new", text: "不" }])[0].left.length, 340);
  assert.deepEqual(condensed(pieces, BRIEF).filter((each) => !each.left).map((each) => each.text.trim()), ["kappa lambda mu", "old", "new", "alpha beta gamma", "kappa lambda mu", "end", "short tail"]);
});

test("what is gone stands apart from the word before it, where the server's pieces have the space with what came", () => {
  const pieces = [{ kind: "same", text: "in the port of" }, { kind: "gone", text: "Santos;" }, { kind: "new", text: " Lima;" }];
  assert.equal(written(spaced(pieces)), "in the port of- Santos;-+ Lima;+");
  for (const given of [difference("a b c", "a d c"), [{ kind: "same", text: "港" }, { kind: "gone", text: "口" }, { kind: "new", text: "湾" }]]) assert.deepEqual(spaced(given), given);
});
