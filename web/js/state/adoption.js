// How a statement comes from the table to the public: what is told of it, and in which order. Pure.

/** @import {Signing} from "../types" */

export const STEPS = ["draft", "negotiation", "adopted", "approved", "published"];

/** What the page says of it: a key of the interface's words, and a moment. @param {Signing} it @returns {{key: string, at: number | null, tone: "" | "warn" | "good"}} */
export function told(it) {
  if (it.status === "draft" || it.status === "negotiation") return { key: "adopt.told_open", at: null, tone: "" };
  if (it.is_embargoed) return { key: "adopt.told_embargo", at: it.embargo_until, tone: "warn" };
  if (it.status === "adopted") return { key: "adopt.told_adopted", at: it.adopted_at, tone: "good" };
  if (it.status === "approved") return { key: "adopt.told_approved", at: it.approved_at, tone: "good" };
  return { key: "adopt.told_published", at: it.published_at, tone: "good" };
}

/** The step on which it stands: one under embargo is published for those who know. @param {Signing} it */
export const stepOf = (it) => (it.is_embargoed ? "published" : it.status);

/** Who has not signed. @param {Signing} it */
export const unsigned = (it) => it.parties.filter((each) => !each.signature).map((each) => each.code);

/** A fingerprint in groups, so that two can be compared by eye. @param {string} hex */
export const grouped = (hex) => (hex.match(/.{1,8}/g) ?? []).join(" ");

/** Six figures, as they were typed or pasted. @param {string} typed */
export const figures = (typed) => typed.replace(/\D/g, "").slice(0, 6);

/** When others see it, as somebody chose: null for at once, else a moment; undefined where that is none that is still to come. @param {boolean} isLater @param {string} typed as a field of day and time has it @param {number} now @returns {number | null | undefined} */
export function embargoEnd(isLater, typed, now) {
  if (!isLater) return null;
  const at = Date.parse(typed);
  return at > now ? at : undefined;
}

/** Whether words stand in a text exactly once, as a corrigendum needs them. @param {string} text @param {string} words */
export const isThereOnce = (text, words) => words !== "" && text.split(words).length === 2;

/** The newer of two answers. @param {Signing | null} known @param {Signing} came */
export const newest = (known, came) => (known && known.rev > came.rev ? known : came);

/** Kinds of lines on the last-look sheet that still block, each kind with its lines. @param {Record<string, any>} sheet @returns {[string, any[]][]} */
export function blocking(sheet) {
  return Object.entries(sheet).filter(([, lines]) => Array.isArray(lines)).map(([what, lines]) => /** @type {[string, any[]]} */ ([what, lines.filter((/** @type {any} */ each) => each.is_blocking)])).filter(([, lines]) => lines.length);
}

/** The parties with one's own at the head: on a phone seventy others stand above it otherwise. @template {{code: string}} T @param {T[]} parties @param {string | null} mine @returns {T[]} */
export const ownFirst = (parties, mine) => [...parties.filter((each) => each.code === mine), ...parties.filter((each) => each.code !== mine)];
