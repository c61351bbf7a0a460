// One paragraph of the statement: its text with brackets and their owners, the verifier's word, evidence, positions.
import { t } from "../i18n.js";
import { pieces } from "../state/statement.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";
import { playButton } from "./player.js";
import { tally } from "./positions.js";
import { marked as differing } from "./suggestion.js";

/** @import {Correction, Statement, Paragraph, Evidence} from "../types" */
/** @import {Piece} from "../state/statement.js" */

/**
 * `name`: a delegation's; `called`: a language's. What is done to a paragraph is the page's.
 * @typedef {{statement: Statement, name: (code: string) => string, called: (code: string) => string, editor: HTMLElement | null, chooser: HTMLElement | null,
 *   onEdit: () => void, onClose: (owner: string, kind: string) => void, onMove: (step: -1 | 1) => void, onInsert: () => void, onTakeOut: () => void, onSeen: (() => void) | null}} Page
 */

/** @param {Paragraph} each @param {Page} page */
export function paragraphBlock(each, page) {
  const canEdit = page.statement.can.includes("edit");
  const language = page.statement.language;
  return h("section", { class: `paragraph ${each.kind}`, id: each.id },
    page.editor ?? h("p", { class: "wording", lang: language, dir: "auto" }, each.number && h("span", { class: "number" }, `${each.number}.`), ...marked(each, page.name)),
    ...each.problems.map((one) => h("p", { class: "notice warn small" }, t(`statement.fault_${one.fault}`, { text: one.text }))),
    each.corrections.length > 0 && corrections(each, page),
    h("div", { class: "under" }, tally(page.statement, each.id), page.chooser,
      canEdit && h("div", { class: "row tools" }, ...(page.editor ? [] : tools(each, page)), ...each.brackets.map((bracket) => closer(bracket, page))),
      each.evidence.length > 0 && h("details", { "data-fold": "evidence" }, h("summary", {}, t("statement.evidence_count", { count: each.evidence.length }), isRough(each) && h("span", { class: "chip warn" }, t("statement.rough"))), ...each.evidence.map((one) => quotation(one, page))),
      each.versions.length > 1 && h("details", { "data-fold": "versions" }, h("summary", {}, t("minutes.history", { count: each.versions.length })), history(each, language))));
}

/** What was corrected in the minutes that a paragraph rests on, before and after. @param {Paragraph} each @param {Page} page */
function corrections(each, page) {
  return h("div", { class: "notice warn small corrections" }, h("p", {}, t("statement.corrected_since")),
    ...each.corrections.map((one) => h("div", { class: "differing" },
      h("p", { class: "row" }, playButton({ session: one.session, id: one.segment, start_ms: one.start_ms }), h("span", { class: "muted" }, `${one.by} · ${moment(one.at)}`), h("a", { href: `/s/${one.session}/minutes` }, t("home.minutes"))),
      voices(one), h("p", { lang: one.lang, dir: "auto" }, ...differing(one.pieces)))),
    page.onSeen && h("button", { type: "button", class: "small", "data-focus": `seen ${each.id}`, onclick: page.onSeen }, t("statement.seen")));
}

/** @param {Correction} one */
function voices({ speakers: [before, after] }) {
  return before !== after && h("p", { dir: "auto" }, h("del", {}, before), " ", h("ins", {}, after));
}

/** Whether words of the text are a rough translation; a name or a count is none. @param {Piece} piece @param {Evidence[]} evidence */
const isRoughly = (piece, evidence) => piece.text.includes("“") && evidence.some((one) => one.is_rough && isCited(one, piece));

/** Whether words rest on a line, or on one in whose place it stands since that was split or merged. @param {Evidence} one @param {Piece} piece */
const isCited = (one, piece) => one.stands_for.some((name) => piece.segments.includes(name));

/** @param {Paragraph} each */
const isRough = (each) => !isOpening(each) && pieces(each).some((piece) => isRoughly(piece, each.evidence));

/** The paragraph that names the parties quotes the title only. @param {Paragraph} each */
const isOpening = (each) => each.kind === "preambular" && each.citations.length === 1 && each.citations[0].segments.length > 2;

