// Explanations of position, reservations and disassociations: annexed to the text in a delegation's own words.
import { t } from "../i18n.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {Explanation, Statement} from "../types" */

export const KINDS = /** @type {const} */ (["explanation", "reservation", "disassociation"]);

/** @param {HTMLElement} box @param {Explanation[]} all @param {{name: (code: string) => string, where: (id: string) => string, onAdd: (() => void) | null}} page */
export function drawExplanations(box, all, { name, where, onAdd }) {
  box.hidden = !all.length && !onAdd;
  box.replaceChildren(h("h2", {}, t("explanation.title")),
    ...all.map((each) => h("div", { class: "annexed" }, h("p", { class: "small" }, h("strong", {}, name(each.delegation)), ` · ${t(`explanation.${each.kind}`)}${each.paragraph ? ` · ${where(each.paragraph)}` : ""}`), h("p", { dir: "auto" }, each.text), h("p", { class: "muted small" }, `${each.by} · ${moment(each.at)}`))),
    onAdd ? h("p", {}, h("button", { type: "button", class: "small", "data-focus": "explain", onclick: onAdd }, t("explanation.add"))) : "");
}

/** Asks for one; null when the reader gave up. @param {Statement} statement @param {(id: string) => string} where @returns {Promise<{kind: string, paragraph: string | null, text: string} | null>} */
export async function askExplanation(statement, where) {
  const kind = h("select", {}, ...KINDS.map((each) => h("option", { value: each }, t(`explanation.${each}`))));
  const place = h("select", {}, h("option", { value: "" }, t("statement.whole")), ...statement.paragraphs.filter((each) => each.kind !== "title").map((each) => h("option", { value: each.id }, where(each.id))));
  const area = h("textarea", { rows: "6", required: true, maxlength: "10000", dir: "auto" });
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", { class: "muted small" }, t("explanation.means")), h("div", { class: "row" }, h("label", { class: "field" }, t("explanation.kind"), kind), h("label", { class: "field" }, t("explanation.on"), place)), h("label", { class: "field" }, t("statement.text"), area)),
    h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: "primary", value: "yes", "data-yes": true }, t("explanation.hand_in"))));
  return (await show(t("explanation.add"), body)) === "yes" ? { kind: kind.value, paragraph: place.value || null, text: area.value } : null;
}
