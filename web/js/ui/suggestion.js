// Another wording offered beside a line, of the second reading or as it was handed in: the words that differ are marked; A accepts, X dismisses, P plays.
import { t } from "../i18n.js";
import { BRIEF, condensed, spaced } from "../state/difference.js";
import { h } from "./dom.js";

/** @import {Segment, Suggestion} from "../types" */
/** @typedef {Suggestion["pieces"][number]} Piece */

/**
 * @param {{pieces: Piece[]}} offer
 * @param {Segment} line
 * @param {{name: string, title: string, sure: string, isBusy: boolean, onAccept: () => void, onDismiss: () => void, onStep: (step: 1 | -1) => void}} page `name`: of the kind of offer; `sure`: how well it fits, in words
 */
export function suggestion(offer, line, { name, title, sure, isBusy, onAccept, onDismiss, onStep }) {
  const box = h("div", { class: "suggestion", role: "group", tabindex: "0", [`data-${name}`]: line.id, "data-focus": name, "aria-label": title, "aria-keyshortcuts": "A X P N" },
    h("p", { class: "marks" }, h("span", { class: "chip accent" }, title), h("span", { class: "muted small num" }, sure)),
    h("div", { class: "offered", lang: line.lang, dir: "auto" }, ...marked(offer.pieces)),
    h("p", { class: "row" },
      h("button", { type: "button", class: "small primary", disabled: isBusy, onclick: onAccept, "data-focus": `${name} accept`, "data-accept": true }, t("second.accept"), " ", h("kbd", {}, "A")),
      h("button", { type: "button", class: "small", disabled: isBusy, onclick: onDismiss, "data-focus": `${name} dismiss`, "data-dismiss": true }, t("second.dismiss"), " ", h("kbd", {}, "X")),
      h("span", { class: "muted small hint" }, h("kbd", {}, "P"), ` ${t("second.play")} · `, h("kbd", {}, "N"), ` ${t("second.next")}`)));
  box.addEventListener("keydown", (event) => {
    const does = { a: onAccept, x: onDismiss, p: play, n: () => onStep(1), b: () => onStep(-1) }[event.key.toLowerCase()];
    if (!does || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isBusy || does === play) does();
  });
  const play = () => /** @type {HTMLButtonElement | null} */ (box.closest("[data-segment]")?.querySelector("button.play"))?.click();
  return box;
}

/** A text in pieces against another one: what is gone and what is new is marked. @param {Piece[]} pieces @returns {(Node | string)[]} */
export const marked = (pieces) => spaced(pieces).flatMap(mark);

/** The same, long stretches that stay folded behind a sign that opens them. @param {Piece[]} pieces @returns {(Node | string)[]} */
export const markedShort = (pieces) => condensed(spaced(pieces)).flatMap((each) => (each.left ? [fold(each.left)] : mark(each)));

/** What changes with a few words beside it, to be read from afar. @param {Piece[]} pieces @returns {(Node | string)[]} */
export const markedBriefly = (pieces) => condensed(spaced(pieces), BRIEF).flatMap((each) => (each.left ? [" … "] : mark(each)));

/** @param {string} text */
function fold(text) {
  const made = h("button", { type: "button", class: "unfold", "aria-label": t("amendment.unfold"), title: text, onclick: () => made.replaceWith(text) }, " … ");
  return made;
}

/** Space around words stands outside of their mark, wherever the server or the page cut the text. @param {Piece} piece @returns {(Node | string)[]} */
function mark({ kind, text }) {
  const words = text.trim();
  if (kind === "same" || !words) return [text];
  const [before, after] = [text.slice(0, text.length - text.trimStart().length), text.slice(text.trimEnd().length)];
  return [before, h(kind === "gone" ? "del" : "ins", {}, words), after];
}
