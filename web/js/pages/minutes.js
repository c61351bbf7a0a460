// The minutes: read, hear, filter, correct; a stale edit keeps its draft and shows the newer text.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post } from "../net/api.js";
import { request, socket } from "../net/socket.js";
import * as drafts from "../state/drafts.js";
import * as minutes from "../state/minutes.js";
import { statusKey } from "../state/notes.js";
import * as supplies from "../state/supply.js";
import { attempt, h, memory, part, setText } from "../ui/dom.js";
import { editor, focusEditor } from "../ui/editor.js";
import { keyed } from "../ui/keyed.js";
import { timeNow } from "../ui/moment.js";
import { gapRow, segmentRow } from "../ui/segment.js";
import { making, showStanding } from "../ui/standing.js";
import { Offers } from "./offers.js";
import { SecondReading } from "./second_reading.js";

/** @import {Segment} from "../types" */

const session = theSession();
const base = `/api/sessions/${session.id}`;
const canEdit = session.can.includes("correct");
const menu = /** @type {HTMLSelectElement} */ (part("language"));
const speakers = /** @type {HTMLSelectElement} */ (part("speaker"));
const words = /** @type {HTMLInputElement} */ (part("words"));
const retracted = /** @type {HTMLInputElement} */ (part("retracted"));

let state = minutes.empty(firstLanguage());
const second = canEdit ? new SecondReading(base, () => draw()) : null;
const offers = new Offers(base, () => draw());
let isReading = false;
let isStale = false;
let hasRead = false;
let head = 0;
let supply = supplies.supplied(session.workers);
/** That something is back is said for so long. */
const BACK_MS = 8000;

function firstLanguage() {
  const codes = session.languages.map((each) => each.code);
  const wanted = memory.get("minutes");
  if (wanted !== null && (wanted === "" || codes.includes(wanted))) return wanted;
  return codes.includes(boot.ui) ? boot.ui : (codes[0] ?? "");
}

/** @param {minutes.Minutes} next */
function become(next) {
  state = next;
  draw();
}

/** @param {supplies.Supply} next */
function becomeSupply(next) {
  supply = next;
  showStanding(part("banner"), making(supply));
}

/** @param {Record<string, drafts.Draft>} next */
const becomeDrafts = (next) => become({ ...state, drafts: next });

/** Reads all minutes; what comes meanwhile makes it read once more. */
async function read() {
  isStale = true;
  if (isReading) return;
  isReading = true;
  while (isStale) {
    isStale = false;
    await attempt(async () => {
      const told = await get(`${base}/minutes`);
      hasRead = true;
      become(minutes.received(state, told.segments, told.gaps));
      second?.linesChanged();
    });
  }
  isReading = false;
}

function draw() {
  const shown = minutes.shown(state);
  keyed(part("rows"), minutes.ledger(state), {
    id: (each) => (minutes.isGap(each) ? `gap-${each.seq}` : each.id),
    sign: (each) => (minutes.isGap(each) ? each : [each, state.lang, written(each.id), written(minutes.key(each.id, state.lang)), offers.sign(minutes.key(each.id, state.lang)), second?.sign(each)]),
    make: (each) => minutes.isGap(each) ? gapRow(each) : segmentRow(each, { session, lang: state.lang, canEdit, editors: editors(each), suggestion: second?.made(each), onEdit: () => edit(each), onTranslate: () => translate(each) }),
  });
  part("rows").classList.toggle("single", !state.lang);
  const isEmpty = hasRead && !shown.length && !part("rows").childElementCount;
  part("empty").hidden = !isEmpty;
  setText(part("empty"), t(state.segments.length ? "minutes.none_found" : "minutes.none"));
  setText(part("count"), hasRead ? t("minutes.count", { shown: shown.length, all: state.segments.length }) : "");
  const known = minutes.speakers(state);
  if (speakers.options.length !== known.length + 1) {
    speakers.replaceChildren(h("option", { value: "" }, t("minutes.everybody")), ...known.map((name) => h("option", { value: name, selected: name === state.filter.speaker }, name)));
  }
  const unsaved = drafts.isAnyUnsaved(state.drafts);
  part("unsaved").hidden = !unsaved;
  part("saved").hidden = unsaved;
}

/** A draft without the words in it: while one types, nothing is drawn anew. @param {string} key */
function written(key) {
  const draft = state.drafts[key];
  return draft && { ...draft, text: "" };
}

/** @param {Segment} each @returns {[HTMLElement | null, HTMLElement | null]} */
function editors(each) {
  return [made(each, minutes.key(each.id), each.lang), state.lang ? made(each, minutes.key(each.id, state.lang), state.lang) : null];
}

