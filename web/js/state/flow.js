// Captions as running text: what one speaker says in one go is one paragraph, in which finals and words under way follow each other.
// A reducer: where a paragraph was begun stays so, whatever is corrected in it later. Pure. Times in milliseconds of session time.
import { joint } from "./scripts.js";
import { isJoined, words } from "./words.js";

/** @import {GapEvent} from "../types" */
/** @import {Row, Underway} from "./captions.js" */

/**
 * @typedef {{word: string, isSure: boolean}} Word
 * @typedef {{seg: string, isLive: boolean, committed: string, text: string, row: Row | null, hand: "" | "machine" | "interpreter"}} Piece `committed`: sure though under way
 * @typedef {{key: string, lang: string, speaker: string, delegation: string, startMs: number, isTurn: boolean, pieces: Piece[], gap: GapEvent | null}} Paragraph
 * @typedef {Record<string, boolean>} Breaks of each piece: whether a paragraph begins with it for its length or for a pause before it
 * @typedef {{isFlowing: boolean, isFinalOnly: boolean, isTranslating: boolean, view: string}} Way `isTranslating`: translations are on their way
 */

/** So many characters make a paragraph that ends with the sentence, and so many one that ends at once: on a phone ten lines and twenty. */
const LONG = 300;
const LONGEST = 600;
/** A character of a script without spaces is worth so many. */
const WIDE = 2.6;
/** A pause of so long ends a paragraph after a whole sentence, and of so long anyhow. */
const PAUSE_MS = 4000;
const LONG_PAUSE_MS = 10000;
/** So many lines, the pieces of a sentence or two, wait for their translation in the original below the text; what waits longer stands in it. */
const PENDING = 8;
const SENTENCE = /[.!?…。！？।؟۔][\p{Pe}\p{Pf}"'’]*$/u;

/** What waits for its translation and is not part of the text yet. @param {Row[]} rows in the order of speech @param {Way} way @returns {{text: Row[], pending: Row[]}} */
export function parted(rows, { isTranslating, isFinalOnly }) {
  if (!isTranslating) return { text: rows, pending: [] };
  if (isFinalOnly) return { text: rows.filter((each) => each.kind !== "waiting"), pending: rows.slice(-PENDING).filter((each) => each.kind === "waiting") };
  let from = rows.length;
  while (from > 0 && rows.length - from < PENDING && rows[from - 1].kind === "waiting") from -= 1;
  return { text: rows.slice(0, from), pending: rows.slice(from) };
}

/**
 * The text so far, in paragraphs.
 * @param {Breaks} before @param {(Row | GapEvent)[]} items in the order of speech @param {Way} way @returns {{breaks: Breaks, paragraphs: Paragraph[]}}
 */
export function flow(before, items, way) {
  /** @type {Breaks} */
  const fresh = {};
  /** @type {Paragraph[]} */
  const paragraphs = [];
  for (const each of items) {
    if ("seg" in each) add(paragraphs, before, fresh, { seg: each.seg, isLive: false, committed: each.text, text: "", row: each, hand: handOf(each) }, each, way);
    else paragraphs.push({ key: `gap ${each.seq}`, lang: "", speaker: "", delegation: "", startMs: each.start_ms, isTurn: false, pieces: [], gap: each });
  }
  return { breaks: joined(before, fresh), paragraphs };
}

/**
 * The paragraphs with words under way behind them; all but the last of `paragraphs` are given back as they are.
 * @param {Breaks} before @param {Paragraph[]} paragraphs @param {Underway[]} live @param {Way} way @returns {{breaks: Breaks, paragraphs: Paragraph[]}}
 */
export function withLive(before, paragraphs, live, way) {
  if (!live.length) return { breaks: before, paragraphs };
  /** @type {Breaks} */
  const fresh = {};
  const last = paragraphs.at(-1);
  const found = last ? [...paragraphs.slice(0, -1), { ...last, pieces: [...last.pieces] }] : [];
  for (const each of live) {
    const facts = { lang: each.lang, speaker: each.speaker ?? "", delegation: each.delegation ?? "", startMs: each.start_ms };
    add(found, before, fresh, { seg: each.isLeft ? `${each.seg}+` : each.seg, isLive: true, committed: each.committed, text: each.text, row: null, hand: each.engine === "interpreter" ? "interpreter" : "" }, facts, way);
  }
  return { breaks: joined(before, fresh), paragraphs: found };
}

/** @param {Breaks} before @param {Breaks} fresh @returns {Breaks} */
const joined = (before, fresh) => (Object.keys(fresh).length ? { ...before, ...fresh } : before);

/** The words of a piece. @param {Piece} piece @param {string} lang @returns {Word[]} */
export function wordsOf(piece, lang) {
  const made = (/** @type {string} */ text, /** @type {boolean} */ isSure) => words(text, lang).map((word) => ({ word, isSure }));
  const sure = made(piece.committed, true);
  const last = sure.at(-1);
  if (last && piece.text.trim()) last.word += joint(lang);
  return [...sure, ...made(piece.text, false)];
}

/** @param {Paragraph[]} paragraphs @param {Breaks} before @param {Breaks} fresh decisions of now @param {Piece} piece @param {{lang: string, speaker: string, delegation: string, startMs: number}} facts @param {Way} way */
function add(paragraphs, before, fresh, piece, { lang, speaker, delegation, startMs }, { isFlowing }) {
  const last = paragraphs.at(-1);
  const isSameTurn = last !== undefined && !last.gap && last.speaker === speaker && last.delegation === delegation;
  if (last && isSameTurn && isFlowing && last.lang === lang) {
    const known = before[piece.seg] ?? fresh[piece.seg];
    const isBreak = isOtherHand(last, piece) || (known ?? isDue(last, startMs));
    if (known === undefined) fresh[piece.seg] = isBreak;
    if (!isBreak) {
      last.pieces.push(piece);
      return;
    }
  }
  paragraphs.push({ key: piece.seg, lang, speaker, delegation, startMs, isTurn: !isSameTurn, pieces: [piece], gap: null });
}

/** Whether a person translates where the machine did, or the other way round: a paragraph says once whose words it holds. @param {Paragraph} paragraph @param {Piece} piece */
function isOtherHand({ pieces }, { hand }) {
  const before = pieces[pieces.length - 1].hand;
  return before !== "" && hand !== "" && before !== hand;
}

/** Who translated a line; "" where nobody has. @param {Row} row @returns {Piece["hand"]} */
const handOf = ({ kind, isInterpreted }) => (kind !== "translated" ? "" : isInterpreted ? "interpreter" : "machine");

/** Whether a paragraph has been going on for long enough. @param {Paragraph} paragraph @param {number} startMs of what would follow */
function isDue({ pieces, lang }, startMs) {
  const last = pieces[pieces.length - 1];
  const length = pieces.reduce((sum, each) => sum + each.committed.length + each.text.length, 0) * (isJoined(lang) ? WIDE : 1);
  const pause = startMs - (last.row?.endMs ?? startMs);
  if (length >= LONGEST || pause >= LONG_PAUSE_MS) return true;
  return (length >= LONG || pause >= PAUSE_MS) && SENTENCE.test((last.committed + last.text).trim());
}
