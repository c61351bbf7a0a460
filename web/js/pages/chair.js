// The chair's desk: the floor, pause, retract, off the record, mending a late click, with the captions beside it.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { get, post } from "../net/api.js";
import { View } from "../net/view.js";
import { clockTime, keyMeans, microphones, sessionTime, timeOfDay } from "../state/desk.js";
import { CaptionList } from "../ui/captions.js";
import { ask, show } from "../ui/dialog.js";
import { attempt, clock, h, part, setText, toast } from "../ui/dom.js";
import { Follow } from "../ui/follow.js";
import { keyed } from "../ui/keyed.js";
import { drawHands } from "../ui/hands.js";
import { languageName, tongue } from "../ui/tongues.js";
import { drawSources } from "../ui/sources.js";
import { StageTable } from "../ui/stages.js";
import { showLag, showStanding, standing } from "../ui/standing.js";

/** @import {Session, Stream} from "../types" */
/** @import {Row} from "../state/captions.js" */

/** How often the microphones are looked at. */
const LOOK_MS = 2000;
let session = theSession();
const base = `/api/sessions/${session.id}`;
const form = /** @type {HTMLFormElement} */ (part("mend"));
const whose = /** @type {HTMLSelectElement} */ (form.elements.namedItem("delegation"));
const since = /** @type {HTMLInputElement} */ (form.elements.namedItem("since"));
let isDue = false;
let isRefreshDue = false;
/** @type {Promise<unknown>} */
let turn = Promise.resolve();
const view = new View(session, "floor", (_, action) => {
  if (action.type === "events" && action.events.some((each) => each.kind !== "caption")) refresh();
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(drawCaptions);
});
const list = new CaptionList({ list: part("captions"), live: part("live") }, { time: (ms) => timeOfDay(onClock(ms)), tools, isFlowing: false });
const follow = new Follow(part("scroll"), (isFollowing) => { part("jump").hidden = isFollowing; });

const stages = new StageTable(part("stages"), part("no-stages"), (id) => {
  const stream = session.streams.find((each) => each.id === id);
  return stream && stream.kind !== "mixed" ? name(stream.delegation) : t("stages.room");
});
view.onStages = (/** @type {import("../types").StagesEvent} */ told) => stages.take(told);

/** @param {number} ms session time */
const onClock = (ms) => clockTime(ms, new Date(), view.now());
/** @param {string | null | undefined} code */
const name = (code) => session.delegations.find((each) => each.code === code)?.name ?? code ?? "";
/** What the chair does and what is read of it, one after another: a switch pressed twice turns back, and no old answer comes after a new one. */
const inTurn = (/** @type {() => Promise<void>} */ work) => { turn = turn.then(() => attempt(work)); return turn; };
/** @param {string} path @param {() => unknown} body looked at when its turn has come */
const act = (path, body) => inTurn(async () => draw(await post(base + path, body())));
/** @param {string | null} delegation */
const give = (delegation) => act("/floor", () => ({ delegation }));
/** Reads the state again, once for all who ask while it waits its turn. */
function refresh() {
  if (isRefreshDue) return;
  isRefreshDue = true;
  inTurn(async () => {
    isRefreshDue = false;
    draw(await get(base));
  });
}

/** @param {Session} fresh */
function draw(fresh) {
  session = fresh;
  view.setClock(fresh);
  const isOpen = session.status === "open";
  setText(part("open"), t(isOpen ? "chair.close" : "chair.open"));
  part("open").classList.toggle("primary", !isOpen);
  setText(part("status"), t(`status.${session.status}`));
  part("status").className = `chip ${isOpen ? "good live" : ""}`;
  press("pause", session.paused, session.paused ? "chair.resume" : "chair.pause");
  press("off", session.off_record, session.off_record ? "chair.off_off" : "chair.off_on");
  document.documentElement.classList.toggle("is-off-record", session.off_record);
  for (const control of document.querySelectorAll("[data-needs-open]")) /** @type {HTMLButtonElement} */ (control).disabled = !isOpen;
  drawFloor();
  drawDelegations(isOpen);
  drawSources(session, name);
  drawHands(part("hands"), session.languages, release);
}

/** A language is the machine's again. @param {string} lang */
const release = (lang) => inTurn(async () => {
  draw(await post(`${base}/languages/${lang}/release`));
  toast(t("chair.released", { language: languageName(lang) }));
});

/** @param {string} which @param {boolean} isOn @param {string} key */
function press(which, isOn, key) {
  setText(part(`${which}-text`), t(key));
  part(which).setAttribute("aria-pressed", String(isOn));
}

