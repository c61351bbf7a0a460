// The sound of a session in pieces of equal length: which piece holds a moment, and which are worth keeping. Pure. Milliseconds of session time.

/** Long enough that its successor is there before it ends, short enough that the first word is heard at once. */
export const CHUNK_MS = 30_000;
/** So many pieces stay in memory (1 MB each). */
export const KEPT = 8;
export const RATES = [0.75, 1, 1.25, 1.5, 2];

/** The piece that holds a moment. @param {number} ms */
export const chunkOf = (ms) => Math.floor(Math.max(0, ms) / CHUNK_MS);

/** From when to when a piece lasts; null behind the end. @param {number} chunk @param {number} durationMs @returns {{fromMs: number, toMs: number} | null} */
export function span(chunk, durationMs) {
  const fromMs = chunk * CHUNK_MS;
  return fromMs >= durationMs ? null : { fromMs, toMs: Math.min(fromMs + CHUNK_MS, durationMs) };
}

/** A place inside the session. @param {number} ms @param {number} durationMs */
export const within = (ms, durationMs) => Math.max(0, Math.min(ms, durationMs));

/** The pieces to forget: those farthest from the one that plays. @param {number[]} known @param {number} playing */
export const spare = (known, playing) => [...known].sort((a, b) => Math.abs(a - playing) - Math.abs(b - playing)).slice(KEPT);

/** A time as somebody types it ("1:02:07", "62:07", "90"), in milliseconds; null when it is none. @param {string} text */
export function parsedTime(text) {
  const parts = text.trim().split(/[:.]/);
  if (parts.length > 3 || !parts.every((part) => /^\d{1,5}$/.test(part))) return null;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}
