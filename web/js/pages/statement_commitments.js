// The register of commitments: who does what by when, filtered, worded and kept in versions.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post, put } from "../net/api.js";
import { Following } from "../net/statement.js";
import { calledBy } from "../state/called.js";
import { dueText, left, progress } from "../state/register.js";
import { askCommitment } from "../ui/commitment_form.js";
import { attempt, h, part, setText, toast } from "../ui/dom.js";
import { keyed } from "../ui/keyed.js";
import { moment } from "../ui/moment.js";

/** @import {Commitment, Register, Statement} from "../types" */
/** @import {Filter} from "../state/register.js" */

const STATES = /** @type {Commitment["state"][]} */ (["open", "in_progress", "done", "dropped"]);
const TONES = { open: "", in_progress: "accent", done: "good", dropped: "" };
const statement = /** @type {Statement} */ (boot.statement);
const base = `/api/statements/${statement.id}/commitments`;
const mine = boot.me.delegation ?? "";
/** @type {Map<string, string>} */
const names = new Map();
const name = (/** @type {string} */ code) => names.get(code) ?? code;
/** @type {Register | null} */
let register = null;
/** @type {Filter} */
let filter = { state: "", owner: "" };

/** @param {Register} told */
function become(told) {
  if (register && told.rev < register.rev) return;
  register = told;
  following.has(told.rev);
  draw(told);
}

const read = () => attempt(async () => become(await get(base)));

/** @param {() => Promise<Register>} call */
async function change(call) {
  try {
    become(await call());
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), "bad");
    if (error instanceof ApiError && error.status === 409) await read();
  }
}

/** @param {Register} told */
function draw(told) {
  const all = told.commitments;
  const { count, done, late } = progress(all);
  setText(part("progress"), all.length ? [t("commitments.progress", { done, count }), late ? t("commitments.late_count", { count: late }) : ""].filter(Boolean).join(" · ") : "");
  part("csv").hidden = !all.length;
  part("empty").hidden = all.length > 0;
  setText(part("empty"), t(told.is_adopted ? "commitments.none" : "commitments.before"));
  drawActions(told);
  drawFilters(told);
  keyed(part("register"), left(all, filter), { id: (each) => each.id, sign: (each) => [each, names.size], make: card });
}

/** @param {Register} told */
function drawActions(told) {
  const box = part("actions");
  const sign = JSON.stringify([told.can, Boolean(told.commitments.length)]);
  if (box.dataset.sign === sign) return;
  box.dataset.sign = sign;
  const isEmpty = !told.commitments.length;
  box.replaceChildren(...(told.can.includes("add") ? [
    ...(isEmpty ? [h("button", { type: "button", class: "primary", "data-draft": true, onclick: () => change(() => post(`${base}/draft`)) }, t("commitments.draft"))] : []),
    h("button", { type: "button", onclick: add }, t("commitments.add")),
  ] : []));
}

/** @param {Register} told */
function drawFilters(told) {
  const box = part("filters");
  box.hidden = told.commitments.length < 2;
  if (box.dataset.sign === `${told.parties.join()} ${names.size}`) return;
  box.dataset.sign = `${told.parties.join()} ${names.size}`;
  const choose = (/** @type {"state" | "owner"} */ key) => (/** @type {Event} */ event) => { filter = { ...filter, [key]: /** @type {HTMLSelectElement} */ (event.target).value }; if (register) draw(register); };
  box.replaceChildren(
    h("label", { class: "labelled small" }, t("commitments.state"), " ", h("select", { onchange: choose("state") }, h("option", { value: "" }, t("commitments.all")), h("option", { value: "late" }, t("commitments.late")), ...STATES.map((each) => h("option", { value: each }, t(`commitments.is_${each}`))))),
    h("label", { class: "labelled small" }, t("commitments.owner"), " ", h("select", { onchange: choose("owner") }, h("option", { value: "" }, t("commitments.everybody")), ...told.parties.map((each) => h("option", { value: each, selected: each === filter.owner }, name(each))))));
}

/** @param {Commitment} each */
function card(each) {
  const contacts = Object.entries(each.contacts).sort();
  const facts = /** @type {[string, Node | string][]} */ ([
    [t("commitments.owners"), each.owners.length ? each.owners.map(name).join(", ") : t("commitments.nobody")],
    [t("commitments.due"), each.due ? h("span", {}, h("time", { datetime: each.due }, dueText(each.due, boot.ui)), each.is_late && h("span", { class: "chip bad" }, t("commitments.late"))) : h("span", { dir: "auto" }, each.due_said || "—")],
    ...(contacts.length ? [[t("commitments.contacts"), h("ul", { class: "plain" }, ...contacts.map(([code, text]) => h("li", {}, `${name(code)}: `, h("bdi", {}, text))))]] : []),
    ...(each.note ? [[t("commitments.note"), h("span", { dir: "auto" }, each.note)]] : []),
  ]);
  return h("article", { class: `commitment ${each.is_late ? "late" : ""} ${each.state}`, id: each.id, tabindex: "0", "data-focus": each.id, "aria-label": t("commitments.one", { text: each.text.slice(0, 60) }) },
    h("p", { class: "row small" }, each.number && h("a", { href: `/statements/${statement.id}#${each.paragraph}` }, t("rendering.paragraph", { number: each.number })), h("span", { class: `chip ${TONES[each.state]}` }, t(`commitments.is_${each.state}`))),
    h("p", { class: "wording", lang: statement.language, dir: "auto" }, each.text),
    h("dl", {}, ...facts.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)))),
    each.can.length > 0 && h("p", { class: "row tools" }, h("button", { type: "button", class: "small", "data-focus": `edit ${each.id}`, onclick: () => edit(each) }, t(each.can.includes("edit") ? "commitments.edit" : each.can.includes("state") ? "commitments.report" : "commitments.set_contact"))),
    each.versions.length > 1 && h("details", { class: "small", "data-fold": "versions" }, h("summary", {}, t("commitments.versions", { count: each.versions.length })), h("div", { class: "history" }, ...each.versions.map((one) => h("div", {}, h("p", { class: "muted" }, `${one.by} · ${moment(one.at)} · ${t(`commitments.is_${one.state}`)}${one.due ? ` · ${dueText(one.due, boot.ui)}` : ""}`), h("p", { dir: "auto" }, one.note || one.text))))));
}

async function add() {
  if (!register) return;
  const given = await askCommitment(null, { parties: register.parties, name, mine, can: ["edit"] });
  if (given) await change(() => post(base, given));
}

/** @param {Commitment} each */
async function edit(each) {
  if (!register) return;
  const given = await askCommitment(each, { parties: register.parties, name, mine, can: each.can });
  if (given) await change(() => put(`${base}/${each.id}`, { rev: each.rev, ...given }));
}

const following = new Following(statement.id, {
  onChange: (about) => { if (["commitments", "life", "parties", "everything"].includes(about)) read(); },
  onStatus: (status) => { part("lost").hidden = status === "live"; },
});
attempt(async () => {
  const { delegations } = await get("/api/delegations");
  for (const each of delegations) names.set(each.code, calledBy(each));
  if (register) draw(register);
});
read().then(() => following.start());
