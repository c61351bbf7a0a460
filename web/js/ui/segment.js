// One line of the minutes: who and when, what was said, its translation, its former versions.
import { t } from "../i18n.js";
import { lostSeconds } from "../state/minutes.js";
import { noteKeys } from "../state/notes.js";
import { clock, h } from "./dom.js";
import { moment } from "./moment.js";
import { playButton } from "./player.js";
import { direction, written } from "./scripts.js";

/** @import {Gap, Segment, Session, Translation, Version} from "../types" */

/**
 * @param {Segment} each
 * @param {{session: Session, lang: string, canEdit: boolean, editors: [HTMLElement | null, HTMLElement | null], suggestion?: HTMLElement | null, onEdit: () => void, onTranslate: () => void}} page
 */
export function segmentRow(each, page) {
  const isRetracted = each.status === "retracted";
  const canEdit = page.canEdit && !isRetracted;
  return h("article", { class: `segment ${each.status}`, "data-segment": each.id, "aria-label": each.speaker ?? "" },
    h("div", { class: "who" }, playButton({ session: page.session.id, id: each.id, start_ms: each.start_ms }), h("strong", {}, each.speaker ?? ""), h("span", { class: "chip" }, languageName(page.session, each.lang))),
    h("div", { class: "said" }, page.editors[0] ?? said(each, canEdit, page.onEdit), isRetracted && retraction(each), !page.editors[0] && repairs(each), !page.editors[0] && page.suggestion, versions(each)),
    page.lang && h("div", { class: "told" }, page.editors[1] ?? told(each, canEdit, page)));
}

/** Where audio was lost, or nothing was to be kept. @param {Gap} each */
export function gapRow(each) {
  return h("p", { class: "gap-row", "data-gap": each.seq }, h("span", { class: "num" }, clock(each.start_ms)), h("span", {}, each.why === "off_record" ? t("minutes.off_record_until", { time: clock(each.end_ms) }) : t("minutes.lost_audio", { seconds: lostSeconds(each) })), each.name && h("span", { dir: "auto" }, each.name));
}

/** @param {Segment} each @param {boolean} canEdit @param {() => void} onEdit */
function said(each, canEdit, onEdit) {
  const text = h("div", { class: "text", lang: each.lang, dir: direction(each.lang), tabindex: canEdit ? "0" : null, "data-focus": "text", title: canEdit ? t("minutes.enter") : null }, ...written(each.text, each.lang));
  if (canEdit) {
    text.addEventListener("click", () => { if (getSelection()?.isCollapsed !== false) onEdit(); });
    text.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); onEdit(); } });
  }
  return h("div", { class: "line" }, text, canEdit && h("button", { type: "button", class: "quiet small tool", onclick: onEdit }, t("minutes.edit")));
}

/** Which words stand in the place of what was heard, and, at a click, what that was. @param {Segment} each */
function repairs(each) {
  if (each.rev !== 1 || !each.repairs?.length || each.status === "retracted") return null;
  const terms = each.repairs.map((repair) => [...each.text].slice(...repair.span).join(""));
  return h("details", { class: "versions repairs", "data-fold": "repairs" }, h("summary", {}, t("minutes.repaired", { terms: terms.join(", ") })),
    h("ul", { class: "plain" }, ...each.repairs.map((repair, at) => h("li", { dir: "auto" }, t("minutes.repaired_from", { heard: repair.heard, term: terms[at] })))),
    h("p", { class: "muted small" }, t("minutes.heard_so")), h("p", { lang: each.lang, dir: direction(each.lang) }, each.heard));
}

/** @param {Segment} each */
function retraction(each) {
  const why = (each.why ?? "").replace(/^retracted: /, "");
  return h("p", { class: "marks" }, h("span", { class: "chip bad" }, t("minutes.is_retracted")), h("span", { class: "muted small" }, t("minutes.retracted", { by: each.by ?? "", why })));
}

/** @param {Segment} each @param {boolean} canEdit @param {{session: Session, lang: string, onTranslate: () => void}} page */
function told(each, canEdit, page) {
  if (each.lang === page.lang) return h("p", { class: "muted small" }, t("minutes.said_so"));
  const translation = each.translations[page.lang];
  if (each.status === "retracted" && !translation?.text) return h("p", {});
  const marks = translation ? chips(translation) : [];
  const text = translation?.text ? h("div", { class: "translation", lang: page.lang, dir: direction(page.lang) }, ...written(translation.text, page.lang)) : h("p", { class: "muted small" }, t(WAITING[translation?.status ?? ""] ?? "minutes.untranslated"));
  const note = translation && translation.status !== "person" && (noteKeys(translation.note)?.map((key) => t(key)).join(" · ") ?? translation.note);
  return h("div", { class: "line" }, text, h("p", { class: "marks" }, ...marks, note && h("span", { class: "muted small note" }, note)),
    canEdit && translation?.status !== "pending" && h("button", { type: "button", class: "quiet small tool", onclick: page.onTranslate }, t(translation?.text ? "minutes.own_change" : "minutes.own")));
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

/** @param {Segment} each */
function versions(each) {
  if (each.versions.length < 2) return null;
  return h("details", { class: "versions", "data-fold": "versions" }, h("summary", {}, t("minutes.history", { count: each.versions.length })),
    h("ol", { class: "plain" }, ...[...each.versions].reverse().map((version) => h("li", {}, h("p", { class: "muted small" }, author(version)), h("p", { lang: each.lang, dir: direction(each.lang) }, ...written(version.text, each.lang))))));
}

/** @param {Version} version */
function author(version) {
  const who = version.by || t("minutes.heard");
  return `${version.rev} · ${who} · ${moment(version.at)}`;
}

/** @param {Session} session @param {string} code */
function languageName(session, code) {
  return session.languages.find((each) => each.code === code)?.name ?? (new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code);
}
