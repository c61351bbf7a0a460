// The chair's desk, the parts that can be thought through without a page. Pure. Times in milliseconds.

/** @import {Delegation, Session, Stream} from "../types" */

/**
 * The session time of a clock's time of day: the latest one that is not after now.
 * @param {string} time `10:42` or `10:42:07`
 * @param {Date} now the clock now
 * @param {number} sessionNowMs session time now
 * @returns {number | null} null where it lies before the session began, or is no time
 */
export function sessionTime(time, now, sessionNowMs) {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(time.trim());
  if (!found) return null;
  const [hours, minutes, seconds] = [found[1], found[2], found[3] ?? "0"].map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const then = new Date(now);
  then.setHours(hours, minutes, seconds, 0);
  if (then > now) then.setDate(then.getDate() - 1);
  const ms = sessionNowMs - (now.getTime() - then.getTime());
  return ms >= 0 ? Math.round(ms) : null;
}

/** The moment of a session time on the clock. @param {number} ms @param {Date} now @param {number} sessionNowMs */
export function clockTime(ms, now, sessionNowMs) {
  return new Date(now.getTime() - (sessionNowMs - ms));
}

/** `10:42:07` for a time field. @param {Date} moment */
export function timeOfDay(moment) {
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map((value) => String(value).padStart(2, "0")).join(":");
}

/** The open microphones by delegation; "" is the room's. @param {Stream[]} streams @returns {Record<string, Stream>} */
export function microphones(streams) {
  return Object.fromEntries(streams.filter((each) => each.is_live).map((each) => [each.kind === "mixed" ? "" : each.delegation ?? "", each]));
}

/**
 * What one key does. The digits give the floor to those who ask, in the order of asking; 0 takes it back.
 * @param {string} key
 * @returns {{kind: "pause"} | {kind: "retract"} | {kind: "take"} | {kind: "give", place: number} | null}
 */
export function keyMeans(key) {
  const small = key.toLowerCase();
  if (small === "p") return { kind: "pause" };
  if (small === "r") return { kind: "retract" };
  if (key === "0") return { kind: "take" };
  return /^[1-9]$/.test(key) ? { kind: "give", place: Number(key) - 1 } : null;
}
