// The minutes of one session: segments, drafts, what the reader filters by. Pure: (state, something) -> state.
import * as drafts from "./drafts.js";

/** @import {Gap, Segment} from "../types" */
/** @import {Drafts} from "./drafts.js" */

/**
 * `lang`: the language of the translation column, "" for none; `inWork`: the line whose text this person writes, "" for none;
 * `drafts`: translations that this person writes.
 * @typedef {{words: string, speaker: string, hasRetracted: boolean, isDoubtful: boolean}} Filter
 * @typedef {{segments: Segment[], gaps: Gap[], drafts: Drafts, filter: Filter, lang: string, inWork: string}} Minutes
 */

/** @param {string} lang @returns {Minutes} */
export const empty = (lang) => ({ segments: [], gaps: [], drafts: {}, filter: { words: "", speaker: "", hasRetracted: true, isDoubtful: false }, lang, inWork: "" });

/** The draft of a segment's translation. @param {string} segment @param {string} lang */
export const key = (segment, lang) => `${segment}/${lang}`;

/** The server's minutes. An answer that was overtaken on its way changes nothing: a higher revision stays. @param {Minutes} state @param {Segment[]} told @param {Gap[]} [gaps] @returns {Minutes} */
export function received(state, told, gaps = state.gaps) {
  const known = new Map(state.segments.map((each) => [each.id, each]));
  const segments = told.map((each) => newest(known.get(each.id), each));
  return segments.reduce(overtake, { ...state, gaps, segments });
}

/** The ledger in the order of time: lines, and between them the losses of audio while nothing is filtered. @param {Minutes} state @returns {(Segment | Gap)[]} */
export function ledger(state) {
  const { words, speaker, isDoubtful } = state.filter;
  const gaps = words.trim() || speaker || isDoubtful ? [] : state.gaps;
  return gaps.length ? [...shown(state), ...gaps].sort((a, b) => a.start_ms - b.start_ms) : shown(state);
}

/** @param {Segment | Gap} each @returns {each is Gap} */
export const isGap = (each) => "why" in each && !("id" in each);

/** Seconds that a loss lasted, at least one. @param {Pick<Gap, "start_ms" | "end_ms">} gap */
export const lostSeconds = ({ start_ms, end_ms }) => Math.max(1, Math.round((end_ms - start_ms) / 1000));

/** One segment as the server has it now. @param {Minutes} state @param {Segment} told @returns {Minutes} */
export const changed = (state, told) => merged(state, [told]);

/**
 * Some segments as the server has them now: known ones change, others take their place by time.
 * @param {Minutes} state @param {Segment[]} told @param {string[]} [gone] segments that others stand in the place of @returns {Minutes}
 */
export function merged(state, told, gone = []) {
  const came = new Map(told.map((each) => [each.id, each]));
  const away = new Set(gone);
  const kept = state.segments.filter((each) => !away.has(each.id) || came.has(each.id)).map((each) => {
    const now = came.get(each.id);
    came.delete(each.id);
    return now ? newest(each, now) : each;
  });
  const segments = came.size ? [...kept, ...came.values()].sort((a, b) => a.start_ms - b.start_ms) : kept;
  return told.reduce(overtake, { ...state, segments });
}

/** How far the work is: lines that count, lines that somebody checked, doubtful words that are left. @param {Minutes} state */
export function progress(state) {
  const lines = state.segments.filter((each) => each.status !== "retracted");
  return { all: lines.length, checked: lines.filter((each) => each.checked).length, doubts: lines.reduce((sum, each) => sum + (each.doubts ?? 0), 0) };
}

/**
 * The next line after one, going on at the other end, that is wanted; null when there is none.
 * @param {Segment[]} lines @param {string | null} from @param {1 | -1} step @param {(line: Segment) => boolean} isWanted @returns {Segment | null}
 */
export function following(lines, from, step, isWanted) {
  const at = lines.findIndex((each) => each.id === from);
  const start = at < 0 ? (step > 0 ? -1 : lines.length) : at;
  for (let tried = 1; tried <= lines.length; tried += 1) {
    const line = lines[(((start + step * tried) % lines.length) + lines.length) % lines.length];
    if (line && line.id !== from && isWanted(line)) return line;
  }
  return null;
}

/** The line that is spoken at a moment, or the last one before it. @param {Segment[]} lines in the order of time @param {number} ms */
export function lineAt(lines, ms) {
  let low = 0;
  for (let high = lines.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (lines[middle].start_ms <= ms) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1] ?? null;
}

/** A draft was saved and the server answered. @param {Minutes} state @param {string} draft @param {Segment} told @returns {Minutes} */
export const saved = (state, draft, told) => changed({ ...state, drafts: drafts.dropped(state.drafts, draft) }, told);

/** @param {Minutes} state @param {Partial<Filter>} what @returns {Minutes} */
export const filtered = (state, what) => ({ ...state, filter: { ...state.filter, ...what } });

/** What the reader sees. A segment under someone's hand is never filtered away. @param {Minutes} state @returns {Segment[]} */
export function shown(state) {
  const { speaker, hasRetracted, isDoubtful } = state.filter;
  const words = plain(state.filter.words).split(/\s+/).filter(Boolean);
  return state.segments.filter((each) => {
    if (state.inWork === each.id || state.drafts[key(each.id, state.lang)]) return true;
    if (speaker && (each.speaker ?? "") !== speaker) return false;
    if (!hasRetracted && each.status === "retracted") return false;
    if (isDoubtful && !each.doubts) return false;
    if (!words.length) return true;
    const text = searched(each, state.lang);
    return words.every((word) => text.includes(word));
  });
}

/** Everybody who spoke, by name. @param {Minutes} state @returns {string[]} */
export const speakers = (state) => [...new Set(state.segments.map((each) => each.speaker ?? "").filter(Boolean))].sort();

/** @param {Segment | undefined} known @param {Segment} told */
const newest = (known, told) => (known && known.rev > told.rev ? known : told);

/** @param {Minutes} state @param {Segment} each @returns {Minutes} */
function overtake(state, each) {
  let all = state.drafts;
  for (const name of Object.keys(all).filter((name) => name.startsWith(`${each.id}/`))) all = drafts.overtaken(all, name, each.rev, each.text);
  return all === state.drafts ? state : { ...state, drafts: all };
}

/** What a line is searched in; kept, because every letter of a search looks through all lines. @type {WeakMap<Segment, {lang: string, text: string}>} */
const known = new WeakMap();

/** @param {Segment} each @param {string} lang */
function searched(each, lang) {
  const before = known.get(each);
  if (before?.lang === lang) return before.text;
  const text = plain(`${each.text} ${each.speaker ?? ""} ${each.translations[lang]?.text ?? ""}`);
  known.set(each, { lang, text });
  return text;
}

/** Small letters without accents, so that "Sao" finds "São". @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
