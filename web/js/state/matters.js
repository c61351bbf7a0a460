// What is still open on each paragraph, the filter that shows only such ones, and the way to the next. Pure.
import { counts as countAmendments } from "./amendments.js";
import { openBrackets } from "./bracket.js";
import { blocking, isOwing } from "./positions.js";

/** @import {Amendment, Evidence, Paragraph, Statement, TranslationReview} from "../types" */
/** @import {Standing} from "./positions.js" */
/** How many of each stand open. @typedef {{brackets: number, amendments: number, objections: number, faults: number, mine: number}} Matters */
/** @typedef {"all" | keyof Matters} Sieve */

/** @type {(keyof Matters)[]} */
export const SIEVES = ["brackets", "amendments", "objections", "faults", "mine"];

/** The faults of a paragraph that nobody has kept knowingly. @param {Pick<Paragraph, "problems" | "kept">} paragraph */
export const faults = ({ problems, kept = [] }) => problems.filter((each) => !kept.some((one) => one.fault === each.fault && one.text === each.text));

/** Whether the verifier finds that a delegation holds back something: what it says of the text now may settle that. @param {Statement} statement @param {string} party */
export const isHeldBack = ({ paragraphs }, party) => paragraphs.some((each) => each.problems.some((one) => one.fault === "held" && one.text === party));

/** The translations under a paragraph that nobody has looked at. @param {Pick<Paragraph, "reviews">} paragraph */
export const unread = ({ reviews = [] }) => reviews.filter((each) => each.state === "not_reviewed");

/** The review of the words that stand for a line, those first that nobody has looked at. @param {Pick<Paragraph, "reviews">} paragraph @param {Pick<Evidence, "id" | "stands_for">} one @returns {TranslationReview | undefined} */
export function reviewOf({ reviews = [] }, one) {
  const its = reviews.filter((each) => isReviewOf(each, one));
  return its.find((each) => each.state === "not_reviewed") ?? its[0];
}

/** Whether a line is among those that reviewed words stand for, or stands in the place of one since that was split or merged. @param {TranslationReview} review @param {Pick<Evidence, "id" | "stands_for">} one */
export const isReviewOf = (review, one) => review.segments.includes(one.id) || one.stands_for.some((name) => review.segments.includes(name));

/** How far a text has come. @param {Statement} statement */
export const progress = ({ paragraphs }) => ({ brackets: openBrackets(paragraphs), faults: paragraphs.reduce((sum, each) => sum + faults(each).length, 0) });

/** By paragraph. @param {Statement} statement @param {Amendment[]} amendments @param {Standing} told @param {string} mine the reader's delegation, "" for none @returns {Record<string, Matters>} */
export function matters(statement, amendments, told, mine) {
  const open = countAmendments(amendments);
  return Object.fromEntries(statement.paragraphs.map((each) => [each.id, {
    brackets: each.brackets.length,
    amendments: open[each.id] ?? 0,
    objections: blocking(told, each.id),
    faults: statement.sha256 ? 0 : faults(each).length + unread(each).length,
    mine: mine && each.kind !== "title" && isOwing(told, mine, each.id) ? 1 : 0,
  }]));
}

/** On how many paragraphs each stands open. @param {Record<string, Matters>} found @returns {Record<keyof Matters, number>} */
export function paragraphsWith(found) {
  const all = Object.values(found);
  return { brackets: count(all, "brackets"), amendments: count(all, "amendments"), objections: count(all, "objections"), faults: count(all, "faults"), mine: count(all, "mine") };
}

/** @param {Matters[]} all @param {keyof Matters} name */
const count = (all, name) => all.filter((each) => each[name]).length;

/** Whether a filter leaves a paragraph. @param {Matters | undefined} found @param {Sieve} sieve */
export const isLeft = (found, sieve) => sieve === "all" || Boolean(found?.[sieve]);

/** Whether something of the table is open on a paragraph. @param {Matters | undefined} found */
export const isOpen = (found) => Boolean(found && (found.brackets || found.amendments || found.objections || found.faults));

/** The next paragraph on which something is open, round the end; "" where there is none. @param {Statement} statement @param {Record<string, Matters>} found @param {string} from @param {1 | -1} [step] @param {(each: Matters) => boolean} [wanted] */
export function next(statement, found, from, step = 1, wanted = isOpen) {
  const ids = statement.paragraphs.map((each) => each.id);
  const start = ids.indexOf(from);
  for (let tried = 1; tried <= ids.length; tried += 1) {
    const at = start < 0 && step < 0 ? ids.length - tried : start + step * tried;
    const id = ids[((at % ids.length) + ids.length) % ids.length];
    if (found[id] && wanted(found[id])) return id;
  }
  return "";
}
