// The record: summary, decisions and actions, participants; accept, word, take out, add; others see it at once.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post, put } from "../net/api.js";
import { request, socket } from "../net/socket.js";
import * as reduce from "../state/record.js";
import { ask } from "../ui/dialog.js";
import { attempt, clock, h, memory, part, setText, toast } from "../ui/dom.js";
import { keyed } from "../ui/keyed.js";
import { playButton } from "../ui/player.js";
import { askItem, itemForm } from "../ui/record_form.js";
import { itemBlock } from "../ui/record_item.js";
import { drawSeal } from "../ui/record_seal.js";

/** @import {SessionRecord as Told, RecordItem, Delegation, Participant} from "../types" */

const session = theSession();
const base = `/api/sessions/${session.id}/record`;
const menu = /** @type {HTMLSelectElement} */ (part("language"));
/** What changes while captions come is read after so long. */
const LATER_MS = 1500;

let state = reduce.empty();
let language = firstLanguage();
let later = 0;
/** What the tools were drawn for: a button under a finger is not made anew for nothing. */
let drawn = "";
/** @type {Delegation[]} */
let delegations = [];
const called = (/** @type {string} */ code) => boot.languages.find((each) => each.code === code)?.name ?? code;

function firstLanguage() {
  const codes = session.languages.map((each) => each.code);
  const wanted = memory.get("record");
  const drafted = codes.filter((code) => boot.drafting.includes(code));
  return wanted !== null && codes.includes(wanted) ? wanted : drafted.includes(boot.ui) ? boot.ui : (drafted[0] ?? codes[0] ?? "");
}

/** @param {reduce.State} next */
function become(next) {
  state = next;
  draw();
}

/** The state is looked at after the answer has come: what was typed meanwhile stays. */
const read = () => attempt(async () => {
  const told = await get(`${base}?lang=${language}`);
  if (told.language === language) become(reduce.received(state, told));
});

/** An action whose answer is the record; where somebody was faster it is read anew. @param {() => Promise<Told>} call */
async function change(call) {
  try {
    const told = await call();
    become(reduce.received(state, told));
    return true;
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), "bad");
    if (error instanceof ApiError && error.status === 409) await read();
    return false;
  }
}

function draw() {
  const { record, tab } = state;
  drawTabs();
  if (!record) return;
  const canEdit = record.can.includes("edit");
  const isList = tab !== "participants";
  part("items").hidden = !isList;
  part("participants").hidden = isList;
  drawTools(canEdit);
  drawSeal(part("seal"), record, base, change);
  keyed(part("items"), isList ? reduce.grouped(state).flatMap((group) => [...(group.theme ? [group] : []), ...group.items]) : [], {
    id: (each) => ("key" in each ? `theme ${each.key}` : each.id),
    sign: (each) => ("key" in each ? each.theme : [each, canEdit, record.language, signOf(each.id), delegations.length, reduce.behind(state, each.id, -1) === undefined, reduce.behind(state, each.id, 1) === undefined]),
    make: (each) => ("key" in each ? h("h2", { lang: record.language, dir: "auto" }, each.theme) : block(each, canEdit)),
  });
  drawDismissed(canEdit);
  if (!isList) drawParticipants(record.participants);
  const isEmpty = isList && !reduce.items(state).length;
  part("empty").hidden = !isEmpty;
  setText(part("empty"), t(canEdit ? (record.languages.includes(record.language) ? "record.none_yet" : "record.no_rules") : "record.none"));
  const [all, open] = [reduce.items(state).length, reduce.open(state, tab)];
  setText(part("progress"), isList && all ? t("record.progress", { accepted: all - open, all }) : "");
  part("keys").hidden = !(canEdit && isList && all);
}

/** What is being written, without the words: while one types, nothing is drawn anew. @param {string} id */
function signOf(id) {
  const writing = state.writings[id];
  return writing && { ...writing, fields: null };
}

/** @param {RecordItem} each @param {boolean} canEdit */
function block(each, canEdit) {
  const writing = state.writings[each.id];
  const { record } = state;
  return itemBlock(each, {
    session: session.id, language: record?.language ?? language, canEdit, called,
    canMove: [reduce.behind(state, each.id, -1) !== undefined, reduce.behind(state, each.id, 1) !== undefined],
    form: writing && canEdit ? itemForm(each, writing, {
      language, delegations, onType: (fields) => { state = reduce.typed(state, each.id, fields); }, onSave: (isAccepted) => save(each.id, isAccepted),
      onCancel: () => { become(reduce.dropped(state, each.id)); focus(each.id); },
      onYield: () => { const now = reduce.fieldsOf(each); become(reduce.written(state, each.id, { fields: now, base: now, newer: null })); },
    }) : null,
    onAccept: () => act(each, "accept"), onDismiss: () => act(each, "dismiss"), onRestore: () => act(each, "restore"),
    onEdit: () => edit(each), onMove: (step) => move(each, step),
  });
}

