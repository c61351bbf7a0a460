// What becomes of one's own changes of a shared text: they wait, are sent in their order, and are saved or refused. Pure.
// One message is under way at a time, so that what is sent again after a cut is the same and counts once.

/** Bytes of one message; the server takes a quarter of a megabyte. */
const MOST_BYTES = 200_000;
/** What the server refuses for a while only, and what a cut looks like: the same is sent again. */
const PASSING = new Set(["overloaded", "database_away", "disk_full", "internal", "timeout", "offline"]);

/**
 * One change: its number on this page, its size, and the lines that it touched.
 * @typedef {{number: number, bytes: number, lines: string[]}} Change
 * `changes`: not saved yet, in their order; `sending`: so many of the first are under way; `isSingle`: one message for each, to find the one that is refused.
 * @typedef {{isConnected: boolean, isOpen: boolean, mayEdit: boolean, generation: number | null, changes: Change[], sending: number, isSingle: boolean,
 *   savedAt: number | null, refusal: {code: string, message: string} | null, isKept: boolean}} State
 * What the page shows. `unsaved`: changes that are not saved yet; `savedAt`: Unix milliseconds of the last one that is; `isKept`: what is unsaved survives a reload.
 * @typedef {{isConnected: boolean, isOpen: boolean, mayEdit: boolean, unsaved: number, savedAt: number | null, isRefused: boolean,
 *   refusal: {code: string, message: string} | null, isKept: boolean}} Status
 */

/** @returns {State} */
export const initial = () => ({
  isConnected: false, isOpen: false, mayEdit: false, generation: null, changes: [], sending: 0, isSingle: false, savedAt: null, refusal: null, isKept: true,
});

/** @param {string} code */
export const isPassing = (code) => PASSING.has(code);

/** @param {State} state @returns {State} */
export const connected = (state) => ({ ...state, isConnected: true });

/** What was under way may have been stored or not: it is sent again. @param {State} state @returns {State} */
export const disconnected = (state) => ({ ...state, isConnected: false, isOpen: false, sending: 0 });

/** What is unsaved would be lost with this page. @param {State} state @returns {State} */
export const unkept = (state) => ({ ...state, isKept: false });

/** The page has everything that the server has. @param {State} state @param {number} generation @param {boolean} mayEdit @returns {State} */
export const opened = (state, generation, mayEdit) => ({ ...state, isOpen: true, generation, mayEdit, sending: 0 });

/** Somebody wrote here. @param {State} state @param {Change} change @returns {State} */
export const changed = (state, change) => ({ ...state, changes: [...state.changes, change], refusal: null });

/** What is to be sent now: nothing while something is under way. @param {State} state @returns {{state: State, changes: Change[]}} */
export function next(state) {
  if (!state.isOpen || state.sending || !state.changes.length) return { state, changes: [] };
  let count = 0;
  for (let bytes = 0; count < (state.isSingle ? 1 : state.changes.length); count += 1) {
    bytes += state.changes[count].bytes;
    if (count && bytes > MOST_BYTES) break;
  }
  return { state: { ...state, sending: count }, changes: state.changes.slice(0, count) };
}

/** What was under way is stored. @param {State} state @param {number} at @returns {{state: State, changes: Change[]}} those that are saved */
export function saved(state, at) {
  const rest = state.changes.slice(state.sending);
  const isSingle = state.isSingle && rest.length > 0;
  return { state: { ...state, changes: rest, sending: 0, isSingle, savedAt: at }, changes: state.changes.slice(0, state.sending) };
}

/** It could not be stored now. @param {State} state @returns {State} */
export const delayed = (state) => ({ ...state, sending: 0 });

/**
 * The server does not take what was under way. Of several at once each is sent alone first; all that comes after the one that is refused goes on from it
 * and can't be saved either.
 * @param {State} state @param {string} code @param {string} message @returns {{state: State, changes: Change[]}} those that were given up
 */
export function refused(state, code, message) {
  if (state.sending > 1) return { state: { ...state, sending: 0, isSingle: true }, changes: [] };
  return { state: { ...given(state), refusal: { code, message } }, changes: state.changes };
}

/** The document is another one: nothing that is unsaved fits it. @param {State} state @returns {{state: State, changes: Change[]}} */
export const begunAnew = (state) => ({ state: given(state), changes: state.changes });

/** The person has seen what was refused. @param {State} state @returns {State} */
export const seen = (state) => ({ ...state, refusal: null });

/** The lines of changes, each once. @param {Change[]} changes */
export const linesOf = (changes) => [...new Set(changes.flatMap((each) => each.lines))];

/** @param {State} state @returns {Status} */
export function status({ isConnected, isOpen, mayEdit, changes, savedAt, refusal, isKept }) {
  return { isConnected, isOpen, mayEdit, unsaved: changes.length, savedAt, isRefused: refusal !== null, refusal, isKept };
}

/** @param {State} state @returns {State} */
const given = (state) => ({ ...state, changes: [], sending: 0, isSingle: false, isOpen: false, generation: null });
