// How long captions take on their way, stage by stage, as the web processes tell those who look after a session. Pure.

/** @import {Figures, StagesEvent} from "../types" */
/** @typedef {Record<string, {told: StagesEvent, atMs: number}>} Told the newest word of each web process */
/** @typedef {{stream: string, stages: Record<string, Figures | null>}} StageRow */

/** A process that said nothing for so long has no part in the session. */
const GONE_MS = 10000;
export const STAGES = ["capture", "queue", "decode", "translate", "deliver"];
/** From so many milliseconds at p95 a stage is marked as slow. */
const SLOW = /** @type {Record<string, number>} */ ({ capture: 1000, queue: 2000, decode: 2500, translate: 3000, deliver: 1000 });

/** @param {Told} before @param {StagesEvent} told @param {number} atMs @returns {Told} */
export const heard = (before, told, atMs) => ({ ...before, [told.web]: { told, atMs } });

/** One row for each microphone; the way to the readers is of the whole session, by the slowest process. @param {Told} told @param {number} nowMs @returns {StageRow[]} */
export function rows(told, nowMs) {
  const fresh = Object.values(told).filter((each) => nowMs - each.atMs <= GONE_MS);
  const deliver = fresh.map((each) => each.told.deliver).reduce((worst, each) => (!worst || (each && each.p95_ms > worst.p95_ms) ? each : worst), null);
  const streams = Object.assign({}, ...fresh.map((each) => each.told.streams));
  return Object.keys(streams).sort().map((stream) => ({ stream, stages: { ...streams[stream], deliver } }))
    .filter((row) => STAGES.slice(0, 4).some((stage) => row.stages[stage]));
}

/** @param {string} stage @param {Figures | null} figures */
export const isSlow = (stage, figures) => figures !== null && figures.p95_ms >= SLOW[stage];
