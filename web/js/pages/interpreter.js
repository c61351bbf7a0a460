// The interpreter's page: takes a language, shows what is said, sends line after line by the keyboard.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post } from "../net/api.js";
import { View } from "../net/view.js";
import * as work from "../state/interpreting.js";
import { CaptionList } from "../ui/captions.js";
import { attempt, h, memory, part, setText, toast } from "../ui/dom.js";
import { Follow } from "../ui/follow.js";
import { keyed } from "../ui/keyed.js";
import { showLag, showStanding, standing } from "../ui/standing.js";
import { languageName } from "../ui/tongues.js";
import { keepAwake } from "../ui/wake.js";
import { Voice } from "./voice.js";

/** @import {Session} from "../types" */
/** @import {Captions, Line} from "../state/captions.js" */
/** @import {Own} from "../state/interpreting.js" */

/** So often the page says that its interpreter is there; the server waits for 45 seconds. */
const BEAT_MS = 10000;
/** What is being written is shown to readers so often at most. */
const TYPING_MS = 500;
const SIZES = [1, 1.2, 1.4, 1.65, 2, 2.5];
let session = theSession();
const base = `/api/sessions/${session.id}`;
const menu = /** @type {HTMLSelectElement} */ (part("language"));
const field = /** @type {HTMLTextAreaElement} */ (part("line"));
const mayInterpret = session.can.includes("interpret");
let booth = work.empty();
let isDue = false;
/** They had the language and lost it without letting go. */
let isGone = false;
let isTypingDue = false;
/** The line that is being corrected. @type {number | null} */
let editing = null;
let nextKey = 1;
/** This page's name among those that send lines. */
const pageName = crypto.getRandomValues(new Uint32Array(2)).join("-");
/** What is sent goes one after another. @type {Promise<unknown>} */
let turn = Promise.resolve();
/** @type {Captions["lines"] | null} */
let drawnLines = null;
/** @type {Captions["lines"]} */
let bare = {};
/** @type {WeakMap<Line, Line>} */
const known = new WeakMap();

const voice = new Voice(session.id);
const list = new CaptionList({ list: part("captions"), live: part("live") }, { isFlowing: false });
const follow = new Follow(part("scroll"), (isFollowing) => { part("jump").hidden = isFollowing; });
const view = new View(session, firstLanguage(), (_, action) => {
  if (action.type === "events") {
    booth = work.came(booth, action.events);
    if (action.events.some((each) => each.kind === "interpreter")) refresh();
    if (voice.isOn && action.events.some((each) => each.kind === "caption" && each.engine === "interpreter")) beat();
  }
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(draw);
});

function firstLanguage() {
  const codes = session.languages.map((each) => each.code);
  const mine = session.languages.find((each) => each.interpreter?.is_mine)?.code;
  const wanted = memory.get("interpreter") ?? "";
  return mine ?? (codes.includes(wanted) ? wanted : (codes.find((code) => code !== "en") ?? codes[0]));
}

const lang = () => view.state.view;
const holder = () => session.languages.find((each) => each.code === lang())?.interpreter ?? null;
const isMine = () => Boolean(holder()?.is_mine);
/** Nothing is kept of what is said off the record, in no language. */
const maySend = () => isMine() && !view.state.meeting.off_record;
const place = () => `${base}/languages/${lang()}`;

function draw() {
  isDue = false;
  const { state } = view;
  if (state.lines !== drawnLines) {
    drawnLines = state.lines;
    bare = work.originals(state, known);
  }
  follow.around(() => { list.draw({ ...state, view: "floor", lines: bare, interims: {} }, { isHeld: !follow.isFollowing }); });
  const since = isMine() ? (holder()?.since ?? 0) : Infinity;
  const waiting = Object.values(state.lines).filter((each) => work.waits(each, lang(), since, booth.skipped));
  const marked = new Set(waiting.map((each) => each.seg));
  for (const [key, { element }] of list.on.drawn) element.classList.toggle("waits", marked.has(key));
  part("waiting").hidden = list.rows.length > 0 || part("live").childElementCount > 0;
  setText(part("waiting"), t(state.isRead ? "viewer.waiting" : "viewer.loading"));
  showStanding(part("banner"), standing(state));
  drawHand(waiting.length);
  drawLines();
}

