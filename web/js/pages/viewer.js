// The viewer: one view of one session, live and from its log.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { post } from "../net/api.js";
import { request, socket } from "../net/socket.js";
import { empty, shown, take, tentative } from "../state/captions.js";
import { attempt, h, memory, part, setText } from "../ui/dom.js";

const session = theSession();
const line = socket("/viewer");
const box = part("captions");
const lines = Number(box.dataset.lines ?? 0);
const menu = /** @type {HTMLSelectElement} */ (part("language"));
/** @type {Record<string, any>} */
const facts = { paused: session.paused, off_record: session.off_record, isAway: false, isLost: false };
let state = empty();
let view = new URLSearchParams(location.search).get("lang") ?? memory.get("captions") ?? boot.ui;
let isJoining = false;
let mustJoin = false;

/** @param {any} language */
function label(language) {
  if (language.status === "missing") return `${language.name} · ${t("viewer.missing", { command: language.command })}`;
  return `${language.name} · ${t(`viewer.${language.status}`)}`;
}

function fillMenu() {
  menu.replaceChildren(h("option", { value: "floor" }, t("viewer.floor")), ...session.languages.map((each) => h("option", { value: each.code }, label(each))));
  if (![...menu.options].some((option) => option.value === view)) view = session.languages[0]?.code ?? "floor";
  menu.value = view;
}

async function join() {
  mustJoin = true;
  if (isJoining) return;
  isJoining = true;
  while (mustJoin) {
    mustJoin = false;
    try {
      await readAll(view);
      facts.isLost = false;
    } catch (error) {
      facts.isLost = true;
    }
  }
  isJoining = false;
  draw();
}

/** Enters a view and reads its log; leaves off when the reader has chosen another meanwhile. @param {string} asked */
async function readAll(asked) {
  let answer = await request(line, "join", { session: session.id, lang: asked, after: state.last });
  while (view === asked) {
    for (const event of answer.events) state = take(state, event);
    if (!answer.more) return;
    answer = await request(line, "fetch", { session: session.id, lang: asked, after: state.last });
  }
}

/** @param {any} event */
function came(event) {
  if (isJoining) {
    mustJoin = true;
    return;
  }
  state = take(state, event);
  if (state.needsFetch) join();
  if (event.kind === "session") Object.assign(facts, { paused: event.paused, off_record: event.off_record });
  draw();
}

function draw() {
  const isAtEnd = innerHeight + scrollY >= document.body.scrollHeight - 120;
  const all = shown(state);
  const rows = (lines ? all.slice(-lines) : all.slice(-400)).map(row);
  if (state.tentative && !facts.paused) rows.push(underway(state.tentative));
  if (rows.length) box.replaceChildren(...rows);
  const banner = part("banner");
  const text = facts.isLost ? t("viewer.lost") : facts.off_record ? t("viewer.off_record") : facts.paused ? t("viewer.paused") : facts.isAway ? t("viewer.away") : "";
  setText(banner, text);
  banner.hidden = !text;
  if (isAtEnd) scrollTo(0, document.body.scrollHeight);
}

/** @param {any} caption */
function row(caption) {
  const marks = [caption.isOriginal && view !== "floor" && caption.src_lang !== view && t("viewer.original"), caption.rough && t("viewer.rough"),
    caption.engine === "person" && t("viewer.person"), caption.status === "corrected" && t("viewer.corrected")].filter(Boolean);
  const more = [marks.join(" · "), caption.note].filter(Boolean).join(" · ");
  return h("p", { lang: caption.lang, dir: "auto", "data-seg": caption.seg }, h("span", { class: "who" }, caption.speaker), caption.text, more && h("span", { class: "note" }, ` (${more})`));
}

/** @param {any} words */
function underway(words) {
  return h("p", { lang: words.lang, dir: "auto" }, h("span", { class: "who" }, words.speaker), words.committed, " ", h("span", { class: "tentative" }, words.text));
}

/** @param {number} by */
function resize(by) {
  const size = Math.min(4, Math.max(0.9, Number(memory.get("size") ?? 1.35) + by));
  memory.set("size", String(size));
  document.documentElement.style.setProperty("--caption-size", `${size}rem`);
}

line.on("connect", join);
line.on("disconnect", () => { facts.isLost = true; draw(); });
line.on("event", came);
line.on("tentative", (words) => { state = tentative(state, words); draw(); });
line.on("state", (told) => {
  facts.isAway = told.workers.speech !== "ok" || told.workers.translate !== "ok";
  if (told.head > state.last) join();
  draw();
});
menu.addEventListener("change", () => {
  view = menu.value;
  memory.set("captions", view);
  state = empty();
  box.replaceChildren();
  join();
});
document.querySelector("[data-larger]")?.addEventListener("click", () => resize(0.15));
document.querySelector("[data-smaller]")?.addEventListener("click", () => resize(-0.15));
const ask = document.querySelector("[data-ask]");
if (ask instanceof HTMLButtonElement && boot.me.role === "delegation") {
  let isAsking = session.requests.some((each) => each.delegation === boot.me.delegation);
  const show = () => setText(ask, t(isAsking ? "viewer.withdraw" : "viewer.ask"));
  ask.hidden = false;
  show();
  ask.addEventListener("click", () => attempt(async () => {
    await post(`/api/sessions/${session.id}/floor/${isAsking ? "withdraw" : "ask"}`);
    isAsking = !isAsking;
    show();
  }));
}
fillMenu();
resize(0);
line.connect();
