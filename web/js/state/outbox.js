// What the microphone has said and the server has not acknowledged, in order. Pure. Positions and lengths are samples at 16 kHz.

export const RATE_HZ = 16000;
/** The audio that is kept without an acknowledgement: five minutes. Beyond it the oldest is given up and declared. */
export const KEPT_SAMPLES = 5 * 60 * RATE_HZ;
/** The audio that may be under way unacknowledged: ten seconds, far below what the server queues. */
export const WINDOW_SAMPLES = 10 * RATE_HZ;

/**
 * @typedef {{start: number, end: number, pcm: ArrayBuffer}} Audio s16le mono
 * @typedef {{start: number, end: number, why: "muted" | "overrun"}} Gap
 * @typedef {Audio | Gap} Item
 * @typedef {{next: number, acked: number, sent: number, items: Item[], lost: number}} Outbox
 *   `next`: where the next sample goes; everything before `acked` is on disk; everything before `sent` was handed over; `lost`: given up in all
 */

/** @param {number} [next] @returns {Outbox} */
export const empty = (next = 0) => ({ next, acked: next, sent: next, items: [], lost: 0 });

/** A chunk was captured. @param {Outbox} box @param {ArrayBuffer} pcm @returns {Outbox} */
export function put(box, pcm) {
  const end = box.next + pcm.byteLength / 2;
  return bounded({ ...box, next: end, items: [...box.items, { start: box.next, end, pcm }] });
}

/** Nothing was captured, but time went on. @param {Outbox} box @param {number} samples @param {"muted" | "overrun"} why @returns {Outbox} */
export function skip(box, samples, why) {
  const end = box.next + samples;
  return { ...box, next: end, items: joined(box.items, { start: box.next, end, why }) };
}

/** Everything before `sample` is on disk. @param {Outbox} box @param {number} sample @returns {Outbox} */
export function acknowledged(box, sample) {
  if (sample <= box.acked) return box;
  return { ...box, acked: sample, sent: Math.max(box.sent, sample), items: box.items.filter((item) => item.end > sample) };
}

/** The server is at `sample`: what follows is sent again. @param {Outbox} box @param {number} sample @returns {Outbox} */
export function rewound(box, sample) {
  return { ...acknowledged(box, sample), sent: Math.max(sample, box.acked) };
}

/** For a new stream, which begins at 0: what is kept moves there. @param {Outbox} box @returns {Outbox} */
export function rebased(box) {
  const by = Math.min(box.acked, box.items[0]?.start ?? box.next);
  const items = box.items.map((item) => ({ ...item, start: item.start - by, end: item.end - by }));
  return { ...box, next: box.next - by, acked: 0, sent: 0, items };
}

/**
 * What to hand over now, as far as the window allows.
 * @param {Outbox} box @param {number} [window] audio under way at most
 * @returns {{box: Outbox, items: Item[]}} the first item is cut where it was sent in part
 */
export function take(box, window = WINDOW_SAMPLES) {
  const waiting = box.items.filter((item) => item.end > box.sent);
  let room = window - audio(box.items.filter((item) => item.end <= box.sent));
  const items = [];
  for (const item of waiting) {
    if (isAudio(item) && room <= 0) break;
    room -= isAudio(item) ? item.end - item.start : 0;
    items.push(from(item, box.sent));
  }
  return { box: { ...box, sent: items.at(-1)?.end ?? box.sent }, items };
}

/** The audio that waits for its acknowledgement. @param {Outbox} box */
export const unacknowledged = (box) => audio(box.items);

/** @param {Item} item @returns {item is Audio} */
export const isAudio = (item) => "pcm" in item;

/** @param {Item[]} items */
const audio = (items) => items.reduce((sum, item) => sum + (isAudio(item) ? item.end - item.start : 0), 0);

/** @param {Item} item @param {number} sample @returns {Item} */
function from(item, sample) {
  if (item.start >= sample) return item;
  return isAudio(item) ? { ...item, start: sample, pcm: item.pcm.slice((sample - item.start) * 2) } : { ...item, start: sample };
}

/** Gives the oldest audio up, and says so in its place. @param {Outbox} box @returns {Outbox} */
function bounded(box) {
  let over = audio(box.items) - KEPT_SAMPLES;
  if (over <= 0) return box;
  let items = box.items;
  let lost = box.lost;
  for (let index = 0; over > 0; index++) {
    const item = items[index];
    if (!isAudio(item)) continue;
    over -= item.end - item.start;
    lost += item.end - item.start;
    items = [...items.slice(0, index), { start: item.start, end: item.end, why: /** @type {const} */ ("overrun") }, ...items.slice(index + 1)];
  }
  return { ...box, lost, items: items.reduce(joined, /** @type {Item[]} */ ([])) };
}

/** Adds an item; a gap that goes on is one gap. @param {Item[]} items @param {Item} item @returns {Item[]} */
function joined(items, item) {
  const before = items.at(-1);
  const isSame = before && !isAudio(before) && !isAudio(item) && before.why === item.why && before.end === item.start;
  return isSame ? [...items.slice(0, -1), { ...before, end: item.end }] : [...items, item];
}
