// The words of a line with their times, as they lie in its text. Pure. Places in texts are JavaScript's: UTF-16 units.

/**
 * Where the word starts and ends in the text, when it was spoken (ms of session time), how sure the model was of a doubtful word (null
 * for all others), and which heard word it is (null for one that was written in).
 * @typedef {[start: number, end: number, startMs: number, endMs: number, confidence: number | null, heard: number | null]} Word
 * @typedef {{text: string, place: number}} Piece `place` of its word, or -1
 */

/** A word is held on to for so long after its end, so that the mark does not flicker in pauses. */
const HELD_MS = 400;

/** @param {Word} word */
export const isDoubtful = (word) => word[4] !== null;

/** Words as the server tells them: each with its confidence, of which those below `doubt` make a word doubtful. @param {Word[]} words @param {number} doubt @returns {Word[]} */
export const doubted = (words, doubt) => words.map((word) => (word[4] === null || word[4] < doubt ? word : [word[0], word[1], word[2], word[3], null, word[5]]));

/**
 * The words of one text as they lie in another that grew out of it: what stands before and behind the change keeps its words.
 * @param {Word[]} words of `before` @param {string} before @param {string} after @returns {Word[]}
 */
export function fitted(words, before, after) {
  if (before === after) return words;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const moved = after.length - before.length;
  return words.flatMap((word) => {
    if (word[1] <= head) return [word];
    if (word[0] < before.length - tail) return [];
    return [/** @type {Word} */ ([word[0] + moved, word[1] + moved, ...word.slice(2)])];
  });
}

/** A text in pieces: its words, and what stands between them. @param {string} text @param {Word[]} words in order @returns {Piece[]} */
export function pieces(text, words) {
  /** @type {Piece[]} */
  const found = [];
  let at = 0;
  words.forEach((word, place) => {
    const start = Math.max(at, word[0]);
    const end = Math.min(text.length, word[1]);
    if (end <= start) return;
    if (start > at) found.push({ text: text.slice(at, start), place: -1 });
    found.push({ text: text.slice(start, end), place });
    at = end;
  });
  if (at < text.length) found.push({ text: text.slice(at), place: -1 });
  return found;
}

/** The place of the word that is spoken at a moment, or -1. @param {Word[]} words @param {number} ms */
export function wordAt(words, ms) {
  const place = words.findLastIndex((word) => word[2] <= ms);
  return place >= 0 && ms < words[place][3] + HELD_MS ? place : -1;
}

/** The place of the word at, or next behind, a place in the text, or -1. @param {Word[]} words @param {number} offset */
export const wordUnder = (words, offset) => words.findIndex((word) => offset <= word[1]);

/**
 * The place of the next doubtful word after a place in the text, or of the one before it; -1 when there is none.
 * @param {Word[]} words @param {number} offset @param {1 | -1} step
 */
export function doubtfulFrom(words, offset, step) {
  return step > 0 ? words.findIndex((word) => word[0] > offset && isDoubtful(word)) : words.findLastIndex((word) => word[0] < offset && isDoubtful(word));
}
