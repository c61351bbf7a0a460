// The captions of one view as a pure reducer: (state, action) -> state. The same events give the same screen in any order and
// any number of times: of two versions the higher revision wins, of equal revisions the later event. Only `last` depends on the
// order: it is the event up to which nothing is missing, and what lies beyond a hole stands in `ahead` until the hole is filled.
import { measured } from "./lag.js";
import { settled, supplied, told } from "./supply.js";
import { joint } from "./scripts.js";
import { remainder, withoutOverlap, words as wordsOf } from "./words.js";

/** @import {AnyEvent, CaptionEvent, FloorRequest, GapEvent, InterimEvent, InterpreterEvent, Session, StateEvent, TentativeEvent} from "../types" */
/** @import {Lag} from "./lag.js" */
/** @import {Supply} from "./supply.js" */

/**
 * @typedef {{seg: string, source: CaptionEvent | null, translation: CaptionEvent | null}} Line
 * @typedef {TentativeEvent & {isLeft?: boolean, engine?: string}} Underway `isLeft`: what stays until the next words under way of its stream come
 * @typedef {{seq: number, delegation: string | null, name: string | null, at_ms: number, requests: FloorRequest[]}} Floor
 * @typedef {{seq: number, status: Session["status"], paused: boolean, off_record: boolean}} Meeting
 * @typedef {{
 *   view: string, last: number, head: number, ahead: Record<number, number>, lines: Record<string, Line>, gaps: Record<number, GapEvent>,
 *   tentatives: Record<string, Underway>, interims: Record<string, InterimEvent>, done: Record<string, number>, floor: Floor, meeting: Meeting, supply: Supply,
 *   lag: Lag, isConnected: boolean, isRead: boolean, refusal: string, interpreters: Record<string, Pick<InterpreterEvent, "seq" | "held" | "name">>,
 * }} Captions
 * @typedef {{
 *   seg: string, lang: string, text: string, kind: "spoken" | "translated" | "waiting" | "failed", isRough: boolean, isCorrected: boolean,
 *   isRenewed: boolean, isByPerson: boolean, isInterpreted: boolean, note: string, speaker: string, delegation: string, startMs: number, endMs: number,
 * }} Row what a reader sees of one line
 * @typedef {{type: "events", events: AnyEvent[]} | {type: "tentative", words: TentativeEvent} | {type: "interim", told: InterimEvent} | {type: "state", told: StateEvent}
 *   | {type: "connection", isConnected: boolean} | {type: "read"} | {type: "view", view: string} | {type: "lag", measure: Lag[number]}
 *   | {type: "expired", before: number} | {type: "refused", message: string} | {type: "settled"}} Action
 */

/** Words under way that nobody renews are gone after this: their worker is. */
export const STALE_MS = 20000;
/** What is left of words under way waits so long for those that go on from it. */
const LEFT_MS = 1500;

/** Nothing read yet. @param {string} view a language or `floor` @param {Session} session as the page was made @returns {Captions} */
export function initial(view, session) {
  const { floor, requests, delegations } = session;
  const name = delegations?.find((each) => each.code === floor?.delegation)?.name ?? floor?.delegation ?? null;
  return {
    view, last: 0, head: 0, ahead: {}, lines: {}, gaps: {}, tentatives: {}, interims: {}, done: {}, lag: [], isConnected: false, isRead: false, refusal: "",
    floor: { seq: 0, delegation: floor?.delegation ?? null, name, at_ms: floor?.since_ms ?? 0, requests: requests ?? [] },
    meeting: { seq: 0, status: session.status, paused: session.paused, off_record: session.off_record },
    supply: supplied(session.workers), interpreters: Object.fromEntries((session.languages ?? []).map((each) => [each.code, { seq: 0, held: Boolean(each.interpreter), name: each.interpreter?.name ?? "" }])),
  };
}

/** Who translates what the reader of this view reads now; "" for the floor. @param {Captions} state @returns {"" | "interpreter" | "machine"} */
export function hand({ view, interpreters }) {
  return view === "floor" ? "" : interpreters[view]?.held ? "interpreter" : "machine";
}

/** @param {Captions} state @param {Action} action @returns {Captions} */
export function reduce(state, action) {
  switch (action.type) {
    case "events": return taken(state, action.events);
    case "tentative": return underway(state, action.words);
    case "interim": return interim(state, action.told);
    case "state": return { ...state, head: Math.max(state.head, action.told.head), supply: told(state.supply, action.told) };
    case "settled": return { ...state, supply: settled(state.supply) };
    case "connection": return { ...state, isConnected: action.isConnected, tentatives: action.isConnected ? state.tentatives : {}, interims: action.isConnected ? state.interims : {} };
    case "read": return { ...state, isRead: true, refusal: "" };
    case "view": return action.view === state.view ? state : { ...state, view: action.view, last: 0, head: 0, ahead: {}, lines: {}, gaps: {}, tentatives: {}, interims: {}, done: {}, lag: [], isRead: false, refusal: "" };
    case "lag": return { ...state, lag: measured(state.lag, action.measure) };
    case "expired": return {
      ...state, tentatives: filtered(state.tentatives, (words) => words.sent_at >= action.before + (words.isLeft ? STALE_MS - LEFT_MS : 0)),
      interims: filtered(state.interims, (told) => told.sent_at >= action.before),
    };
    case "refused": return { ...state, refusal: action.message };
  }
}

