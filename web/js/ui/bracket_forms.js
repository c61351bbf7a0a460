// Forms of brackets: who holds words and why, one more alternative, other holders.
import { t } from "../i18n.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";

/** @typedef {{code: string, name: string}} Party */

const HOLDS = ["reserve", "object", "amend", "condition", "disassociate", "unclear", "conflict", "open"];

/** @param {string} yes */
const foot = (yes) => h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: "primary", value: "yes", "data-yes": true }, yes));

/** @param {Party[]} parties @param {string[]} [held] */
const menuOf = (parties, held = []) => h("select", { multiple: true, size: String(Math.min(5, parties.length)), required: true, "aria-label": t("bracket.owners") }, ...parties.map((each) => h("option", { value: each.code, selected: held.includes(each.code) }, each.name)));

/** @param {HTMLSelectElement} menu */
const chosen = (menu) => [...menu.selectedOptions].map((each) => each.value);

/** Asks who holds words, why, and what others want in their place; null when the reader gave up. @param {{words: string, lang: string, parties: {code: string, name: string}[]}} given @returns {Promise<{kind: string, owners: string[], alternatives: {text: string, owners: string[]}[]} | null>} */
export async function askBracket({ words, lang, parties }) {
  const kind = h("select", {}, ...HOLDS.map((each) => h("option", { value: each }, t(`hold.${each}`))));
  const owners = () => menuOf(parties);
  const first = owners();
  const others = h("div", { class: "stack" });
  const add = h("button", { type: "button", class: "small quiet", onclick: () => {
    const place = others.childElementCount;
    others.append(h("fieldset", { class: "alternative" }, h("legend", { class: "small" }, ["bis", "ter", "quater"][place]), h("textarea", { rows: "2", lang, dir: "auto", required: true, maxlength: "10000", "aria-label": t("statement.text") }), owners()));
    add.disabled = place >= 2;
    others.lastElementChild?.querySelector("textarea")?.focus();
  } }, t("bracket.add_alternative"));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("blockquote", { lang, dir: "auto" }, words), h("label", { class: "field" }, t("bracket.kind"), kind), h("label", { class: "field" }, t("bracket.owners"), first), others, add), foot(t("bracket.open_yes")));
  if ((await show(t("bracket.open"), body)) !== "yes") return null;
  const alternatives = [...others.children].map((each) => ({ text: /** @type {HTMLTextAreaElement} */ (each.querySelector("textarea")).value, owners: chosen(/** @type {HTMLSelectElement} */ (each.querySelector("select"))) }));
  return { kind: kind.value, owners: chosen(first), alternatives };
}

/** Asks for other words in the place of those in a bracket; null when the reader gave up. @param {{lang: string, parties: Party[]}} given @returns {Promise<{text: string, owners: string[]} | null>} */
export async function askAlternative({ lang, parties }) {
  const area = h("textarea", { rows: "3", lang, dir: "auto", required: true, maxlength: "10000" });
  const menu = menuOf(parties);
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("label", { class: "field" }, t("statement.text"), area), h("label", { class: "field" }, t("bracket.owners"), menu)), foot(t("bracket.add_alternative")));
  return (await show(t("bracket.add_alternative"), body)) === "yes" ? { text: area.value, owners: chosen(menu) } : null;
}

/** Asks who holds words from now on; null when the reader gave up. @param {Party[]} parties @param {string[]} held */
export async function askOwners(parties, held) {
  const menu = menuOf(parties, held);
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body" }, h("label", { class: "field" }, t("bracket.owners"), menu)), foot(t("minutes.save")));
  return (await show(t("bracket.change_owners"), body)) === "yes" ? chosen(menu) : null;
}
