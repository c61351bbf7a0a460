// The languages of a statement: source and version beside each other, checked, revised and signed.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post, put } from "../net/api.js";
import { Following } from "../net/statement.js";
import { calledBy } from "../state/called.js";
import * as reduce from "../state/renderings.js";
import { command } from "../ui/copy.js";
import { ask } from "../ui/dialog.js";
import { languageName } from "../ui/direction.js";
import { attempt, h, part, setText, toast } from "../ui/dom.js";
import { keyed } from "../ui/keyed.js";
import { askLanguages } from "../ui/language_choice.js";
import { moment } from "../ui/moment.js";
import { versionPair } from "../ui/version_pair.js";

/** @import {Languages, LanguageVersion, Statement} from "../types" */
/** @import {Draft} from "../ui/version_pair.js" */

const statement = /** @type {Statement} */ (boot.statement);
const base = `/api/statements/${statement.id}/languages`;
/** @type {Languages | null} */
let told = null;
let language = new URLSearchParams(location.search).get("lang") ?? "";
let isOnlyOpen = false;
/** The words under the reader's hand, by language and paragraph. @type {Map<string, Draft & {rev: number}>} */
const drafts = new Map();
/** @type {Map<string, string>} */
const names = new Map();
const name = (/** @type {string} */ code) => names.get(code) ?? code;
const WAIT_MS = 2000;
let waiting = 0;

/** @param {Languages} answer */
function become(answer) {
  if (told && answer.rev < told.rev) return;
  told = answer;
  following.has(answer.rev);
  draw();
  clearTimeout(waiting);
  if (answer.versions.some((each) => each.route.state === "live" && reduce.counts(each).waiting)) waiting = setTimeout(read, WAIT_MS);
}

const read = () => attempt(async () => become(await get(base)));

/** @param {() => Promise<Languages>} call @returns {Promise<boolean>} */
async function change(call) {
  try {
    become(await call());
    return true;
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), "bad");
    if (error instanceof ApiError && error.status === 409) await read();
    return false;
  }
}

function draw() {
  if (!told) return;
  const version = reduce.versionOf(told, language);
  if (version) language = version.language;
  drawHead(told);
  drawTabs(told);
  part("empty").hidden = Boolean(version);
  for (const piece of ["bar", "pairs"]) part(piece).hidden = !version;
  part("clause").hidden = !version || !version.clause;
  part("keys").hidden = !version || !told.can.includes("revise") || version.is_fixed;
  if (!version) return;
  drawBar(told, version);
  const shown = version.paragraphs.filter((each) => !isOnlyOpen || reduce.isOpen(each) || drafts.has(keyOf(each.id)));
  const sources = new Map(told.source.map((each) => [each.id, each]));
  const { working, direction, can } = told;
  keyed(part("pairs"), shown, {
    id: (each) => `${version.language} ${each.id}`,
    sign: (each) => [each, sources.get(each.id), version.is_fixed, version.route.state, can, names.size, drafts.has(keyOf(each.id)), drafts.get(keyOf(each.id))?.error, drafts.get(keyOf(each.id))?.order],
    make: (each) => versionPair(/** @type {Languages["source"][number]} */ (sources.get(each.id)), each, version, {
      working, direction, canRevise: can.includes("revise"), name, draft: (id) => drafts.get(keyOf(id)) ?? null, onEdit: edit, onSave: save, onCancel: cancel,
      onAccept: (id) => change(() => put(`${base}/${language}/paragraphs/${id}`, { rev: each.rev })),
      onRight: (id, fault, text) => change(() => post(`${base}/${language}/paragraphs/${id}/right`, { fault, text })),
      onType: (id, text, order) => type(id, text, order),
    }),
  });
  part("clause").replaceChildren(h("div", { class: "side", lang: working, dir: direction }, h("p", { class: "wording" }, told.clause)), h("div", { class: "side", lang: version.language, dir: version.direction }, h("p", { class: "wording" }, version.clause)),
    h("p", { class: "told small muted" }, t("rendering.clause_means")));
}

/** @param {Languages} answer */
function drawHead(answer) {
  const { can, working } = answer;
  const said = [t("rendering.works_in", { language: languageName(working) }), answer.prevails ? t("rendering.prevails", { language: languageName(answer.prevails) }) : ""];
  setText(part("said"), said.filter(Boolean).join(" · "));
  const box = part("actions");
  if (box.dataset.can === can.join()) return;
  box.dataset.can = can.join();
  box.replaceChildren(...(can.includes("choose") ? [h("button", { type: "button", onclick: choose }, t("rendering.choose"))] : []));
}