/** Whose the language is, and what can be done about it. @param {number} waiting */
function drawHand(waiting) {
  const language = languageName(lang());
  const [mine, other] = [isMine(), holder()];
  const told = !mayInterpret ? t("interpreter.not_yours") : mine ? t("interpreter.mine", { language }) : isGone ? t("interpreter.gone", { language })
    : other ? t("interpreter.theirs", { name: other.name, language }) : t("interpreter.machine", { language });
  setText(part("hand"), told);
  part("hand").className = `hand-told ${mine ? "mine" : isGone ? "gone" : ""}`;
  const take = /** @type {HTMLButtonElement} */ (part("take"));
  setText(take, t(mine ? "interpreter.release" : "interpreter.take"));
  take.classList.toggle("primary", !mine);
  take.setAttribute("aria-pressed", String(mine));
  take.disabled = !mayInterpret || (!mine && (other !== null || view.state.meeting.status === "closed"));
  menu.disabled = mine;
  setText(part("write-label"), t(editing === null ? "interpreter.write" : "interpreter.edit", { language }));
  for (const name of ["send", "skip"]) /** @type {HTMLButtonElement} */ (part(name)).disabled = !maySend() || (name === "skip" && !waiting);
  /** @type {HTMLButtonElement} */ (part("voice")).disabled = !mine;
  field.disabled = !mine && !field.value;
  field.lang = lang();
  setText(part("waits"), !mine ? "" : waiting ? t("interpreter.waits", { count: waiting }) : t("interpreter.none_waits"));
  part("waits").classList.toggle("many", waiting > 2);
}

function drawLines() {
  const rows = work.own(booth);
  const last = work.last(booth)?.id ?? null;
  keyed(part("lines"), rows, {
    id: (each) => (each.key === null ? `line ${each.id}` : `sent ${each.key}`),
    sign: (each) => [each, each.id === last && isMine()],
    make: (each) => ownLine(each, each.id === last && each.key === null && isMine()),
  });
  part("no-lines").hidden = rows.length > 0;
}

/** @param {Own} each @param {boolean} mayChange */
function ownLine(each, mayChange) {
  return h("li", { class: `own ${each.state}` }, h("span", { lang: lang(), dir: "auto" }, each.text), " ",
    each.state !== "placed" && h("span", { class: "small" }, t(`interpreter.${each.state}`), each.error && `: ${each.error}`), " ",
    each.state === "failed" && h("button", { type: "button", class: "small", onclick: () => again(each) }, t("interpreter.again")),
    mayChange && h("button", { type: "button", class: "quiet small", onclick: edit }, t("interpreter.change")));
}

/** @param {() => Promise<unknown>} does */
const inTurn = (does) => { turn = turn.then(() => attempt(does)); return turn; };

/** @param {Session} fresh */
function become(fresh) {
  const had = isMine();
  session = fresh;
  if (isMine()) isGone = false;
  else if (had) isGone = true;
  if (!isMine() && voice.isOn) voice.stop();
  draw();
}

const refresh = () => inTurn(async () => become(await get(base)));

/** Takes the language, or lets go of it. */
function change() {
  const wasMine = isMine();
  const path = place();
  inTurn(async () => {
    const fresh = await post(`${path}/${wasMine ? "release" : "take"}`);
    if (wasMine) booth = { ...booth, lines: [] };
    become(fresh);
    isGone = false;
    draw();
    if (isMine()) field.focus();
    else part("take").focus();
  });
}

/** The page's sign of life; whoever lost the language is told so. */
function beat() {
  if (!isMine()) return;
  const path = place();
  inTurn(async () => {
    try {
      booth = work.told(booth, await post(`${path}/beat`));
      draw();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === "offline" || error.status >= 500) return; // the next one may come through
      become(await get(base));
    }
  });
}

