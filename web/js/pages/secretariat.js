// The secretariat's desk: sessions, statements, delegations, invitations, what each language gets.
import { t } from "../i18n.js";
import { get, post, remove } from "../net/api.js";
import { NOBODY } from "../state/bracket.js";
import { calledBy } from "../state/called.js";
import { statusKey } from "../state/notes.js";
import { stateChip } from "../ui/approval_band.js";
import { copyButton } from "../ui/copy.js";
import { offerNames } from "../ui/countries.js";
import { ask } from "../ui/dialog.js";
import { attempt, h, part, toast } from "../ui/dom.js";
import { keepGlossary } from "../ui/glossary.js";
import { standingLines } from "../ui/languages.js";
import { keepMemory } from "../ui/memory.js";
import { day } from "../ui/moment.js";
import { Composing } from "./composing.js";

/** @import {Session, Statement, Delegation, LanguageStatus} from "../types" */
/** @typedef {{id: string, role: string, delegation: string | null, name: string, expires_at: number, revoked_at: number | null, link?: string, qr?: string}} Invitation */

/** What delegations are called, by their codes. @type {Map<string, string>} */
let names = new Map();

async function draw() {
  const [{ sessions }, { statements }, { invitations }, { delegations }] = await Promise.all([get("/api/sessions"), get("/api/statements"), get("/api/invitations"), get("/api/delegations")]);
  names = new Map(delegations.map((/** @type {Delegation} */ each) => [each.code, calledBy(each)]));
  fill("sessions", sessions.map(sessionCard), t("secretariat.no_sessions"));
  fill("statements", statements.map((/** @type {Statement} */ each) => statementCard(each, names)), t("secretariat.no_statements"));
  fill("delegations", delegations.map((/** @type {Delegation} */ each) => h("li", {}, h("strong", {}, each.code), ` ${each.name} `, h("span", { class: "muted small" }, each.language))), t("secretariat.no_delegations"));
  drawInvitations(invitations, names);
  drawLanguages(sessions);
  part("sources").replaceChildren(...sessions.map((/** @type {Session} */ each) => pick("sessions", each.id, each.title)));
  part("parties").replaceChildren(...delegations.map((/** @type {Delegation} */ each) => pick("parties", each.code, calledBy(each))));
  const menu = /** @type {HTMLSelectElement} */ (form("invite").elements.namedItem("delegation"));
  const chosen = menu.value;
  menu.replaceChildren(...delegations.map((/** @type {Delegation} */ each) => h("option", { value: each.code, selected: each.code === chosen }, calledBy(each))));
}

/** @param {string} place @param {HTMLElement[]} rows @param {string} none */
function fill(place, rows, none) {
  part(place).replaceChildren(...(rows.length ? rows : [h("p", { class: "empty" }, none)]));
}

/** @param {string} name @param {string} value @param {string} text */
const pick = (name, value, text) => h("label", { class: "pick" }, h("input", { type: "checkbox", name, value }), ` ${text}`);

/** @param {Session} each */
function sessionCard(each) {
  const erase = async () => {
    const agreed = await ask({ title: t("secretariat.delete"), text: [t("secretariat.delete_means", { title: each.title })], yes: t("secretariat.delete"), isDangerous: true, typed: each.id });
    if (agreed) await attempt(async () => { await remove(`/api/sessions/${each.id}`); toast(t("secretariat.deleted", { title: each.title })); await draw(); });
  };
  const place = `/s/${each.id}`;
  return h("article", { class: "card" },
    h("div", { class: "row spread" }, h("h3", { dir: "auto" }, each.title), h("span", { class: "row" }, h("span", { class: `chip ${each.status === "open" ? "live good" : ""}` }, t(`status.${each.status}`)), h("span", { class: `chip ${each.visibility === "public" ? "" : "warn"}` }, t(`secretariat.${each.visibility}`)), each.status === "closed" && minutesChip(each))),
    h("p", { class: "row" }, ...each.languages.map(languageChip)),
    h("p", { class: "links" }, h("a", { href: place }, t("home.captions")), h("a", { href: `${place}/screen` }, t("secretariat.screen")), h("a", { href: `${place}/chair` }, t("home.chair")), h("a", { href: `${place}/mic` }, t("mic.title")), h("a", { href: `${place}/interpreter` }, t("interpreter.title")), h("a", { href: `${place}/minutes` }, t("home.minutes")), h("a", { href: `${place}/approval` }, t("approval.title")), each.minutes.state === "published" && h("a", { href: `/p/minutes/${each.id}` }, t("approval.public")), h("a", { href: `${place}/remarks` }, t("remarks.short")),
      h("button", { type: "button", class: "danger small", onclick: erase }, t("secretariat.delete"))));
}

