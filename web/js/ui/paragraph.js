// One paragraph of the statement: its text with brackets and their owners, the verifier's word, evidence, positions.
import { t } from "../i18n.js";
import { pieces } from "../state/statement.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";
import { playButton } from "./player.js";
import { tally } from "./positions.js";

/** @import {Statement, Paragraph, Evidence} from "../types" */

/**
 * @param {Paragraph} each
 * @param {{statement: Statement, name: (code: string) => string, editor: HTMLElement | null, chooser: HTMLElement | null, onEdit: () => void, onClose: (owner: string) => void}} page
 */
export function paragraphBlock(each, page) {
  const canEdit = page.statement.can.includes("edit");
  const language = page.statement.language;
  return h("section", { class: `paragraph ${each.kind}`, id: each.id },
    page.editor ?? h("p", { class: "wording", lang: language, dir: "auto" }, each.number && h("span", { class: "number" }, `${each.number}.`), ...marked(each, page.name)),
    ...each.problems.map((text) => h("p", { class: "notice warn small" }, `${t("statement.problem")}: ${text.replace(/^not in the evidence: /, "")}`)),
    h("div", { class: "under" }, tally(page.statement, each.id), page.chooser,
      h("div", { class: "row tools" },
        canEdit && !page.editor && h("button", { type: "button", class: "quiet small", "data-focus": `tool ${each.id}`, onclick: page.onEdit }, t("statement.edit")),
        ...(canEdit ? owners(each) : []).map((owner) => h("button", { type: "button", class: "quiet small", onclick: () => page.onClose(owner) }, t("statement.close", { owner: page.name(owner) })))),
      each.evidence.length > 0 && h("details", { "data-fold": "evidence" }, h("summary", {}, t("statement.evidence_count", { count: each.evidence.length })), ...each.evidence.map((one) => quotation(one, language))),
      each.versions.length > 1 && h("details", { "data-fold": "versions" }, h("summary", {}, t("minutes.history", { count: each.versions.length })), history(each, language))));
}

/** @param {Paragraph} each */
const owners = (each) => [...new Set(each.brackets.map((bracket) => bracket.owner))];

/** @param {Paragraph} each @param {(code: string) => string} name */
function marked(each, name) {
  return pieces(each).map((piece) => {
    if (!piece.owners.length) return piece.text;
    const who = piece.owners.map(name).join(", ");
    return h("mark", { title: t("statement.bracket_of", { owner: who }) }, piece.text, h("span", { class: "owner" }, who));
  });
}

/** @param {Evidence} one @param {string} language */
function quotation(one, language) {
  const isTranslated = one.translation && one.lang !== language;
  return h("figure", { class: "quotation" },
    h("figcaption", { class: "row small" }, playButton(one), h("strong", {}, one.speaker ?? ""), h("span", { class: "chip" }, one.lang), h("a", { href: `/s/${one.session}/minutes` }, t("home.minutes"))),
    h("blockquote", { lang: one.lang, dir: "auto" }, one.text),
    isTranslated && h("blockquote", { class: "muted", lang: language, dir: "auto" }, one.translation),
    !isTranslated && one.lang !== language && h("p", { class: "muted small" }, t("minutes.untranslated")));
}

/** @param {Paragraph} each @param {string} language */
function history(each, language) {
  return h("ol", { class: "plain history" }, ...[...each.versions].reverse().map((version) => h("li", {}, h("p", { class: "muted small" }, `${version.rev} · ${version.by ?? ""} · ${moment(version.at)}`), h("p", { lang: language, dir: "auto" }, version.text))));
}
