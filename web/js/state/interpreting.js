// An interpreter's work as a pure reducer: what is said and waits for them, and what became of the lines that they wrote.

/** @import {AnyEvent, InterpreterDesk} from "../types" */
/** @import {Captions, Line} from "./captions.js" */

/**
 * `sent`: lines whose answer has not come, or that failed; `lines`: what the server has, the newest last. `newest`: the final that came last.
 * @typedef {{key: number, text: string, upto: string, replaces: number | null, error: string}} Sent
 * @typedef {{lines: InterpreterDesk["lines"], sent: Sent[], skipped: Record<string, boolean>, known: Record<string, boolean>, newest: string}} Booth
 * @typedef {{id: number | null, key: number | null, text: string, state: "placed" | "ahead" | "sending" | "failed", error: string}} Own what the page shows of one line
 */

/** @returns {Booth} */
export const empty = () => ({ lines: [], sent: [], skipped: {}, known: {}, newest: "" });

/** Finals in the order in which they came: the newest is how far the interpreter has read. @param {Booth} booth @param {AnyEvent[]} events @returns {Booth} */
export function came(booth, events) {
  const known = { ...booth.known };
  let { newest } = booth;
  for (const event of events) {
    if (event.kind !== "caption" || event.lang !== event.src_lang || known[event.seg]) continue;
    known[event.seg] = true;
    newest = event.seg;
  }
  return newest === booth.newest ? booth : { ...booth, known, newest };
}

/** A line goes on its way. @param {Booth} booth @param {Omit<Sent, "error">} line @returns {Booth} */
export function sending(booth, line) {
  return { ...booth, sent: [...booth.sent.filter((each) => each.key !== line.key), { ...line, error: "" }] };
}

/** The server has it. @param {Booth} booth @param {number} key @param {InterpreterDesk} desk @returns {Booth} */
export const stored = (booth, key, desk) => told({ ...booth, sent: booth.sent.filter((each) => each.key !== key) }, desk);

/** It has not; the text stays. @param {Booth} booth @param {number} key @param {string} error @returns {Booth} */
export const failed = (booth, key, error) => ({ ...booth, sent: booth.sent.map((each) => (each.key === key ? { ...each, error } : each)) });

/** How their work stands by the server's word. @param {Booth} booth @param {InterpreterDesk} desk @returns {Booth} */
export const told = (booth, { lines }) => ({ ...booth, lines });

/** What waits was left to the machine. @param {Booth} booth @param {string[]} segments @returns {Booth} */
export const skipped = (booth, segments) => ({ ...booth, skipped: { ...booth.skipped, ...Object.fromEntries(segments.map((each) => [each, true])) } });

/** The lines of their own, the newest first. @param {Booth} booth @returns {Own[]} */
export function own({ lines, sent }) {
  const replaced = new Set(sent.map((each) => each.replaces));
  /** @type {Own[]} */
  const placed = lines.filter((each) => !replaced.has(each.id)).map((each) => ({ id: each.id, key: null, text: each.text, state: each.segments.length ? "placed" : "ahead", error: "" }));
  /** @type {Own[]} */
  const under = sent.map((each) => ({ id: each.replaces, key: each.key, text: each.text, state: each.error ? "failed" : "sending", error: each.error }));
  return [...placed, ...under].reverse();
}

/** The line that may be corrected: their last one, once the server has it. @param {Booth} booth */
export const last = ({ lines, sent }) => (sent.length ? null : (lines.reduce((/** @type {InterpreterDesk["lines"][number] | null} */ best, each) => (best && best.id > each.id ? best : each), null)));

/**
 * Whether a line waits for the interpreter who has the view's language since then (Unix milliseconds of the server's clock).
 * @param {Line} line @param {string} lang @param {number} since @param {Record<string, boolean>} [left] lines that were left to the machine
 */
export function waits({ seg, source, translation }, lang, since, left = {}) {
  return Boolean(source?.text) && source?.status !== "retracted" && source?.src_lang !== lang && !translation && (source?.sent_at ?? 0) >= since && !left[seg];
}

/** All that is said, as it is said: the state of a language's view without its translations. @param {Captions} state @param {WeakMap<Line, Line>} known @returns {Captions["lines"]} */
export function originals(state, known) {
  return Object.fromEntries(Object.entries(state.lines).map(([seg, line]) => {
    const bare = line.translation ? (known.get(line) ?? { ...line, translation: null }) : line;
    known.set(line, bare);
    return [seg, bare];
  }));
}