/** How far the minutes of a session are. @param {Session} each */
function minutesChip(each) {
  const chip = stateChip(each.minutes.state);
  chip.prepend(`${t("home.minutes")}: `);
  return chip;
}

/** @param {LanguageStatus} each */
const languageChip = (each) => h("span", { class: `chip ${each.interpreter ? "good" : tone(each)}` }, `${each.name} · ${each.interpreter ? t("secretariat.interpreted", { name: each.interpreter.name }) : t(statusKey(each))}`);

/** @param {LanguageStatus} each */
const tone = (each) => ({ live: "good", rough: "warn", missing: "bad" })[each.status];

/** So many parties are named on a card. */
const NAMED = 6;

/** @param {Statement} each @param {Map<string, string>} names */
function partiesOf({ parties }, names) {
  const named = parties.slice(0, NAMED).map((code) => names.get(code) ?? code).join(", ");
  return parties.length > NAMED ? `${named} +${parties.length - NAMED}` : named || "—";
}

/** @param {Statement} each @param {Map<string, string>} names */
function statementCard(each, names) {
  return h("article", { class: "card" },
    h("div", { class: "row spread" }, h("h3", { dir: "auto" }, h("a", { href: `/statements/${each.id}` }, each.title)), h("span", { class: `chip ${each.sha256 ? "good" : "accent"}` }, t(`statement.${each.status}`))),
    h("p", { class: "links" }, h("span", { class: "muted small num", dir: "ltr" }, each.symbol), h("span", { class: "muted small" }, `${t("statement.parties")}: ${partiesOf(each, names)}`), each.visibility === "parties" && h("span", { class: "muted small" }, `${t("table.readers")}: ${t("table.visible_parties")}`), each.status === "published" && h("a", { href: `/p/${each.id}` }, t("statement.public"))));
}

/** @param {Invitation[]} invitations @param {Map<string, string>} names */
function drawInvitations(invitations, names) {
  const columns = [t("secretariat.person"), t("secretariat.role"), t("secretariat.expires"), ""];
  const isOver = (/** @type {Invitation} */ each) => each.revoked_at !== null || each.expires_at < Date.now();
  const ordered = [...invitations].sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.expires_at - a.expires_at);
  table("invitations", columns, ordered.map((each) => h("tr", { class: isOver(each) ? "revoked" : "" }, h("td", {}, each.name),
    h("td", {}, t(`role.${each.role}`), each.delegation && ` · ${names.get(each.delegation) ?? each.delegation}`), h("td", { class: "num" }, day(each.expires_at)), h("td", { class: "end" }, standing(each)))));
}

/** @param {Invitation} each */
function standing(each) {
  if (each.revoked_at !== null) return h("span", { class: "chip bad" }, t("secretariat.revoked"));
  if (each.expires_at < Date.now()) return h("span", { class: "chip" }, t("secretariat.expired"));
  const revoke = async () => {
    const agreed = await ask({ title: t("secretariat.revoke"), text: [t("secretariat.revoke_means", { name: each.name })], yes: t("secretariat.revoke"), isDangerous: true });
    if (agreed) await attempt(async () => { await post(`/api/invitations/${each.id}/revoke`); await draw(); });
  };
  return h("button", { type: "button", class: "small", onclick: revoke, "aria-label": `${t("secretariat.revoke")}: ${each.name}` }, t("secretariat.revoke"));
}

