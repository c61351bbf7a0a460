// Forms of the statement: a paragraph of one's own, and the title with the list of parties.
import { t } from "../i18n.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";

/** @import {Delegation, Paragraph, Statement} from "../types" */

const KINDS = ["operative", "preambular", "annex", "title"];

/** @param {string} yes */
const foot = (yes) => h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: "primary", value: "yes", "data-yes": true }, yes));

/** Asks for a paragraph; null when the reader gave up. @param {Paragraph["kind"]} kind @param {string} lang */
export async function askParagraph(kind, lang) {
  const menu = h("select", { name: "kind" }, ...KINDS.map((each) => h("option", { value: each, selected: each === kind }, t(`statement.kind_${each}`))));
  const area = h("textarea", { name: "text", rows: "6", lang, dir: "auto", required: true, maxlength: "10000" });
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("label", { class: "field" }, t("statement.kind"), menu), h("label", { class: "field" }, t("statement.text"), area), h("p", { class: "muted small" }, t("statement.own_means"))), foot(t("statement.insert_yes")));
  return (await show(t("statement.insert"), body)) === "yes" ? { kind: menu.value, text: area.value } : null;
}

/** Asks for title and parties; null when the reader gave up. @param {Statement} statement @param {Delegation[]} delegations */
export async function askTitle(statement, delegations) {
  const field = h("input", { name: "title", value: statement.title, required: true, maxlength: "200", dir: "auto" });
  const boxes = delegations.filter((each) => each.code !== "CHAIR" || statement.parties.includes(each.code)).map((each) => h("label", { class: "check" }, h("input", { type: "checkbox", value: each.code, checked: statement.parties.includes(each.code) }), each.name));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("label", { class: "field" }, t("secretariat.statement_title"), field), h("fieldset", { class: "boxes" }, h("legend", {}, t("statement.parties")), ...boxes), h("p", { class: "muted small" }, t("statement.parties_means"))), foot(t("minutes.save")));
  if ((await show(t("statement.entitle"), body)) !== "yes") return null;
  const parties = [...body.querySelectorAll("input:checked")].map((each) => /** @type {HTMLInputElement} */ (each).value);
  return { title: field.value, parties };
}

/** How to close a bracket: "" when the reader gave up. @param {string} owner @param {string} words @returns {Promise<"" | "out" | "keep">} */
export async function askClose(owner, words) {
  const choice = (/** @type {string} */ value, /** @type {boolean} */ isFirst) => h("label", { class: "check" }, h("input", { type: "radio", name: "how", value, checked: isFirst }), t(`statement.close_${value}`));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("blockquote", { dir: "auto" }, words), choice("out", true), choice("keep", false), h("p", { class: "muted small" }, t("statement.close_means"))), foot(t("statement.close_yes")));
  if ((await show(t("statement.close", { owner }), body)) !== "yes") return "";
  return body.querySelector("input[value='keep']:checked") ? "keep" : "out";
}
