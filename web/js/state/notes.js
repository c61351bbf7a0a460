// What a reader must know of a translation: the server's codes as keys of the interface, and of which languages a reader gets what. Pure.

/** @import {LanguageSource, LanguageStatus} from "../types" */

const CODES = ["rough", "gist", "figures", "negation", "terms", "names", "parentheses", "quotes", "copied", "memory", "delivery", "not_renewed"];

/** The keys of a note of codes; null for free text. @param {string | null | undefined} note @returns {string[] | null} */
export function noteKeys(note) {
  const words = (note ?? "").split(" ").filter(Boolean);
  return words.every((word) => CODES.includes(word)) ? words.map((word) => `note.${word}`) : null;
}

/** Of some languages live and of others not. @param {LanguageStatus} language */
export const isPartly = (language) => language.status === "rough" && language.sources.some((each) => each.status === "live");

/** The key of what a reader of a language gets. @param {LanguageStatus} language */
export const statusKey = (language) => `viewer.is_${isPartly(language) ? "partly" : language.status}`;

/** The source languages of each standing, in the order live, rough, missing; none that is empty. @param {LanguageStatus} language @returns {{status: LanguageSource["status"], codes: string[]}[]} */
export function standings(language) {
  const all = /** @type {const} */ (["live", "rough", "missing"]).map((status) => ({ status, codes: language.sources.filter((each) => each.status === status).map((each) => each.code) }));
  return all.filter((each) => each.codes.length);
}
