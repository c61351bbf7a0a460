// What the second reading offers for the lines of a session. Pure: (state, something) -> state.

/** @import {Suggestion, SecondReading} from "../types" */

/** @typedef {{all: Suggestion[], counts: Record<string, number>, progress: SecondReading["progress"] | null, busy: Record<string, boolean>}} Suggestions */

/** @type {Suggestions} */
export const empty = { all: [], counts: {}, progress: null, busy: {} };

/** @param {Suggestions} state @param {SecondReading} told @returns {Suggestions} */
export const received = (state, told) => ({ ...state, all: told.suggestions, counts: told.counts, progress: told.progress });

/** The server is asked about a line: its buttons wait. @param {Suggestions} state @param {string} segment @param {boolean} isBusy @returns {Suggestions} */
export const waits = (state, segment, isBusy) => ({ ...state, busy: { ...state.busy, [segment]: isBusy } });

/** A person has decided: it is not offered any more, before the server's list says so. @param {Suggestions} state @param {string} segment @param {"accepted" | "dismissed"} as @returns {Suggestions} */
export function decided(state, segment, as) {
  const all = state.all.map((each) => (each.segment === segment && each.state === "open" ? { ...each, state: as } : each));
  return waits({ ...state, all, counts: counted(all) }, segment, false);
}

/** What is offered for a line as it stands now. @param {Suggestions} state @param {{id: string, rev: number}} line */
export const offered = (state, line) => state.all.find((each) => each.segment === line.id && each.rev === line.rev && each.state === "open");

/** The line of the next open suggestion after a line, going round; null when there is none. @param {Suggestions} state @param {string | null} after @param {string[]} shown the lines on the page in order @param {1 | -1} [step] */
export function next(state, after, shown, step = 1) {
  const open = new Set(state.all.filter((each) => each.state === "open").map((each) => each.segment));
  const from = after === null ? (step > 0 ? -1 : shown.length) : shown.indexOf(after);
  for (let tried = 1; tried <= shown.length; tried += 1) {
    const line = shown[(((from + step * tried) % shown.length) + shown.length) % shown.length];
    if (line !== undefined && line !== after && open.has(line)) return line;
  }
  return null;
}

/** How many open ones are at least so sure. @param {Suggestions} state @param {number} confidence */
export const surer = (state, confidence) => state.all.filter((each) => each.state === "open" && each.confidence >= confidence).length;

/** Whether the list may change by itself, so that it is worth asking again. @param {Suggestions} state */
export const isUnderWay = (state) => state.progress !== null && ["waiting", "reading"].includes(state.progress.state);

/** How much is read, in whole percent. @param {{done_ms: number, total_ms: number}} progress */
export const percent = ({ done_ms, total_ms }) => (total_ms ? Math.floor((100 * done_ms) / total_ms) : 0);

/** @param {Suggestion[]} all @returns {Record<string, number>} */
function counted(all) {
  /** @type {Record<string, number>} */
  const counts = { open: 0, accepted: 0, dismissed: 0, stale: 0 };
  for (const each of all) counts[each.state] = (counts[each.state] ?? 0) + 1;
  return counts;
}
