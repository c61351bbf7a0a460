// How minutes stand on their way to an approved record, for the pages. Pure.

/** @import {Approval, ApprovalLine, Doubts, Obstacle, Proposal} from "../types" */

export const STEPS = /** @type {const} */ (["draft", "review", "approved", "published"]);
const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** Whether the minutes are approved and locked. @param {string} state */
export const isLocked = (state) => state === "approved" || state === "published";

/** Whether delegations may propose now; the page's own clock decides, the server looks again. @param {{state: string, review_ends_at: number | null}} approval @param {number} now */
export const isWindowOpen = ({ state, review_ends_at }, now) => state === "review" && review_ends_at !== null && now < review_ends_at;

/** What is left until a moment, in its largest unit, rounded down; never below one minute. @param {number} until @param {number} now @returns {{key: "days" | "hours" | "minutes", count: number}} */
export function left(until, now) {
  const ms = Math.max(0, until - now);
  if (ms >= 2 * DAY) return { key: "days", count: Math.floor(ms / DAY) };
  if (ms >= 2 * HOUR) return { key: "hours", count: Math.floor(ms / HOUR) };
  return { key: "minutes", count: Math.max(1, Math.floor(ms / MINUTE)) };
}

/** Of an answer that was overtaken on its way the newer one stays. @param {Approval | null} known @param {Approval} told @returns {Approval} */
export const newest = (known, told) => (known && known.now > told.now ? known : told);

/** Proposals in the order of reading: what waits for an answer, then the answered ones, then those that came late. @param {Proposal[]} proposals @returns {[string, Proposal[]][]} */
export function groups(proposals) {
  /** @type {[string, (each: Proposal) => boolean][]} */
  const kinds = [["open", (each) => each.state === "open"], ["answered", (each) => ["accepted", "declined", "withdrawn"].includes(each.state)], ["late", (each) => each.state === "late"]];
  return kinds.map(([name, isOne]) => /** @type {[string, Proposal[]]} */ ([name, proposals.filter(isOne)])).filter(([, found]) => found.length);
}

/** A delegation's lines, each with what was proposed of it; proposals of lines that stand no more come last, alone. @param {ApprovalLine[]} lines @param {Proposal[]} proposals @param {string} delegation @returns {{id: string, line: ApprovalLine | null, proposals: Proposal[]}[]} */
export function interventions(lines, proposals, delegation) {
  const mine = proposals.filter((each) => each.delegation === delegation);
  const known = new Set(lines.map((each) => each.id));
  const rows = lines.map((line) => ({ id: line.id, line: /** @type {ApprovalLine | null} */ (line), proposals: mine.filter((each) => each.segment === line.id) }));
  const gone = [...new Set(mine.map((each) => each.segment))].filter((id) => !known.has(id));
  return [...rows, ...gone.map((id) => ({ id, line: null, proposals: mine.filter((each) => each.segment === id) }))];
}

/** What nobody has checked, as keys of the interface with their figures; nothing for a figure of 0. @param {Doubts} doubts @returns {{key: string, count: number}[]} */
export function doubtRows(doubts) {
  const keys = /** @type {const} */ (["unchecked", "doubtful_words", "suggestions", "losses", "unrecognised_s"]);
  return keys.filter((key) => doubts[key] > 0).map((key) => ({ key: `approval.doubt_${key}`, count: doubts[key] }));
}

/** The same of each language version. @param {Doubts["languages"][number]} version @returns {{key: string, count: number}[]} */
export function versionRows(version) {
  const keys = /** @type {const} */ (["missing", "under_way", "machine", "rough"]);
  return keys.filter((key) => version[key] > 0).map((key) => ({ key: `approval.version_${key}`, count: version[key] }));
}

/** Obstacles without the window, once that is over by the page's clock. @param {Obstacle[]} obstacles @param {number} now @returns {Obstacle[]} */
export const standing = (obstacles, now) => obstacles.filter((each) => each.what !== "window_open" || (each.until ?? 0) > now);
