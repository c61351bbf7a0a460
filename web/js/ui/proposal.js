// A delegation's proposal with both wordings, and a corrigendum of an approved record.
import { t } from "../i18n.js";
import { clock, h } from "./dom.js";
import { moment } from "./moment.js";
import { marked } from "./suggestion.js";
import { playButton } from "./player.js";
import { direction } from "./scripts.js";

/** @import {Corrigendum, LanguageStatus, Proposal} from "../types" */

const TONES = { open: "accent", accepted: "good", declined: "bad", withdrawn: "", late: "warn" };

/** What became of a proposal. @param {Proposal["state"]} state */
export const standingChip = (state) => h("span", { class: `chip ${TONES[state]}`, "data-standing": state }, t(`approval.proposal_${state}`));

/**
 * @param {Proposal} each
 * @param {{session: string, onAccept: ((each: Proposal) => void) | null, onDecline: ((each: Proposal) => void) | null, onWithdraw: ((each: Proposal) => void) | null, isAlone?: boolean}} page
 */
export function proposalCard(each, { session, onAccept, onDecline, onWithdraw, isAlone = true }) {
  const title = `proposal-${each.id}`;
  const buttons = each.state === "open" ? [
    onAccept && each.now && h("button", { type: "button", class: "primary small", onclick: () => onAccept(each), "aria-describedby": title, "data-focus": "accept" }, t(each.is_stale ? "approval.accept_over" : "approval.accept")),
    onDecline && h("button", { type: "button", class: "small", onclick: () => onDecline(each), "aria-describedby": title, "data-focus": "decline" }, t("approval.decline")),
    onWithdraw && h("button", { type: "button", class: "small", onclick: () => onWithdraw(each), "aria-describedby": title, "data-focus": "withdraw" }, t("approval.withdraw")),
  ].filter((button) => button instanceof HTMLElement) : [];
  return h("article", { class: "proposal card", "data-proposal": each.id, "aria-labelledby": title },
    h("p", { class: "row spread" }, h("span", { class: "row" }, isAlone && playButton({ session, id: each.segment, start_ms: each.start_ms }), h("strong", { id: title, dir: "auto" }, isAlone ? each.name : t("approval.your_proposal")), !isAlone && h("span", { class: "visually-hidden" }, clock(each.start_ms))), standingChip(each.state)),
    each.is_stale ? stale(each) : wording(each.pieces, each.lang),
    h("p", { class: "small" }, h("span", { class: "muted" }, `${t("approval.why")}: `), h("span", { dir: "auto" }, each.why)),
    h("p", { class: "small muted" }, t("approval.proposed_by", { by: each.by, when: moment(each.at) })),
    each.answered_at !== null && h("p", { class: `small answer ${each.state}` }, t(`approval.answered_${each.state}`, { by: each.answered_by, when: moment(each.answered_at) }), each.answer && h("span", { dir: "auto" }, ` — ${each.answer}`)),
    buttons.length > 0 && h("p", { class: "row" }, ...buttons));
}

/** The line was changed meanwhile: what it read, what it reads, what is proposed. @param {Proposal} each */
function stale(each) {
  const row = (/** @type {string} */ name, /** @type {(Node | string)[]} */ text) => h("div", {}, h("dt", {}, name), h("dd", { lang: each.lang, dir: direction(each.lang), class: "wording-line" }, ...text));
  return h("div", { class: "stale" }, h("p", { class: "notice warn small" }, t(each.now ? "approval.stale" : "approval.line_gone")),
    h("dl", {}, row(t("approval.read_then"), [each.before]), each.now && row(t("approval.reads_now"), [each.now.text]), row(t("approval.proposed"), each.now ? marked(each.now_pieces) : [each.text])));
}

/** @param {Proposal["pieces"]} pieces @param {string} lang */
const wording = (pieces, lang) => h("p", { class: "wording-line", lang, dir: direction(lang) }, ...marked(pieces));

/** @param {Corrigendum} each @param {LanguageStatus[]} languages */
export function corrigendumCard(each, languages) {
  const lang = languages.find((one) => one.code === each.lang);
  const words = each.is_hidden || each.kind === "withheld" ? [h("p", {}, t("approval.withheld"))] : [
    h("p", { class: "wording-line", lang: each.lang || null, dir: "auto" }, h("del", {}, each.before)),
    h("p", { class: "wording-line", lang: each.lang || null, dir: "auto" }, h("ins", {}, each.after)),
  ];
  return h("article", { class: "proposal card", "data-corrigendum": each.number },
    h("p", { class: "row spread" }, h("span", { class: "row" }, h("strong", {}, t("approval.corrigendum", { number: each.number })), lang && h("span", { class: "chip" }, lang.name)), each.kind === "withheld" && h("span", { class: "chip bad" }, t("approval.is_withheld"))),
    ...words, h("p", { class: "small", dir: "auto" }, h("span", { class: "muted" }, `${t("approval.why")}: `), each.why),
    h("p", { class: "small muted" }, t("approval.proposed_by", { by: each.by, when: moment(each.at) })), h("code", { class: "hash" }, each.sha256));
}