/** @param {Paragraph} each @param {Page} page */
function tools(each, page) {
  const all = page.statement.paragraphs;
  const place = all.findIndex((one) => one.id === each.id);
  const tool = (/** @type {string} */ name, /** @type {() => void} */ onclick, /** @type {object} */ more = {}) => h("button", { type: "button", class: "quiet small", "data-focus": `${name} ${each.id}`, onclick, ...more }, t(`statement.${name}`));
  const arrow = (/** @type {-1 | 1} */ step, /** @type {string} */ sign, /** @type {string} */ name) => h("button", {
    type: "button", class: "quiet small", "data-focus": `${name} ${each.id}`, title: t(`statement.${name}`), "aria-label": t(`statement.${name}`), disabled: !all[place + step], onclick: () => page.onMove(step),
  }, h("span", { "aria-hidden": "true" }, sign));
  return [tool("edit", page.onEdit), tool("insert", page.onInsert), arrow(-1, "↑", "move_up"), arrow(1, "↓", "move_down"), tool("take_out", page.onTakeOut)];
}

/** @param {Paragraph["brackets"][number]} bracket @param {Page} page */
function closer(bracket, page) {
  return h("button", { type: "button", class: "quiet small", onclick: () => page.onClose(bracket.owner, bracket.kind) }, t("statement.close", { owner: page.name(bracket.owner) }));
}

/** @param {Paragraph} each @param {(code: string) => string} name */
function marked(each, name) {
  /** @type {(Node | string)[]} */
  const made = [];
  let held = "";
  /** @type {HTMLElement | null} */
  let mark = null;
  for (const piece of pieces(each)) {
    const owners = piece.owners.join(" ");
    if (!owners) mark = null;
    else if (!mark || owners !== held) {
      const who = piece.owners.map(name).join(", ");
      mark = h("mark", { title: t("statement.bracket_of", { owner: who, paragraph: each.number ?? "" }) }, h("span", { class: "owner" }, who));
      made.push(mark);
    }
    held = owners;
    if (mark) mark.lastElementChild?.before(said(piece, each));
    else made.push(said(piece, each));
  }
  return made;
}

/** Words with their evidence behind them: a press shows who said it, and where. @param {Piece} piece @param {Paragraph} each */
function said(piece, each) {
  const evidence = each.evidence.filter((one) => isCited(one, piece));
  if (!evidence.length) return piece.text;
  const show = (/** @type {Event} */ event) => {
    if (!String(getSelection())) reveal(/** @type {HTMLElement} */ (event.currentTarget), evidence.map((one) => one.id));
  };
  return h("span", { class: `cited ${!isOpening(each) && isRoughly(piece, evidence) ? "rough" : ""}`, role: "button", tabindex: "0", title: evidence.map((one) => one.speaker).join(", "), onclick: show,
    onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(event); } } }, piece.text);
}

/** Opens the paragraph's evidence at what was pressed. @param {HTMLElement} pressed @param {string[]} segments */
function reveal(pressed, segments) {
  const block = pressed.closest(".paragraph");
  const fold = block?.querySelector("details[data-fold='evidence']");
  if (!(fold instanceof HTMLDetailsElement)) return;
  fold.open = true;
  const figures = [...fold.querySelectorAll("figure")];
  for (const figure of figures) figure.classList.toggle("lit", segments.includes(figure.dataset.segment ?? ""));
  const first = figures.find((figure) => figure.classList.contains("lit"));
  first?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  first?.querySelector("button")?.focus({ preventScroll: true });
}

/** @param {Evidence} one @param {Page} page */
function quotation(one, page) {
  const language = page.statement.language;
  const isForeign = one.lang !== language;
  return h("figure", { class: "quotation", "data-segment": one.id },
    h("figcaption", { class: "row small" }, playButton(one), h("strong", {}, one.speaker ?? ""), isForeign && h("span", { class: "chip" }, page.called(one.lang)),
      one.is_rough && h("span", { class: "chip warn" }, t("statement.rough")), one.status === "retracted" && h("span", { class: "chip bad" }, t("statement.retracted")),
      h("a", { href: `/s/${one.session}/minutes` }, t("home.minutes"))),
    h("blockquote", { lang: one.lang, dir: "auto" }, one.text),
    one.translation && h("blockquote", { class: "muted", lang: language, dir: "auto" }, one.translation),
    isForeign && !one.translation && h("p", { class: "muted small" }, t("minutes.untranslated")));
}

/** @param {Paragraph} each @param {string} language */
function history(each, language) {
  return h("ol", { class: "plain history" }, ...[...each.versions].reverse().map((version) => h("li", {}, h("p", { class: "muted small" }, `${version.rev} · ${version.by ?? ""} · ${moment(version.at)}`), h("p", { lang: language, dir: "auto" }, version.text || t("statement.was_taken_out")))));
}