function drawFloor() {
  const { floor } = session;
  setText(part("floor"), floor ? name(floor.delegation) : t("chair.nobody"));
  part("floor-card").classList.toggle("taken", Boolean(floor));
  part("take").hidden = !floor;
  drawElapsed();
}

function drawElapsed() {
  setText(part("elapsed"), session.floor && session.status === "open" ? clock(view.now() - session.floor.since_ms) : "");
}

/** @param {boolean} isOpen */
function drawDelegations(isOpen) {
  const open = microphones(session.streams);
  const holder = session.floor?.delegation;
  keyed(part("requests"), session.requests.map((each, place) => ({ ...each, place, isOpen })), {
    id: (each) => each.delegation,
    sign: (each) => each,
    make: (each) => h("li", {}, h("button", { type: "button", class: "request", "data-focus": each.delegation, disabled: !isOpen, onclick: () => give(each.delegation) },
      each.place < 9 && h("kbd", {}, String(each.place + 1)), h("span", { class: "grow" }, each.name), h("span", { class: "small muted num" }, timeOfDay(onClock(each.at_ms))))),
  });
  part("no-requests").hidden = session.requests.length > 0;
  keyed(part("delegations"), session.delegations.map((each) => ({ ...each, isHolder: each.code === holder, hasMic: Boolean(open[each.code]), isOpen })), {
    id: (each) => each.code,
    sign: (each) => each,
    make: (each) => h("button", { type: "button", class: "delegation", "data-focus": each.code, disabled: !isOpen, "aria-pressed": String(each.isHolder), onclick: () => give(each.isHolder ? null : each.code) },
      h("span", { class: "grow" }, each.name), each.hasMic ? microphone(each.code) : h("span", { class: "mic-state" }, t("chair.no_mic"))),
  });
  part("no-delegations").hidden = session.delegations.length > 0;
  part("room").hidden = !open[""];
  drawMicrophones(open, holder);
  drawTongues(open);
}

/** What the open microphones are declared to speak. @param {Record<string, Stream>} open */
function drawTongues(open) {
  keyed(part("tongues"), Object.values(open).map(({ id, delegation, language, sounds_like, kind }) => ({ id, delegation, language, sounds_like, kind })), {
    id: (each) => each.id,
    sign: (each) => each,
    make: (each) => tongue(/** @type {Stream} */ (each), each.kind === "mixed" ? t("mic.room") : name(each.delegation), (language) => declare(each.id, language)),
  });
  part("tongues-card").hidden = !Object.keys(open).length;
}

/** From now on a microphone speaks another language. @param {string} stream @param {string} language */
const declare = (stream, language) => inTurn(async () => {
  draw(await post(`${base}/streams/${stream}/language`, { language }));
  toast(t("language.changed"));
});

/** A microphone's place on a button; what stands in it is drawn over and over, the button is not. @param {string} code */
function microphone(code) {
  return h("span", { class: "mic-state", "data-mic": code }, h("span", { "data-mic-word": true }), h("meter", { min: 0, max: 1, high: 0.98, value: 0, "data-mic-level": true, "aria-label": t("mic.level") }));
}

/** Who is heard, how loud, and how far recognition is behind. @param {Record<string, Stream>} open @param {string | undefined} holder */
function drawMicrophones(open, holder) {
  for (const place of document.querySelectorAll("[data-mic]")) {
    const box = /** @type {HTMLElement} */ (place);
    const stream = open[box.dataset.mic ?? ""];
    if (!stream) continue;
    const level = /** @type {HTMLMeterElement} */ (part("mic-level", box));
    setText(part("mic-word", box), t(stream.is_heard ? "chair.heard" : "chair.mic"));
    box.classList.toggle("on", stream.is_heard);
    level.hidden = stream.level === null;
    level.value = stream.level ?? 0;
  }
  const heard = session.streams.find((each) => each.is_heard && (each.kind === "mixed" || each.delegation === holder));
  const words = part("heard");
  const isMissing = session.status === "open" && Boolean(holder) && !heard && !session.off_record;
  const behind = heard?.lag_ms ? t("chair.lag", { seconds: (heard.lag_ms / 1000).toFixed(1) }) : "";
  const late = heard?.captions === "late" ? t("chair.captions_late") : "";
  const doubted = heard?.sounds_like ? t("chair.sounds", { heard: languageName(heard.sounds_like) }) : "";
  setText(words, heard ? [t(heard.kind === "mixed" ? "chair.heard_room" : "chair.heard_own"), behind, late, doubted].filter(Boolean).join(" · ") : isMissing ? t("chair.unheard") : "");
  words.classList.toggle("warn", isMissing || Boolean(doubted));
}