/** Is something missing that the log has? @param {Captions} state */
export function needsFetch(state) {
  return state.head > state.last || Object.keys(state.ahead).length > 0;
}

/** What the reader sees, in the order of speech; retracted and replaced lines and lines without any text are not there. @param {Captions} state @param {WeakMap<Line, Row | null>} [known] rows of this view that were made before @returns {Row[]} */
export function rows(state, known = new WeakMap()) {
  const found = [];
  for (const line of Object.values(state.lines)) {
    const made = known.get(line) ?? row(line, state.view);
    known.set(line, made);
    if (made) found.push(made);
  }
  return found.sort(bySpeech);
}

/** Words under way and translations of them, the oldest first. None while the captions are paused or off the record. @param {Captions} state @returns {Underway[]} */
export function tentatives(state) {
  if (state.meeting.paused || state.meeting.off_record) return [];
  const translated = Object.values(state.interims).flatMap(({ session, lang, sent_at, parts }) => parts.map((part) => ({ ...part, session, lang, sent_at, committed: part.text, text: "" })));
  return [...Object.values(state.tentatives), ...translated].sort((a, b) => a.start_ms - b.start_ms || (a.seg < b.seg ? -1 : 1));
}

/** Which lines that wait for their translation have one under way. @param {Captions} state @returns {Set<string>} */
export function covered(state) {
  const found = new Set();
  for (const { parts } of Object.values(state.interims)) for (const { seg } of parts) found.add(seg);
  return found;
}

/**
 * One line as a reader of the view sees it. A translation of older words stands until that of the newer ones comes.
 * @param {Line} line @param {string} view @returns {Row | null}
 */
export function row(line, view) {
  const { source, translation } = line;
  const newest = newer(source, translation);
  if (!newest || isGone(newest) || (source && isGone(source))) return null;
  const isTranslated = Boolean(translation && ["final", "corrected"].includes(translation.status) && translation.text);
  const isCurrent = Boolean(translation && translation.rev >= (source?.rev ?? 0));
  const shown = isTranslated ? translation : source;
  if (!shown?.text) return null;
  const isSpoken = view === "floor" || shown.src_lang === view;
  return {
    seg: line.seg, lang: shown.lang, text: shown.text, isRough: Boolean(isTranslated && shown.rough), isRenewed: isTranslated && !isCurrent,
    kind: isTranslated ? "translated" : isSpoken ? "spoken" : isCurrent && translation?.status === "failed" ? "failed" : "waiting",
    isCorrected: shown.status === "corrected" || source?.status === "corrected", isByPerson: shown.engine === "person", isInterpreted: shown.engine === "interpreter",
    note: isSpoken ? "" : (isCurrent ? translation : shown)?.note ?? "", speaker: newest.speaker ?? "", delegation: newest.delegation ?? "",
    startMs: newest.start_ms, endMs: newest.end_ms,
  };
}

/** @param {Captions} state @param {AnyEvent[]} events @returns {Captions} */
function taken(state, events) {
  const next = { ...state, lines: { ...state.lines }, ahead: { ...state.ahead } };
  for (const event of events) {
    apply(next, event);
    if (event.seq > next.last) next.ahead[event.seq] = event.prev;
  }
  return advance(next);
}

/** Moves `last` over everything that now follows without a hole. @param {Captions} next a copy of our own @returns {Captions} */
function advance(next) {
  for (const seq of Object.keys(next.ahead).map(Number).sort((a, b) => a - b)) {
    if (next.ahead[seq] > next.last) break;
    next.last = Math.max(next.last, seq);
    delete next.ahead[seq];
  }
  return next;
}

/** @param {Captions} next a copy of our own @param {AnyEvent} event */
function apply(next, event) {
  if (event.kind === "caption") applyCaption(next, event);
  else if (event.kind === "floor" && event.seq >= next.floor.seq) next.floor = event;
  else if (event.kind === "session" && event.seq >= next.meeting.seq) next.meeting = event;
  else if (event.kind === "interpreter" && event.seq >= (next.interpreters[event.lang]?.seq ?? 0)) next.interpreters = { ...next.interpreters, [event.lang]: event };
  else if (event.kind === "gap") next.gaps = { ...next.gaps, [event.seq]: event };
}

/** @param {Captions} next @param {CaptionEvent} event */
function applyCaption(next, event) {
  const line = next.lines[event.seg] ?? { seg: event.seg, source: null, translation: null };
  const slot = event.lang === event.src_lang ? "source" : "translation";
  const best = newer(event, line[slot]);
  if (best !== line[slot]) next.lines[event.seg] = { ...line, [slot]: best };
  if ((slot === "translation" && event.status !== "pending") || isGone(event)) next.interims = without(next.interims, event.seg);
  const { stream, sample } = place(event.seg);
  if (sample <= (next.done[stream] ?? -1)) return;
  next.done = { ...next.done, [stream]: sample };
  next.tentatives = ended(next.tentatives, event, stream, sample);
}

