// One item of a record: its words in brackets until they are accepted, who is to do it, what was said, its versions.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { dayOf } from "../state/record.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";
import { playButton } from "./player.js";
import { direction } from "./scripts.js";

/** @import {RecordItem} from "../types" */

/**
 * What can be done to an item is the page's.
 * @typedef {{session: string, language: string, canEdit: boolean, form: HTMLElement | null, canMove: [boolean, boolean], called: (code: string) => string,
 *   onAccept: () => void, onEdit: () => void, onDismiss: () => void, onRestore: () => void, onMove: (step: -1 | 1) => void}} Page
 */

/** @param {RecordItem} each @param {Page} page */
export function itemBlock(each, page) {
  const label = t(each.state === "draft" ? "record.in_brackets" : `record.is_${each.state}`);
  return h("article", { class: `item ${each.kind} ${each.state}`, id: `item-${each.id}`, "data-item": each.id, "data-focus": each.id, tabindex: page.canEdit ? "0" : null, "aria-label": `${t(`record.${each.kind}`)}, ${label}` },
    page.form ?? wording(each, page.language), page.form ? null : facts(each),
    ...each.marks.length && page.canEdit ? [h("p", { class: "notice warn small" }, t(`record.marked_${worst(each)}`))] : [],
    ...each.strange.length ? [h("p", { class: "notice warn small" }, t("record.strange", { figures: each.strange.join(", ") }))] : [],
    page.canEdit && !page.form && tools(each, page), evidence(each, page), each.versions.length > 1 && history(each, page.language));
}

/** @param {RecordItem} each */
const worst = (each) => ["retracted", "replaced", "corrected"].find((kind) => each.marks.some((mark) => mark.kind === kind)) ?? "corrected";

/** @param {RecordItem} each @param {string} language */
function wording(each, language) {
  if (each.is_withheld) return h("p", { class: "wording muted" }, t("record.withheld"));
  const bracket = (/** @type {string} */ sign) => each.state === "draft" && h("span", { class: "bracket" }, sign);
  return h("p", { class: "wording", lang: language, dir: direction(language) }, bracket("["), each.text, bracket("]"));
}

/** @param {RecordItem} each */
function facts(each) {
  const shown = each.notes.filter((note) => note !== "quoted");
  const due = [dayOf(each.due, boot.ui), each.due_said && `“${each.due_said}”`].filter(Boolean).join(" · ");
  const isCharged = each.kind !== "summary";
  const fact = (/** @type {string} */ name, /** @type {string} */ value) => h("div", {}, h("dt", {}, t(`record.${name}`)), h("dd", { dir: "auto" }, value));
  const owners = each.owners.map((one) => one.name).join(", ");
  if (!shown.length && !isCharged) return null;
  return h("div", { class: "facts" }, isCharged && h("span", { class: `chip ${each.kind === "decision" ? "accent" : ""}` }, t(`record.${each.kind}`)),
    isCharged && h("dl", {}, (owners || each.kind === "action") && fact("owner", owners || t("record.nobody")), due && fact("due", due)),
    ...shown.map((note) => h("span", { class: `chip ${["contested", "claimed", "untranslated", "rough"].includes(note) ? "warn" : ""}` }, t(`record.note_${note}`))));
}

/** @param {RecordItem} each @param {Page} page */
function tools(each, page) {
  const tool = (/** @type {string} */ name, /** @type {string} */ key, /** @type {() => void} */ onclick, kind = "quiet") => h("button", { type: "button", class: `small ${kind}`, "data-focus": `${name} ${each.id}`, onclick }, t(`record.${name}`), key && h("kbd", { "aria-hidden": "true" }, key));
  if (each.state === "dismissed") return h("p", { class: "row tools" }, tool("restore", "", page.onRestore));
  const arrow = (/** @type {-1 | 1} */ step, /** @type {string} */ sign, /** @type {string} */ name, /** @type {boolean} */ can) => h("button", { type: "button", class: "quiet small", "data-focus": `${name} ${each.id}`, title: t(`record.${name}`), "aria-label": t(`record.${name}`), disabled: !can, onclick: () => page.onMove(step) }, h("span", { "aria-hidden": "true" }, sign));
  return h("p", { class: "row tools" }, each.state === "draft" ? tool("accept", "A", page.onAccept, "primary") : tool("reopen", "", page.onRestore),
    each.state === "accepted" && each.marks.length > 0 && tool("accept_again", "A", page.onAccept),
    tool("edit", "E", page.onEdit), tool("dismiss", "D", page.onDismiss), arrow(-1, "↑", "move_up", page.canMove[0]), arrow(1, "↓", "move_down", page.canMove[1]));
}

/** @param {RecordItem} each @param {Page} page */
function evidence(each, page) {
  if (!each.evidence.length) return null;
  return h("details", { "data-fold": "evidence" }, h("summary", {}, t("statement.evidence_count", { count: each.evidence.length })),
    ...each.evidence.map((one) => {
      const isForeign = one.lang !== page.language;
      return h("figure", {}, h("figcaption", { class: "row small" }, one.status !== "retracted" && playButton({ ...one, session: page.session }), h("strong", { dir: "auto" }, one.speaker ?? ""), isForeign && h("span", { class: "chip" }, page.called(one.lang)),
        one.is_rough && h("span", { class: "chip warn" }, t("statement.rough")), one.status === "retracted" && h("span", { class: "chip bad" }, t("statement.retracted")),
        each.marks.some((mark) => mark.segment === one.id && mark.kind === "corrected") && h("span", { class: "chip warn" }, t("record.line_corrected"))),
      one.text && h("blockquote", { lang: one.lang, dir: direction(one.lang) }, one.text),
      one.translation && h("blockquote", { class: "muted", lang: page.language, dir: direction(page.language) }, one.translation));
    }));
}

/** @param {RecordItem} each @param {string} language */
function history(each, language) {
  return h("details", { "data-fold": "versions" }, h("summary", {}, t("minutes.history", { count: each.versions.length })),
    h("ol", { class: "plain history" }, ...[...each.versions].reverse().map((version) => h("li", {}, h("p", { class: "muted small" }, `${version.rev} · ${t(`record.why_${version.why.replaceAll(" ", "_")}`)} · ${version.by} · ${moment(version.at)}`), h("p", { lang: language, dir: direction(language) }, version.text)))));
}