/** @param {work.Sent} line */
function send(line) {
  const path = place();
  booth = work.sending(booth, line);
  draw();
  inTurn(async () => {
    try {
      booth = work.stored(booth, line.key, await post(`${path}/lines`, { text: line.text, upto: line.upto, replaces: line.replaces, key: `${pageName}-${line.key}` }));
    } catch (error) {
      booth = work.failed(booth, line.key, error instanceof Error ? error.message : String(error));
      if (error instanceof ApiError && error.code === "conflict") become(await get(base));
    }
    draw();
  });
}

/** Readers see a line while it is written; one that is lost is no matter, the next one holds it too. */
function typing() {
  if (isTypingDue || !maySend() || editing !== null) return;
  isTypingDue = true;
  setTimeout(() => {
    isTypingDue = false;
    if (maySend() && editing === null) post(`${place()}/typing`, { text: field.value.trim(), upto: booth.newest }).catch(() => {});
  }, TYPING_MS);
}

function submit() {
  const text = field.value.trim();
  if (!text || !maySend()) return;
  send({ key: nextKey++, text, upto: booth.newest, replaces: editing, error: "" });
  editing = null;
  field.value = "";
  draw();
}

/** @param {Own} each */
function again({ key }) {
  const line = booth.sent.find((one) => one.key === key);
  if (line && maySend()) send({ ...line, replaces: line.replaces, error: "" });
}

/** Their last line comes back into the field. */
function edit() {
  const line = work.last(booth);
  if (!line || !isMine()) return;
  editing = line.id;
  field.value = line.text;
  field.focus();
  draw();
}

function skip() {
  const since = holder()?.since ?? 0;
  const left = Object.values(view.state.lines).filter((each) => work.waits(each, lang(), since, booth.skipped)).map((each) => each.seg);
  const path = place();
  inTurn(async () => {
    booth = work.told(work.skipped(booth, left), await post(`${path}/skip`, { upto: booth.newest }));
    draw();
  });
  field.focus();
}

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.isComposing) return; // the key belongs to the input method
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "ArrowUp" && !field.value) {
    event.preventDefault();
    edit();
  } else if (event.key === "Escape" && editing !== null) {
    editing = null;
    field.value = "";
    draw();
  }
}

/** @param {number} by steps */
function resize(by) {
  const now = Number(memory.get("interpreter-size") ?? 1);
  const step = Math.min(SIZES.length - 1, Math.max(0, (Number.isInteger(now) ? now : 1) + by));
  memory.set("interpreter-size", String(step));
  document.documentElement.style.setProperty("--caption-size", `${SIZES[step]}rem`);
  follow.settle(true);
}

menu.replaceChildren(...session.languages.map((each) => h("option", { value: each.code }, languageName(each.code))));
menu.value = lang();
menu.addEventListener("change", () => {
  memory.set("interpreter", menu.value);
  booth = work.empty();
  isGone = false;
  view.choose(menu.value);
  draw();
});
part("take").addEventListener("click", change);
part("voice").addEventListener("click", () => { if (voice.isOn) voice.stop(); else attempt(() => voice.start(lang())); });
part("skip").addEventListener("click", skip);
part("jump").addEventListener("click", () => follow.jump());
part("larger").addEventListener("click", () => resize(1));
part("smaller").addEventListener("click", () => resize(-1));
field.addEventListener("keydown", key);
field.addEventListener("input", typing);
part("write").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
addEventListener("beforeunload", (event) => { if (field.value.trim() || booth.sent.length) event.preventDefault(); });
resize(0);
keepAwake();
draw();
setInterval(beat, BEAT_MS);
setInterval(() => showLag(part("lag"), view.state, { now: view.now() }), 1000);
view.start();
beat();
if (!mayInterpret && boot.me.role !== "public") toast(t("interpreter.not_yours"), "bad");
