// What the waveform shows of the lines: who had the word from when to when, and how loud it was. Pure. Milliseconds of session time.

/** @import {Segment} from "../types" */

/** @typedef {{speaker: string, colour: number, startMs: number, endMs: number}} Turn */

/** How many colours the bands have (css: --band-0 and so on). */
export const BANDS = 8;

/** The turns of the lines in the order of time; each speaker has a colour, in the order in which they first spoke. @param {Segment[]} lines @returns {Turn[]} */
export function turns(lines) {
  /** @type {Map<string, number>} */
  const colours = new Map();
  /** @type {Turn[]} */
  const found = [];
  for (const line of lines) {
    const speaker = line.speaker ?? "";
    if (!colours.has(speaker)) colours.set(speaker, colours.size % BANDS);
    const last = found[found.length - 1];
    if (last?.speaker === speaker && line.start_ms >= last.startMs) last.endMs = Math.max(last.endMs, line.end_ms);
    else found.push({ speaker, colour: /** @type {number} */ (colours.get(speaker)), startMs: line.start_ms, endMs: line.end_ms });
  }
  return found;
}

/** Who has the word at a moment. @param {Turn[]} all @param {number} ms */
export const turnAt = (all, ms) => all.findLast((turn) => turn.startMs <= ms && ms < turn.endMs) ?? null;

/**
 * The loudest peak of each column of pixels. @param {ArrayLike<number>} peaks in equal steps of time @param {number} width in pixels
 * @param {number} [share] which part of the width the peaks reach @returns {number[]}
 */
export function columns(peaks, width, share = 1) {
  const found = new Array(Math.max(0, Math.round(width))).fill(0);
  const reach = Math.max(1, found.length * share);
  for (let at = 0; at < peaks.length; at += 1) {
    const column = Math.min(found.length - 1, Math.floor((at * reach) / peaks.length));
    if (peaks[at] > found[column]) found[column] = peaks[at];
  }
  return found;
}
