// The versions of a line: who made each of them, when and why; any two compared, any one brought back.
import { t } from "../i18n.js";
import { attempt, h } from "./dom.js";
import { show } from "./dialog.js";
import { moment } from "./moment.js";
import { direction } from "./scripts.js";
import { marked } from "./suggestion.js";

/** @import {Version} from "../types" */
/** @import {Piece} from "./suggestion.js" */

/**
 * @param {{lang: string, versions: Version[], canRestore: boolean, compare: (from: number, to: number) => Promise<Piece[]>, restore: (version: number) => Promise<unknown>}} line
 */
export function showVersions({ lang, versions, canRestore, compare, restore }) {
  const newest = versions[versions.length - 1].rev;
  const pair = { from: versions[Math.max(0, versions.length - 2)].rev, to: newest };
  const marks = h("div", { class: "compared", lang, dir: direction(lang), "aria-live": "polite" });
  const draw = () => attempt(async () => {
    const wanted = { ...pair };
    const pieces = await compare(pair.from, pair.to);
    if (wanted.from === pair.from && wanted.to === pair.to) marks.replaceChildren(...marked(pieces));
  });
  const radio = (/** @type {"from" | "to"} */ side, /** @type {number} */ rev) => h("input", { type: "radio", name: side, value: rev, checked: pair[side] === rev, "aria-label": t(side === "from" ? "minutes.compare_from" : "minutes.compare_to", { rev }), onchange: () => { pair[side] = rev; draw(); } });
  const row = (/** @type {Version} */ each) => h("tr", {}, h("td", {}, radio("from", each.rev)), h("td", {}, radio("to", each.rev)),
    h("td", {}, h("p", { class: "muted small" }, author(each)), h("p", { lang, dir: direction(lang) }, each.text)),
    h("td", { class: "end" }, canRestore && each.rev !== newest && h("button", { type: "button", class: "small", onclick: (/** @type {Event} */ event) => back(each.rev, /** @type {HTMLElement} */ (event.target)) }, t("minutes.restore"))));
  const back = (/** @type {number} */ version, /** @type {HTMLElement} */ button) => attempt(async () => {
    await restore(version);
    button.closest("dialog")?.close("yes");
  });
  const body = h("div", { class: "dialog-body stack" },
    versions.length > 1 && h("div", {}, h("h3", {}, t("minutes.compared")), marks),
    h("div", { class: "table-scroll" }, h("table", { class: "version-table" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("minutes.from")), h("th", { scope: "col" }, t("minutes.to")), h("th", { scope: "col" }, t("minutes.version")), h("th", {}))),
      h("tbody", {}, ...[...versions].reverse().map(row)))));
  if (versions.length > 1) draw();
  return show(t("minutes.versions"), body);
}

/** @param {Version} version */
function author(version) {
  const who = version.by || t("minutes.heard");
  return [version.rev, who, moment(version.at), version.why && version.why !== "heard" ? version.why : "", version.speaker].filter(Boolean).join(" · ");
}
