// One paragraph of the statement in cells that change one by one: its wording, what the verifier and the minutes say of it, amendments, a form, positions.
import { t } from "../i18n.js";
import { isSpokenOn } from "../state/positions.js";
import { decided, groups, placeOf } from "../state/amendments.js";
import { faults } from "../state/matters.js";
import { amendmentsBlock } from "./amendment.js";
import { bare, liftOf } from "../state/bracket.js";
import { wording } from "./bracket.js";
import { h } from "./dom.js";
import { evidenceFold, said } from "./evidence.js";
import { moment } from "./moment.js";
import { playButton } from "./player.js";
import { pill, tally } from "./positions.js";
import { marked as differing } from "./suggestion.js";
import { leaningFold, supportLine } from "./support.js";

/** @import {Amendment, Bracket, Correction, Paragraph, Problem, Statement, Version} from "../types" */
/** @import {Cell} from "./cells.js" */
/** @import {Page as AmendmentPage} from "./amendment.js" */
/** @import {Look as EvidenceLook} from "./evidence.js" */
/** @import {Standing} from "../state/positions.js" */
/**
 * What the desk knows and does. `editor`, `form`: what one writes in, with what they show for the signature; `told`: the text in the reader's language.
 * @typedef {object} Desk
 * @property {Statement} statement
 * @property {Standing} standing
 * @property {Amendment[]} amendments
 * @property {string} mine the reader's delegation where it is a party, else ""
 * @property {boolean} canEdit
 * @property {boolean} canAmend
 * @property {boolean} canBracket
 * @property {boolean} canCheck may keep faults and review translations
 * @property {boolean} canTake
 * @property {number} names how many names are known
 * @property {(code: string) => string} name
 * @property {(each: Paragraph) => {sign: unknown, make: () => HTMLElement} | null} editor
 * @property {(each: Paragraph) => {sign: unknown, make: () => HTMLElement} | null} form
 * @property {(each: Paragraph) => {text: string, language: string, chip: string} | null} told
 * @property {EvidenceLook} evidence
 * @property {AmendmentPage} amending
 * @property {(each: Paragraph, bracket: Bracket, at: HTMLElement) => void} onBracket
 * @property {(each: Paragraph, bracket: Bracket) => void} onLift
 * @property {(each: Paragraph) => void} onEdit
 * @property {(each: Paragraph) => void} onAmend
 * @property {(each: Paragraph) => void} onTake
 * @property {(each: Paragraph, at: HTMLElement) => void} onMore
 * @property {(each: Paragraph, faults: Problem[]) => void} onKeep
 * @property {((each: Paragraph) => void) | null} onSeen
 */

/** All that the cells of a paragraph are made of, to be compared one by one: values, and objects that are never changed in place. @param {Paragraph} each @param {Desk} desk */
export function madeOf(each, desk) {
  const { statement, standing } = desk;
  const told = desk.told(each);
  return [
    each, statement.parties.length, statement.parties.join(), desk.mine, desk.canEdit, desk.canAmend, desk.canBracket, desk.canCheck, desk.canTake, desk.amending.canDecide, desk.amending.canSponsor, desk.names, told?.text, told?.chip,
    standing.levels[each.id], isSpokenOn(standing, each.id), JSON.stringify(standing.counts[each.id]), JSON.stringify(standing.positions.filter((one) => one.delegation === desk.mine && (one.paragraph === each.id || one.paragraph === ""))),
    JSON.stringify(desk.editor(each)?.sign), JSON.stringify(desk.form(each)?.sign), ...desk.amendments.filter((one) => placeOf(one) === each.id),
  ];
}

