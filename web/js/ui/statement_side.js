// What stands beside the statement: what is in the way, who is missing, what is left out, the seal.
import { t } from "../i18n.js";
import { NOBODY } from "../state/bracket.js";
import { outdated } from "../state/positions.js";
import { untranslatedIn } from "../state/statement.js";
import { h, part } from "./dom.js";
import { moment } from "./moment.js";
import { mark, tally } from "./positions.js";

/** @import {Hindrance, Statement, Zero} from "../types" */
/** @import {Standing} from "../state/positions.js" */

/** Why the draft leaves something out, as the server says it. @type {Record<string, string>} */
const WHY = { "not placed: it may hold a position, a person should read it": "not_placed", "left out: neither a proposal, a position nor a commitment": "not_taken_up", "only courtesies and procedure": "nothing_said", "drafted by cue words alone, without the second reader: more may be missing": "by_cues_alone" };
/** So many rows of a card are shown at once. */
const MANY = 8;

/**
 * @param {Statement} statement @param {Standing} standing
 * @param {{zero: Zero | null, name: (code: string) => string, where: (id: string) => string, called: (code: string) => string, onRestore: (id: string) => void}} page
 */
export function drawSide(statement, standing, { zero, name, where, called, onRestore }) {
  const isSettled = !["draft", "negotiation"].includes(statement.status);
  const answered = statement.parties.length - standing.unanswered.length;
  part("whole").hidden = statement.status === "draft" || !statement.parties.length;
  part("whole").replaceChildren(h("h2", {}, t("statement.whole")), h("p", {}, h("strong", { class: "num" }, `${answered}/${statement.parties.length}`), " ", t("statement.answered")), tally(standing) ?? "",
    statement.status === "negotiation" ? h("p", { class: "muted small" }, t(standing.isAgreed ? "statement.all_agreed" : "statement.until_everything")) : "",
    standing.late.length ? h("p", { class: "small" }, t("position.late", { who: [...new Set(standing.late.map((each) => name(each.delegation)))].join(", ") })) : "");
  list("obstacles", isSettled ? [] : standing.obstacles.map((each) => hindrance(each, name, where)), t("statement.obstacles"));
  list("unanswered", statement.status === "negotiation" ? standing.unanswered.map(name) : [], t("statement.unanswered"));
  list("outdated", isSettled ? [] : outdated(standing).map(name), t("statement.outdated"));
  list("parties", statement.parties.map(name), t("statement.parties"));
  list("observers", (statement.observers ?? []).map(name), t("table.observers"));
  list("untranslated", isSettled ? [] : untranslatedIn(statement).map((each) => h("span", {}, h("a", { href: `#${each.paragraph}` }, `${name(each.delegation)} · ${called(each.lang)} · ${where(each.paragraph)}`), each.count > 1 && h("span", { class: "muted num" }, ` ${each.count}`))), t("statement.untranslated"));
  list("unplaced", isSettled ? [] : (zero?.unplaced ?? []).map((each) => h("span", {}, h("strong", {}, name(each.delegation)), h("blockquote", { class: "small", lang: each.language, dir: "auto" }, each.words))), t("statement.unplaced"));
  list("omitted", isSettled ? [] : statement.omitted.map((each) => h("span", {}, each.delegation && h("strong", {}, name(each.delegation)), each.delegation && " — ", t(`statement.${WHY[each.why] ?? "nothing_said"}`), each.words && h("blockquote", { class: "small", dir: "auto" }, each.words))), t("statement.omitted"));
  const back = (/** @type {string} */ id) => h("button", { type: "button", class: "quiet small", onclick: () => onRestore(id) }, t("statement.restore"));
  list("taken-out", statement.taken_out.map((each) => h("span", {}, h("span", { class: "clipped", dir: "auto" }, each.text), h("span", { class: "muted small" }, `${each.by} · ${moment(each.at)} `), statement.can.includes("edit") && back(each.id))), t("statement.taken_out"));
  part("seal").hidden = !statement.sha256;
  part("seal").replaceChildren(h("h2", {}, t("statement.adopted_at")), h("p", {}, moment(statement.adopted_at)), h("p", { class: "small muted" }, t("statement.sha")), h("code", { class: "hash" }, statement.sha256));
}

/** Long lists are folded behind their first rows. @param {string} place @param {(string | Node)[]} rows @param {string} title */
function list(place, rows, title) {
  const box = part(place);
  box.hidden = !rows.length;
  const isOpen = box.querySelector("details")?.open ?? false;
  const [first, rest] = [rows.slice(0, MANY), rows.slice(MANY)];
  const items = (/** @type {(string | Node)[]} */ all) => h("ul", {}, ...all.map((row) => h("li", {}, row)));
  box.replaceChildren(h("h2", {}, title, h("span", { class: "muted num" }, ` ${rows.length}`)), items(first), rest.length ? h("details", { open: isOpen }, h("summary", { class: "small" }, t("statement.more_rows", { count: rest.length })), items(rest)) : "");
}

/** What stands in the way, in the reader's language, with the way to it. @param {Hindrance} each @param {(code: string) => string} name @param {(id: string) => string} where */
export function hindrance(each, name, where) {
  const place = each.paragraph ? h("a", { href: `#${each.paragraph}` }, where(each.paragraph)) : where("");
  const who = h("strong", {}, each.delegation === NOBODY ? t("bracket.nobody") : name(each.delegation));
  if (each.what === "bracket") return h("span", {}, who, ` ${t(`hold.${each.value}`)} · `, place);
  if (each.what === "position") return h("span", {}, who, " ", mark(each.value), " · ", place);
  if (each.what === "amendment") return h("span", {}, h("strong", {}, each.number), " ", who, " · ", place);
  if (each.what === "retracted") return h("span", {}, t("statement.retracted_line"), " · ", place);
  return each.what === "silence" ? t("silence.running") : each.text;
}
