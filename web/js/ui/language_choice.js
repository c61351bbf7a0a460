// Which languages a statement has, which of them are authentic and which prevails: a dialog.
import { t } from "../i18n.js";
import { show } from "./dialog.js";
import { languageName } from "./direction.js";
import { h } from "./dom.js";

/** @import {Language, Languages} from "../types" */
/** @typedef {{languages: {code: string, is_authentic: boolean}[], prevails: string}} Choice */

/** @param {Languages} told @param {Language[]} known @returns {Promise<Choice | null>} */
export async function askLanguages(told, known) {
  const chosen = new Map([[told.working, told.is_authentic], ...told.versions.map((each) => /** @type {[string, boolean]} */ ([each.language, each.is_authentic]))]);
  const prevails = h("select", { name: "prevails" });
  const kinds = new Map(known.map(({ code }) => [code, h("select", { "aria-label": t("rendering.kind_of", { language: languageName(code) }), onchange: fill },
    ...(code === told.working ? [] : [h("option", { value: "" }, t("rendering.no_version"))]), ...["authentic", "courtesy"].map((kind) => h("option", { value: kind, selected: chosen.has(code) && (kind === "authentic") === chosen.get(code) }, t(`rendering.${kind}`))))]));
  function authentic() {
    return known.filter(({ code }) => kinds.get(code)?.value === "authentic").map(({ code }) => code);
  }
  function fill() {
    const before = prevails.value || told.prevails;
    prevails.replaceChildren(h("option", { value: "" }, t("rendering.none_prevails")), ...authentic().map((code) => h("option", { value: code, selected: code === before }, languageName(code))));
    agree.disabled = !authentic().length;
  }
  const agree = h("button", { class: "primary", value: "yes" }, t("rendering.choose_yes"));
  const form = h("form", { method: "dialog" },
    h("div", { class: "dialog-body stack" }, h("p", { class: "small muted" }, t("rendering.choose_means")),
      h("div", { class: "choices" }, ...[...known].sort((a, b) => Number(b.code === told.working) - Number(a.code === told.working)).map((each) => h("label", {}, h("span", {}, languageName(each.code), each.code === told.working && h("span", { class: "chip" }, t("rendering.working"))), kinds.get(each.code)))),
      h("label", { class: "field" }, t("rendering.prevails_label"), prevails)),
    h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), agree));
  fill();
  if ((await show(t("rendering.choose"), form)) !== "yes") return null;
  const named = known.filter(({ code }) => kinds.get(code)?.value);
  return { languages: named.map(({ code }) => ({ code, is_authentic: kinds.get(code)?.value === "authentic" })), prevails: prevails.value };
}
