// The language matrix: what is known of a direction, brought together from figures, times and checks. Pure.

/** @import {Check, Direction, LanguageMatrix, Warmth} from "../types" */

export const TONES = /** @type {const} */ ({ live: "good", rough: "warn", missing: "bad" });
export const SIGNS = /** @type {const} */ ({ live: "●", rough: "◐", missing: "○" });

/** @param {{source: string, target: string}} pair */
export const keyOf = ({ source, target }) => `${source} ${target}`;

/** The directions by their key. @param {LanguageMatrix} matrix @returns {Map<string, Direction>} */
export const byPair = (matrix) => new Map(matrix.directions.map((each) => [keyOf(each), each]));

/** The last check of a direction, null where there was none. @param {LanguageMatrix} matrix @param {Direction} direction @returns {Check | null} */
export const checkOf = (matrix, direction) => matrix.checks.find((each) => keyOf(each) === keyOf(direction)) ?? null;

/** What speech recognition does itself has no engine of translation, so no time here. */
const SPEECH = "speech";

/**
 * How long the legs of a direction take together; null while one of them was not timed.
 * @param {LanguageMatrix} matrix @param {Direction} direction @returns {{first_ms: number, sentence_ms: number} | null}
 */
export function timesOf(matrix, direction) {
  const found = direction.legs.map((leg) => matrix.warmth.find((each) => each.engine === leg.engine && keyOf(each) === keyOf(leg)));
  if (!found.length || found.some((each) => each?.sentence_ms == null)) return null;
  const known = /** @type {(Warmth & {sentence_ms: number})[]} */ (found);
  return { first_ms: sum(known.map((each) => each.first_ms)), sentence_ms: sum(known.map((each) => each.sentence_ms)) };
}

/** The engines of a direction, each once, in order. @param {Direction} direction @returns {string[]} */
export const enginesOf = (direction) => direction.engine.split("+").filter(Boolean);

/** Whether recognition's own English is the first leg. @param {Direction} direction */
export const isBySpeech = (direction) => enginesOf(direction)[0] === SPEECH;

/** Where the figure of a direction comes from: of the whole way, of its one leg, reckoned from legs, or nobody's. @param {Direction} direction @returns {"none" | "told" | "reckoned" | "assumed"} */
export function figureKind(direction) {
  if (direction.bleu === null) return "none";
  if (direction.origin) return "told";
  return direction.legs.every((leg) => leg.origin) ? "reckoned" : "assumed";
}

/** How many directions stand how. @param {Direction[]} directions */
export function counts(directions) {
  const count = (/** @type {string} */ status) => directions.filter((each) => each.status === status).length;
  return { live: count("live"), rough: count("rough"), missing: count("missing") };
}

/** The place that an arrow key leads to; the same one at an edge or for another key. @param {string} key @param {number} row @param {number} column @param {number} rows @param {number} columns */
export function step(key, row, column, rows, columns) {
  const moves = /** @type {Record<string, [number, number]>} */ ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -columns], End: [0, columns] });
  const [down, right] = moves[key] ?? [0, 0];
  return [within(row + down, rows), within(column + right, columns)];
}

/** @param {number} value @param {number} size */
const within = (value, size) => Math.max(0, Math.min(size - 1, value));

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);
