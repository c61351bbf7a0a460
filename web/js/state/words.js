// Words of a caption as a reader sees them, and what of them stays when the caption changes. Pure.
import { joint, pieces } from "./scripts.js";

/** Languages that are written without spaces between words. @param {string} lang */
export const isJoined = (lang) => !joint(lang);
/** Right-to-left scripts, in which a Latin name of several words is one. @param {string} lang */
const isRightToLeft = (lang) => /^(ar|fa|he|ur)\b/.test(lang);
/** Stands for a space inside such a name; nobody says it. */
const HELD = "\uE000";

/** @type {Map<string, Intl.Segmenter>} */
const segmenters = new Map();

/** The words of a text with the space after each; joined they are the text. @param {string} text @param {string} lang @returns {string[]} */
export function words(text, lang) {
  const trimmed = text.trim();
  if (!trimmed) return [];
  if (isJoined(lang)) return glued(segments(trimmed, lang));
  const held = isRightToLeft(lang) ? pieces(trimmed, "rtl").map((each) => (each.isApart ? each.text.replaceAll(" ", HELD) : each.text)).join("") : trimmed;
  return (held.match(/\S+\s*/g) ?? []).map((word) => word.replaceAll(HELD, " "));
}

/** @param {string} text @param {string} lang */
function segments(text, lang) {
  const code = lang.split("-")[0];
  if (!segmenters.has(code)) segmenters.set(code, new Intl.Segmenter(code, { granularity: "word" }));
  return [.../** @type {Intl.Segmenter} */ (segmenters.get(code)).segment(text)].map((each) => each.segment);
}

/** Marks and spaces stand with the word before them, so that no line begins with one. @param {string[]} parts */
function glued(parts) {
  /** @type {string[]} */
  const found = [];
  for (const part of parts) {
    if (found.length && !/[\p{L}\p{N}]/u.test(part)) found[found.length - 1] += part;
    else found.push(part);
  }
  return found;
}

/** What makes two words the same word: not its marks, not its capitals. @param {string} word */
export function heart(word) {
  const bare = word.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}%]+/gu, "");
  return bare || word.trim();
}

/**
 * For each new word the place of the same old word, or -1: the longest common subsequence (Myers' problem, by plain dynamic
 * programming between what is equal at both ends; captions are short).
 * @param {string[]} before @param {string[]} after hearts @returns {number[]}
 */
export function matched(before, after) {
  const places = new Array(after.length).fill(-1);
  let low = 0;
  while (low < before.length && low < after.length && before[low] === after[low]) places[low] = low++;
  let left = before.length;
  let right = after.length;
  while (left > low && right > low && before[left - 1] === after[right - 1]) places[--right] = --left;
  const [rows, columns] = [left - low, right - low];
  if (!rows || !columns) return places;
  const best = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const isSame = before[low + row] === after[low + column];
      best[row][column] = isSame ? best[row + 1][column + 1] + 1 : Math.max(best[row + 1][column], best[row][column + 1]);
    }
  }
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (before[low + row] === after[low + column]) places[low + column++] = low + row++;
    else if (best[row + 1][column] >= best[row][column + 1]) row += 1;
    else column += 1;
  }
  return places;
}

/**
 * What is left of words under way after the final that made the first of them firm; nothing where the final says something else.
 * @param {string[]} underway @param {string[]} final words @returns {string[]}
 */
export function remainder(underway, final) {
  const places = matched(underway.map(heart), final.map(heart));
  const last = places.findLastIndex((place) => place >= 0);
  if (last < 0 || places.filter((place) => place >= 0).length * 2 < final.length) return [];
  return underway.slice(places[last] + final.length - last);
}

/** The earlier words without those with which the later ones begin. @param {string[]} earlier @param {string[]} later @returns {string[]} */
export function withoutOverlap(earlier, later) {
  const [ends, begins] = [earlier.map(heart), later.map(heart)];
  for (let count = Math.min(ends.length, begins.length); count > 0; count--) {
    if (ends.slice(-count).every((word, at) => word === begins[at])) return earlier.slice(0, -count);
  }
  return earlier;
}

/** How many words a reader saw vanish or change between two screens: those after the first difference (arXiv 1912.03393). @param {string[]} before @param {string[]} after */
export function erased(before, after) {
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same += 1;
  return before.length - same;
}
