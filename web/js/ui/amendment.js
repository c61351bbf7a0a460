// Amendments under a paragraph: who proposes what, the difference in the text, collisions side by side, what became of the others.
import { t } from "../i18n.js";
import { carriers, isMine, parted } from "../state/amendments.js";
import { coloured } from "./bracket.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";
import { markedShort } from "./suggestion.js";

/** @import {Amendment} from "../types" */
/** @import {Group} from "../state/amendments.js" */
/**
 * `mine`: the reader's delegation, "" for none; `where`: what a paragraph is called.
 * @typedef {{parties: string[], language: string, mine: string, canSponsor: boolean, canDecide: boolean, name: (code: string) => string, where: (id: string) => string, all: Amendment[],
 *   onAccept: (each: Amendment) => void, onReject: (each: Amendment) => void, onMerge: (all: Amendment[]) => void, onSponsor: (each: Amendment, join: boolean) => void, onWithdraw: (each: Amendment) => void,
 *   onAmend: (each: Amendment) => void}} Page
 */

/** How a decision looks. @type {Record<string, string>} */
const TONES = { accepted: "good", merged: "good", rejected: "bad" };

/** Whether a member stands for somebody who is no delegation. @param {string} code */
const isHouse = (code) => code === "CHAIR" || code === "SECRETARIAT";

/** About so many of a paragraph are shown at once, and the reader's own. */
const MANY = 12;

/** @param {Group[]} groups @param {Amendment[]} decided @param {Page} page */
export function amendmentsBlock(groups, decided, page) {
  const [first, rest] = parted(groups, MANY, (each) => isMine(each, page.mine));
  const left = rest.reduce((count, group) => count + group.all.length, 0);
  return h("div", { class: "amendments" }, ...first.map((group) => groupBlock(group, page)),
    left > 0 && h("details", { "data-fold": "more" }, h("summary", {}, t("statement.more_rows", { count: left })), ...rest.map((group) => groupBlock(group, page))),
    decided.length > 0 && h("details", { "data-fold": "decided" }, h("summary", {}, t("amendment.decided_count", { count: decided.length })), ...decided.map((each) => card(each, page))));
}

/** @param {Group} group @param {Page} page */
function groupBlock({ all }, page) {
  if (all.length === 1) return card(all[0], page);
  const numbers = all.map((each) => each.number).join(", ");
  return h("section", { class: "collision", "aria-label": t("amendment.collide", { numbers }) },
    h("p", { class: "row spread small" }, h("strong", {}, t("amendment.collide", { numbers })), page.canDecide && h("button", { type: "button", class: "small", "data-focus": `merge ${all[0].id}`, onclick: () => page.onMerge(all) }, t("amendment.merge"))),
    h("div", { class: "side-by-side" }, ...all.map((each) => card(each, page))));
}

/** @param {Amendment} each @param {Page} page */
export function card(each, page) {
  const isOpen = each.status === "open";
  const made = h("article", { class: `amendment ${each.status} ${each.is_stale && isOpen ? "stale" : ""}`, id: `amendment-${each.id}`, "data-amendment": each.id, "aria-label": `${each.number} ${page.name(each.by)}` },
    h("header", { class: "row small" }, h("strong", { class: "number" }, each.number), h("span", { class: "by" }, who(each, page)), kind(each, page),
      each.of && h("span", { class: "chip" }, t("amendment.of", { number: page.all.find((one) => one.id === each.of)?.number ?? "" })),
      isOpen && each.is_stale && h("span", { class: "chip warn" }, t("amendment.stale")),
      !isOpen && h("span", { class: `chip ${TONES[each.status] ?? ""}` }, t(`amendment.${each.status}`))),
    change(each, page),
    each.note && h("p", { class: "note small", dir: "auto" }, each.note),
    each.decided && h("p", { class: "muted small", dir: "auto" }, [each.decided.by, moment(each.decided.at), each.decided.why].filter(Boolean).join(" · ")),
    isOpen && actions(each, page));
  return coloured(made, page.parties, each.by);
}

/** Its author, then who joined. @param {Amendment} each @param {Page} page */
function who(each, page) {
  const [first, ...others] = carriers(each);
  const author = isHouse(first) ? t(`amendment.by_${first.toLowerCase()}`) : page.name(first);
  return others.length ? t("amendment.with", { first: author, others: others.map(page.name).join(", ") }) : author;
}

/** What it does to the text, where that is not plain from the difference. @param {Amendment} each @param {Page} page */
function kind(each, page) {
  if (each.kind === "replace") return null;
  if (each.kind === "move") return h("span", { class: "chip" }, each.after ? t("amendment.move_behind", { paragraph: page.where(each.after) }) : t("amendment.move_first"));
  return h("span", { class: "chip" }, t(`amendment.kind_${each.kind}`));
}

/** The difference in the text: where that was changed since, against what it reads now. @param {Amendment} each @param {Page} page */
function change(each, page) {
  if (each.kind === "move") return null;
  const isNow = each.is_stale && each.status === "open" && each.now_pieces;
  const text = (/** @type {Amendment["pieces"]} */ pieces) => h("p", { class: "differing", lang: page.language, dir: "auto" }, ...(pieces.length ? markedShort(pieces) : [each.text]));
  if (!isNow) return text(each.pieces);
  return h("div", {}, text(each.now_pieces ?? []), h("details", { class: "small", "data-fold": `base ${each.id}` }, h("summary", {}, t("amendment.as_written")), text(each.pieces)));
}

/** @param {Amendment} each @param {Page} page */
function actions(each, page) {
  const isOwn = page.mine !== "" && each.by === page.mine;
  const joined = isMine(each, page.mine);
  const first = page.all.filter((one) => one.of === each.id && one.status === "open").map((one) => one.number);
  const button = (/** @type {string} */ name, /** @type {() => void} */ onclick, tone = "") => h("button", { type: "button", class: `small ${tone}`, "data-focus": `${name} ${each.id}`, onclick }, t(`amendment.${name}`));
  const made = [
    page.canDecide && (first.length ? h("span", { class: "muted small" }, t("amendment.decide_first", { numbers: first.join(", ") })) : button("accept", () => page.onAccept(each), "primary")),
    page.canDecide && button("reject", () => page.onReject(each)),
    page.canSponsor && !isOwn && button(joined ? "leave" : "join", () => page.onSponsor(each, !joined)),
    page.canSponsor && each.kind === "replace" && button("amend_this", () => page.onAmend(each), "quiet"),
    (isOwn || (page.canDecide && isHouse(each.by))) && button("withdraw", () => page.onWithdraw(each), "quiet"),
  ].filter(Boolean);
  return made.length > 0 && h("p", { class: "row actions" }, ...made);
}
