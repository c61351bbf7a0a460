// The difference of two texts in words, as the server tells it of versions (`pieces`), for what nobody has sent yet. Pure.

/** @import {Piece} from "../types" */

/** Above this many comparisons the middle of two texts is shown as replaced, so that a page that is pasted holds nobody up. */
const MOST = 2_000_000;
/** A word, a figure, a sign of a script without spaces, white space, or any other character. */
const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’]*|\s+|[^]/gu;

/** What is the same, gone and new, in the order of reading; joined, `same` and `new` are the new text. @param {string} before @param {string} after @returns {Piece[]} */
export function difference(before, after) {
  const [old, now] = [before.match(TOKEN) ?? [], after.match(TOKEN) ?? []];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const [left, right] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  /** @type {Piece[]} */
  const made = old.slice(0, head).map((text) => ({ kind: "same", text }));
  made.push(...middle(left, right));
  made.push(...old.slice(old.length - tail).map((text) => /** @type {Piece} */ ({ kind: "same", text })));
  return joined(made);
}

/** Whether pieces hold a change at all. @param {Piece[]} pieces */
export const isChanged = (pieces) => pieces.some((each) => each.kind !== "same");

/** The same with a space before what is gone, where the words that came in its place begin with one: the two are shown beside each other. @param {Piece[]} pieces @returns {Piece[]} */
export const spaced = (pieces) => pieces.map((each, place) => {
  const [before, after] = [pieces[place - 1]?.text ?? "", pieces[place + 1]?.text ?? ""];
  return each.kind === "gone" && /\S$/.test(before) && /^\S/.test(each.text) && /^\s/.test(after) ? { ...each, text: ` ${each.text}` } : each;
});

/** So many characters of what stays are shown beside a change, and where many changes stand beside each other. */
const CONTEXT = 60;
export const BRIEF = 16;

/**
 * A difference as it is shown where there is little room: of long stretches that stay only what is beside a change; `left` is what is between.
 * @param {Piece[]} pieces @param {number} [context] @returns {(Piece & {left?: string})[]}
 */
export function condensed(pieces, context = CONTEXT) {
  if (!isChanged(pieces)) return pieces;
  return pieces.flatMap((each, place) => {
    if (each.kind !== "same") return [each];
    const [isFirst, isLast] = [place === 0, place === pieces.length - 1];
    const head = isFirst ? 0 : wordEnd(each.text, context);
    const tail = isLast ? each.text.length : wordStart(each.text, each.text.length - context);
    if (tail - head < context) return [each];
    /** @type {(Piece & {left?: string})[]} */
    const made = [{ ...each, text: each.text.slice(0, head) }, { ...each, text: "", left: each.text.slice(head, tail) }, { ...each, text: each.text.slice(tail) }];
    return made.filter((one) => one.text || one.left);
  });
}

/** The end of the word at a place. @param {string} text @param {number} from */
function wordEnd(text, from) {
  const found = text.slice(from).search(/\s/u);
  return found < 0 || found > 20 ? Math.min(from, text.length) : from + found;
}

/** The beginning of the word at a place. @param {string} text @param {number} to */
function wordStart(text, to) {
  const found = text.slice(0, Math.max(0, to)).search(/\s\S*$/u);
  return found < 0 || to - found > 20 ? Math.max(0, to) : found;
}

/** The longest common subsequence, by rows. @param {string[]} left @param {string[]} right @returns {Piece[]} */
function middle(left, right) {
  if (left.length * right.length > MOST || !left.length || !right.length) return [...left.map(gone), ...right.map(come)];
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] = left[row] === right[column] ? lengths[(row + 1) * width + column + 1] + 1 : Math.max(lengths[(row + 1) * width + column], lengths[row * width + column + 1]);
    }
  }
  /** @type {Piece[]} */
  const made = [];
  let [row, column] = [0, 0];
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      made.push({ kind: "same", text: left[row] });
      row += 1;
      column += 1;
    } else if (lengths[(row + 1) * width + column] >= lengths[row * width + column + 1]) made.push(gone(left[row++]));
    else made.push(come(right[column++]));
  }
  return [...made, ...left.slice(row).map(gone), ...right.slice(column).map(come)];
}

/** @param {string} text @returns {Piece} */
const gone = (text) => ({ kind: "gone", text });
/** @param {string} text @returns {Piece} */
const come = (text) => ({ kind: "new", text });

/** Neighbours of a kind are one; a lone space between two changes goes into both, so that a phrase is read as one. @param {Piece[]} pieces */
function joined(pieces) {
  const spread = pieces.flatMap((each, place) => {
    const isLone = each.kind === "same" && /^\s+$/u.test(each.text) && place > 0 && place < pieces.length - 1 && pieces[place - 1].kind !== "same" && pieces[place + 1].kind !== "same";
    return isLone ? [gone(each.text), come(each.text)] : [each];
  });
  /** @type {Piece[]} */
  const made = [];
  /** @type {Piece[]} */
  let run = [];
  const close = () => {
    for (const kind of /** @type {const} */ (["gone", "new"])) {
      const text = run.filter((each) => each.kind === kind).map((each) => each.text).join("");
      if (text) made.push({ kind, text });
    }
    run = [];
  };
  for (const each of spread) {
    if (each.kind !== "same") {
      run.push(each);
      continue;
    }
    close();
    const last = made.at(-1);
    if (last?.kind === "same") made[made.length - 1] = { kind: "same", text: last.text + each.text };
    else made.push(each);
  }
  close();
  return made;
}