/** What a reader of each language gets, once for all sessions. @param {Session[]} sessions */
function drawLanguages(sessions) {
  const known = new Map(sessions.flatMap((each) => each.languages.map((/** @type {LanguageStatus} */ language) => [language.code, language])));
  table("languages", [t("secretariat.language"), t("secretariat.state"), t("secretariat.mend")], [...known.values()].map((each) => h("tr", {}, h("td", { lang: each.code }, each.name),
    h("td", {}, h("span", { class: `chip ${tone(each)}` }, t(statusKey(each))), ...(each.status === "live" ? [] : standingLines(each))),
    h("td", {}, each.command ? h("span", { class: "command-line" }, h("code", {}, each.command), copyButton(each.command)) : "—"))));
}

/** @param {string} place @param {string[]} columns @param {HTMLElement[]} rows */
function table(place, columns, rows) {
  part(place).replaceChildren(h("thead", {}, h("tr", {}, ...columns.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, ...rows));
}

/** The link is shown once. @param {Invitation} made */
function showLink(made) {
  const box = h("div", { class: "card fresh" }, made.qr ? h("img", { src: made.qr, alt: t("secretariat.qr") }) : "",
    h("div", {}, h("p", {}, h("strong", {}, `${made.name} · ${t(`role.${made.role}`)}`)), h("code", {}, made.link), h("p", { class: "muted small" }, t("secretariat.link_once")),
      h("p", { class: "row" }, copyButton(made.link ?? ""), h("button", { type: "button", class: "small", onclick: () => box.remove() }, t("secretariat.done")))));
  part("link").replaceChildren(box);
  box.scrollIntoView({ block: "nearest" });
}

/** @param {string} name */
const form = (name) => /** @type {HTMLFormElement} */ (part(name));

/** @param {string} name @param {(given: FormData) => Promise<unknown>} send false: the form stays as it is */
function onSubmit(name, send) {
  const sheet = form(name);
  const opener = /** @type {HTMLButtonElement} */ (document.querySelector(`[data-new="${name}"]`));
  const toggle = (/** @type {boolean} */ isOpen) => {
    sheet.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return opener.focus();
    sheet.scrollIntoView({ block: "nearest" });
    /** @type {HTMLElement | null} */ (sheet.querySelector("input, select"))?.focus();
  };
  sheet.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) toggle(false); });
  opener.addEventListener("click", () => toggle(sheet.hidden));
  part("cancel", sheet).addEventListener("click", () => toggle(false));
  sheet.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(async () => {
      if ((await send(new FormData(sheet))) === false) return;
      sheet.reset();
      roleChanged();
      toggle(false);
      await draw();
    });
  });
}

function roleChanged() {
  const role = /** @type {HTMLSelectElement} */ (form("invite").elements.namedItem("role"));
  part("for-delegation").hidden = role.value !== "delegation";
}

const text = (/** @type {FormData} */ given, /** @type {string} */ name) => String(given.get(name) ?? "").trim();

onSubmit("create", (given) => post("/api/sessions", { title: text(given, "title"), visibility: text(given, "visibility"), languages: given.getAll("languages") }));
const composing = new Composing(form("compose"), (code) => (code === NOBODY ? t("bracket.nobody") : names.get(code) ?? code));
onSubmit("compose", (given) => composing.submit(given));
onSubmit("delegate", (given) => post("/api/delegations", { code: text(given, "code").toUpperCase(), name: text(given, "name"), language: text(given, "language") }));
onSubmit("invite", async (given) => {
  const role = text(given, "role");
  showLink(await post("/api/invitations", { role, delegation: role === "delegation" ? text(given, "delegation") : null, name: text(given, "name"), days: Number(text(given, "days")) }));
});
form("invite").addEventListener("change", roleChanged);
roleChanged();
document.addEventListener("sessions", () => attempt(draw)); // one was brought in
attempt(draw);
keepGlossary();
offerNames(form("delegate"));
keepMemory();
