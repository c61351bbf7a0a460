// The hall's screen of a statement: which paragraph it shows, the steps between them, how large its letters are. Pure.

/** @import {Statement} from "../types" */
/** `isFollowing`: it goes where the secretariat goes. @typedef {{at: string, isFollowing: boolean, isClean: boolean, size: number}} Shown */

/** Steps of the letters' size, in parts of the usual one. */
export const SIZES = [0.6, 0.75, 0.9, 1, 1.15, 1.35, 1.6, 1.9];
const USUAL = 3;

/** @param {Statement} statement @returns {Shown} */
export const opened = (statement) => ({ at: statement.paragraphs[0]?.id ?? "", isFollowing: true, isClean: false, size: USUAL });

/** One paragraph on or back; the screen then goes its own way. @param {Shown} shown @param {Statement} statement @param {number} step @returns {Shown} */
export function stepped(shown, statement, step) {
  const ids = statement.paragraphs.map((each) => each.id);
  const at = Math.min(ids.length - 1, Math.max(0, ids.indexOf(shown.at) + step));
  return { ...shown, at: ids[at] ?? "", isFollowing: false };
}

/** The secretariat went to a paragraph. @param {Shown} shown @param {Statement} statement @param {string} paragraph @returns {Shown} */
export function led(shown, statement, paragraph) {
  if (!shown.isFollowing || !statement.paragraphs.some((each) => each.id === paragraph)) return shown;
  return { ...shown, at: paragraph };
}

/** The statement changed; where the paragraph is gone, the one at its place is shown. @param {Shown} shown @param {Statement} before @param {Statement} now @returns {Shown} */
export function kept(shown, before, now) {
  if (now.paragraphs.some((each) => each.id === shown.at)) return shown;
  const place = before.paragraphs.findIndex((each) => each.id === shown.at);
  return { ...shown, at: now.paragraphs[Math.min(Math.max(0, place), now.paragraphs.length - 1)]?.id ?? "" };
}

/** @param {Shown} shown @param {number} by @returns {Shown} */
export const sized = (shown, by) => ({ ...shown, size: Math.min(SIZES.length - 1, Math.max(0, shown.size + by)) });

/** The key's meaning: a step, or the name of a toggle, or null. @param {string} key @returns {{step: number} | {name: "first" | "last" | "clean" | "follow" | "larger" | "smaller"} | null} */
export function keyMeans(key) {
  if (["ArrowRight", "ArrowDown", "PageDown", " ", "j"].includes(key)) return { step: 1 };
  if (["ArrowLeft", "ArrowUp", "PageUp", "k"].includes(key)) return { step: -1 };
  const name = /** @type {Record<string, "first" | "last" | "clean" | "follow" | "larger" | "smaller">} */ ({ Home: "first", End: "last", c: "clean", f: "follow", "+": "larger", "=": "larger", "-": "smaller" })[key];
  return name ? { name } : null;
}
