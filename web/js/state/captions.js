// The captions of one view as a pure reducer: (state, event) -> state. Higher revision wins; what came twice changes nothing.

/**
 * @typedef {{id: string, source: any, translation: any}} Line
 * @typedef {{last: number, lines: Record<string, Line>, tentative: any, needsFetch: boolean}} Captions
 */

/** @returns {Captions} */
export function empty() {
  return { last: 0, lines: {}, tentative: null, needsFetch: false };
}

/** @param {Captions} state @param {any} event a durable event of the log */
export function take(state, event) {
  if (event.seq <= state.last) return state;
  if (event.prev !== state.last) return { ...state, needsFetch: true };
  const next = { ...state, last: event.seq, needsFetch: false };
  return event.kind === "caption" ? caption(next, event) : next;
}

/** @param {Captions} state @param {any} words */
export function tentative(state, words) {
  return state.lines[words.seg] ? state : { ...state, tentative: words };
}

/** What the reader sees, in the order of speech. @param {Captions} state */
export function shown(state) {
  return Object.values(state.lines)
    .filter((line) => line.source?.status !== "retracted")
    .sort((a, b) => start(a) - start(b) || (a.id < b.id ? -1 : 1))
    .map(visible);
}

/** @param {Captions} state @param {any} event */
function caption(state, event) {
  const line = state.lines[event.seg] ?? { id: event.seg, source: null, translation: null };
  const kind = event.lang === event.src_lang ? "source" : "translation";
  if (line[kind] && line[kind].rev > event.rev) return state;
  const isOver = state.tentative && stream(state.tentative.seg) === stream(event.seg);
  return { ...state, lines: { ...state.lines, [event.seg]: { ...line, [kind]: event } }, tentative: isOver ? null : state.tentative };
}

/** @param {Line} line */
function visible(line) {
  const { source, translation } = line;
  const isRenewed = translation && (!source || translation.rev >= source.rev);
  const isUsable = isRenewed && translation.status !== "failed";
  const best = isUsable ? translation : source ?? translation;
  return { ...best, isOriginal: !isUsable, note: isRenewed ? translation.note : best.note };
}

/** @param {Line} line */
const start = (line) => (line.source ?? line.translation).start_ms;
/** @param {string} seg */
const stream = (seg) => seg.slice(0, seg.lastIndexOf("-"));
