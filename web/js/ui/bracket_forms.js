// Forms of brackets: who holds words and why, one more alternative, other holders.
import { t } from "../i18n.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";

/** @typedef {{code: string, name: string}} Party */

const HOLDS = ["reserve", "object", "amend", "condition", "disassociate", "unclear", "conflict", "open"];

/** @param {string} yes */
const foot = (yes) => h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: "primary", value: "yes", "data-yes": true }, yes));

/** Parties to tick, one at least. @param {Party[]} parties @param {string[]} [held] */
function holders(parties, held = []) {
  const boxes = parties.map((each) => h("input", { type: "checkbox", value: each.code, checked: held.includes(each.code) }));
  const check = () => boxes[0]?.setCustomValidity(boxes.some((each) => each.checked) ? "" : t("bracket.owner_needed"));
  check();
  return h("fieldset", { class: "holders", onchange: check }, h("legend", { class: "small" }, t("bracket.owners")), h("div", { class: "ticks" }, ...parties.map((each, place) => h("label", { class: "check" }, boxes[place], each.name))));
}

/** @param {Element} box */
const chosen = (box) => [.../** @type {NodeListOf<HTMLInputElement>} */ (box.querySelectorAll(".holders input:checked"))].map((each) => each.value);

/** Asks who holds words, why, and what others want in their place; null when the reader gave up. @param {{words: string, lang: string, parties: {code: string, name: string}[]}} given @returns {Promise<{kind: string, owners: string[], alternatives: {text: string, owners: string[]}[]} | null>} */
export async function askBracket({ words, lang, parties }) {
  const kind = h("select", {}, ...HOLDS.map((each) => h("option", { value: each }, t(`hold.${each}`))));
  const first = h("div", {}, holders(parties));
  const others = h("div", { class: "stack" });
  const add = h("button", { type: "button", class: "small quiet", onclick: () => {
    const place = others.childElementCount;
    others.append(h("fieldset", { class: "alternative" }, h("legend", { class: "small" }, ["bis", "ter", "quater"][place]), h("textarea", { rows: "2", lang, dir: "auto", required: true, maxlength: "10000", "aria-label": t("statement.text") }), holders(parties)));
    add.disabled = place >= 2;
    others.lastElementChild?.querySelector("textarea")?.focus();
  } }, t("bracket.add_alternative"));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("blockquote", { lang, dir: "auto" }, words), h("label", { class: "field" }, t("bracket.kind"), kind), first, others, add), foot(t("bracket.open_yes")));
  if ((await show(t("bracket.open"), body)) !== "yes") return null;
  const alternatives = [...others.children].map((each) => ({ text: /** @type {HTMLTextAreaElement} */ (each.querySelector("textarea")).value, owners: chosen(each) }));
  return { kind: kind.value, owners: chosen(first), alternatives };
}

/** Asks for other words in the place of those in a bracket; null when the reader gave up. @param {{lang: string, parties: Party[]}} given @returns {Promise<{text: string, owners: string[]} | null>} */
export async function askAlternative({ lang, parties }) {
  const area = h("textarea", { rows: "3", lang, dir: "auto", required: true, maxlength: "10000" });
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("label", { class: "field" }, t("statement.text"), area), holders(parties)), foot(t("bracket.add_alternative")));
  return (await show(t("bracket.add_alternative"), body)) === "yes" ? { text: area.value, owners: chosen(body) } : null;
}

/** Asks who holds words from now on; null when the reader gave up. @param {Party[]} parties @param {string[]} held */
export async function askOwners(parties, held) {
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body" }, holders(parties, held)), foot(t("minutes.save")));
  return (await show(t("bracket.change_owners"), body)) === "yes" ? chosen(body) : null;
}
