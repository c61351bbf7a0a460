// Positions: the mark of each of the nine, what was counted, and the sheet on which a delegation takes one in two taps.
import { t } from "../i18n.js";
import { counts, stance, word } from "../state/positions.js";
import { TONES, VALUES, WHOLE } from "../state/statement.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {Position, Statement} from "../types" */
/** @import {Standing} from "../state/positions.js" */

/** A sign beside the words, never in place of them. @type {Record<string, string>} */
export const SIGNS = { agree: "✓", agree_ad_referendum: "(✓)", no_objection: "○", reserve: "◐", propose_amendment: "✎", object: "✕", disassociate: "⊘", not_a_party: "–", no_reply: "·" };

/** @param {string} value @param {string} [more] */
export function mark(value, more = "") {
  return h("span", { class: `position ${TONES[value] ?? ""}` }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value] ?? "?"), ` ${t(`position.${value}`)}${more}`);
}

/** What was counted on a paragraph or the whole. @param {Standing} told @param {string} [paragraph] */
export function tally(told, paragraph = WHOLE) {
  const counted = counts(told, paragraph);
  if (!counted.length) return null;
  return h("p", { class: "tally" }, ...counted.map(([value, count]) => mark(value, ` ${count}`)));
}

/** The button with a delegation's own position. @param {Standing} told @param {string} mine @param {string} paragraph @param {() => void} onPress */
export function pill(told, mine, paragraph, onPress) {
  const own = word(told, mine, paragraph);
  const value = own?.value ?? stance(told, mine, paragraph);
  const isOwn = Boolean(own) && value !== "no_reply";
  const words = [pillWords(paragraph, value, isOwn), own?.is_outdated && t("statement.is_outdated")].filter(Boolean).join(" · ");
  return h("button", { type: "button", class: `pill small ${isOwn ? (TONES[value] ?? "") : value === "no_reply" ? "" : "by-whole"} ${own?.is_outdated ? "outdated" : ""}`, "data-focus": `position ${paragraph}`, "data-position": paragraph, "aria-haspopup": "dialog", title: own?.note ?? "", onclick: onPress },
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value]), words);
}

/** @param {string} paragraph @param {string} value @param {boolean} isOwn */
function pillWords(paragraph, value, isOwn) {
  const words = t(`position.${value}`);
  if (paragraph === WHOLE) return isOwn ? t("position.of_whole", { value: words }) : t("position.take_whole");
  if (isOwn) return words;
  return value === "no_reply" ? t("position.take") : t("position.by_whole", { value: words });
}

/**
 * Asks for a position: a tap on one of the nine takes it. Null when the reader gave up.
 * @param {{title: string, text: string, lang: string, said: Position | undefined, isOther: boolean, isUnderSilence: boolean}} given `said`: what the delegation says now; `isOther`: somebody enters it on its behalf; `isUnderSilence`: an objection would break the procedure
 * @returns {Promise<{value: string, note: string, until: number | null, toldBy: string} | null>}
 */
export async function askPosition({ title, text, lang, said, isOther, isUnderSilence }) {
  const note = h("textarea", { name: "note", rows: "2", maxlength: "2000", dir: "auto", placeholder: t("statement.note"), "aria-label": t("statement.note") });
  note.value = said?.note ?? "";
  const until = h("input", { type: "date", name: "until", value: dayOf(said?.until ?? null) });
  const referendum = h("label", { class: "field small until" }, t("position.until"), until);
  const teller = h("input", { name: "told", maxlength: "200", dir: "auto" });
  const choose = VALUES.filter((value) => value !== "no_reply").map((value) => h("button", { value, class: `choose ${TONES[value]}`, "data-first": value === (said && said.value !== "no_reply" ? said.value : VALUES[0]), "aria-pressed": String(value === said?.value) }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value]), h("span", {}, t(`position.${value}`))));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, text && h("blockquote", { class: "clipped", lang, dir: "auto" }, text), isUnderSilence && h("p", { class: "notice warn small" }, t("silence.position_breaks")), h("div", { class: "nine" }, ...choose),
    isOther && h("label", { class: "field small" }, t("position.told_by"), teller), note, referendum, said && said.value !== "no_reply" && h("p", { class: "row spread small" }, h("span", { class: "muted" }, `${said.by} · ${moment(said.at)}`), h("button", { value: "no_reply", class: "small quiet" }, t("position.take_back")))));
  const value = await show(title, body);
  if (!VALUES.includes(value)) return null;
  return { value, note: note.value.trim(), until: value === "agree_ad_referendum" && until.value ? new Date(`${until.value}T23:59:59`).getTime() : null, toldBy: teller.value.trim() };
}

/** @param {number | null} at */
const dayOf = (at) => (at === null ? "" : new Date(at).toLocaleDateString("sv"));

/** What delegations add to their positions, in words. @param {Standing} told @param {(code: string) => string} name @param {(id: string) => string} where */
export function notes(told, name, where) {
  return told.positions.filter((each) => each.note || each.until).map((each) => h("li", {}, h("strong", {}, name(each.delegation)), ` · ${where(each.paragraph)} · `, mark(each.value), Boolean(each.until) && deadline(each), each.note && h("p", { dir: "auto" }, each.note)));
}

/** By when an agreement is confirmed. @param {Position} each */
const deadline = (each) => h("span", { class: `chip ${each.is_lapsed ? "bad" : ""}` }, t(each.is_lapsed ? "position.lapsed" : "position.confirms_by", { when: moment(each.until ?? null) }));

/** @param {HTMLElement} list */
export function drawLegend(list) {
  list.replaceChildren(...VALUES.map((value) => h("li", {}, mark(value))));
}

/** What is read out of a delegation's cell. @param {string} value @param {Position | undefined} said @param {boolean} isWhole @param {string[]} [marks] */
export function spoken(value, said, isWhole, marks = /** @type {string[]} */ ([])) {
  return [marks.includes("by_silence") ? t("position.by_silence") : isWhole ? t("position.by_whole", { value: t(`position.${value}`) }) : t(`position.${value}`), said?.note, said?.until && moment(said.until), said?.told_by && t("position.on_behalf", { who: said.told_by }), said?.is_outdated && t("statement.is_outdated")].filter(Boolean).join(" · ");
}
