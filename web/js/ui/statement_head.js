// What stands above the text: how far the statement is, the next step, the filter of paragraphs.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { paragraphsWith, progress, SIEVES } from "../state/matters.js";
import { STEPS } from "../state/statement.js";
import { h, part, setText } from "./dom.js";
import { openMenu } from "./line_menu.js";

/** @import {Statement} from "../types" */
/** @import {Matters, Sieve} from "../state/matters.js" */

/** @param {Statement} statement @param {string} edition @param {number} closed how many brackets were closed */
export function drawHead(statement, edition, closed) {
  const steps = part("steps");
  if (steps.dataset.status !== statement.status) {
    steps.dataset.status = statement.status;
    const [way, at] = wayOf(statement.status);
    steps.replaceChildren(...way.map((step, index) => h("li", { class: index < at ? "past" : index === at ? "now" : "", "aria-current": index === at ? "step" : null }, t(`statement.${step}`))));
  }
  drawLinked(statement);
  setText(part("edition"), edition);
  setText(part("symbol"), statement.symbol);
  part("bar").hidden = !["draft", "negotiation"].includes(statement.status);
  drawProgress(statement, closed);
}

/** The steps of a statement, and at which it is; one without consensus goes no further. @param {Statement["status"]} status @returns {[string[], number]} */
function wayOf(status) {
  const way = status === "converted" ? ["draft", "negotiation", "converted"] : STEPS;
  return [way, way.indexOf(status)];
}

/** The text that goes on in this one's place, or that this one comes from. @param {Statement} statement */
function drawLinked(statement) {
  const { converted_to: later, derived_from: former } = statement;
  const other = later ?? former;
  part("linked").hidden = !other;
  if (other) part("linked").replaceChildren(t(later ? "statement.goes_on" : "statement.comes_from"), " ", h("a", { href: `/statements/${other.id}`, dir: "auto" }, other.title));
}

/** The bar of brackets: full when none is open. @param {Statement} statement @param {number} closed */
export function drawProgress(statement, closed) {
  const { brackets } = progress(statement);
  const bar = /** @type {HTMLProgressElement} */ (part("progress"));
  bar.max = Math.max(1, brackets + closed);
  bar.value = bar.max - brackets;
  setText(part("bar-text"), brackets ? t("statement.brackets_left", { count: brackets }) : t("statement.no_brackets"));
}

/** The next step as a button, the others in a menu. @param {Statement} statement @param {{main: string[], menu: string[]}} actions @param {(action: string) => void} onAct */
export function drawActions(statement, { main, menu }, onAct) {
  const box = part("actions");
  const sign = JSON.stringify([main, menu, statement.status]);
  if (box.dataset.sign === sign) return;
  box.dataset.sign = sign;
  const more = h("button", { type: "button", "aria-haspopup": "menu", onclick: () => openMenu(more, menu.map((each) => ({ name: each, text: t(`statement.${each}`) })), onAct) }, t("statement.more"));
  const isFinal = statement.status !== "draft" && ["secretariat", "chair", "rapporteur", "delegation"].includes(boot.me.role);
  const links = [...(isFinal ? [h("a", { class: `button ${statement.can.includes("adopt") || statement.status === "adopted" || statement.status === "approved" ? "primary" : ""}`, href: `/statements/${statement.id}/adopt` }, t("adopt.title"))] : []),
    ...(statement.status === "published" ? [h("a", { class: "button primary", href: `/p/${statement.id}` }, t("statement.public"))] : [])];
  box.replaceChildren(...(menu.length ? [more] : []), ...main.map((action) => h("button", { type: "button", class: "primary", onclick: () => onAct(action) }, t(`statement.${action}`))), ...links);
}

/** What a text without a paragraph begins with. @param {Statement} statement @param {() => void} onWrite @param {() => void} onSeat */
export function drawEmpty(statement, onWrite, onSeat) {
  const box = part("empty");
  const canEdit = statement.can.includes("edit");
  const sign = JSON.stringify([canEdit, statement.parties.length > 0]);
  box.hidden = statement.paragraphs.length > 0;
  if (box.hidden || box.dataset.sign === sign) return;
  box.dataset.sign = sign;
  box.replaceChildren(h("p", {}, t("statement.empty")), canEdit && !statement.parties.length ? h("p", { class: "small" }, t("statement.no_parties")) : "",
    canEdit ? h("p", { class: "row" }, h("button", { type: "button", class: "primary", onclick: onWrite }, t("statement.write_first")), !statement.parties.length && h("button", { type: "button", onclick: onSeat }, t("statement.entitle"))) : "");
}

/** @param {Record<string, Matters>} found @param {Sieve} sieve @param {boolean} isParty @param {(sieve: Sieve) => void} onChoose */
export function drawSieves(found, sieve, isParty, onChoose) {
  const counted = paragraphsWith(found);
  const shown = SIEVES.filter((each) => counted[each] || sieve === each).filter((each) => each !== "mine" || isParty);
  const box = part("sieves");
  const sign = JSON.stringify([shown.map((each) => counted[each]), shown, sieve]);
  if (box.dataset.sign === sign) return;
  box.dataset.sign = sign;
  const button = (/** @type {Sieve} */ each, /** @type {number | null} */ count) => h("button", { type: "button", class: "small sieve", "aria-pressed": String(sieve === each), "data-sieve": each, onclick: () => onChoose(each) }, t(`sieve.${each}`), count !== null && h("span", { class: "num" }, String(count)));
  const focused = document.activeElement instanceof HTMLElement && box.contains(document.activeElement) ? document.activeElement.dataset.sieve : undefined;
  box.replaceChildren(...(shown.length ? [button("all", null)] : []), ...shown.map((each) => button(each, counted[each])));
  if (focused) /** @type {HTMLElement | null} */ (box.querySelector(`[data-sieve="${focused}"]`))?.focus();
}
