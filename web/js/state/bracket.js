// A paragraph's text as a tree: brackets in brackets, alternatives side by side, the words that are cited. Pure.
// The server counts code points, the browser UTF-16 units.

/** @import {Bracket, Paragraph} from "../types" */
/**
 * `segments`: what words are cited to, where that is narrower than the sentence.
 * @typedef {{kind: "text", text: string, segments: string[]}} Words
 * @typedef {{kind: "bracket", bracket: Bracket, nodes: Node[], text: string}} Held
 * @typedef {{kind: "choice", options: Held[]}} Choice alternatives of each other, the first one as it was proposed first
 * @typedef {Words | Held | Choice} Node
 */

/** How many hues owners are told apart by, besides their names. */
const TURN = 137.508;

/** @param {Pick<Paragraph, "text" | "brackets" | "citations">} paragraph @returns {Node[]} */
export function tree(paragraph) {
  const points = [...paragraph.text];
  const placed = paragraph.brackets.map((bracket) => ({ bracket, start: bracket.span[0], end: Math.min(bracket.span[1], points.length) })).filter((each) => each.start < each.end);
  placed.sort((a, b) => a.start - b.start || b.end - a.end);
  return grown(points, paragraph.citations, placed, 0, points.length);
}

/** Who holds a bracket. @param {Bracket} bracket @returns {string[]} */
export const ownersOf = (bracket) => (bracket.owners.length ? bracket.owners : [bracket.owner]);

/** The owner of a bracket that names none. */
export const NOBODY = "?";

/** Why words are held that the delegation itself can let go: the others are held for the sake of the text. */
const OF_DELEGATIONS = ["reserve", "object", "amend", "disassociate", "condition", "open"];

/** What it does when a delegation lifts a bracket: others hold it on, its words stay without signs, or those that it offered leave; null where it can't. @param {Pick<Paragraph, "brackets">} paragraph @param {Bracket} bracket @param {string} mine @returns {"leaves" | "closes" | "withdraws" | null} */
export function liftOf({ brackets }, bracket, mine) {
  if (!mine || !bracket.id || !ownersOf(bracket).includes(mine) || !OF_DELEGATIONS.includes(bracket.kind)) return null;
  if (ownersOf(bracket).length > 1) return "leaves";
  if (bracket.alternative_of) return "withdraws";
  return brackets.some((each) => each.alternative_of === bracket.id) ? null : "closes";
}

/** The colour's angle of an owner: the same for everybody, as far from its neighbours in the list as can be. @param {string[]} parties @param {string} owner */
export function hue(parties, owner) {
  const place = parties.indexOf(owner);
  const at = place >= 0 ? place : [...owner].reduce((sum, each) => sum + (each.codePointAt(0) ?? 0), 0);
  return Math.round((at * TURN + 205) % 360);
}

/** A bracket's words without its signs. @param {string} text */
export const bare = (text) => text.replace(/^\[/u, "").replace(/\]$/u, "");

/** The open brackets of a statement, those of alternatives too. @param {Pick<Paragraph, "brackets">[]} paragraphs */
export const openBrackets = (paragraphs) => paragraphs.reduce((sum, each) => sum + each.brackets.length, 0);

/** A part of a text chosen in the browser, in code points; null where nothing is chosen. @param {string} text @param {number} start UTF-16 units @param {number} end @returns {[number, number] | null} */
export function points(text, start, end) {
  const [from, to] = [Math.max(0, Math.min(start, end)), Math.min(text.length, Math.max(start, end))];
  const chosen = text.slice(from, to);
  const [head, tail] = [chosen.length - chosen.trimStart().length, chosen.length - chosen.trimEnd().length];
  if (from + head >= to - tail) return null;
  const count = (/** @type {number} */ units) => [...text.slice(0, units)].length;
  return [count(from + head), count(to - tail)];
}

/** @typedef {{bracket: Bracket, start: number, end: number}} Placed */

/** @param {string[]} points @param {Paragraph["citations"]} citations @param {Placed[]} placed within the part, sorted @param {number} from @param {number} to @returns {Node[]} */
function grown(points, citations, placed, from, to) {
  /** @type {Node[]} */
  const made = [];
  let at = from;
  let rest = placed;
  while (rest.length) {
    const [first, ...others] = rest;
    const end = Math.min(first.end, to);
    made.push(...words(points, citations, at, first.start));
    const inside = others.filter((each) => each.start < end).map((each) => ({ ...each, end: Math.min(each.end, end) }));
    const across = others.filter((each) => each.start < end && each.end > end).map((each) => ({ ...each, start: end }));
    made.push({ kind: "bracket", bracket: first.bracket, nodes: grown(points, citations, inside, first.start, end), text: points.slice(first.start, end).join("") });
    at = end;
    rest = [...across, ...others.filter((each) => each.start >= end)].sort((a, b) => a.start - b.start || b.end - a.end);
  }
  return chosen([...made, ...words(points, citations, at, to)]);
}

/** @param {string[]} points @param {Paragraph["citations"]} citations @param {number} from @param {number} to @returns {Words[]} */
function words(points, citations, from, to) {
  if (from >= to) return [];
  const inside = citations.flatMap((each) => each.span).filter((each) => from < each && each < to);
  const cuts = [...new Set([from, to, ...inside])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => ({
    kind: "text", text: points.slice(start, cuts[index + 1]).join(""),
    segments: [...new Set(citations.filter((each) => each.span[0] <= start && cuts[index + 1] <= each.span[1]).flatMap((each) => each.segments))],
  }));
}

/** Alternatives that follow each other with nothing but space or a stroke between them become one choice. @param {Node[]} nodes @returns {Node[]} */
function chosen(nodes) {
  /** @type {Node[]} */
  const made = [];
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at];
    const held = lastHeld(made);
    if (node.kind !== "bracket" || !held || !isAlternative(held.options[0].bracket, node.bracket)) {
      made.push(node);
      continue;
    }
    made.splice(held.at);
    made.push({ kind: "choice", options: [...held.options, node] });
  }
  return made;
}

/** The bracket or choice at the end, with nothing but space behind it. @param {Node[]} nodes @returns {{options: Held[], at: number} | null} */
function lastHeld(nodes) {
  let at = nodes.length - 1;
  for (let node = nodes[at]; node?.kind === "text" && /^[\s/]*$/u.test(node.text); node = nodes[at]) at -= 1;
  const node = nodes[at];
  if (node?.kind === "choice") return { options: node.options, at };
  return node?.kind === "bracket" ? { options: [node], at } : null;
}

/** @param {Bracket} first @param {Bracket} other */
const isAlternative = (first, other) => Boolean(other.alternative_of && other.alternative_of === first.id);