/** The cells of a paragraph. @param {Paragraph} each @param {Desk} desk @returns {Cell[]} */
export function cells(each, desk) {
  const { statement, standing, names } = desk;
  const editor = desk.editor(each);
  const form = desk.form(each);
  const told = desk.told(each);
  const open = groups(desk.amendments, each.id);
  const closed = decided(desk.amendments, each.id);
  const taken = desk.canTake ? standing.positions.find((one) => one.paragraph === each.id && one.delegation === desk.mine) : null;
  return [
    editor ? { name: "editor", sign: editor.sign, make: editor.make }
      : { name: "wording", sign: [each.text, each.number, each.kind, each.brackets, each.citations, each.evidence, each.reviews, desk.canBracket, desk.canTake && desk.mine, desk.canCheck, names, statement.parties, told], make: () => wordingBlock(each, desk, told) },
    { name: "told", sign: [each.problems, each.kept, each.corrections, each.support, each.origin, standing.levels[each.id], isSpokenOn(standing, each.id), desk.canCheck, names], make: () => toldBlock(each, desk) },
    { name: "amendments", sign: [open, closed, desk.amending.canDecide, desk.amending.canSponsor, desk.mine, names], make: () => amendmentsBlock(open, closed, desk.amending) },
    ...(form ? [{ name: "form", sign: form.sign, make: form.make }] : []),
    { name: "under", sign: [each.text, each.brackets, names, standing.counts[each.id], isSpokenOn(standing, each.id), taken, desk.canTake && standing.stances[desk.mine]?.[""], desk.canEdit, desk.canAmend, Boolean(editor), Boolean(form)], make: () => under(each, desk, Boolean(editor || form)) },
    { name: "folds", sign: [each.evidence, each.reviews, each.versions, each.support, desk.standing.positions, desk.canCheck, names], make: () => folds(each, desk) },
  ];
}

/** @param {Paragraph} each @param {Desk} desk @param {{text: string, language: string, chip: string} | null} told */
function wordingBlock(each, desk, told) {
  const number = each.number && h("bdi", { class: each.number.includes(" ") ? "number between" : "number" }, `${each.number}.`);
  const look = {
    parties: desk.statement.parties, name: desk.name, said: (/** @type {import("../state/bracket.js").Words} */ words) => said(words, each, desk.evidence),
    onBracket: (/** @type {Bracket} */ bracket) => (desk.canBracket ? (/** @type {HTMLElement} */ at) => desk.onBracket(each, bracket, at) : desk.canTake && liftOf(each, bracket, desk.mine) ? () => desk.onLift(each, bracket) : null),
  };
  const working = h("p", { class: "wording", lang: desk.statement.language, dir: "auto" }, !told && number, ...wording(each, look));
  if (!told) return h("div", {}, working);
  return h("div", {}, h("p", { class: "wording version", lang: told.language, dir: "auto" }, number, told.text), h("p", { class: "row small" }, h("span", { class: "chip" }, told.chip)),
    h("details", { "data-fold": "working", open: each.brackets.length > 0 }, h("summary", {}, t("statement.working_text")), working));
}

/** What the verifier, the minutes and the zero draft say of the words. @param {Paragraph} each @param {Desk} desk */
function toldBlock(each, desk) {
  const kept = each.kept ?? [];
  return h("div", { class: "told" }, supportLine(each, desk.name), isSpokenOn(desk.standing, each.id) && levelChip(desk.standing.levels[each.id]),
    ...faults(each).map((one) => h("p", { class: "notice warn small row spread" }, h("span", {}, faultText(one, desk.name)),
      desk.canCheck && h("button", { type: "button", class: "small", "data-focus": `keep ${one.fault} ${one.text}`, onclick: () => desk.onKeep(each, [one]) }, t("statement.keep_fault")))),
    desk.canCheck && faults(each).length > 1 && h("p", { class: "row small" }, h("button", { type: "button", class: "small quiet", "data-focus": `keep all ${each.id}`, onclick: () => desk.onKeep(each, faults(each)) }, t("statement.keep_all", { count: faults(each).length }))),
    kept.length > 0 && h("details", { class: "small", "data-fold": "kept" }, h("summary", {}, t("statement.kept_count", { count: kept.length })),
      ...kept.map((one) => h("p", { class: "muted", dir: "auto" }, `${faultText(one, desk.name)} · ${one.by} · ${moment(one.at)} · ${one.why}`))),
    each.corrections.length > 0 && corrections(each, desk));
}

/** What the verifier found, in words; a delegation by its name. @param {Pick<Problem, "fault" | "text">} one @param {(code: string) => string} name */
export const faultText = ({ fault, text }, name) => t(`statement.fault_${fault}`, { text: fault === "held" ? name(text) : text });

