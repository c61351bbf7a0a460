// What the microphone has said and the server has not acknowledged: five minutes at most, in order. Pure.
export const LIMIT = 3000;

/** @typedef {{start: number, pcm: ArrayBuffer}} Chunk @typedef {{next: number, chunks: Chunk[], dropped: number}} Outbox */

/** @param {number} next @returns {Outbox} */
export const empty = (next = 0) => ({ next, chunks: [], dropped: 0 });

/** @param {Outbox} box @param {ArrayBuffer} pcm @returns {Outbox} */
export function put(box, pcm) {
  const chunks = [...box.chunks, { start: box.next, pcm }];
  const over = Math.max(0, chunks.length - LIMIT);
  return { next: box.next + pcm.byteLength / 2, chunks: chunks.slice(over), dropped: box.dropped + over };
}

/** Time goes on while muted. @param {Outbox} box @param {number} samples @returns {Outbox} */
export const skip = (box, samples) => ({ ...box, next: box.next + samples });

/** @param {Outbox} box @param {number} sample everything before it is on disk @returns {Outbox} */
export const acknowledged = (box, sample) => ({ ...box, chunks: box.chunks.filter((chunk) => chunk.start + chunk.pcm.byteLength / 2 > sample) });
