// How far the captions are behind the speech, as this reader sees them. Pure. Milliseconds of the device's monotonic clock.

/** @typedef {{atMs: number, behindMs: number, isFinal: boolean}[]} Lag the newest measures */

/** So many are kept; the middle one counts, so that one late word is no alarm. */
const KEPT = 9;
/** What was measured longer ago says nothing of now. */
const FRESH_MS = 20000;
/** Below this the server's own figure is no more than the pace of recognition. */
const TOLD_MS = 4000;
/** From here on the reader is told plainly. */
export const PLAIN_MS = 5000;
/** A delay above this is no delay but a recording that is played. */
const MOST_MS = 600000;

/** @param {Lag} lag @param {Lag[number]} measure @returns {Lag} */
export function measured(lag, measure) {
  if (measure.behindMs > MOST_MS) return lag;
  return [...lag, { ...measure, behindMs: Math.max(0, measure.behindMs) }].slice(-KEPT * 2);
}

/**
 * How far behind they are now; null when nobody speaks, or nothing is known.
 * @param {Lag} lag @param {{nowMs: number, toldMs: number, waitingMs: number, isFinalOnly: boolean}} now `toldMs`: how far recognition is
 *   behind, by the server's word; `waitingMs`: how long ago the oldest line was said that has no translation yet (0: none)
 */
export function behind(lag, { nowMs, toldMs, waitingMs, isFinalOnly }) {
  const fresh = lag.filter((each) => nowMs - each.atMs <= FRESH_MS && (each.isFinal || !isFinalOnly)).slice(-KEPT);
  const ordered = fresh.map((each) => each.behindMs).sort((a, b) => a - b);
  const middle = ordered.length ? ordered[Math.floor(ordered.length / 2)] : null;
  const worst = Math.max(toldMs >= TOLD_MS ? toldMs : 0, waitingMs >= TOLD_MS ? waitingMs : 0);
  return worst > (middle ?? 0) ? worst : middle;
}

/** `1.4` below ten seconds, whole seconds above. @param {number} ms */
export function seconds(ms) {
  return ms < 9950 ? (Math.max(100, ms) / 1000).toFixed(1) : String(Math.round(ms / 1000));
}
