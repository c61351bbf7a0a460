// Forms of the statement: a paragraph of one's own, its table (title, parties, observers, who may read), brackets, and a reason in words.
import { t } from "../i18n.js";
import { calledBy } from "../state/called.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {Bracket, Delegation, Paragraph, Statement} from "../types" */

const KINDS = ["operative", "preambular", "annex", "title"];

/** @param {string} yes @param {string} [tone] */
const foot = (yes, tone = "primary") => h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: tone, value: "yes", "data-yes": true }, yes));

/** Asks for a paragraph; null when the reader gave up. @param {Paragraph["kind"]} kind @param {string} lang */
export async function askParagraph(kind, lang) {
  const menu = h("select", { name: "kind" }, ...KINDS.map((each) => h("option", { value: each, selected: each === kind }, t(`statement.kind_${each}`))));
  const area = h("textarea", { name: "text", rows: "6", lang, dir: "auto", required: true, maxlength: "10000" });
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("label", { class: "field" }, t("statement.kind"), menu), h("label", { class: "field" }, t("statement.text"), area), h("p", { class: "muted small" }, t("statement.own_means"))), foot(t("statement.insert_yes")));
  return (await show(t("statement.insert"), body)) === "yes" ? { kind: menu.value, text: area.value } : null;
}

/** Asks for words; null when the reader gave up. @param {{title: string, means?: string, label: string, yes: string, quote?: string, isNeeded?: boolean, tone?: string}} given @returns {Promise<string | null>} */
export async function askWords({ title, means = "", label, yes, quote = "", isNeeded = true, tone = "primary" }) {
  const area = h("textarea", { rows: "4", dir: "auto", required: isNeeded, maxlength: "2000" });
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, quote && h("blockquote", { class: "clipped", dir: "auto" }, quote), means && h("p", { class: "muted small" }, means), h("label", { class: "field" }, label, area)), foot(yes, tone));
  return (await show(title, body)) === "yes" ? area.value.trim() : null;
}

/** Asks for title, parties, observers and readers; null when the reader gave up. @param {Statement} statement @param {Delegation[]} delegations */
export async function askTable(statement, delegations) {
  const { parties, observers = [], visibility = "table" } = statement;
  const field = h("input", { name: "title", value: statement.title, required: true, maxlength: "200", dir: "auto" });
  const seats = delegations.filter((each) => each.code !== "CHAIR" || parties.includes(each.code)).map((each) => {
    const seat = parties.includes(each.code) ? "party" : observers.includes(each.code) ? "observer" : "none";
    return h("tr", { "data-code": each.code }, h("th", { scope: "row" }, calledBy(each)), ...["party", "observer", "none"].map((value) => h("td", {}, h("input", { type: "radio", name: `seat ${each.code}`, value, checked: value === seat, "aria-label": `${calledBy(each)}: ${t(`table.${value}`)}` }))));
  });
  const readers = h("select", { name: "visibility" }, ...["table", "parties"].map((each) => h("option", { value: each, selected: each === visibility }, t(`table.visible_${each}`))));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("label", { class: "field" }, t("secretariat.statement_title"), field), h("label", { class: "field" }, t("table.readers"), readers),
    h("div", { class: "seats" }, h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("secretariat.delegation")), ...["party", "observer", "none"].map((each) => h("th", { scope: "col" }, t(`table.${each}`))))), h("tbody", {}, ...seats))), h("p", { class: "muted small" }, t("statement.parties_means"))), foot(t("minutes.save")));
  if ((await show(t("statement.entitle"), body)) !== "yes") return null;
  const seated = (/** @type {string} */ value) => [...body.querySelectorAll(`input[value="${value}"]:checked`)].map((each) => /** @type {HTMLElement} */ (each.closest("tr")).dataset.code ?? "");
  return { title: field.value, parties: seated("party"), observers: seated("observer"), visibility: readers.value };
}

/** Asks by when agreements ad referendum are confirmed; null when the reader gave up. @param {{until: number | null, lapsed: string}} terms @returns {Promise<{until: number | null, lapsed: string} | null>} */
export async function askTerms(terms) {
  const day = h("input", { type: "date", value: terms.until === null ? "" : new Date(terms.until).toLocaleDateString("sv") });
  const lapsed = h("select", {}, ...["no_reply", "no_objection", "agree"].map((each) => h("option", { value: each, selected: each === terms.lapsed }, t(`position.${each}`))));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("label", { class: "field" }, t("terms.until"), day), h("label", { class: "field" }, t("terms.lapsed"), lapsed)), foot(t("minutes.save")));
  return (await show(t("statement.terms"), body)) === "yes" ? { until: day.value ? new Date(`${day.value}T23:59:59`).getTime() : null, lapsed: lapsed.value } : null;
}

/** Asks for time zones; those that changed, null when the reader gave up. @param {Delegation[]} delegations @param {string[]} known @returns {Promise<Delegation[] | null>} */
export async function askZones(delegations, known) {
  const names = h("datalist", { id: "zones" }, ...known.map((each) => h("option", { value: each })));
  const rows = delegations.map((each) => h("label", { class: "field small" }, calledBy(each), h("input", { value: each.time_zone, list: "zones", name: each.code, required: true, autocomplete: "off", spellcheck: "false", oninput: (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    field.setCustomValidity(known.includes(field.value) ? "" : t("silence.zone"));
  } })));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", { class: "muted small" }, t("zones.means")), names, ...rows), foot(t("minutes.save")));
  if ((await show(t("statement.zones"), body)) !== "yes") return null;
  return delegations.map((each) => ({ ...each, time_zone: /** @type {HTMLInputElement} */ (body.querySelector(`[name="${each.code}"]`)).value })).filter((each, place) => each.time_zone !== delegations[place].time_zone);
}

/** How to close a bracket: "" when the reader gave up. @param {Bracket} bracket @param {string} owner @param {string} words @returns {Promise<"" | "out" | "keep">} */
export async function askClose(bracket, owner, words) {
  const choice = (/** @type {string} */ value, /** @type {boolean} */ isFirst) => h("label", { class: "check" }, h("input", { type: "radio", name: "how", value, checked: isFirst }), t(`statement.close_${value}`));
  const opened = bracket.opened ? [bracket.opened.by, moment(bracket.opened.at)].filter(Boolean).join(" · ") : "";
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", { class: "row small" }, h("span", { class: "chip" }, t(`hold.${bracket.kind}`)), opened && h("span", { class: "muted" }, opened)), h("blockquote", { dir: "auto" }, words), choice("out", true), choice("keep", false), h("p", { class: "muted small" }, t("statement.close_means"))), foot(t("statement.close_yes")));
  if ((await show(t("statement.close", { owner }), body)) !== "yes") return "";
  return body.querySelector("input[value='keep']:checked") ? "keep" : "out";
}