/** @param {Segment} each @param {string} key @param {string} lang */
function made(each, key, lang) {
  const draft = state.drafts[key];
  if (!draft) return null;
  const isTranslation = key !== each.id;
  return editor({
    draft, lang, isTranslation, name: key, label: t(isTranslation ? "minutes.own" : "minutes.edit"),
    offers: isTranslation ? offers.made(key, { source: each.lang, lang, isBusy: draft.isSaving, onTake: (text) => take(each, key, text) }) : null,
    onType: (text) => { state = { ...state, drafts: drafts.typed(state.drafts, key, text) }; part("unsaved").hidden = false; part("saved").hidden = true; },
    onSave: () => save(each, key, isTranslation),
    onCancel: () => { becomeDrafts(drafts.dropped(state.drafts, key)); focusRow(each.id); },
    onYield: () => becomeDrafts(drafts.yielded(state.drafts, key)),
  });
}

/** @param {Segment} each */
function edit(each) {
  if (!canEdit || each.status === "retracted") return;
  becomeDrafts(drafts.opened(state.drafts, each.id, each.rev, each.text));
  focusEditor(each.id);
}

/** @param {Segment} each */
function translate(each) {
  const key = minutes.key(each.id, state.lang);
  becomeDrafts(drafts.opened(state.drafts, key, each.rev, each.translations[state.lang]?.text ?? ""));
  focusEditor(key);
  offers.ask(key, each.id, state.lang);
}

/** One click takes what the memory offers as one's own. @param {Segment} each @param {string} key @param {string} text */
function take(each, key, text) {
  state = { ...state, drafts: drafts.typed(state.drafts, key, text) };
  save(each, key, true);
}

/** @param {Segment} each @param {string} key @param {boolean} isTranslation */
async function save(each, key, isTranslation) {
  const draft = state.drafts[key];
  if (!draft || draft.isSaving) return;
  becomeDrafts(drafts.saving(state.drafts, key));
  try {
    const told = isTranslation
      ? await post(`${base}/segments/${each.id}/translation`, { rev: draft.rev, lang: key.slice(each.id.length + 1), text: draft.text })
      : await post(`${base}/segments/${each.id}/correct`, { rev: draft.rev, text: draft.text });
    become(minutes.saved(state, key, told));
    setText(part("saved"), t("minutes.saved", { time: timeNow() }));
    focusRow(each.id);
  } catch (error) {
    const newer = error instanceof ApiError ? error.details.segment : undefined;
    const held = newer?.status === "retracted" ? t("minutes.gone") : "";
    const text = newer ? held : error instanceof Error ? error.message : String(error);
    become({ ...(newer ? minutes.changed(state, newer) : state) });
    becomeDrafts(drafts.failed(state.drafts, key, text));
  }
}

/** @param {string} id */
function focusRow(id) {
  const row = document.querySelector(`[data-segment="${CSS.escape(id)}"] [data-focus]`);
  if (row instanceof HTMLElement) row.focus({ preventScroll: true });
}

/** Arrows go from line to line. @param {KeyboardEvent} event */
function step(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...document.querySelectorAll("[data-segment] .text[tabindex]")];
  const place = rows.indexOf(/** @type {Element} */ (document.activeElement));
  const next = rows[place + (event.key === "ArrowDown" ? 1 : -1)];
  if (place < 0 || !(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

const line = socket("/viewer");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;
const later = () => { clearTimeout(soon); soon = setTimeout(read, 250); };

async function join() {
  try {
    const answer = await request(line, "join", { session: session.id, lang: state.lang || "floor", after: head });
    head = answer.head;
    part("lost").hidden = true;
    read();
  } catch {
    part("lost").hidden = false;
  }
}

menu.replaceChildren(h("option", { value: "" }, t("minutes.no_translation")), ...session.languages.map((each) => h("option", { value: each.code, selected: each.code === state.lang }, `${each.name} · ${t(statusKey(each))}`)));
menu.addEventListener("change", () => {
  memory.set("minutes", menu.value);
  head = 0;
  become({ ...state, lang: menu.value });
  join();
});
words.addEventListener("input", () => become(minutes.filtered(state, { words: words.value })));
speakers.addEventListener("change", () => become(minutes.filtered(state, { speaker: speakers.value })));
retracted.addEventListener("change", () => become(minutes.filtered(state, { hasRetracted: retracted.checked })));
part("rows").addEventListener("keydown", step);
addEventListener("beforeunload", (event) => { if (drafts.isAnyUnsaved(state.drafts)) event.preventDefault(); });

document.querySelector("[data-draft]")?.addEventListener("click", () => attempt(async () => {
  const made = await post("/api/statements", { title: session.title, sessions: [session.id], language: boot.drafting.includes(state.lang) ? state.lang : "en", form: "communique", parties: [] });
  location.href = `/statements/${made.id}`;
}));
line.on("connect", join);
line.on("disconnect", () => { part("lost").hidden = false; });
line.on("event", (event) => { head = Math.max(head, event.seq); later(); });
line.on("state", (told) => {
  if (told.session !== session.id) return;
  if (told.head > head) { head = told.head; later(); }
  const { back } = supply;
  becomeSupply(supplies.told(supply, told));
  if (supply.back && supply.back !== back) setTimeout(() => becomeSupply(supplies.settled(supply)), BACK_MS);
});
line.on("cut", () => location.reload());
becomeSupply(supply);
line.connect();
read();
second?.read();
