// The register of commitments: what a filter leaves, and how far it all is. Pure.
/** @import {Commitment} from "../types" */
/** @typedef {{state: "" | "late" | Commitment["state"], owner: string}} Filter */

/** @param {Commitment[]} all @param {Filter} filter */
export const left = (all, { state, owner }) => all.filter((each) => (!owner || each.owners.includes(owner)) && (!state || (state === "late" ? each.is_late : each.state === state)));

/** @param {Commitment[]} all */
export const progress = (all) => ({ count: all.length, done: all.filter((each) => each.state === "done").length, late: all.filter((each) => each.is_late).length });

/** A due date as the reader's language writes it: a day, a month or a year. @param {string} due @param {string} language */
export function dueText(due, language) {
  const [year, month, day] = due.split("-").map(Number);
  if (!year) return "";
  if (!month) return String(year);
  /** @type {Intl.DateTimeFormatOptions} */
  const form = day ? { dateStyle: "medium" } : { year: "numeric", month: "long" };
  return new Date(Date.UTC(year, month - 1, day || 1)).toLocaleDateString(language, { ...form, timeZone: "UTC" });
}
