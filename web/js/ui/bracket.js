// The wording of a paragraph: brackets in the colours of their owners, alternatives side by side, words with their evidence behind them.
import { t } from "../i18n.js";
import { hue, NOBODY, ownersOf, tree } from "../state/bracket.js";
import { h } from "./dom.js";

/** @import {Bracket, Paragraph} from "../types" */
/** @import {Held, Node as Part, Words} from "../state/bracket.js" */
/**
 * `said`: words with what is behind them; `onBracket`: what the name of its owner does as a button, null where it is none.
 * @typedef {{parties: string[], name: (code: string) => string, said: ((words: Words) => Node | string) | null, onBracket: (bracket: Bracket) => ((at: HTMLElement) => void) | null}} Look
 */

/** @param {Pick<Paragraph, "id" | "text" | "brackets" | "citations">} paragraph @param {Look} look @returns {(Node | string)[]} */
export const wording = (paragraph, look) => tree(paragraph).map((node) => drawn(node, look));

/** Gives an element the colour of an owner. @template {HTMLElement} T @param {T} element @param {string[]} parties @param {string} owner */
export function coloured(element, parties, owner) {
  element.classList.add("owned");
  element.style.setProperty("--hue", String(hue(parties, owner)));
  return element;
}

/** @param {Part} node @param {Look} look @returns {Node | string} */
function drawn(node, look) {
  if (node.kind === "text") return look.said ? look.said(node) : node.text;
  if (node.kind === "bracket") return held(node, look);
  return h("span", { class: "choice", role: "group", "aria-label": t("bracket.alternatives", { count: node.options.length }) }, ...node.options.map((each) => h("span", { class: "option" }, held(each, look))));
}

/** @param {Held} node @param {Look} look */
function held(node, look) {
  const { bracket } = node;
  const owners = ownersOf(bracket);
  const names = owners.map((code) => (code === NOBODY ? t("bracket.nobody") : look.name(code))).join(", ");
  const made = h("mark", { "data-bracket": bracket.id ?? null, title: t("statement.bracket_of", { owner: names }) }, bracket.is_whole && h("span", { class: "sign-whole", "aria-hidden": "true" }, "["), ...node.nodes.map((each) => drawn(each, look)), bracket.is_whole && h("span", { class: "sign-whole", "aria-hidden": "true" }, "]"), tag(bracket, names, look));
  return coloured(made, look.parties, owners[0] ?? "");
}

/** Whose it is, and which alternative. @param {Bracket} bracket @param {string} names @param {Look} look */
function tag(bracket, names, look) {
  const onBracket = look.onBracket(bracket);
  const content = [...(bracket.label ? [h("i", {}, bracket.label), " "] : []), h("bdi", {}, names)];
  if (!onBracket) return h("span", { class: "owner" }, ...content);
  const made = h("button", { type: "button", class: "owner", tabindex: "-1", "data-inner": true, "data-focus": `bracket ${bracket.id ?? bracket.owner}`, "aria-haspopup": "menu", "aria-label": t("bracket.of", { owner: names }), onclick: () => onBracket(made) }, ...content);
  return made;
}
