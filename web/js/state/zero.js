// A zero draft before it becomes a statement: what was recognised, and what a person should look at. Pure.

/** @import {Bracket} from "../types" */
/** @typedef {{kind: "inserted" | "deleted" | "comment", by: string, at: string, text: string}} ZeroChange */
/** @typedef {{kind: "preambular" | "operative" | "annex" | "title", number: string, was: string, text: string, brackets: Bracket[], changes: ZeroChange[]}} ZeroParagraph */
/** @typedef {{code: string, text: string, paragraph: number | null}} ZeroWarning */
/** @typedef {{form: string, title: string, statement_form: "communique" | "resolution", language: string, names: Record<string, string>, parties: string[], paragraphs: ZeroParagraph[], warnings: ZeroWarning[]}} ZeroPreview */

/** How many paragraphs hold a bracket. @param {ZeroPreview} told */
export const held = (told) => told.paragraphs.filter((each) => each.brackets.length).length;

/** What a paragraph is called: its number, else its place among those of its kind (P1, A2, T1). @param {ZeroPreview} told @param {number | null} place */
export function called(told, place) {
  const each = place === null ? undefined : told.paragraphs[place];
  if (!each) return "";
  if (each.number) return each.number;
  const same = told.paragraphs.slice(0, (place ?? 0) + 1).filter((one) => one.kind === each.kind);
  return `${each.kind[0].toUpperCase()}${same.length}`;
}

/** Whether reviewers changed the text: a person says what becomes of that. @param {ZeroPreview} told */
export const isTracked = (told) => told.paragraphs.some((each) => each.changes.some((one) => one.kind !== "comment"));

/** The number that a file gives a paragraph, where the statement gives it another. @param {ZeroParagraph} each */
export function otherNumber(each) {
  const plain = (/** @type {string} */ text) => text.toLowerCase().replace(/[\s.()-]/gu, "");
  return each.was && /^\d/u.test(each.was) && plain(each.was) !== plain(each.number) ? each.was : "";
}

/** The warnings that say the same of several paragraphs, together. @param {ZeroPreview} told @returns {{code: string, all: ZeroWarning[]}[]} */
export function grouped(told) {
  /** @type {Map<string, ZeroWarning[]>} */
  const found = new Map();
  for (const each of told.warnings) found.set(each.code, [...(found.get(each.code) ?? []), each]);
  return [...found].map(([code, all]) => ({ code, all }));
}