function drawCaptions() {
  isDue = false;
  follow.around(() => { list.draw(view.state, { isHeld: !follow.isFollowing }); });
  showStanding(part("banner"), standing(view.state));
  part("waiting").hidden = list.rows.length > 0 || part("live").childElementCount > 0;
}

/** What the chair can do with a line. @param {Row} row */
function tools(row) {
  return h("span", { class: "line-tools", lang: boot.ui }, h("button", { type: "button", class: "quiet small", onclick: () => mendFrom(row) }, t("chair.mend_from")),
    h("button", { type: "button", class: "quiet small", onclick: () => retract(row) }, t("chair.retract_line")));
}

/** @param {Row} row */
function mendFrom(row) {
  since.value = timeOfDay(onClock(row.startMs));
  since.dataset.ms = String(row.startMs);
  whose.focus();
  form.scrollIntoView({ block: "nearest" });
}

/** The last line, or the one that was pointed at. @param {Row | undefined} [row] */
async function retract(row = list.rows.at(-1)) {
  if (!row) {
    toast(t("chair.no_line"));
    return;
  }
  const why = h("input", { name: "why", maxlength: 300, autocomplete: "off", autofocus: true, required: true });
  const reasons = ["misheard", "confidential", "mistake"].map((key) => h("button", { type: "button", class: "small", onclick: () => { why.value = t(`chair.why_${key}`); why.focus(); } }, t(`chair.why_${key}`)));
  const content = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("blockquote", { class: "quoted", lang: row.lang, dir: "auto" }, row.speaker && `${row.speaker}: `, row.text),
    h("p", { class: "small muted" }, t("chair.retract_means")), h("div", { class: "row" }, ...reasons), h("label", { class: "field" }, t("chair.why"), why)),
    h("div", { class: "dialog-foot" }, h("button", { value: "", formnovalidate: true }, t("dialog.no")), h("button", { class: "danger", value: "yes", "data-yes": true }, t("chair.retract_yes"))));
  const answer = show(t("chair.retract_title"), content);
  why.focus();
  if ((await answer) !== "yes") return;
  await attempt(async () => {
    await post(`${base}/retract`, { segment: row.seg, why: why.value });
    toast(t("chair.retracted"));
  });
}

async function toggleOpen() {
  const isOpen = session.status === "open";
  if (isOpen && !(await ask({ title: t("chair.close"), text: [t("chair.close_means")], yes: t("chair.close"), isDangerous: true }))) return;
  await act(isOpen ? "/close" : "/open", () => ({}));
}

const togglePause = () => act("/pause", () => ({ paused: !session.paused }));

/** @param {SubmitEvent} event */
function mend(event) {
  event.preventDefault();
  const from = since.dataset.ms ? Number(since.dataset.ms) : sessionTime(since.value, new Date(), view.now());
  if (from === null) {
    toast(t("chair.mend_time"), "bad");
    return;
  }
  attempt(async () => {
    const answer = await post(`${base}/floor/mend`, { delegation: whose.value, from_ms: Math.floor(from) });
    toast(t("chair.mended", { count: answer.segments.length, name: name(whose.value) }));
  });
}

/** @param {KeyboardEvent} event */
function key(event) {
  const { target } = event;
  const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
  if (isTyping || event.repeat || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const meant = session.status === "open" ? keyMeans(event.key) : null;
  if (!meant) return;
  event.preventDefault();
  if (meant.kind === "pause") togglePause();
  else if (meant.kind === "retract") retract();
  else if (meant.kind === "take") give(null);
  else if (session.requests[meant.place]) give(session.requests[meant.place].delegation);
}

part("open").addEventListener("click", toggleOpen);
part("pause").addEventListener("click", togglePause);
part("retract").addEventListener("click", () => retract());
part("off").addEventListener("click", () => act("/off-record", () => ({ on: !session.off_record })));
part("take").addEventListener("click", () => give(null));
part("jump").addEventListener("click", () => follow.jump());
since.addEventListener("input", () => { delete since.dataset.ms; });
form.addEventListener("submit", mend);
addEventListener("keydown", key);
whose.replaceChildren(...session.delegations.map((each) => h("option", { value: each.code }, each.name)));
since.value = timeOfDay(new Date());
draw(session);
setInterval(() => { drawElapsed(); showLag(part("lag"), view.state, { now: view.now() }); stages.draw(); }, 1000);
setInterval(() => { if (document.visibilityState === "visible" && view.line.connected) refresh(); }, LOOK_MS);
view.start();
