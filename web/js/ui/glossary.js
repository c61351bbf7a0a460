// The event's names and terms on the secretariat's page: rows to add, change and remove, tables in and out, how they were heard.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post, put, remove } from "../net/api.js";
import { attempt, h, part, toast } from "./dom.js";

/** @typedef {{id: number, words: Record<string, string>}} Row */
/** @typedef {{term: string, lang: string, right: number, repaired: number}} Count */
/** @typedef {{rows: Row[], filed: Record<string, string>[], report: Count[]}} Glossary */
/** @typedef {{line: number, fault: string, text: string}} Fault */

const SAME = "*";
const OF = "delegation";
const NOTE = "note";

/** The forms of a cell, its term first. @param {string | undefined} cell */
const forms = (cell) => (cell ?? "").split("|").map((each) => each.trim());

/** How often the words of a row were heard right and repaired. @param {Record<string, string>} words @param {Count[]} report */
export function heard(words, report) {
  const mine = report.filter((each) => forms(words[SAME]).includes(each.term) || forms(words[each.lang]).includes(each.term));
  return { isLookedFor: mine.length > 0, right: sum(mine.map((each) => each.right)), repaired: sum(mine.map((each) => each.repaired)) };
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

/** Reads the glossary and keeps its part of the page. */
export function keepGlossary() {
  const term = /** @type {HTMLFormElement} */ (part("term"));
  const table = /** @type {HTMLFormElement} */ (part("terms-table"));
  /** The row under the form; 0: a new one. */
  let edited = 0;

  /** @param {HTMLFormElement} sheet @param {boolean} isOpen */
  function toggle(sheet, isOpen) {
    sheet.hidden = !isOpen;
    if (isOpen) /** @type {HTMLElement | null} */ (sheet.querySelector("input, textarea"))?.focus();
  }

  /** @param {Row} [row] */
  function edit(row) {
    edited = row?.id ?? 0;
    term.reset();
    for (const field of term.querySelectorAll("input")) field.value = row?.words[field.name] ?? "";
    toggle(term, true);
  }

  /** @param {Row} row */
  const erase = (row) => attempt(async () => { draw(await remove(`/api/glossary/${row.id}`)); toast(t("glossary.removed")); });

  /** @param {Glossary} told */
  function draw(told) {
    const rows = told.rows.map((each) => line(each.words, told.report, h("span", { class: "row" },
      h("button", { type: "button", class: "small", onclick: () => edit(each), "aria-label": `${t("glossary.edit")}: ${name(each.words)}` }, t("glossary.edit")),
      h("button", { type: "button", class: "small", onclick: () => erase(each), "aria-label": `${t("glossary.remove")}: ${name(each.words)}` }, t("glossary.remove")))));
    rows.push(...told.filed.map((each) => line(each, told.report, h("span", { class: "muted small" }, t("glossary.filed")))));
    const columns = [t("glossary.same"), t("glossary.in_languages"), t("glossary.of"), t("glossary.right"), t("glossary.repaired"), ""];
    part("terms").replaceChildren(h("thead", {}, h("tr", {}, ...columns.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, ...rows));
    part("no-terms").hidden = rows.length > 0;
    part("terms-box").hidden = !rows.length;
  }

  /** @param {HTMLFormElement} sheet @param {() => Promise<Glossary>} send */
  async function save(sheet, send) {
    const faults = part("faults", sheet);
    faults.replaceChildren();
    try {
      draw(await send());
      toggle(sheet, false);
      toast(t("glossary.saved"));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      /** @type {Fault[]} */
      const all = error.details.errors ?? [{ line: 0, fault: error.code, text: error.message }];
      faults.replaceChildren(...all.map((each) => h("li", {}, each.line ? `${t("glossary.line", { line: each.line })} ` : "", each.text, " ", h("code", {}, each.fault))));
    }
  }

  part("add-term").addEventListener("click", () => edit());
  part("bring-in").addEventListener("click", () => toggle(table, true));
  for (const sheet of [term, table]) part("cancel", sheet).addEventListener("click", () => toggle(sheet, false));
  term.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = Object.fromEntries([...new FormData(term)].map(([key, value]) => [key, String(value).trim()]).filter(([, value]) => value));
    save(term, () => (edited ? put(`/api/glossary/${edited}`, { words }) : post("/api/glossary", { words })));
  });
  table.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(table);
    save(table, () => post("/api/glossary/import", { text: String(given.get("text") ?? ""), replace: given.has("replace") }));
  });
  const file = /** @type {HTMLInputElement} */ (table.elements.namedItem("file"));
  file.addEventListener("change", () => attempt(async () => {
    const text = await file.files?.[0]?.text();
    if (text !== undefined) /** @type {HTMLTextAreaElement} */ (table.elements.namedItem("text")).value = text;
  }));
  attempt(async () => draw(await get("/api/glossary")));
}

/** @param {Record<string, string>} words */
const name = (words) => words[SAME] ?? Object.values(words)[0] ?? "";

/** @param {Record<string, string>} words @param {Count[]} report @param {HTMLElement} tools */
function line(words, report, tools) {
  const { isLookedFor, right, repaired } = heard(words, report);
  const cells = boot.languages.filter((each) => words[each.code]).map((each) => h("span", { class: "term", lang: each.code, dir: "auto" }, h("span", { class: "muted small" }, each.code), ` ${words[each.code]}`));
  const isNever = isLookedFor && !right && !repaired;
  return h("tr", {}, h("td", { dir: "auto" }, words[SAME] ?? ""), h("td", {}, ...cells, words[NOTE] && h("p", { class: "muted small", dir: "auto" }, words[NOTE])), h("td", {}, words[OF] ?? ""),
    h("td", { class: "num" }, isNever ? h("span", { class: "chip warn" }, t("glossary.never")) : isLookedFor ? String(right) : "—"),
    h("td", { class: "num" }, isLookedFor ? String(repaired) : "—"), h("td", { class: "end" }, tools));
}