/** @param {RecordItem} each @param {"accept" | "dismiss" | "restore"} action */
async function act(each, action) {
  const next = action === "restore" ? each.id : reduce.nextOpen(state, each.id);
  const isDone = await change(() => post(`${base}/items/${each.id}/${action}?lang=${language}`, { rev: each.rev }));
  if (isDone && next && document.activeElement?.closest("[data-item], body") !== null) focus(next);
}

/** @param {RecordItem} each */
function edit(each) {
  become(reduce.opened(state, each));
  const area = document.querySelector(`[data-focus="text ${each.id}"]`);
  if (area instanceof HTMLTextAreaElement) { area.focus(); area.setSelectionRange(area.value.length, area.value.length); }
}

/** @param {string} id @param {boolean} isAccepted */
async function save(id, isAccepted) {
  const writing = state.writings[id];
  if (!writing || writing.isSaving) return;
  become(reduce.written(state, id, { isSaving: true, error: "" }));
  try {
    const told = await put(`${base}/items/${id}?lang=${language}`, { rev: writing.rev, ...writing.fields, accept: isAccepted });
    become(reduce.received(reduce.dropped(state, id), told));
    focus(id);
  } catch (error) {
    become(reduce.written(state, id, { isSaving: false, error: error instanceof Error ? error.message : String(error) }));
    if (error instanceof ApiError && error.status === 409) await read();
  }
}

/** @param {RecordItem} each @param {-1 | 1} step */
async function move(each, step) {
  const after = reduce.behind(state, each.id, step);
  if (after !== undefined) await change(() => post(`${base}/items/${each.id}/move?lang=${language}`, { rev: each.rev, after }));
}

/** @param {string} id */
function focus(id) {
  const element = document.getElementById(`item-${id}`);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest" });
}

function drawTabs() {
  const tab = (/** @type {reduce.Tab} */ name) => {
    const open = reduce.open(state, name);
    const count = name === "participants" ? (state.record?.participants.length ?? 0) : reduce.items(state, name).length;
    return h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(state.tab === name), "aria-controls": "panel", tabindex: state.tab === name ? "0" : "-1", "data-focus": name, onclick: () => choose(name) },
      t(`record.tab_${name}`), state.record && h("span", { class: `count num ${open ? "open" : ""}`, title: open ? t("record.open", { count: open }) : null }, String(count)));
  };
  keyed(part("tabs"), reduce.TABS, { id: (name) => name, sign: (name) => [state.tab === name, reduce.open(state, name), reduce.items(state, name).length, state.record?.participants.length], make: tab });
  part("panel").setAttribute("aria-labelledby", `tab-${state.tab}`);
}

/** @param {reduce.Tab} name */
function choose(name) {
  become(reduce.shown(state, name));
  history.replaceState(null, "", `#${name}`);
  exportsOf(name);
}

/** @param {boolean} canEdit */
function drawTools(canEdit) {
  const isDrafted = state.record?.languages.includes(state.record.language);
  const has = reduce.items(state, "summary").length + reduce.items(state, "decisions").length > 0;
  const tools = canEdit && state.tab !== "participants" ? [
    h("button", { type: "button", onclick: add, "data-add": true }, t("record.add")),
    ...(isDrafted ? [h("button", { type: "button", class: has ? "" : "primary", onclick: () => draft(has), "data-draft": true }, t(has ? "record.redraft" : "record.draft"))] : []),
  ] : [];
  const sign = JSON.stringify([canEdit, isDrafted, has, state.tab]);
  if (sign !== drawn) {
    const isHeld = part("tools").contains(document.activeElement);
    part("tools").replaceChildren(...tools);
    if (isHeld) /** @type {HTMLElement | null} */ (part("tools").querySelector("[data-draft]"))?.focus();
    drawn = sign;
  }
  const isForeign = state.record && session.languages.length > 1;
  part("notice").hidden = !isForeign || state.tab === "participants";
  setText(part("notice"), t("record.from_translations", { language: called(language) }));
}

/** @param {boolean} isAgain */
async function draft(isAgain) {
  if (isAgain && !(await ask({ title: t("record.redraft"), text: [t("record.redraft_means")], yes: t("record.redraft_yes") }))) return;
  await change(() => post(`${base}/draft`, { language }));
}

async function add() {
  await attempt(async () => {
    const { segments } = await get(`/api/sessions/${session.id}/minutes`);
    const given = await askItem(state.tab === "summary" ? "summary" : "decisions", language, segments, delegations);
    if (given) await change(() => post(`${base}/items`, { language, ...given }));
  });
}