/** A final ends the words under way up to it; what they have beyond it stays. @param {Captions["tentatives"]} all @param {CaptionEvent} event @param {string} stream @param {number} sample */
function ended(all, event, stream, sample) {
  const kept = Object.entries(all).flatMap(([seg, words]) => {
    const at = place(seg);
    if (at.stream !== stream || at.sample > sample) return [[seg, words]];
    const rest = at.sample === sample && event.lang === words.lang ? remainder(wordsOf(`${words.committed}${joint(words.lang)}${words.text}`, words.lang), wordsOf(event.text, words.lang)) : [];
    return rest.length ? [[seg, { ...words, committed: "", text: rest.join("").trim(), isLeft: true, sent_at: Math.max(words.sent_at, event.sent_at) }]] : [];
  });
  return Object.fromEntries(kept);
}

/** The newest words of a stream; earlier ones of it, whose final is on its way, stand before them for a moment. @param {Captions} state @param {TentativeEvent} words @returns {Captions} */
function underway(state, words) {
  const { stream, sample } = place(words.seg);
  if (sample <= (state.done[stream] ?? -1)) return state;
  const others = Object.entries(state.tentatives).filter(([seg]) => place(seg).stream === stream);
  if (others.some(([, each]) => !each.isLeft && each.sent_at > words.sent_at)) return state;
  const tentatives = filtered(state.tentatives, (each) => place(each.seg).stream !== stream);
  const fresh = wordsOf(`${words.committed}${joint(words.lang)}${words.text}`, words.lang);
  for (const [seg, each] of others) {
    const isBefore = place(seg).sample < sample && place(seg).sample > (state.done[stream] ?? -1);
    if (!isBefore || words.sent_at - each.sent_at > LEFT_MS) continue;
    const before = withoutOverlap(wordsOf(`${each.committed}${joint(each.lang)}${each.text}`, each.lang), fresh);
    if (before.length) tentatives[seg] = { ...each, committed: before.join("").trim(), text: "" };
  }
  // A view of another language gets the original only where nothing translates it any more.
  const interims = state.interims[stream] ? filtered(state.interims, (told) => told.stream !== stream) : state.interims;
  return { ...state, interims, tentatives: { ...tentatives, [words.seg]: words } };
}

/** The newest translation under way of a stream, without what has its final one. @param {Captions} state @param {InterimEvent} told @returns {Captions} */
function interim(state, told) {
  if (told.lang !== state.view || (state.interims[told.stream]?.sent_at ?? 0) > told.sent_at) return state;
  const parts = told.parts.filter(({ seg }) => {
    const { source, translation } = state.lines[seg] ?? {};
    return (!translation || translation.status === "pending") && !(source && isGone(source));
  });
  const interims = filtered(state.interims, (each) => each.stream !== told.stream);
  if (parts.length) interims[told.stream] = { ...told, parts };
  return { ...state, interims, tentatives: filtered(state.tentatives, (words) => place(words.seg).stream !== told.stream) };
}

/** A line has its translation: it and those before it are under way no more. @param {Captions["interims"]} all @param {string} seg */
function without(all, seg) {
  const { stream, sample } = place(seg);
  const told = all[stream];
  if (!told) return all;
  const parts = told.parts.filter((part) => place(part.seg).sample > sample);
  return parts.length ? { ...all, [stream]: { ...told, parts } } : filtered(all, (each) => each !== told);
}

/** A segment's name is its stream and the sample where it starts. @param {string} seg */
function place(seg) {
  const cut = seg.lastIndexOf("-");
  const sample = cut < 0 ? NaN : Number(seg.slice(cut + 1));
  return Number.isNaN(sample) ? { stream: seg, sample: 0 } : { stream: seg.slice(0, cut), sample };
}

/** Taken back, or others stand in its place since it was split or merged. @param {CaptionEvent} event */
const isGone = ({ status }) => status === "retracted" || status === "replaced";

/** @template {CaptionEvent | null} A @template {CaptionEvent | null} B @param {A} a @param {B} b @returns {A | B} */
function newer(a, b) {
  if (!a || !b) return a ?? b;
  return b.rev > a.rev || (b.rev === a.rev && b.seq > a.seq) ? b : a;
}

/** @param {Row} a @param {Row} b */
function bySpeech(a, b) {
  if (a.startMs !== b.startMs) return a.startMs - b.startMs;
  return place(a.seg).sample - place(b.seg).sample || (a.seg < b.seg ? -1 : 1);
}

/** @template T @param {Record<string, T>} record @param {(value: T) => boolean} isKept @returns {Record<string, T>} */
function filtered(record, isKept) {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => isKept(value)));
}
