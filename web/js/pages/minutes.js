// The minutes: read, hear, correct; a stale edit keeps its draft and shows the newer text.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post } from "../net/api.js";
import { request, socket } from "../net/socket.js";
import { attempt, clock, h, part, setText } from "../ui/dom.js";

/** @type {any} */
const session = theSession();
const base = `/api/sessions/${session.id}`;
const canEdit = session.can.includes("correct");
const menu = /** @type {HTMLSelectElement} */ (part("language"));
const audio = /** @type {HTMLAudioElement} */ (document.querySelector("[data-audio]"));
/** @type {any[]} */
let segments = [];
/** Drafts not saved, by segment. @type {Map<string, {rev: number, text: string, newer: string}>} */
const drafts = new Map();
let isReading = false;

menu.replaceChildren(...session.languages.map((/** @type {any} */ each) => h("option", { value: each.code, selected: each.code === boot.ui }, each.name)));

async function read() {
  if (isReading) return;
  isReading = true;
  await attempt(async () => { segments = (await get(`${base}/minutes`)).segments; });
  isReading = false;
  if (!(document.activeElement instanceof HTMLTextAreaElement)) draw();
}

function draw() {
  part("rows").replaceChildren(...segments.map(row));
}

/** @param {any} each */
function row(each) {
  const told = each.translations[menu.value];
  const isRetracted = each.status === "retracted";
  const who = h("div", { class: "who" }, h("button", { type: "button", class: "quiet", "aria-label": `${t("minutes.play")} ${clock(each.start_ms)}`, onclick: () => play(each) }, `▶ ${clock(each.start_ms)}`), h("div", {}, each.speaker), h("div", { class: "muted small" }, `${each.lang} · ${each.versions.length} ${t("minutes.versions")}`));
  const text = drafts.has(each.id) ? editor(each) : h("div", { class: "text", lang: each.lang, dir: "auto" }, each.text, canEdit && !isRetracted && h("button", { type: "button", class: "quiet small", onclick: () => edit(each) }, t("minutes.edit")), isRetracted && h("p", { class: "small" }, t("minutes.retracted", { by: each.by, why: each.why })));
  const note = told ? [told.engine, told.rough && t("viewer.rough"), told.note].filter(Boolean).join(" · ") : "";
  const translation = h("div", { lang: menu.value, dir: "auto" }, told?.text ?? "", note && h("p", { class: "muted small" }, note), told && canEdit && !isRetracted && h("button", { type: "button", class: "quiet small", onclick: () => translate(each) }, t("minutes.own")));
  return h("section", { class: `segment ${each.status}`, "data-segment": each.id }, who, text, each.lang === menu.value ? h("div", {}) : translation);
}

/** @param {any} each */
function play(each) {
  audio.src = `${base}/segments/${each.id}/audio`;
  audio.play();
}

/** @param {any} each */
function edit(each) {
  drafts.set(each.id, { rev: each.rev, text: each.text, newer: "" });
  draw();
  document.querySelector("textarea")?.focus();
}

/** @param {any} each */
function editor(each) {
  const draft = /** @type {{rev: number, text: string, newer: string}} */ (drafts.get(each.id));
  const area = h("textarea", { lang: each.lang, dir: "auto", oninput: () => { draft.text = area.value; } });
  area.value = draft.text;
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) save(each);
    if (event.key === "Escape") { drafts.delete(each.id); draw(); }
  });
  return h("div", {}, draft.newer && h("p", { class: "notice warn" }, t("minutes.conflict", { text: draft.newer })), area,
    h("p", { class: "row" }, h("button", { type: "button", class: "primary", onclick: () => save(each) }, t("minutes.save")), h("button", { type: "button", onclick: () => { drafts.delete(each.id); draw(); } }, t("minutes.cancel"))));
}

/** @param {any} each */
async function save(each) {
  const draft = /** @type {{rev: number, text: string, newer: string}} */ (drafts.get(each.id));
  try {
    await post(`${base}/segments/${each.id}/correct`, { rev: draft.rev, text: draft.text });
    drafts.delete(each.id);
    setText(part("saved"), t("minutes.saved", { time: new Date().toLocaleTimeString() }));
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "conflict") { await attempt(async () => { throw error; }); return; }
    drafts.set(each.id, { rev: error.details.segment.rev, text: draft.text, newer: error.details.segment.text });
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await read();
}

/** @param {any} each */
async function translate(each) {
  const text = prompt(t("minutes.own"), each.translations[menu.value]?.text ?? "");
  if (text) await attempt(() => post(`${base}/segments/${each.id}/translation`, { rev: each.rev, lang: menu.value, text }));
  await read();
}

document.querySelector("[data-draft]")?.addEventListener("click", () => attempt(async () => {
  const made = await post("/api/statements", { title: session.title, sessions: [session.id], language: "en", form: "communique", parties: [] });
  location.href = `/statements/${made.id}`;
}));
menu.addEventListener("change", draw);
const line = socket("/viewer");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;
const later = () => { clearTimeout(soon); soon = setTimeout(read, 300); };
line.on("connect", () => request(line, "join", { session: session.id, lang: menu.value, after: 0 }).then(read, () => {}));
line.on("event", later);
line.connect();
read();
