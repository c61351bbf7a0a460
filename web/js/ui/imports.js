// What comes from elsewhere, on the secretariat's page: a recording, a transcript with its preview, a whole session; and how far each is.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, toError } from "../net/api.js";
import { calledBy } from "../state/called.js";
import { faultText, percent, query, targets } from "../state/imports.js";
import { attempt, clock, h, part, setText, toast } from "./dom.js";
import { moment } from "./moment.js";
import { direction } from "./scripts.js";

/** @import {Preview, Brought, Fault} from "../state/imports.js" */
/** @import {Delegation, Session} from "../types" */

/** So often a page looks how far recognition is. */
const LOOK_MS = 3000;
const PATHS = { recording: "/api/imports/recording", transcript: "/api/imports/transcript", bundle: "/api/bundles" };
const ENDINGS = { recording: "audio/*,video/*,.opus,.flac,.mka,.m4a", transcript: ".srt,.vtt,.json,.jsonl,.txt,text/plain", bundle: ".zip" };

const opener = part("open-imports");
const sheet = /** @type {HTMLFormElement} */ (part("imports-form"));
const faults = part("faults", sheet);
const bar = /** @type {HTMLProgressElement} */ (part("upload", sheet));
/** @type {Session[]} */
let sessions = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;
let looks = 0;

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (sheet.elements.namedItem(name));
const kind = () => /** @type {keyof typeof PATHS} */ (new FormData(sheet).get("kind"));
const chosen = () => /** @type {HTMLInputElement} */ (field("file")).files?.[0] ?? null;

/** Shows the fields that this kind of file needs. */
function draw() {
  const is = kind();
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll("[data-for]"))) {
    const isNew = field("session").value === "";
    each.hidden = !each.dataset.for?.split(" ").includes(is) || (each.dataset.forNew !== undefined && !isNew);
  }
  /** @type {HTMLInputElement} */ (field("file")).accept = ENDINGS[is];
  field("title").required = is !== "bundle" && field("session").value === "";
}

function fillTargets() {
  const menu = field("session");
  const before = menu.value;
  menu.replaceChildren(h("option", { value: "" }, t("imports.new")), ...targets(sessions, kind()).map((each) => h("option", { value: each.id, selected: each.id === before }, each.title)));
}

/** @param {boolean} isOpen */
async function toggle(isOpen) {
  sheet.hidden = !isOpen;
  opener.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return opener.focus();
  const [told, { delegations }] = await Promise.all([get("/api/sessions"), get("/api/delegations")]);
  sessions = told.sessions;
  field("delegation").replaceChildren(h("option", { value: "" }, t("imports.room")), ...delegations.map((/** @type {Delegation} */ each) => h("option", { value: each.code }, calledBy(each))));
  fillTargets();
  draw();
  /** @type {HTMLElement} */ (sheet.querySelector("input")).focus();
}

/** @param {Fault[]} all */
function showFaults(all) {
  faults.replaceChildren(...all.map((each) => h("li", {}, each.line ? `${t("imports.line", { line: each.line })} ` : "", faultText(each, t), " ", h("bdi", {}, each.text))));
}

/** What a transcript holds, before anything is brought in. */
async function preview() {
  const file = chosen();
  const mine = ++looks;
  part("preview", sheet).replaceChildren();
  part("skip", sheet).hidden = true;
  showFaults([]);
  if (!file || kind() !== "transcript") return;
  try {
    const told = await send(`/api/imports/preview?language=${encodeURIComponent(field("language").value)}`, file, () => {});
    if (mine !== looks) return;
    showPreview(told);
  } catch (error) {
    if (mine === looks) fail(error);
  }
}

