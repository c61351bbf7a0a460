// The translation of a line, and where it comes from.
import { t } from "../i18n.js";
import { noteKeys } from "../state/notes.js";
import { h } from "./dom.js";
import { direction, written } from "./scripts.js";

/** @import {Segment, Translation} from "../types" */

/** @param {Segment} each @param {string} lang @param {boolean} canEdit */
export function told(each, lang, canEdit) {
  if (each.lang === lang) return h("p", { class: "muted small" }, t("minutes.said_so"));
  const translation = each.translations[lang];
  if (each.status === "retracted" && !translation?.text) return h("p", {});
  const marks = translation ? chips(translation) : [];
  const text = translation?.text ? h("div", { class: "translation", lang, dir: direction(lang) }, ...written(translation.text, lang)) : h("p", { class: "muted small" }, t(WAITING[translation?.status ?? ""] ?? "minutes.untranslated"));
  const note = translation && translation.status !== "person" && (noteKeys(translation.note)?.map((key) => t(key)).join(" · ") ?? translation.note);
  return h("div", { class: "line" }, text, h("p", { class: "marks" }, ...marks, note && h("span", { class: "muted small note" }, note)),
    canEdit && each.status !== "retracted" && translation?.status !== "pending" && h("button", { type: "button", class: "quiet small tool", "data-do": "translate", "data-focus": "translate" }, t(translation?.text ? "minutes.own_change" : "minutes.own")));
}

/** What a translation without a text waits for. @type {Record<string, string>} */
const WAITING = { pending: "minutes.pending", held: "minutes.held" };

/** @param {Translation} translation */
function chips(translation) {
  const chip = (/** @type {string} */ text, kind = "") => h("span", { class: `chip ${kind}` }, text);
  const interpreter = translation.engine === "interpreter" && chip(t("minutes.interpreter"), "good");
  if (interpreter) return translation.status === "not_renewed" ? [interpreter, chip(t("minutes.not_renewed"), "warn")] : [interpreter];
  if (translation.status === "person") return [chip(t("minutes.person"), "good")];
  if (translation.status === "not_renewed") return [chip(t("minutes.not_renewed"), "warn")];
  if (translation.status === "failed") return [chip(t("minutes.missing"), "warn")];
  const engine = translation.engine === "remarks" ? chip(t("minutes.handed_in"), "good") : translation.engine && translation.engine !== "memory" && chip(translation.engine);
  return [translation.rough && translation.text && chip(t("minutes.rough"), "warn"), engine].filter((each) => each instanceof HTMLElement);
}
