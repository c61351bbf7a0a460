import assert from "node:assert/strict";
import { test } from "node:test";
import { bare, hue, liftOf, openBrackets, points, tree } from "../js/state/bracket.js";

const bracket = (owner, start, end, more = {}) => ({ id: `${owner}${start}`, owner, owners: [owner], kind: "reserve", span: [start, end], ...more });
const paragraph = (text, brackets, citations = []) => ({ text, brackets, citations });
/** The tree as a person would write it: owner(inner), alternatives with a stroke. */
const written = (nodes) => nodes.map((node) => (node.kind === "text" ? node.text : node.kind === "bracket" ? `${node.bracket.owner}(${written(node.nodes)})` : node.options.map((each) => written([each])).join("|"))).join("");

test("brackets cut the text by code points, not by UTF-16 units", () => {
  assert.equal(written(tree(paragraph("𝒜 [관세] end", [bracket("KR", 2, 6)]))), "𝒜 KR([관세]) end");
});

test("brackets stand in brackets, also where two begin or end together", () => {
  assert.equal(written(tree(paragraph("abcdef", [bracket("KR", 2, 4), bracket("BR", 1, 5)]))), "aBR(bKR(cd)e)f");
  assert.equal(written(tree(paragraph("abcd", [bracket("KR", 0, 2), bracket("BR", 0, 4), bracket("FR", 2, 4)]))), "BR(KR(ab)FR(cd))");
});

test("brackets that cross lose no character and no owner", () => {
  assert.equal(written(tree(paragraph("abcdef", [bracket("BR", 0, 4), bracket("KR", 2, 6)]))), "BR(abKR(cd))KR(ef)");
});

test("alternatives stand side by side, also with a space or a stroke between them, and only those of the same words", () => {
  const [first, bis, ter] = [bracket("KR", 3, 6), bracket("FR", 7, 10, { alternative_of: "KR3", label: "bis" }), bracket("KE", 10, 13, { alternative_of: "KR3", label: "ter" })];
  const found = tree(paragraph("we [a] [b][c] meet", [first, bis, ter]));
  assert.deepEqual(found.map((each) => each.kind), ["text", "choice", "text"]);
  assert.deepEqual(found[1].options.map((each) => [each.bracket.label ?? "", each.text].join(" ").trim()), ["[a]", "bis [b]", "ter [c]"]);
  assert.equal(written(tree(paragraph("[a] or [b]", [bracket("KR", 0, 3), bracket("FR", 7, 10, { alternative_of: "KR0" })]))), "KR([a]) or FR([b])");
});

test("a citation cuts the text and names its segments, inside a bracket too", () => {
  const found = tree(paragraph("ab[cd]", [bracket("BR", 2, 6)], [{ span: [0, 2], segments: ["s1"] }, { span: [3, 5], segments: ["s2", "s1"] }]));
  assert.deepEqual(found[0], { kind: "text", text: "ab", segments: ["s1"] });
  assert.deepEqual(found[1].nodes.map((each) => [each.text, ...each.segments].join(" ")), ["[", "cd s2 s1", "]"]);
});

test("a bracket without a place in the text marks nothing, one beyond its end is cut", () => {
  assert.equal(written(tree(paragraph("abc", [bracket("BR", 0, 0)]))), "abc");
  assert.equal(written(tree(paragraph("abc", [bracket("BR", 1, 9)]))), "aBR(bc)");
});

test("each bracket is open, those of alternatives too; signs are not words", () => {
  assert.equal(openBrackets([{ brackets: [bracket("BR", 0, 1), bracket("KR", 0, 1, { alternative_of: "BR0" })] }, { brackets: [bracket("FR", 0, 1)] }]), 3);
  assert.equal(bare("[shall]"), "shall");
});

test("neighbours in the list of parties get hues far apart, the same ones everywhere", () => {
  const parties = ["BR", "FR", "KE", "KR"];
  const found = parties.map((each) => hue(parties, each));
  for (let at = 1; at < found.length; at += 1) assert.ok(Math.min(Math.abs(found[at] - found[at - 1]), 360 - Math.abs(found[at] - found[at - 1])) > 90);
  assert.equal(hue(parties, "KE"), hue([...parties, "ZA"], "KE"));
});

test("a chosen part is told in code points, without the space around it", () => {
  assert.deepEqual(points("𝒜 관세 end", 2, 6), [2, 4]);
  assert.deepEqual(points("abc", 3, 1), [1, 3]);
  assert.equal(points("a  b", 1, 3), null);
});

test("a delegation lifts what it holds itself: alone it closes, with others it leaves, what it offered it withdraws", () => {
  const [first, bis] = [bracket("KR", 3, 6), bracket("FR", 7, 10, { alternative_of: "KR3", label: "bis" })];
  const joint = bracket("KR", 0, 2, { owners: ["KR", "BR"] });
  const unclear = bracket("KR", 0, 2, { kind: "unclear" });
  const at = (...brackets) => (one, mine) => liftOf({ brackets }, one, mine);
  assert.equal(at(first)(first, "KR"), "closes");
  assert.equal(at(first)(first, "FR"), null);
  assert.equal(at(first)(first, ""), null);
  assert.equal(at(joint)(joint, "BR"), "leaves");
  assert.equal(at(first, bis)(bis, "FR"), "withdraws");
  assert.equal(at(first, bis)(first, "KR"), null);
  assert.equal(at(unclear)(unclear, "KR"), null);
});