/** @param {Preview} told */
function showPreview(told) {
  const language = field("language").value;
  const title = field("title");
  if (told.title && !title.value) title.value = told.title;
  const notes = [
    t("imports.found", { count: told.count, form: t(`imports.form_${told.form}`), encoding: told.encoding.toUpperCase() }),
    told.is_guessed && t("imports.guessed"),
    !told.is_timed && t("imports.untimed"),
    told.left_out > 0 && t("imports.left_out", { count: told.left_out }),
    t("imports.speakers", { names: told.speakers.map((each) => each.name || t("imports.nobody")).join(", ") }),
  ].filter(Boolean);
  const rows = told.lines.map((each) => h("tr", {}, h("td", { class: "num" }, each.start_ms === null ? "" : clock(each.start_ms)), h("td", { dir: "auto" }, each.speaker), h("td", { lang: each.lang || language, dir: direction(each.lang || language) }, each.text)));
  part("preview", sheet).replaceChildren(...notes.map((each) => h("p", { class: "small" }, each || "")),
    h("div", { class: "table-scroll card flat" }, h("table", {}, h("thead", {}, h("tr", {}, ...["time", "speaker", "words"].map((each) => h("th", { scope: "col" }, t(`imports.${each}`))))), h("tbody", {}, ...rows))),
    told.count > told.lines.length ? h("p", { class: "muted small" }, t("imports.more", { count: told.count - told.lines.length })) : "");
  part("skip", sheet).hidden = !told.error_count;
  showFaults(told.errors);
}

/** Sends a file and tells how much of it went. @param {string} path @param {File} file @param {(share: number) => void} onProgress @returns {Promise<any>} */
function send(path, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", boot.me.csrf);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener("load", () => (request.status < 300 ? resolve(request.response) : reject(toError(request.response, request.status))));
    request.addEventListener("error", () => reject(new ApiError("offline", t("error.offline"))));
    request.send(file);
  });
}

/** @param {unknown} error */
function fail(error) {
  if (!(error instanceof ApiError)) throw error;
  showFaults(error.details.errors ?? [{ line: 0, fault: error.code, text: error.message }]);
}

async function bringIn() {
  const file = chosen();
  if (!file) return;
  const is = kind();
  const button = /** @type {HTMLButtonElement} */ (part("send", sheet));
  showFaults([]);
  bar.hidden = false;
  button.disabled = true;
  try {
    const told = await send(`${PATHS[is]}?${query(is, new FormData(sheet), file.name)}`, file, (share) => {
      bar.value = share;
      setText(part("upload-state", sheet), share < 1 ? t("imports.sent", { percent: Math.round(share * 100) }) : t("imports.reading"));
    });
    toast(is === "bundle" && told.session !== told.former ? t("imports.came_as", { session: told.session }) : t("imports.came"));
    sheet.reset();
    part("preview", sheet).replaceChildren();
    await toggle(false);
    document.dispatchEvent(new CustomEvent("sessions"));
    await look();
  } catch (error) {
    fail(error);
  } finally {
    bar.hidden = true;
    button.disabled = false;
    setText(part("upload-state", sheet), "");
  }
}

/** What was brought in; looks again while recognition goes on. */
async function look() {
  clearTimeout(soon);
  /** @type {{imports: Brought[]}} */
  const { imports } = await get("/api/imports");
  part("brought").replaceChildren(...imports.map(row));
  if (imports.some((each) => percent(each) !== null)) soon = setTimeout(() => attempt(look), LOOK_MS);
}

/** @param {Brought} each */
function row(each) {
  const share = percent(each);
  return h("li", { "data-session": each.session }, h("a", { href: `/s/${each.session}/minutes`, dir: "auto" }, each.title), " ",
    h("span", { class: "muted small" }, `${t(`imports.${each.kind}`)} · `, h("bdi", {}, each.name), ` · ${moment(each.at)}`), " ",
    share === null ? "" : h("span", { class: "small num" }, h("progress", { max: 100, value: share, "aria-label": t("imports.recognised", { percent: share }) }), ` ${t(each.is_away ? "imports.waits" : "imports.recognised", { percent: share })}`));
}

opener.addEventListener("click", () => attempt(() => toggle(sheet.hidden)));
part("cancel", sheet).addEventListener("click", () => attempt(() => toggle(false)));
sheet.addEventListener("submit", (event) => { event.preventDefault(); attempt(bringIn); });
sheet.addEventListener("change", (event) => {
  const name = /** @type {HTMLInputElement} */ (event.target).name;
  if (name === "kind") fillTargets();
  draw();
  if (["kind", "file", "language"].includes(name)) attempt(preview);
});
attempt(look);
