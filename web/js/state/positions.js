// Positions of delegations: who says what of which paragraph, who is still to answer, the rows of the matrix. Pure.
import { VALUES, WHOLE } from "./statement.js";

/** @import {Hindrance, Position, Positions, Statement} from "../types" */
/**
 * `marks`: what a value rests on (from_whole, outdated, lapsed, by_silence, on_behalf); `levels`: how far each paragraph is.
 * @typedef {{stances: Record<string, Record<string, string>>, marks: Record<string, Record<string, string[]>>, positions: Position[], counts: Record<string, Record<string, number>>, unanswered: string[],
 *   levels: Record<string, string>, whole: string, obstacles: Hindrance[], late: Position[], isAgreed: boolean}} Standing
 */
/** `isWhole`: its word on the whole stands for the paragraph. @typedef {{value: string, isWhole: boolean, marks: string[], said: Position | undefined}} Cell */
/** `cells`: the whole first, then the paragraphs. @typedef {{party: string, cells: Cell[]}} Row */
/** @typedef {"all" | "unanswered" | "blocking" | "reserving" | "referendum" | "outdated"} Which */

/** @type {Which[]} */
export const FILTERS = ["all", "unanswered", "blocking", "reserving", "referendum", "outdated"];
/** What each filter of the matrix looks for. @type {Record<string, string[]>} */
const SOUGHT = { blocking: ["object", "propose_amendment"], reserving: ["reserve", "disassociate"], referendum: ["agree_ad_referendum"] };
const BLOCKING = SOUGHT.blocking;

/** What is known of the positions; until their own call has answered, what the statement brings. @param {Statement} statement @param {Positions | null} told @returns {Standing} */
export function standing(statement, told) {
  if (!told) return { stances: statement.stances ?? {}, marks: {}, positions: statement.positions ?? [], counts: statement.counts ?? {}, unanswered: statement.unanswered ?? [], levels: {}, whole: "", obstacles: [], late: [], isAgreed: false };
  return { stances: told.matrix, marks: told.marks, positions: told.positions, counts: told.counts, unanswered: told.unanswered, levels: told.levels, whole: told.whole, obstacles: told.obstacles, late: told.late, isAgreed: told.is_agreed };
}

/** A position that was just taken, before everything is counted anew. @param {Positions} told @param {Position} taken @returns {Positions} */
export function taken(told, taken) {
  const positions = [...told.positions.filter((each) => each.delegation !== taken.delegation || each.paragraph !== taken.paragraph), taken];
  const matrix = { ...told.matrix, [taken.delegation]: { ...told.matrix[taken.delegation], [taken.paragraph]: taken.value } };
  const marks = { ...told.marks, [taken.delegation]: { ...told.marks[taken.delegation], [taken.paragraph]: taken.is_on_behalf ? ["on_behalf"] : [] } };
  return { ...told, positions, matrix, marks };
}

/** What a delegation holds of a paragraph: its word on it, else its word on the whole, else nothing. @param {Standing} told @param {string} party @param {string} [paragraph] */
export function stance(told, party, paragraph = WHOLE) {
  const own = told.stances[party] ?? {};
  return own[paragraph] ?? own[WHOLE] ?? "no_reply";
}

/** A delegation's newest word on a paragraph or the whole, with note and time. @param {Standing} told @param {string} party @param {string} [paragraph] */
export const word = (told, party, paragraph = WHOLE) => told.positions.find((each) => each.delegation === party && each.paragraph === paragraph);

/** Positions as they were counted, in the order of VALUES, silence left out. @param {Standing} told @param {string} [paragraph] @returns {[string, number][]} */
export function counts(told, paragraph = WHOLE) {
  const counted = told.counts[paragraph] ?? {};
  return VALUES.filter((value) => counted[value] && value !== "no_reply").map((value) => [value, counted[value]]);
}

/** Whether any party spoke on a paragraph by itself; else it only repeats the whole. @param {Standing} told @param {string} paragraph */
export const isSpokenOn = (told, paragraph) => told.positions.some((each) => each.paragraph === paragraph && each.value !== "no_reply");

