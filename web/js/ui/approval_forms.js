// Forms of approval: the window, a reason, what is unchecked, a corrigendum.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { doubtRows, versionRows } from "../state/approval.js";
import { show } from "./dialog.js";
import { clock, h } from "./dom.js";

/** @import {ApprovedLine, ApprovedRecord, Doubts, LanguageStatus, Session} from "../types" */

const SHOWN = 20;

/** @param {string} yes @param {boolean} [isDangerous] */
const foot = (yes, isDangerous = false) => h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: isDangerous ? "danger" : "primary", value: "yes", "data-yes": true }, yes));

/** @param {boolean} isRequired */
const reason = (isRequired) => h("input", { name: "why", maxlength: "500", required: isRequired, dir: "auto", autocomplete: "off" });

/** Asks for days and a reason; null when the reader gave up. @param {string} title @param {string} means @param {boolean} mustSayWhy */
export async function askWindow(title, means, mustSayWhy) {
  const days = h("input", { name: "days", type: "number", min: "0", max: "90", value: "7", required: true });
  const why = reason(mustSayWhy);
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", {}, t(means)), h("label", { class: "field" }, t("approval.days"), days), h("p", { class: "muted small" }, t("approval.days_mean")), h("label", { class: "field" }, t(mustSayWhy ? "approval.reason" : "approval.note"), why)), foot(t(title)));
  return (await show(t(title), body)) === "yes" ? { days: Number(days.value), why: why.value.trim() } : null;
}

/** Asks for a reason; "" when the reader gave up. @param {string} title @param {string} means */
export async function askReason(title, means) {
  const why = reason(true);
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", {}, t(means)), h("label", { class: "field" }, t("approval.reason"), why)), foot(t(title)));
  return (await show(t(title), body)) === "yes" ? why.value.trim() : "";
}

/** Everything that nobody has checked, and a box that says that one knows. @param {Doubts} doubts @param {Session} session @returns {Promise<boolean>} */
export async function confirmApproval(doubts, session) {
  const box = h("input", { type: "checkbox", name: "known", required: true });
  const rows = doubtRows(doubts).map((each) => h("li", {}, t(each.key, { count: each.count })));
  const versions = doubts.languages.map((each) => h("li", {}, h("strong", {}, versionName(each.language, session.languages)), ` — ${t(`approval.signed_${each.signed}`)}`, ...versionRows(each).map((row) => ` · ${t(row.key, { count: row.count })}`)));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", {}, t("approval.approve_means", { count: doubts.lines })),
    h("h3", {}, t("approval.unchecked")), rows.length ? h("ul", {}, ...rows) : h("p", {}, t("approval.nothing_unchecked")), h("h3", {}, t("approval.versions")), h("ul", {}, ...versions),
    h("label", { class: "check" }, box, t("approval.know"))), foot(t("approval.approve_yes")));
  return (await show(t("approval.approve"), body)) === "yes";
}

/** What a language version is called. @param {string} code @param {LanguageStatus[]} languages */
export const versionName = (code, languages) => (code === "floor" ? t("approval.floor") : (languages.find((each) => each.code === code)?.name ?? code));

/**
 * A line found by its words, then how it is to be read (or that it is withheld) and why; null when the reader gave up.
 * @param {"text" | "withheld"} kind @param {ApprovedRecord} given @param {LanguageStatus[]} languages
 */
export async function askCorrigendum(kind, given, languages) {
  const lines = given.record.segments.filter((each) => each.text && !given.corrigenda.some((one) => one.kind === "withheld" && one.segment === each.id));
  /** @type {ApprovedLine | null} */
  let chosen = null;
  const field = h("input", { type: "search", placeholder: t("minutes.find"), "aria-label": t("minutes.find"), dir: "auto", autocomplete: "off", oninput: () => draw() });
  const found = h("div", { class: "found", role: "radiogroup", "aria-label": t("approval.line") });
  const menu = h("select", { name: "lang", onchange: () => fill() });
  const area = h("textarea", { name: "text", rows: "4", maxlength: "5000", required: kind === "text", dir: "auto" });
  const why = reason(true);
  const wording = h("div", { class: "stack", hidden: true }, h("label", { class: "field" }, t("approval.version"), menu), h("label", { class: "field" }, t("approval.reads"), area));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", {}, t(kind === "text" ? "approval.corrigendum_means" : "approval.withhold_means")), field, found, kind === "text" && wording, h("label", { class: "field" }, t("approval.reason"), why)), foot(t(kind === "text" ? "approval.add_corrigendum" : "approval.withhold"), kind === "withheld"));

  function draw() {
    const words = field.value.toLocaleLowerCase(boot.ui).split(/\s+/).filter(Boolean);
    const fits = lines.filter((each) => words.every((word) => `${each.speaker} ${each.text} ${clock(each.start_ms)}`.toLocaleLowerCase(boot.ui).includes(word)));
    found.replaceChildren(...fits.slice(0, SHOWN).map((each) => h("label", { class: "check" }, h("input", { type: "radio", name: "segment", value: each.id, required: true, checked: each === chosen, onchange: () => choose(each) }),
      h("span", {}, h("span", { class: "num muted small" }, `${clock(each.start_ms)} `), h("strong", { class: "small" }, each.speaker), h("span", { class: "clipped", lang: each.lang, dir: "auto" }, each.text)))),
    fits.length > SHOWN ? h("p", { class: "muted small" }, t("approval.more_lines", { count: fits.length - SHOWN })) : "");
  }

  /** @param {ApprovedLine} line */
  function choose(line) {
    chosen = line;
    menu.replaceChildren(h("option", { value: "" }, t("approval.floor")), ...line.translations.filter((each) => each.text).map((each) => h("option", { value: each.lang }, languages.find((one) => one.code === each.lang)?.name ?? each.lang)));
    wording.hidden = false;
    fill();
  }

  function fill() {
    const text = menu.value ? chosen?.translations.find((each) => each.lang === menu.value)?.text : chosen?.text;
    const last = given.corrigenda.filter((each) => each.segment === chosen?.id && each.lang === menu.value).at(-1);
    area.value = last?.after ?? text ?? "";
    area.lang = menu.value || (chosen?.lang ?? "");
  }

  draw();
  if ((await show(t(kind === "text" ? "approval.add_corrigendum" : "approval.withhold"), body)) !== "yes" || !chosen) return null;
  const line = /** @type {ApprovedLine} */ (chosen);
  return kind === "text" ? { segment: line.id, lang: menu.value, text: area.value, why: why.value } : { segment: line.id, why: why.value };
}
