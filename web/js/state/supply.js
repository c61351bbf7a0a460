// What the captions are made with: recognition and translation, there or away, and how far behind. Pure. Times in milliseconds.

/** @import {StateEvent, Workers} from "../types" */

/**
 * `back`: what has just come back, until the reader was told; "" for nothing.
 * `pace`: what recognition gives up because it can't follow; "full" for nothing.
 * @typedef {{workers: Workers, behindMs: number, pace: string, back: "" | "speech" | "translate"}} Supply
 */

/** From so many milliseconds on the reader is told that captions are behind. */
export const LARGE_MS = 10000;
/** The reader is told in steps, so that the number does not flicker. */
const STEP_S = 5;

/** @param {Workers} workers as the page was made @returns {Supply} */
export const supplied = (workers) => ({ workers, behindMs: 0, pace: "full", back: "" });

/** The server's word, every two seconds. @param {Supply} supply @param {Pick<StateEvent, "workers" | "lag_ms" | "pace">} told @returns {Supply} */
export function told(supply, { workers, lag_ms, pace }) {
  const returned = /** @type {const} */ (["speech", "translate"]).find((each) => supply.workers?.[each] === "away" && workers[each] === "ok");
  const left = supply.back && workers[supply.back] === "away" ? "" : supply.back;
  return { workers, behindMs: lag_ms ?? 0, pace: pace ?? "full", back: returned ?? left };
}

/** The reader has read that it is back. @param {Supply} supply @returns {Supply} */
export const settled = (supply) => ({ ...supply, back: "" });

/** Seconds that the captions are behind, or 0 while that is little. @param {Supply} supply */
export const behindSeconds = ({ behindMs }) => (behindMs < LARGE_MS ? 0 : Math.round(behindMs / 1000 / STEP_S) * STEP_S);