/** The delegations whose word was taken on a wording that was changed since. @param {Standing} told */
export const outdated = (told) => [...new Set(told.positions.filter((each) => each.is_outdated).map((each) => each.delegation))];

/** How many parties block a paragraph or the whole with a word of their own. @param {Standing} told @param {string} paragraph */
export const blocking = (told, paragraph) => told.positions.filter((each) => each.paragraph === paragraph && BLOCKING.includes(each.value)).length;

/** Whether a delegation has still to say something of a paragraph: it said nothing yet, or spoke on an earlier wording of it. @param {Standing} told @param {string} party @param {string} paragraph */
export function isOwing(told, party, paragraph) {
  const own = word(told, party, paragraph);
  if (own) return own.is_outdated || own.value === "no_reply";
  const whole = word(told, party, WHOLE);
  return (!whole || whole.value === "no_reply") && !isBySilence(told, party, paragraph);
}

/** Whether a silence procedure that nobody broke speaks for a delegation. @param {Standing} told @param {string} party @param {string} paragraph */
const isBySilence = (told, party, paragraph) => told.marks[party]?.[paragraph]?.includes("by_silence") ?? false;

/** The paragraphs that a delegation has still to answer, and "" where that is the whole. @param {Statement} statement @param {Standing} told @param {string} party @returns {string[]} */
export function owing(statement, told, party) {
  const paragraphs = statement.paragraphs.filter((each) => each.kind !== "title" && isOwing(told, party, each.id)).map((each) => each.id);
  const whole = word(told, party, WHOLE);
  const isOwed = whole?.is_outdated || ((!whole || whole.value === "no_reply") && !isBySilence(told, party, WHOLE));
  return isOwed ? [...paragraphs, WHOLE] : paragraphs;
}

/** The rows of the matrix that a filter and a name leave. @param {Statement} statement @param {Standing} told @param {{which: Which, words: string}} filter @param {(code: string) => string} name @returns {Row[]} */
export function rows(statement, told, filter, name) {
  const columns = statement.paragraphs.map((each) => each.id);
  const said = new Map(told.positions.map((each) => [`${each.delegation} ${each.paragraph}`, each]));
  const sought = filter.words.trim().toLocaleLowerCase();
  return statement.parties.filter((party) => !sought || `${party} ${name(party)}`.toLocaleLowerCase().includes(sought)).map((party) => {
    const own = told.stances[party] ?? {};
    const cells = [WHOLE, ...columns].map((id) => {
      const marks = told.marks[party]?.[id] ?? [];
      const word = said.get(`${party} ${id}`);
      return { value: own[id] ?? own[WHOLE] ?? "no_reply", isWhole: id !== WHOLE && !word && (marks.includes("from_whole") || WHOLE in own), marks, said: word };
    });
    return { party, cells };
  }).filter((row) => isSought(row, filter.which));
}

/** @param {Row} row @param {Which} which */
function isSought({ cells }, which) {
  if (which === "all") return true;
  if (which === "unanswered") return cells.some((each) => each.value === "no_reply");
  if (which === "outdated") return cells.some((each) => each.said?.is_outdated);
  return cells.some((each) => !each.isWhole && SOUGHT[which].includes(each.value));
}

/** How many parties hold each value of a column, for the foot of the matrix: consent, reserved, in the way, silent. @param {Statement} statement @param {Standing} told @param {string} paragraph */
export function sums(statement, told, paragraph) {
  const found = { good: 0, warn: 0, bad: 0, silent: 0 };
  for (const party of statement.parties) {
    const value = stance(told, party, paragraph);
    if (["agree", "agree_ad_referendum", "no_objection"].includes(value)) found.good += 1;
    else if (["reserve", "disassociate"].includes(value)) found.warn += 1;
    else if (BLOCKING.includes(value)) found.bad += 1;
    else if (value === "no_reply") found.silent += 1;
  }
  return found;
}
