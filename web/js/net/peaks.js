// The stored peaks of a session: how loud it was, in equal steps from its beginning.
import { toError } from "./api.js";

/** `peaks`: from 0 to 1; `reachMs`: how far they go. @typedef {{peaks: Float32Array, reachMs: number}} Peaks */

/** @type {Peaks} */
export const none = { peaks: new Float32Array(), reachMs: 0 };

/** @param {string} base the session's address @returns {Promise<Peaks>} rejects with ApiError where nothing is kept */
export async function readPeaks(base) {
  const answer = await fetch(`${base}/peaks`, { credentials: "same-origin" });
  if (!answer.ok) throw toError(await answer.json().catch(() => null), answer.status);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { peaks: Float32Array.from(bytes, (byte) => byte / 255), reachMs: bytes.length * Number(answer.headers.get("X-Peak-Ms")) };
}
