// Positions: the mark of each of the nine, a menu to take one, and the matrix of delegations by paragraphs.
import { t } from "../i18n.js";
import { counts, label, stance, TONES, VALUES, WHOLE, word } from "../state/statement.js";
import { h } from "./dom.js";

/** @import {Position, Statement} from "../types" */

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

/** A menu for a position, and beside one that was taken a line for what the delegation adds; a note belongs to the position it was written to. @param {Statement} statement @param {string} delegation @param {string} paragraph @param {string} name @param {(value: string, note: string) => void} onTake */
export function chooser(statement, delegation, paragraph, name, onTake) {
  const [mine, said] = [stance(statement, delegation, paragraph), word(statement, delegation, paragraph)];
  const note = h("input", { value: said?.note ?? "", maxlength: "2000", dir: "auto", "aria-label": t("statement.note"), placeholder: t("statement.note"), "data-focus": `note ${paragraph}`, onchange: () => onTake(menu.value, note.value.trim()) });
  const menu = h("select", { class: TONES[mine], "data-focus": `position ${paragraph}`, onchange: () => onTake(menu.value, "") }, ...VALUES.map((value) => h("option", { value, selected: value === mine }, t(`position.${value}`))));
  return h("div", { class: "take" }, h("label", {}, h("span", { class: "small" }, name), menu), mine !== "no_reply" && note, said?.is_outdated && h("p", { class: "notice warn small" }, t("statement.is_outdated")));
}

/** @param {HTMLElement} table @param {Statement} statement @param {(code: string) => string} name */
export function drawMatrix(table, statement, name) {
  const columns = statement.paragraphs.map((each) => each.id);
  const head = h("tr", {}, h("th", { scope: "col" }, t("secretariat.delegation")), h("th", { scope: "col" }, t("statement.whole")), ...columns.map((id) => h("th", { scope: "col" }, h("a", { href: `#${id}` }, label(statement, id)))));
  const rows = statement.parties.map((code) => h("tr", {}, h("th", { scope: "row" }, name(code)), ...[WHOLE, ...columns].map((id) => cell(stance(statement, code, id), word(statement, code, id)))));
  table.replaceChildren(h("thead", {}, head), h("tbody", {}, ...rows));
}

/** @param {string} value @param {Position} [said] */
function cell(value, said) {
  const words = [t(`position.${value}`), said?.note, said?.is_outdated && t("statement.is_outdated")].filter(Boolean).join(" · ");
  return h("td", { class: `position ${TONES[value] ?? ""} ${said?.is_outdated ? "outdated" : ""}`, title: words }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value] ?? "?", said?.note && "…"), h("span", { class: "visually-hidden" }, words));
}

/** What delegations add to their positions, in words. @param {Statement} statement @param {(code: string) => string} name */
export function notes(statement, name) {
  const where = (/** @type {string} */ id) => (id ? t("statement.paragraph", { number: label(statement, id) }) : t("statement.whole"));
  return statement.positions.filter((each) => each.note).map((each) => h("li", {}, h("strong", {}, name(each.delegation)), ` · ${where(each.paragraph)} · `, mark(each.value), h("p", { dir: "auto" }, each.note)));
}

/** @param {HTMLElement} list */
export function drawLegend(list) {
  list.replaceChildren(...VALUES.map((value) => h("li", {}, mark(value))));
}