/** What is agreed so far; that something is open is seen by what is open. @param {string | undefined} level */
const levelChip = (level) => (level && level !== "open" && level !== "pending" ? h("p", { class: "small" }, h("span", { class: "chip good" }, t(`level.${level}`))) : null);

/** What was corrected in the minutes that a paragraph rests on, before and after. @param {Paragraph} each @param {Desk} desk */
function corrections(each, desk) {
  const { onSeen } = desk;
  return h("div", { class: "notice warn small corrections" }, h("p", {}, t("statement.corrected_since")),
    ...each.corrections.map((one) => h("div", { class: "differing" },
      h("p", { class: "row" }, playButton({ session: one.session, id: one.segment, start_ms: one.start_ms }), h("span", { class: "muted" }, `${one.by} · ${moment(one.at)}`), h("a", { href: `/s/${one.session}/minutes` }, t("home.minutes"))),
      voices(one), h("p", { lang: one.lang, dir: "auto" }, ...differing(one.pieces)))),
    onSeen && h("button", { type: "button", class: "small", "data-focus": `seen ${each.id}`, onclick: () => onSeen(each) }, t("statement.seen")));
}

/** @param {Correction} one */
function voices({ speakers: [before, after] }) {
  return before !== after && h("p", { dir: "auto" }, h("del", {}, before), " ", h("ins", {}, after));
}

/** Positions that were counted, the reader's own, and what can be done. @param {Paragraph} each @param {Desk} desk @param {boolean} isWriting */
function under(each, desk, isWriting) {
  const tool = (/** @type {string} */ name, /** @type {string} */ words, /** @type {() => void} */ onclick) => h("button", { type: "button", class: "quiet small", "data-focus": `${name} ${each.id}`, title: t(`statement.${name}`), "aria-label": t(`statement.${name}`), onclick }, words);
  const more = h("button", { type: "button", class: "quiet small more", "data-focus": `more ${each.id}`, "aria-haspopup": "menu", "aria-label": t("minutes.more"), title: t("minutes.more"), onclick: () => desk.onMore(each, more) }, "⋯");
  return h("div", { class: "under" }, isSpokenOn(desk.standing, each.id) && tally(desk.standing, each.id),
    h("div", { class: "row tools" }, desk.canTake && each.kind !== "title" && pill(desk.standing, desk.mine, each.id, () => desk.onTake(each)), desk.canEdit && !isWriting && tool("edit", t("statement.edit"), () => desk.onEdit(each)),
      desk.canAmend && !isWriting && tool("amend", t("statement.amend_short"), () => desk.onAmend(each)), ...lifts(each, desk), more));
}

/** A button for each bracket that the reader's delegation can lift: by its words where there are several. @param {Paragraph} each @param {Desk} desk */
function lifts(each, desk) {
  const mine = desk.canTake ? each.brackets.filter((one) => liftOf(each, one, desk.mine)) : [];
  const words = (/** @type {Bracket} */ one) => bare([...each.text].slice(...one.span).join(""));
  return mine.map((one) => h("button", { type: "button", class: "small lift", "data-focus": `lift ${one.id}`, title: words(one), onclick: () => desk.onLift(each, one) }, t("bracket.lift"), mine.length > 1 && h("span", { class: "muted clip", dir: "auto" }, words(one))));
}

/** @param {Paragraph} each @param {Desk} desk */
function folds(each, desk) {
  return h("div", { class: "folds" }, evidenceFold(each, desk.evidence), leaningFold(each, desk.name, desk.standing.positions),
    each.versions.length > 1 && h("details", { "data-fold": "versions" }, h("summary", {}, t("minutes.history", { count: each.versions.length })), history(each.versions, desk.statement.language)));
}

/** @param {Version[]} versions @param {string} language */
function history(versions, language) {
  return h("ol", { class: "plain history" }, ...[...versions].reverse().map((version) => h("li", {}, h("p", { class: "muted small" }, `${version.rev} · ${version.by ?? ""} · ${moment(version.at)}`), h("p", { lang: language, dir: "auto" }, version.text || t("statement.was_taken_out")))));
}
