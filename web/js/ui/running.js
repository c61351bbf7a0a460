// One paragraph of running text on the page. When its words change, those that stay keep their elements and their place, and only
// those that are new are blended in.
import { wordsOf } from "../state/flow.js";
import { joint } from "../state/scripts.js";
import { heart, matched } from "../state/words.js";
import { h } from "./dom.js";
import { written } from "./scripts.js";

/** @import {Piece} from "../state/flow.js" */
/** @typedef {{word: string, isSure: boolean, heart: string, element: HTMLElement}} Shown a word on the page */
/** @typedef {{element: HTMLElement, sign: string, words: Shown[] | null}} Part a piece on the page; `words`: null while its text is one text node */

export class Running {
  /** @param {string} lang */
  constructor(lang) {
    this.lang = lang;
    this.element = h("span", { class: "text" });
    /** @type {Map<string, Part>} */
    this.parts = new Map();
  }

  /**
   * Shows the pieces as they are now.
   * @param {Piece[]} pieces @param {boolean} isLive whether a reader is looking: words that came are blended in
   * @returns {number} words that vanished or changed
   */
  show(pieces, isLive) {
    const changed = pieces.filter((each) => this.parts.get(each.seg)?.sign !== sign(each));
    const gone = [...this.parts].filter(([seg]) => !pieces.some((each) => each.seg === seg));
    if (!changed.length && !gone.length) return 0;
    const before = [...gone.map(([, part]) => part), ...changed.flatMap((each) => this.parts.get(each.seg) ?? [])].sort(inPage).flatMap((part) => this.opened(part));
    const isPlain = !isLive && changed.every((each) => !each.isLive && !this.parts.has(each.seg));
    const lost = isPlain ? this.write(changed) : this.blend(changed, before, isLive);
    for (const [seg, part] of gone) {
      part.element.remove();
      this.parts.delete(seg);
    }
    this.order(pieces);
    return lost;
  }

  /** Text that nobody has seen yet, as it is. @param {Piece[]} pieces @returns {number} */
  write(pieces) {
    for (const each of pieces) {
      const part = this.part(each);
      part.element.replaceChildren(...written(wordsOf(each, this.lang).map(({ word }) => word).join(""), this.lang));
      part.words = null;
    }
    return 0;
  }

  /** @param {Piece[]} pieces that changed @param {Shown[]} before their words, and those of pieces that go @param {boolean} isLive @returns {number} */
  blend(pieces, before, isLive) {
    const wanted = pieces.map((each) => wordsOf(each, this.lang).map((word) => ({ ...word, heart: heart(word.word) })));
    const places = matched(before.map((each) => each.heart), wanted.flat().map((each) => each.heart));
    let at = 0;
    let changed = 0;
    pieces.forEach((each, index) => {
      const part = this.part(each);
      part.words = wanted[index].map((word) => {
        const old = before[places[at++]];
        if (old && old.word.trim() !== word.word.trim()) changed += 1;
        return this.word(word, old, isLive);
      });
      arrange(part.element, part.words.map((word) => word.element));
    });
    const kept = new Set(places);
    return changed + before.filter((_, place) => !kept.has(place)).length;
  }

  /** @param {{word: string, isSure: boolean, heart: string}} wanted @param {Shown | undefined} old @param {boolean} isLive @returns {Shown} */
  word(wanted, old, isLive) {
    if (old) old.element.classList.remove("fresh"); // an element that moves would be blended in again
    const element = old?.element ?? h("span", { class: isLive ? "w fresh" : "w" });
    if (old?.word !== wanted.word) element.replaceChildren(...written(wanted.word, this.lang));
    element.classList.toggle("tentative", !wanted.isSure);
    return { ...wanted, element };
  }

  /** A piece's words as elements of their own: the same text at the same place. @param {Part} part @returns {Shown[]} */
  opened(part) {
    if (part.words) return part.words;
    /** @type {import("../state/flow.js").Piece} */
    const piece = { seg: "", isLive: false, committed: part.element.textContent ?? "", text: "", row: null, hand: "" };
    part.words = wordsOf(piece, this.lang).map((word) => ({ ...word, heart: heart(word.word), element: h("span", { class: "w" }, ...written(word.word, this.lang)) }));
    part.element.replaceChildren(...part.words.map((each) => each.element));
    return part.words;
  }

  /** The place of a piece. @param {Piece} piece @returns {Part} */
  part(piece) {
    const part = this.parts.get(piece.seg) ?? { element: h("span", { class: "said" }), sign: "", words: null };
    part.sign = sign(piece);
    part.element.toggleAttribute("data-underway", piece.isLive);
    if (piece.isLive) delete part.element.dataset.seg;
    else part.element.dataset.seg = piece.seg;
    this.parts.set(piece.seg, part);
    return part;
  }

  /** The pieces in their order, with what stands between them. @param {Piece[]} pieces */
  order(pieces) {
    const nodes = pieces.flatMap((each, index) => {
      const { element } = /** @type {Part} */ (this.parts.get(each.seg));
      return index < pieces.length - 1 && joint(this.lang) ? [element, spaceAfter(element)] : [element];
    });
    arrange(this.element, nodes);
  }
}

/** @type {WeakMap<Node, Text>} */
const spaces = new WeakMap();

/** The space between two pieces. @param {HTMLElement} element */
function spaceAfter(element) {
  const known = spaces.get(element) ?? document.createTextNode(" ");
  spaces.set(element, known);
  return known;
}

/** @param {Part} a @param {Part} b */
const inPage = (a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);

/** @param {Piece} piece */
const sign = (piece) => `${piece.isLive}|${piece.committed}|${piece.text}`;

/** Puts the elements into the box in their order, moving only those that stand elsewhere. @param {HTMLElement} box @param {(HTMLElement | Text)[]} elements */
function arrange(box, elements) {
  /** @type {Set<Node>} */
  const wanted = new Set(elements);
  for (const child of [...box.childNodes]) if (!wanted.has(child)) child.remove();
  let place = box.firstChild;
  for (const element of elements) {
    if (element === place) place = place.nextSibling;
    else box.insertBefore(element, place);
  }
}
