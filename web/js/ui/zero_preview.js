// A zero draft as it was read, before anything is stored: its paragraphs, brackets and owners, and what a person should look at.
import { t } from "../i18n.js";
import { called, grouped, held, isTracked, otherNumber } from "../state/zero.js";
import { wording } from "./bracket.js";
import { h } from "./dom.js";

/** @import {ZeroChange, ZeroParagraph, ZeroPreview} from "../state/zero.js" */
/** @typedef {"accepted" | "rejected" | "brackets"} Tracked */
/**
 * `language`: the one it was read in; `called`: what a language is called; `onTracked`, `onLanguage`: read it again, with the changes of reviewers like that, or in another language.
 * @typedef {{language: string, called: (code: string) => string, onLanguage: (code: string) => void, tracked: Tracked, name: (code: string) => string, onTracked: (how: Tracked) => void, onBegin: () => void, onBack: () => void}} PreviewPage
 */

/** @type {Tracked[]} */
const HOW = ["accepted", "rejected", "brackets"];
/** So many warnings of one kind are shown at once. */
const SHOWN = 6;

/** @param {ZeroPreview} told @param {PreviewPage} page */
export function zeroPreview(told, page) {
  const foot = () => h("p", { class: "row" }, h("button", { type: "button", class: "primary", "data-begin": true, onclick: page.onBegin }, t("zero.begin")), h("button", { type: "button", "data-back": true, onclick: page.onBack }, t("zero.back")));
  return [
    h("div", { class: "stack" }, h("h3", { id: "zero-title", tabindex: "-1" }, t("zero.read")), told.title && h("p", { class: "zero-title", lang: page.language, dir: "auto" }, told.title),
      h("p", { class: "small muted" }, t("statement.working", { language: page.called(page.language) })),
      h("p", {}, t("zero.found", { count: told.paragraphs.length, held: held(told) }), " ", h("strong", {}, t("zero.nothing_stored"))),
      told.parties.length > 0 && h("p", { class: "small" }, `${t("statement.parties")}: ${told.parties.map(page.name).join(", ")}`)),
    otherLanguage(told, page), warnings(told), isTracked(told) && trackedChoice(page), foot(),
    h("ol", { class: "plain zero-text" }, ...told.paragraphs.map((each, place) => row(each, place, told, page))),
    foot(),
  ].filter((each) => each instanceof HTMLElement);
}

/** That the text seems to be in another language than it was read in. @param {ZeroPreview} told @param {PreviewPage} page */
function otherLanguage(told, page) {
  if (!told.language || told.language === page.language) return null;
  const languages = { found: page.called(told.language), chosen: page.called(page.language) };
  return h("div", { class: "notice warn row spread" }, h("span", {}, t("zero.other_language", languages)), h("button", { type: "button", class: "small", "data-focus": "language", onclick: () => page.onLanguage(told.language) }, t("zero.read_as", languages)));
}

/** @param {ZeroPreview} told */
function warnings(told) {
  if (!told.warnings.length) return null;
  return h("div", { class: "notice warn" }, h("h4", {}, t("zero.look_at")), ...grouped(told).map(({ code, all }) => h("div", { class: "zero-warning" }, h("p", { class: "small" }, t(`zero.warning_${code}`)),
    h("ul", {}, ...all.slice(0, SHOWN).map((each) => h("li", { class: "small" }, each.paragraph !== null && h("a", { href: `#zero-${each.paragraph}` }, t("statement.paragraph", { number: called(told, each.paragraph) })), " ", h("bdi", {}, each.text))),
      all.length > SHOWN && h("li", { class: "small muted" }, t("adopt.more", { count: all.length - SHOWN }))))));
}

/** @param {PreviewPage} page */
function trackedChoice({ tracked, onTracked }) {
  return h("fieldset", { class: "picks" }, h("legend", {}, t("zero.tracked")),
    ...HOW.map((each) => h("label", { class: "pick" }, h("input", { type: "radio", name: "tracked", value: each, checked: each === tracked, "data-focus": `tracked ${each}`, onchange: () => onTracked(each) }), h("span", {}, t(`zero.tracked_${each}`)))));
}

/** @param {ZeroParagraph} each @param {number} place @param {ZeroPreview} told @param {PreviewPage} page */
function row(each, place, told, page) {
  const other = otherNumber(each);
  const parties = [...new Set(told.paragraphs.flatMap((one) => one.brackets.flatMap((bracket) => bracket.owners)))];
  return h("li", { class: "zero-row", "data-kind": each.kind, id: `zero-${place}`, tabindex: "-1" },
    h("p", { class: "row small" }, h("span", { class: "chip" }, t(`statement.kind_${each.kind}`)), other && h("span", { class: "chip warn" }, t("zero.was", { number: other }))),
    h("p", { class: "wording", lang: page.language, dir: "auto" }, each.number && h("bdi", { class: "number" }, `${each.number}. `),
      ...wording({ id: String(place), text: each.text, brackets: each.brackets, citations: [] }, { parties, name: page.name, said: null, onBracket: () => null })),
    ...each.changes.map(changed));
}

/** What somebody changed or remarked, and who. @param {ZeroChange} each */
function changed(each) {
  const words = each.kind === "inserted" ? h("ins", {}, each.text) : each.kind === "deleted" ? h("del", {}, each.text) : h("q", {}, each.text);
  return h("p", { class: "small zero-change" }, h("span", { class: "muted" }, t(`zero.change_${each.kind}`, { by: each.by || "—" })), " ", h("bdi", {}, words));
}
