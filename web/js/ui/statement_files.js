// The menu of a statement's files: in which language version, and against which revision a Word file shows what was changed.
import { t } from "../i18n.js";
import { query } from "../state/statement_files.js";
import { h, part } from "./dom.js";

/** @import {LanguageVersions, Revision, Statement} from "../types" */

/** Draws the choices that there are now; what was chosen stays chosen. @param {Statement} statement @param {{languages: LanguageVersions | null, revisions: Revision[]}} read @param {(code: string) => string} called */
export function drawFiles(statement, { languages, revisions }, called) {
  const menu = part("files");
  const language = /** @type {HTMLSelectElement} */ (part("files-language", menu));
  const against = /** @type {HTMLSelectElement} */ (part("files-against", menu));
  const others = (languages?.versions ?? []).map((each) => each.language).filter((code) => code !== statement.language);
  choices(language, [["", t("statement.working", { language: called(statement.language) })], ...others.map((code) => [code, called(code)])]);
  choices(against, [["", t("export.without_changes")], ...[...revisions].reverse().map((each) => [String(each.number), t("files.since", { label: each.label })])]);
  const address = () => {
    against.disabled = language.value !== "";
    for (const link of menu.querySelectorAll("[data-form]")) {
      const form = /** @type {HTMLElement} */ (link).dataset.form ?? "";
      /** @type {HTMLAnchorElement} */ (link).href = `/api/statements/${statement.id}/export/${form}${query(form, language.value, against.value)}`;
    }
  };
  menu.onchange = address;
  address();
}

/** Hidden while there is nothing to choose. @param {HTMLSelectElement} select @param {string[][]} options */
function choices(select, options) {
  /** @type {HTMLElement} */ (select.closest("label")).hidden = options.length < 2;
  const sign = options.map(([value]) => value).join();
  if (select.dataset.sign === sign) return;
  const chosen = select.value;
  select.dataset.sign = sign;
  select.replaceChildren(...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
}
