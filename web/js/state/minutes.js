// The minutes of one session: segments, drafts, what the reader filters by. Pure: (state, something) -> state.
import * as drafts from "./drafts.js";

/** @import {Gap, Segment} from "../types" */
/** @import {Drafts} from "./drafts.js" */

/**
 * `lang`: the language of the translation column, "" for none.
 * @typedef {{words: string, speaker: string, hasRetracted: boolean}} Filter
 * @typedef {{segments: Segment[], gaps: Gap[], drafts: Drafts, filter: Filter, lang: string}} Minutes
 */

/** @param {string} lang @returns {Minutes} */
export const empty = (lang) => ({ segments: [], gaps: [], drafts: {}, filter: { words: "", speaker: "", hasRetracted: true }, lang });

/** The draft of a segment's text, or of its translation. @param {string} segment @param {string} [lang] */
export const key = (segment, lang = "") => (lang ? `${segment}/${lang}` : segment);

/** The server's minutes. An answer that was overtaken on its way changes nothing: a higher revision stays. @param {Minutes} state @param {Segment[]} told @param {Gap[]} [gaps] @returns {Minutes} */
export function received(state, told, gaps = state.gaps) {
  const known = new Map(state.segments.map((each) => [each.id, each]));
  const segments = told.map((each) => newest(known.get(each.id), each));
  return segments.reduce(overtake, { ...state, gaps, segments });
}

/** The ledger in the order of time: lines, and between them the losses of audio while nothing is filtered. @param {Minutes} state @returns {(Segment | Gap)[]} */
export function ledger(state) {
  const { words, speaker } = state.filter;
  const gaps = words.trim() || speaker ? [] : state.gaps;
  return [...shown(state), ...gaps].sort((a, b) => a.start_ms - b.start_ms);
}

/** @param {Segment | Gap} each @returns {each is Gap} */
export const isGap = (each) => "why" in each && !("id" in each);

/** Seconds that a loss lasted, at least one. @param {Pick<Gap, "start_ms" | "end_ms">} gap */
export const lostSeconds = ({ start_ms, end_ms }) => Math.max(1, Math.round((end_ms - start_ms) / 1000));

/** One segment as the server has it now. @param {Minutes} state @param {Segment} told @returns {Minutes} */
export function changed(state, told) {
  const segments = state.segments.map((each) => (each.id === told.id ? newest(each, told) : each));
  return overtake({ ...state, segments }, /** @type {Segment} */ (segments.find((each) => each.id === told.id) ?? told));
}

/** A draft was saved and the server answered. @param {Minutes} state @param {string} draft @param {Segment} told @returns {Minutes} */
export const saved = (state, draft, told) => changed({ ...state, drafts: drafts.dropped(state.drafts, draft) }, told);

/** @param {Minutes} state @param {Partial<Filter>} what @returns {Minutes} */
export const filtered = (state, what) => ({ ...state, filter: { ...state.filter, ...what } });

/** What the reader sees. A segment under someone's hand is never filtered away. @param {Minutes} state @returns {Segment[]} */
export function shown(state) {
  const { speaker, hasRetracted } = state.filter;
  const words = plain(state.filter.words).split(/\s+/).filter(Boolean);
  return state.segments.filter((each) => {
    if (state.drafts[each.id] || state.drafts[key(each.id, state.lang)]) return true;
    if (speaker && (each.speaker ?? "") !== speaker) return false;
    if (!hasRetracted && each.status === "retracted") return false;
    const text = plain(`${each.text} ${each.speaker ?? ""} ${each.translations[state.lang]?.text ?? ""}`);
    return words.every((word) => text.includes(word));
  });
}

/** Everybody who spoke, by name. @param {Minutes} state @returns {string[]} */
export const speakers = (state) => [...new Set(state.segments.map((each) => each.speaker ?? "").filter(Boolean))].sort();

/** @param {Segment | undefined} known @param {Segment} told */
const newest = (known, told) => (known && known.rev > told.rev ? known : told);

/** @param {Minutes} state @param {Segment} each @returns {Minutes} */
function overtake(state, each) {
  let all = drafts.overtaken(state.drafts, each.id, each.rev, each.text);
  for (const name of Object.keys(all).filter((name) => name.startsWith(`${each.id}/`))) all = drafts.overtaken(all, name, each.rev, each.text);
  return all === state.drafts ? state : { ...state, drafts: all };
}

/** Small letters without accents, so that "Sao" finds "São". @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
