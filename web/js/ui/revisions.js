// The revisions of a text: Rev.1, Rev.2, in first, second, third reading; two of them compared; the clean text and the compilation.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { card } from "./amendment.js";
import { wording } from "./bracket.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";
import { marked } from "./suggestion.js";

/** @import {Amendment, Compared, Revision, View} from "../types" */
/** @import {Page as AmendmentPage} from "./amendment.js" */
/** @typedef {{language: string, onCompare: (from: string, to: string) => void, onView: (name: "clean" | "compilation") => void}} Page */

/** @param {HTMLElement} box @param {Revision[]} revisions @param {Page} page */
export function drawRevisions(box, revisions, page) {
  if (box.contains(document.activeElement) && box.dataset.count === String(revisions.length)) return;
  box.dataset.count = String(revisions.length);
  const names = [...revisions.map((each) => ({ value: String(each.number), text: each.label })), { value: "now", text: t("revision.now") }];
  const menu = (/** @type {string} */ chosen, /** @type {string} */ name) => h("select", { "aria-label": name }, ...names.map((each) => h("option", { value: each.value, selected: each.value === chosen }, each.text)));
  const [from, to] = [menu(names.at(-2)?.value ?? "now", t("revision.from")), menu("now", t("revision.to"))];
  box.replaceChildren(
    h("div", { class: "row" }, h("button", { type: "button", class: "small", onclick: () => page.onView("clean") }, t("revision.clean")), h("button", { type: "button", class: "small", onclick: () => page.onView("compilation") }, t("revision.compilation"))),
    revisions.length > 0 ? h("form", { class: "row", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); page.onCompare(from.value, to.value); } }, h("label", { class: "field small" }, t("revision.from"), from), h("label", { class: "field small" }, t("revision.to"), to), h("button", { class: "small primary" }, t("revision.compare"))) : h("p", { class: "muted" }, t("revision.none")),
    h("ol", { class: "plain revisions" }, ...[...revisions].reverse().map((each) => h("li", {}, h("strong", {}, each.label), " ", h("span", { class: "chip" }, t(`revision.reading_${each.reading}`)), each.brackets > 0 && h("span", { class: "chip warn" }, t("revision.brackets", { count: each.brackets })),
      h("p", { class: "muted small", dir: "auto" }, [moment(each.at), each.by, each.note].filter(Boolean).join(" · ")), h("code", { class: "hash" }, each.sha256)))));
}

/** Shows what differs between two texts. @param {Compared} told @param {string} title @param {string} language @param {string} file the address of the same as a Word file, "" where there is none */
export function showCompared(told, title, language, file) {
  const changed = told.paragraphs.filter((each) => each.state !== "same");
  const number = (/** @type {Compared["paragraphs"][number]} */ each) => [...new Set([each.number_before, each.number].filter(Boolean))].join(" → ");
  const link = file && h("p", {}, h("a", { class: "button small", href: file, download: true }, t("revision.as_word")));
  return show(title, h("div", { class: "dialog-body stack compared broad" }, link, ...(changed.length ? changed.map((each) => h("section", { class: each.state }, h("p", { class: "head" }, h("span", { class: "num" }, number(each)), each.state !== "changed" && h("span", { class: "chip" }, t(`revision.${each.state}`))),
    h("p", { class: "differing", lang: language, dir: "auto" }, ...marked(each.pieces)))) : [h("p", {}, t("revision.same"))])));
}

/** Shows the text alone, or with all that is proposed to it. @param {View} told @param {string} title @param {AmendmentPage} page */
export function showView(told, title, page) {
  const quiet = { ...page, mine: "", canSponsor: false, canDecide: false };
  const look = { parties: told.parties, name: page.name, said: null, onBracket: () => null };
  const cards = (/** @type {Amendment[] | undefined} */ all) => all && all.length > 0 && h("div", { class: "amendments" }, ...all.map((each) => card(each, quiet)));
  const said = (/** @type {View["whole"]} */ all) => (all ?? []).map((each) => h("p", { class: "small", dir: "auto" }, h("strong", {}, page.name(each.delegation)), ` ${each.text}`));
  return show(title, h("div", { class: "dialog-body statement broad" }, h("h1", { lang: told.language, dir: "auto" }, told.title), h("p", { class: "muted small" }, [told.revision?.label, t(`revision.reading_${told.reading}`), t("revision.brackets", { count: told.brackets })].filter(Boolean).join(" · ")), cards(told.before),
    ...told.paragraphs.map((each) => h("section", { class: `paragraph ${each.kind}` }, h("p", { class: "wording", lang: told.language, dir: "auto" }, each.number && h("bdi", { class: each.number.includes(" ") ? "number between" : "number" }, `${each.number}.`), ...wording(each, look)), cards(each.amendments), ...said(each.proposals))),
    ...said(told.whole), cards(told.taken_out)));
}

/** Asks for what is written beside a revision; null when the reader gave up. @param {string} label @returns {Promise<string | null>} */
export async function askRevision(label) {
  const note = h("input", { maxlength: "500", dir: "auto", lang: boot.ui });
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", {}, t("revision.issue_means")), h("label", { class: "field" }, t("revision.note"), note)),
    h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: "primary", value: "yes", "data-yes": true }, t("revision.issue_yes", { label }))));
  return (await show(t("revision.issue"), body)) === "yes" ? note.value.trim() : null;
}
