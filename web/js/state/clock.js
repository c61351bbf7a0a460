// The session's clock on a device whose own clock may be wrong, may stand still while it sleeps, and is never asked for the time of
// day: only how much of it has passed. Pure. Milliseconds; local times are of the device's monotonic clock.

/** @typedef {{offsetMs: number, doubtMs: number, atMs: number}} Clock session time is local time and `offsetMs`, wrong by `doubtMs` at most */

/** A device's clock may run wrong by so much. */
const DRIFT = 0.0002;
/** How long one message may take, as long as nothing better is known. */
const TRANSIT_MS = 1000;

/** Session time now, or null before anything is known. @param {Clock | null} clock @param {number} localMs */
export const sessionMs = (clock, localMs) => (clock ? localMs + clock.offsetMs : null);

/**
 * The server was asked and answered: its time lies between the asking and the answer (as in NTP, RFC 5905).
 * @param {Clock | null} clock @param {{sentMs: number, gotMs: number, nowMs: number}} exchange @returns {Clock}
 */
export function exchanged(clock, { sentMs, gotMs, nowMs }) {
  const fresh = { offsetMs: nowMs - (sentMs + gotMs) / 2, doubtMs: (gotMs - sentMs) / 2, atMs: gotMs };
  if (!clock) return fresh;
  const doubtMs = doubt(clock, gotMs);
  const isOther = Math.abs(fresh.offsetMs - clock.offsetMs) > fresh.doubtMs + doubtMs;
  return isOther || fresh.doubtMs <= doubtMs ? fresh : clock;
}

/**
 * The server said its time unasked: now it is that, or a little later.
 * @param {Clock | null} clock @param {{gotMs: number, nowMs: number}} word @returns {Clock}
 */
export function heard(clock, { gotMs, nowMs }) {
  if (clock) {
    const lateMs = gotMs + clock.offsetMs - nowMs;
    if (lateMs >= -doubt(clock, gotMs)) return clock; // a message may take long; it never comes before it was sent
  }
  return { offsetMs: nowMs - gotMs, doubtMs: TRANSIT_MS, atMs: gotMs };
}

/** @param {Clock} clock @param {number} localMs */
const doubt = (clock, localMs) => clock.doubtMs + DRIFT * Math.max(0, localMs - clock.atMs);
