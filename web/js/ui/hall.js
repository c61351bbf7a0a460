// One paragraph on the hall's screen: its brackets in the colours of their owners, the amendments beside each other, as large as fits.
import { t } from "../i18n.js";
import { carriers, groups } from "../state/amendments.js";
import { SIZES } from "../state/hall.js";
import { coloured, wording } from "./bracket.js";
import { h } from "./dom.js";
import { markedBriefly, markedShort } from "./suggestion.js";

/** @import {Amendment, Paragraph} from "../types" */
/** @typedef {{parties: string[], language: string, direction: string, isClean: boolean, name: (code: string) => string, told: {text: string, language: string} | null}} Look `told`: the text in the language that was asked for */

/** The largest letters of the stage, in hundredths of its width, and the smallest ones that are still read from the last row. */
const [LARGEST, SMALLEST] = [5.2, 1.5];

/** More amendments than these are shown by what they change alone; those beyond the most are counted. */
const [MANY, MOST] = [8, 36];

/** @param {Paragraph | undefined} paragraph @param {Amendment[]} amendments @param {Look} look @returns {HTMLElement[]} */
export function stage(paragraph, amendments, look) {
  if (!paragraph) return [h("p", { class: "empty-stage" }, t("hall.nothing"))];
  const number = paragraph.number && h("bdi", { class: "number" }, `${paragraph.number}.`);
  const told = look.told;
  const plain = told ?? (look.isClean ? { text: paragraph.text, language: look.language } : null);
  const text = plain ? h("p", { class: "wording", lang: plain.language, dir: "auto" }, number, plain.text)
    : h("p", { class: "wording", lang: look.language, dir: "auto" }, number, ...wording(paragraph, { parties: look.parties, name: look.name, said: null, onBracket: () => null }));
  const open = look.isClean ? [] : groups(amendments, paragraph.id).flatMap((group) => group.all);
  const [shown, left] = [open.slice(0, MOST), Math.max(0, open.length - MOST)];
  return [text, ...(open.length ? [h("div", { class: "amendments" }, ...shown.map((each) => card(each, look, open.length > MANY)), left > 0 && h("p", { class: "left" }, t("statement.more_rows", { count: left })))] : [])];
}

/** @param {Amendment} each @param {Look} look @param {boolean} isBrief */
function card(each, look, isBrief) {
  const pieces = (each.is_stale && each.now_pieces) || each.pieces;
  const [first, ...others] = carriers(each).map(look.name);
  const made = h("article", { class: "amendment open" }, h("header", { class: "row" }, h("strong", { class: "number" }, each.number), h("span", { class: "by" }, others.length ? t("amendment.with", { first, others: others.join(", ") }) : first),
    each.kind !== "replace" && each.kind !== "move" && h("span", { class: "chip" }, t(`amendment.kind_${each.kind}`)), each.is_stale && h("span", { class: "chip warn" }, t("amendment.stale"))),
  h("p", { class: "differing", lang: look.language, dir: "auto" }, ...(each.kind === "move" ? [t("amendment.does_move")] : pieces.length ? (isBrief ? markedBriefly : markedShort)(pieces) : [each.text])));
  return coloured(made, look.parties, each.by);
}

/** Sets the letters as large as the stage holds, then by the reader's own step. @param {HTMLElement} box @param {number} step of SIZES */
export function fitted(box, step) {
  const set = (/** @type {number} */ size) => box.style.setProperty("--hall-size", `${size.toFixed(2)}vw`);
  let [low, high] = [SMALLEST, LARGEST];
  set(high);
  if (box.scrollHeight > box.clientHeight + 1) {
    for (let tried = 0; tried < 7; tried += 1) {
      const middle = (low + high) / 2;
      set(middle);
      if (box.scrollHeight > box.clientHeight + 1) high = middle;
      else low = middle;
    }
    high = low;
  }
  set(high * SIZES[step]);
}
