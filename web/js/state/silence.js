// The silence procedure as a page shows it: how long it still runs, and in whose time. Moments are Unix milliseconds of the server's clock. Pure.

/** @import {Silence, Silences} from "../types" */

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

/** How far the server's clock is ahead of this one, by an answer that names its time. @param {number} asked @param {number} answered moments of this clock @param {number} told @returns {number} */
export const ahead = (asked, answered, told) => Math.round(told - (asked + answered) / 2);

/** What runs now. One whose time is over runs no more, whatever was read before. @param {Silences | null} told @param {number} now @returns {Silence | null} */
export function running(told, now) {
  const current = told?.current ?? null;
  return current && current.state === "running" && now < current.expires_at ? current : null;
}

/** The state at a moment: the clock alone ends it. @param {Silence} silence @param {number} now @returns {Silence["state"]} */
export const stateAt = (silence, now) => (silence.state === "running" && now >= silence.expires_at ? "passed" : silence.state);

/** The time that is left in the two largest units that matter. @param {number} until @param {number} now @returns {{key: "days" | "hours" | "minutes" | "seconds" | "over", first: number, second: number}} */
export function left(until, now) {
  const ms = until - now;
  if (ms <= 0) return { key: "over", first: 0, second: 0 };
  const whole = Math.ceil(ms / SECOND) * SECOND;
  if (whole >= DAY) return { key: "days", first: Math.floor(whole / DAY), second: Math.floor((whole % DAY) / HOUR) };
  if (whole >= HOUR) return { key: "hours", first: Math.floor(whole / HOUR), second: Math.floor((whole % HOUR) / MINUTE) };
  if (whole >= MINUTE) return { key: "minutes", first: Math.floor(whole / MINUTE), second: (whole % MINUTE) / SECOND };
  return { key: "seconds", first: whole / SECOND, second: 0 };
}

/** The same as the parameters of the words `silence.left_...`: figures after a colon have two places. @param {number} until @param {number} now @returns {{key: string, first: string, second: string}} */
export function rest(until, now) {
  const { key, first, second } = left(until, now);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return { key: `silence.left_${key}`, first: key === "seconds" ? two(first) : String(first), second: key === "minutes" ? two(second) : String(second) };
}

/** How many reminders of one that runs have come by a moment: computed when it is looked at, so that no process has to be awake. @param {Silence} silence @param {number} now */
export const reminded = (silence, now) => (stateAt(silence, now) === "running" ? silence.reminders.filter((each) => now >= silence.expires_at - each).length : 0);

/** The time zone in which a reader reads deadlines: the one that was entered for the delegation, else that of the device. @param {{role: string, time_zone: string}} me @param {string} device */
export const ownZone = (me, device) => (me.role === "delegation" && isZone(me.time_zone) && me.time_zone !== "UTC" ? me.time_zone : device);

/** How long until what is shown changes. @param {number} until @param {number} now */
export function tick(until, now) {
  const ms = until - now;
  return ms > HOUR ? Math.min(MINUTE, ms - HOUR) : SECOND;
}

/** How urgent it is. @param {number} until @param {number} now */
export const tone = (until, now) => (until - now <= HOUR ? "bad" : until - now <= 6 * HOUR ? "warn" : "calm");

/** A moment as a place's clocks show it. @param {number} at @param {string} zone of the IANA list @param {string} language */
export function inZone(at, zone, language) {
  return new Intl.DateTimeFormat(language, { timeZone: zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(at);
}

/** Whether there is such a time zone. @param {string} zone */
export function isZone(zone) {
  if (!zone) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The zones of those who are asked, each once, with who lives in it; the reader's own first. @param {Record<string, string>} zones by delegation @param {string} own @returns {{zone: string, who: string[]}[]} */
export function byZone(zones, own) {
  /** @type {Map<string, string[]>} */
  const found = new Map([[own, []]]);
  for (const [code, zone] of Object.entries(zones)) if (isZone(zone)) found.set(zone, [...(found.get(zone) ?? []), code]);
  return [...found].map(([zone, who]) => ({ zone, who }));
}

/** A day and a time of a zone as a moment; null where there is none. In the hour that a clock repeats the first one is meant. @param {string} local `2026-11-30T18:00` @param {string} zone */
export function momentIn(local, zone) {
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}:00Z`) : NaN;
  if (Number.isNaN(wanted) || !isZone(zone)) return null;
  for (const guess of [wanted - offset(wanted - DAY, zone), wanted - offset(wanted + DAY, zone)]) if (guess + offset(guess, zone) === wanted) return guess;
  return wanted - offset(wanted, zone);
}

/** How a moment is written into a field of day and time. @param {number} at @param {string} zone */
export const localOf = (at, zone) => new Date(at + offset(at, zone)).toISOString().slice(0, 16);

/** How far a zone's clocks are ahead of UTC at a moment. @param {number} at @param {string} zone */
function offset(at, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" }).formatToParts(at);
  const value = (/** @type {string} */ type) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(value("year"), value("month") - 1, value("day"), value("hour"), value("minute"), value("second")) - Math.floor(at / SECOND) * SECOND;
}