/** @param {Languages} answer */
function drawTabs(answer) {
  const box = part("tabs");
  box.hidden = !answer.versions.length;
  const held = box.contains(document.activeElement);
  box.replaceChildren(...answer.versions.map((each) => {
    const open = each.paragraphs.filter(reduce.isOpen).length;
    const isChosen = each.language === language;
    return h("button", { type: "button", role: "tab", id: `tab-${each.language}`, "aria-selected": String(isChosen), "aria-controls": "panel", tabindex: isChosen ? "0" : "-1", onclick: () => turnTo(each.language) },
      languageName(each.language), " ", h("span", { class: `count ${open ? "open" : ""}`, "aria-label": t("rendering.open_count", { count: open }) }, open ? String(open) : "✓"));
  }));
  part("panel").setAttribute("aria-labelledby", `tab-${language}`);
  if (held) document.getElementById(`tab-${language}`)?.focus();
}

/** @param {Languages} answer @param {LanguageVersion} version */
function drawBar(answer, version) {
  const counts = reduce.counts(version);
  const signed = version.sign_off;
  const chips = [h("span", { class: `chip ${version.is_authentic ? "accent" : ""}` }, t(version.is_authentic ? "rendering.authentic" : "rendering.courtesy")), version.prevails && h("span", { class: "chip accent" }, t("rendering.prevails_short"))];
  const state = signed ? h("span", { class: `chip ${signed.is_current ? "good" : "warn"}` }, t(signed.is_current ? "rendering.signed" : "rendering.signed_earlier", { by: signed.by, at: moment(signed.at) })) : h("span", { class: "chip" }, t("rendering.unsigned"));
  const progress = h("span", { class: "small num", role: "status" }, [t("rendering.progress", { done: counts.done, count: version.paragraphs.length }), ...["stale", "faults", "missing", "waiting"].map((key) => (counts[/** @type {"stale"} */ (key)] ? t(`rendering.count_${key}`, { count: counts[/** @type {"stale"} */ (key)] }) : "")).filter(Boolean)].join(" · "));
  const filter = h("label", { class: "check small" }, h("input", { type: "checkbox", checked: isOnlyOpen, "data-focus": "filter", onchange: (/** @type {Event} */ event) => { isOnlyOpen = /** @type {HTMLInputElement} */ (event.target).checked; draw(); } }), ` ${t("rendering.only_open")}`);
  const again = answer.can.includes("again") && !version.is_fixed && version.route.state === "live" && h("button", { type: "button", class: "small", "data-focus": "again", onclick: translate }, t("rendering.again"));
  const sign = answer.can.includes("sign") && !version.is_fixed && h("button", { type: "button", class: "small primary", "data-focus": "sign", disabled: !reduce.isSignable(version), onclick: () => signOff(version) }, t("rendering.sign"));
  const route = version.route.state === "missing" && h("div", { class: "notice warn small" }, h("p", {}, t("rendering.no_route", { source: languageName(answer.working), target: languageName(version.language) })), commandOf(version.route.note));
  const away = version.route.state === "away" && counts.waiting > 0 && h("p", { class: "notice warn small" }, t("rendering.waits_away"));
  const fixed = version.is_fixed && h("p", { class: "notice good small" }, t("rendering.fixed"));
  const box = part("bar");
  const focus = document.activeElement instanceof HTMLElement && box.contains(document.activeElement) ? document.activeElement.dataset.focus : "";
  box.replaceChildren(h("p", { class: "row" }, ...chips, state, progress), h("p", { class: "row" }, filter, again, sign), ...[route, away, fixed].filter((each) => each instanceof Node));
  if (focus) /** @type {HTMLElement | null} */ (box.querySelector(`[data-focus="${focus}"]`))?.focus();
}

/** @param {string} note */
function commandOf(note) {
  const found = note.split(": ").slice(1).join(": ");
  return found ? command(found) : h("p", { dir: "auto" }, note);
}

/** @param {string} code */
function turnTo(code) {
  language = code;
  history.replaceState(null, "", `?lang=${code}`);
  draw();
}

/** @param {string} id */
const keyOf = (id) => `${language} ${id}`;

/** @param {string} id */
function edit(id) {
  const version = told && reduce.versionOf(told, language);
  const each = version?.paragraphs.find((one) => one.id === id);
  if (!each || drafts.has(keyOf(id))) return;
  drafts.set(keyOf(id), { text: each.text, order: null, error: "", rev: each.rev });
  draw();
  const area = document.querySelector(`[data-focus="words ${id}"]`);
  if (area instanceof HTMLTextAreaElement) area.focus();
}

