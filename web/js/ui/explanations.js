// Explanations of position, reservations and disassociations: annexed to the text in a delegation's own words.
import { t } from "../i18n.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {Explanation, Statement} from "../types" */

export const KINDS = /** @type {const} */ (["explanation", "reservation", "disassociation"]);

/**
 * @param {HTMLElement} box @param {Explanation[]} all
 * @param {{language: string, mine: string, name: (code: string) => string, where: (id: string) => string, onAdd: (() => void) | null, onWithdraw: (each: Explanation) => void}} page `language`: in which they are shown, where there is a translation
 */
export function drawExplanations(box, all, page) {
  const standing = all.filter((each) => each.withdrawn_at === null || each.delegation === page.mine);
  box.hidden = !standing.length && !page.onAdd;
  box.replaceChildren(h("h2", {}, t("explanation.title")), ...standing.map((each) => annexed(each, page)),
    page.onAdd ? h("p", {}, h("button", { type: "button", class: "small", "data-focus": "explain", onclick: page.onAdd }, t("explanation.add"))) : "");
}

/** @param {Explanation} each @param {Parameters<typeof drawExplanations>[2]} page */
function annexed(each, { language, mine, name, where, onWithdraw }) {
  const told = each.language === language ? null : each.translations.find((one) => one.language === language);
  return h("div", { class: "annexed" }, h("p", { class: "small row" }, h("strong", {}, name(each.delegation)), h("span", {}, `${t(`explanation.${each.kind}`)}${each.paragraph ? ` · ${where(each.paragraph)}` : ""}`), each.withdrawn_at !== null && h("span", { class: "chip" }, t("explanation.withdrawn"))),
    told && h("p", { lang: told.language, dir: told.direction }, told.text, told.is_machine && h("span", { class: "chip" }, t("statement.version_machine"))), h("p", { class: told ? "muted small" : "", lang: each.language, dir: each.direction }, each.text),
    h("p", { class: "muted small" }, [each.by, each.told_by, moment(each.at)].filter(Boolean).join(" · ")),
    each.delegation === mine && each.withdrawn_at === null && h("button", { type: "button", class: "quiet small", onclick: () => onWithdraw(each) }, t("explanation.withdraw")));
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
