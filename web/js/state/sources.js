// How the server's own sources (devices, streams, files) are, in words' keys: the most serious first. Pure. Times in milliseconds.

/** @import {Source, Stream} from "../types" */
/** @typedef {{key: string, params: Record<string, string | number>, kind: "" | "warn" | "bad"}} Remark */

/** Silence of a source that has the floor is told from here on; of others only when it is long: their microphones may be closed. */
const SILENT_HEARD_MS = 10_000;
const SILENT_MS = 60_000;
/** Losses shorter than this are told by the gap in the minutes alone. */
const LOST_MS = 1000;

/** The streams that the server's own sources feed now, the room's first. @param {Stream[]} streams @returns {(Stream & {source: Source})[]} */
export function fed(streams) {
  const found = /** @type {(Stream & {source: Source})[]} */ (streams.filter((each) => each.is_live && each.source));
  return found.sort((a, b) => Number(b.kind === "mixed") - Number(a.kind === "mixed") || a.source.channel - b.source.channel || a.id.localeCompare(b.id));
}

/** What a technician should know. @param {Source} source @param {boolean} isHeard whether it has the floor and is kept @returns {Remark[]} */
export function remarks(source, isHeard) {
  const found = /** @type {Remark[]} */ ([]);
  const say = (/** @type {string} */ key, /** @type {Remark["kind"]} */ kind = "", params = {}) => found.push({ key: `source.${key}`, params, kind });
  if (source.state === "reconnecting") say("reconnecting", "bad");
  if (source.clipping) say("clipping", "bad");
  if (source.state === "live" && isHeard && source.silent_ms >= SILENT_HEARD_MS) say("silent_heard", "warn", { time: length(source.silent_ms) });
  else if (source.state === "live" && source.silent_ms >= SILENT_MS) say("silent", "", { time: length(source.silent_ms) });
  if (source.reconnects) say("again", "", { count: source.reconnects });
  if (source.lost_ms >= LOST_MS) say("lost", "", { seconds: Math.round(source.lost_ms / 1000) });
  if (source.kind !== "file" && source.state === "live") clock(source.drift_ppm, say);
  return found;
}

/** @param {number | null} ppm @param {(key: string, kind?: Remark["kind"], params?: object) => unknown} say */
function clock(ppm, say) {
  if (ppm === null) say("drift_unknown");
  else if (Math.abs(ppm) < 1) say("drift_same");
  else say(ppm > 0 ? "drift_fast" : "drift_slow", "", { ppm: Math.round(Math.abs(ppm)) });
}

/** `0:42`, `12:05`. @param {number} ms */
function length(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