/** @param {boolean} canEdit */
function drawDismissed(canEdit) {
  const gone = canEdit && state.tab !== "participants" ? reduce.dismissed(state) : [];
  part("dismissed").hidden = !gone.length;
  setText(/** @type {HTMLElement} */ (part("dismissed").querySelector("summary")), t("record.taken_out", { count: gone.length }));
  keyed(part("dismissed-items"), gone, { id: (each) => each.id, sign: (each) => each, make: (each) => block(each, canEdit) });
}

/** @param {Participant[]} participants */
function drawParticipants(participants) {
  const times = (/** @type {Participant} */ each) => each.turns.map((turn) => (turn.segment ? playButton({ session: session.id, id: turn.segment, start_ms: turn.start_ms }) : h("span", { class: "chip num" }, clock(turn.start_ms))));
  part("participants").replaceChildren(h("table", { class: "people" },
    h("thead", {}, h("tr", {}, ...["name", "role", "spoke"].map((name) => h("th", { scope: "col" }, t(`record.${name}`))))),
    h("tbody", {}, ...participants.map((each) => h("tr", {}, h("td", { dir: "auto" }, h("span", { class: "name" }, each.name), each.people.length > 0 && h("p", { class: "small muted" }, each.people.join(", "))),
      h("td", {}, t(`record.role_${each.role}`)), h("td", {}, ...(each.turns.length ? times(each) : [h("span", { class: "muted" }, t("record.silent"))])))))));
}

/** The files hold the list that the page shows. @param {reduce.Tab} name */
function exportsOf(name) {
  for (const link of document.querySelectorAll("[data-export]")) {
    /** @type {HTMLAnchorElement} */ (link).href = `${base}/export/${name}/${/** @type {HTMLElement} */ (link).dataset.export}?lang=${language}`;
  }
}

/** Keys on an item: A accepts, E words, D takes out, N goes to the next in brackets, P plays, arrows move. @param {KeyboardEvent} event */
function press(event) {
  const item = /** @type {HTMLElement} */ (event.target).closest("[data-item]");
  if (!(item instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = reduce.items(state);
  const each = all.find((one) => one.id === item.dataset.item);
  if (!each || state.writings[each.id]) return;
  const place = all.indexOf(each);
  const next = event.key.toLowerCase() === "n" ? reduce.nextOpen(state, each.id) : null;
  /** @type {Record<string, () => void>} */
  const keys = {
    a: () => { if (each.state === "draft" || each.marks.length) act(each, "accept"); },
    e: () => edit(each), d: () => act(each, "dismiss"), n: () => { if (next) focus(next); },
    p: () => item.querySelector("button.play")?.dispatchEvent(new MouseEvent("click")),
    arrowdown: () => { if (all[place + 1]) focus(all[place + 1].id); }, arrowup: () => { if (all[place - 1]) focus(all[place - 1].id); },
  };
  const action = keys[event.key.toLowerCase()];
  if (!action || (event.target !== item && ["Enter", " "].includes(event.key))) return;
  event.preventDefault();
  action();
}

/** Left and right go through the tabs. @param {KeyboardEvent} event */
function turn(event) {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (!step) return;
  const next = reduce.TABS[(reduce.TABS.indexOf(state.tab) + step + reduce.TABS.length) % reduce.TABS.length];
  choose(next);
  document.getElementById(`tab-${next}`)?.focus();
}

function soon() {
  clearTimeout(later);
  later = setTimeout(read, LATER_MS);
}

part("keys").replaceChildren(...[["A", "accept"], ["E", "edit"], ["D", "dismiss"], ["N", "next"], ["P", "play"], ["↑ ↓", "walk"]].map(([key, name]) => h("span", {}, h("kbd", {}, key), ` ${t(`record.${name}`)}`)));
menu.replaceChildren(...session.languages.map((each) => h("option", { value: each.code, selected: each.code === language }, each.name)));
menu.addEventListener("change", () => {
  language = menu.value;
  memory.set("record", language);
  exportsOf(state.tab);
  state = { ...state, record: null, writings: {} };
  read();
});
part("items").addEventListener("keydown", press);
part("tabs").addEventListener("keydown", turn);
addEventListener("beforeunload", (event) => { if (reduce.isUnsaved(state)) event.preventDefault(); });
const line = socket("/viewer");
line.on("connect", () => attempt(async () => {
  part("lost").hidden = true;
  await request(line, "join", { session: session.id, lang: "floor", after: 0 });
  await read();
}));
line.on("disconnect", () => { part("lost").hidden = false; });
line.on("record", (told) => { if (told.session === session.id && told.language === language) read(); });
line.on("event", (event) => { if (event.session === session.id && event.kind === "caption") soon(); });
line.on("cut", () => location.reload());
const wanted = /** @type {reduce.Tab} */ (location.hash.slice(1));
if (reduce.TABS.includes(wanted)) state = reduce.shown(state, wanted);
exportsOf(state.tab);
draw();
line.connect();
attempt(async () => {
  ({ delegations } = await get("/api/delegations"));
  draw();
});
