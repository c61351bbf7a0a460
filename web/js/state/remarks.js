// Remarks handed in beforehand: which languages a form offers. Pure.

/** @import {Language} from "../types" */

/**
 * The languages of a menu: those of the session first, then all others; those that are taken already are left out.
 * @param {Language[]} all @param {string[]} first codes @param {string[]} taken codes @returns {Language[]}
 */
export function offered(all, first, taken) {
  const open = all.filter((each) => !taken.includes(each.code));
  return [...open.filter((each) => first.includes(each.code)), ...open.filter((each) => !first.includes(each.code))];
}
