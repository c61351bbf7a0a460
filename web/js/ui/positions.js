// Positions: the mark of each of the nine, a menu to take one, and the matrix of delegations by paragraphs.
import { t } from "../i18n.js";
import { counts, label, stance, TONES, VALUES, WHOLE } from "../state/statement.js";
import { h } from "./dom.js";

/** @import {Statement} from "../types" */

/** A sign beside the words, never in place of them. @type {Record<string, string>} */
const SIGNS = { agree: "✓", agree_ad_referendum: "(✓)", no_objection: "○", reserve: "◐", propose_amendment: "✎", object: "✕", disassociate: "⊘", not_a_party: "–", no_reply: "·" };

/** @param {string} value @param {string} [more] */
export function mark(value, more = "") {
  return h("span", { class: `position ${TONES[value] ?? ""}` }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value] ?? "?"), ` ${t(`position.${value}`)}${more}`);
}

/** What was counted on a paragraph or the whole. @param {Statement} statement @param {string} [paragraph] */
export function tally(statement, paragraph = WHOLE) {
  const counted = counts(statement, paragraph);
  if (!counted.length) return null;
  return h("p", { class: "tally" }, ...counted.map(([value, count]) => mark(value, ` ${count}`)));
}

/** @param {Statement} statement @param {string} delegation @param {string} paragraph @param {string} name @param {(value: string) => void} onTake */
export function chooser(statement, delegation, paragraph, name, onTake) {
  const mine = stance(statement, delegation, paragraph);
  const menu = h("select", { class: TONES[mine], "data-focus": `position ${paragraph}`, onchange: () => onTake(menu.value) }, ...VALUES.map((value) => h("option", { value, selected: value === mine }, t(`position.${value}`))));
  return h("label", { class: "take" }, h("span", { class: "small" }, name), menu);
}

/** @param {HTMLElement} table @param {Statement} statement @param {(code: string) => string} name */
export function drawMatrix(table, statement, name) {
  const columns = statement.paragraphs.map((each) => each.id);
  const head = h("tr", {}, h("th", { scope: "col" }, t("secretariat.delegation")), h("th", { scope: "col" }, t("statement.whole")), ...columns.map((id) => h("th", { scope: "col" }, h("a", { href: `#${id}` }, label(statement, id)))));
  const rows = statement.parties.map((code) => h("tr", {}, h("th", { scope: "row" }, name(code)), ...[WHOLE, ...columns].map((id) => cell(stance(statement, code, id)))));
  table.replaceChildren(h("thead", {}, head), h("tbody", {}, ...rows));
}

/** @param {string} value */
function cell(value) {
  return h("td", { class: `position ${TONES[value] ?? ""}`, title: t(`position.${value}`) }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value] ?? "?"), h("span", { class: "visually-hidden" }, t(`position.${value}`)));
}

/** @param {HTMLElement} list */
export function drawLegend(list) {
  list.replaceChildren(...VALUES.map((value) => h("li", {}, mark(value))));
}