/** @param {string} id @param {string} text @param {number[] | null} order */
function type(id, text, order) {
  const draft = drafts.get(keyOf(id));
  if (!draft) return;
  const isOther = JSON.stringify(order) !== JSON.stringify(draft.order);
  drafts.set(keyOf(id), { ...draft, text, order });
  if (isOther) draw();
}

/** @param {string} id */
async function save(id) {
  const key = keyOf(id);
  const draft = drafts.get(key);
  if (!draft) return;
  try {
    const answer = await put(`${base}/${language}/paragraphs/${id}`, { rev: draft.rev, text: draft.text, order: draft.order });
    drafts.delete(key);
    become(answer);
    focus(id);
  } catch (error) {
    const newer = error instanceof ApiError ? error.details.paragraph?.rev : undefined;
    drafts.set(key, { ...draft, rev: newer ?? draft.rev, error: error instanceof Error ? error.message : String(error) });
    draw();
  }
}

/** @param {string} id */
function cancel(id) {
  drafts.delete(keyOf(id));
  draw();
  focus(id);
}

async function choose() {
  if (!told) return;
  const { rev } = told;
  const chosen = await askLanguages(told, boot.languages);
  if (chosen) await change(() => post(base, { rev, ...chosen }));
}

async function translate() {
  if (!(await ask({ title: t("rendering.again"), text: [t("rendering.again_means")], yes: t("rendering.again") }))) return;
  await attempt(async () => {
    const { asked } = await post(`${base}/${language}/again`);
    toast(t("rendering.asked", { count: asked }));
    setTimeout(read, WAIT_MS);
  });
}

/** @param {LanguageVersion} version */
async function signOff(version) {
  const machine = reduce.counts(version).machine;
  const text = [t("rendering.sign_means", { name: boot.me.name ?? "" }), ...(machine ? [t("rendering.sign_machine", { count: machine })] : [])];
  if (await ask({ title: t("rendering.sign_title", { language: languageName(version.language) }), text, yes: t("rendering.sign") })) await change(() => post(`${base}/${version.language}/sign-off`, { sha256: version.sha256 }));
}

/** @param {string} id */
function focus(id) {
  const found = document.querySelector(`[data-pair="${id}"]`);
  if (!(found instanceof HTMLElement)) return;
  found.focus();
  found.scrollIntoView({ block: "nearest" });
}

/** Keys on a pair: E words, A takes as right, R calls the first check right, N next open, arrows move. @param {KeyboardEvent} event */
function press(event) {
  const pair = /** @type {HTMLElement} */ (event.target).closest("[data-pair]");
  const version = told && reduce.versionOf(told, language);
  if (!(pair instanceof HTMLElement) || !version || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const id = pair.dataset.pair ?? "";
  const pairs = /** @type {HTMLElement[]} */ ([...part("pairs").querySelectorAll("[data-pair]")]);
  const step = (/** @type {number} */ by) => { const next = pairs[pairs.indexOf(pair) + by]; if (next) focus(next.dataset.pair ?? ""); };
  const next = reduce.nextOpen(version, id);
  const click = (/** @type {string} */ key) => /** @type {HTMLElement | null} */ (pair.querySelector(`[data-focus^="${key} "]`))?.click();
  /** @type {Record<string, () => void>} */
  const keys = { e: () => edit(id), a: () => click("accept"), r: () => click("right"), n: () => { if (next) focus(next); }, arrowdown: () => step(1), arrowup: () => step(-1) };
  const action = keys[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
}

/** @param {KeyboardEvent} event */
function turn(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !told) return;
  const codes = told.versions.map((each) => each.language);
  turnTo(codes[(codes.indexOf(language) + step + codes.length) % codes.length]);
  document.getElementById(`tab-${language}`)?.focus();
}

part("keys").replaceChildren(...[["E", "edit"], ["A", "accept"], ["R", "right"], ["N", "next"], ["↑ ↓", "walk"]].map(([key, text]) => h("span", {}, h("kbd", {}, key), ` ${t(`rendering.${text}`)}`)));
part("pairs").addEventListener("keydown", press);
part("tabs").addEventListener("keydown", turn);
addEventListener("beforeunload", (event) => { if (drafts.size) event.preventDefault(); });
const following = new Following(statement.id, {
  onChange: (about) => { if (["languages", "text", "life", "parties", "everything"].includes(about)) read(); },
  onStatus: (status) => { part("lost").hidden = status === "live"; },
});
attempt(async () => {
  const { delegations } = await get("/api/delegations");
  for (const each of delegations) names.set(each.code, calledBy(each));
  draw();
});
read().then(() => {
  following.start();
  const wanted = location.hash.slice(1);
  if (wanted) focus(wanted);
});
