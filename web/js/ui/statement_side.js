// What stands beside the statement: how far it is, what is in the way, who is missing, the seal.
import { t } from "../i18n.js";
import * as reduce from "../state/statement.js";
import { h, part } from "./dom.js";
import { moment } from "./moment.js";
import { mark, tally } from "./positions.js";

/** @import {Statement} from "../types" */
/** @import {Obstacle} from "../state/statement.js" */

/** Why the draft leaves something out, as the server says it. @type {Record<string, string>} */
const WHY = { "not placed: it may hold a position, a person should read it": "not_placed", "left out: neither a proposal, a position nor a commitment": "not_taken_up", "only courtesies and procedure": "nothing_said" };

/** @param {Statement} statement @param {(code: string) => string} name @param {(code: string) => string} called @param {(id: string) => void} onRestore */
export function drawSide(statement, name, called, onRestore) {
  const { brackets, problems, answered, parties } = reduce.progress(statement);
  const isSettled = ["adopted", "approved", "published"].includes(statement.status);
  part("progress").replaceChildren(h("h2", {}, t("statement.progress")), h("ul", { class: "plain figures" },
    figure(brackets, t("statement.open_brackets"), brackets ? "warn" : "good"), problems ? figure(problems, t("statement.open_problems"), "warn") : null,
    statement.status !== "draft" && figure(`${answered}/${parties}`, t("statement.answered"), answered === parties ? "good" : "")), tally(statement) ?? "");
  list("obstacles", isSettled ? [] : statement.obstacles.map((text) => obstacle(reduce.obstacle(text), name)), t("statement.obstacles"));
  list("unanswered", statement.status === "negotiation" ? statement.unanswered.map(name) : [], t("statement.unanswered"));
  list("outdated", isSettled ? [] : reduce.outdated(statement).map(name), t("statement.outdated"));
  list("parties", statement.parties.map(name), t("statement.parties"));
  list("untranslated", isSettled ? [] : statement.untranslated.map((each) => h("a", { href: `#${each.paragraph}` }, `${name(each.delegation)} · ${called(each.lang)}`)), t("statement.untranslated"));
  list("omitted", isSettled ? [] : statement.omitted.map((each) => h("span", {}, h("strong", {}, name(each.delegation)), ` — ${t(`statement.${WHY[each.why] ?? "nothing_said"}`)}`, each.words && h("blockquote", { class: "small", dir: "auto" }, each.words))), t("statement.omitted"));
  const back = (/** @type {string} */ id) => h("button", { type: "button", class: "quiet small", onclick: () => onRestore(id) }, t("statement.restore"));
  list("taken-out", statement.taken_out.map((each) => h("span", {}, h("span", { class: "clipped", dir: "auto" }, each.text), h("span", { class: "muted small" }, `${each.by} · ${moment(each.at)} `), statement.can.includes("edit") && back(each.id))), t("statement.taken_out"));
  part("seal").hidden = !statement.sha256;
  part("seal").replaceChildren(h("h2", {}, t("statement.adopted_at")), h("p", {}, moment(statement.adopted_at)), h("p", { class: "small muted" }, t("statement.sha")), h("code", { class: "hash" }, statement.sha256));
}

/** @param {number | string} count @param {string} words @param {string} tone */
const figure = (count, words, tone) => h("li", {}, h("strong", { class: `num ${tone}` }, String(count)), h("span", {}, words));

/** @param {string} place @param {(string | Node)[]} rows @param {string} title */
function list(place, rows, title) {
  part(place).hidden = !rows.length;
  part(place).replaceChildren(h("h2", {}, title), h("ul", {}, ...rows.map((row) => h("li", {}, row))));
}

/** @param {Obstacle} each @param {(code: string) => string} name */
function obstacle(each, name) {
  if (each.kind === "other") return each.text;
  const where = each.paragraph ? t("statement.paragraph", { number: each.paragraph }) : t("statement.whole");
  if (each.kind === "bracket") return h("span", {}, h("strong", {}, name(each.owner)), ` ${t(`hold.${each.hold}`)} · ${where}`);
  if (each.kind === "retracted") return t("statement.quotes_retracted", { number: each.paragraph });
  return h("span", {}, h("strong", {}, name(each.party)), " ", mark(each.value), ` · ${where}`);
}
