// The statement: brackets, evidence, positions, adoption.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { get, post, put } from "../net/api.js";
import { socket } from "../net/socket.js";
import { attempt, clock, h, part, setText } from "../ui/dom.js";

const VALUES = ["agree", "agree_ad_referendum", "no_objection", "reserve", "propose_amendment", "object", "disassociate", "not_a_party", "no_reply"];
/** @type {any} */
let statement = boot.statement;
const base = `/api/statements/${statement.id}`;
/** @type {string | null} */
let editing = null;

/** @param {() => Promise<any>} call */
const change = (call) => attempt(async () => { statement = await call(); editing = null; draw(); });

function draw() {
  const open = statement.paragraphs.reduce((/** @type {number} */ sum, /** @type {any} */ each) => sum + each.brackets.length, 0);
  setText(part("status"), t(`statement.${statement.status}`));
  setText(part("progress"), t("statement.brackets", { count: open }));
  const actions = ["open", "adopt", "publish"].filter((action) => statement.can.includes(action));
  part("actions").replaceChildren(...actions.map((action) => h("button", { type: "button", class: "primary", onclick: () => confirm(t(`statement.${action}`)) && change(() => post(`${base}/${action}`, { rev: statement.rev })) }, t(`statement.${action}`))));
  part("whole").replaceChildren(...positions(null, t("statement.whole")));
  part("paragraphs").replaceChildren(...statement.paragraphs.map(paragraph));
  const standing = [...statement.obstacles, ...statement.omitted.map((/** @type {any} */ each) => `${t("statement.omitted")}: ${each.delegation} (${each.why})`)];
  part("obstacles").replaceChildren(h("h2", {}, t("statement.obstacles")), h("ul", {}, ...standing.map((text) => h("li", {}, text))));
  part("obstacles").hidden = !standing.length;
}

/** @param {any} each */
function paragraph(each) {
  if (editing === each.id) return editor(each);
  const marked = pieces(each).map((piece) => piece.isOpen ? h("mark", { title: piece.owner }, piece.text) : piece.text);
  const tools = statement.can.includes("edit") ? [h("button", { type: "button", class: "quiet small", onclick: () => { editing = each.id; draw(); } }, t("minutes.edit")),
    ...each.brackets.map((/** @type {any} */ bracket) => h("button", { type: "button", class: "quiet small", onclick: () => change(() => post(`${base}/paragraphs/${each.id}/brackets/close`, { rev: each.rev, owner: bracket.owner })) }, t("statement.close", { owner: bracket.owner })))] : [];
  const counts = Object.entries(statement.counts[each.id] ?? {}).map(([value, count]) => `${t(`position.${value}`)}: ${count}`).join(" · ");
  return h("div", {}, h("p", { class: each.kind, dir: "auto" }, each.number && h("span", { class: "number" }, `${each.number}.`), ...marked),
    h("div", { class: "evidence" }, ...each.problems.map((/** @type {string} */ text) => h("p", { class: "notice warn" }, text)), counts && h("p", {}, counts), ...tools, ...positions(each.id, t("statement.position")),
      each.evidence.length > 0 && h("details", {}, h("summary", {}, t("statement.evidence")), ...each.evidence.map(evidence))));
}

/** @param {any} each */
function evidence(each) {
  const audio = new Audio();
  return h("blockquote", {}, h("button", { type: "button", class: "quiet small", onclick: () => { audio.src = `/api/sessions/${each.session}/segments/${each.id}/audio`; audio.play(); } }, `▶ ${clock(each.start_ms)}`),
    ` ${each.speaker}: `, h("span", { lang: each.lang, dir: "auto" }, each.text), each.translation && h("p", { class: "muted" }, each.translation));
}

/** @param {any} each */
function editor(each) {
  const area = h("textarea", { dir: "auto" });
  area.value = each.text;
  return h("div", {}, area, h("p", { class: "row" }, h("button", { type: "button", class: "primary", onclick: () => change(() => put(`${base}/paragraphs/${each.id}`, { rev: each.rev, text: area.value })) }, t("minutes.save")), h("button", { type: "button", onclick: () => { editing = null; draw(); } }, t("minutes.cancel"))));
}

/** @param {string | null} paragraphId @param {string} label */
function positions(paragraphId, label) {
  if (!statement.can.includes("position") || boot.me.role !== "delegation") return [];
  const mine = statement.stances[boot.me.delegation ?? ""]?.[paragraphId ?? ""] ?? "no_reply";
  const menu = h("select", { onchange: () => change(() => post(`${base}/positions`, { paragraph: paragraphId, value: menu.value })) }, ...VALUES.map((value) => h("option", { value, selected: value === mine }, t(`position.${value}`))));
  return [h("label", {}, `${label} `, menu)];
}

/** The text in pieces, those in open brackets apart. @param {any} each */
function pieces(each) {
  const found = [];
  let at = 0;
  for (const bracket of [...each.brackets].sort((a, b) => a.span[0] - b.span[0])) {
    const [start, end] = bracket.span.map((/** @type {number} */ point) => utf16(each.text, point));
    found.push({ isOpen: false, owner: "", text: each.text.slice(at, start) }, { isOpen: true, owner: bracket.owner, text: each.text.slice(start, end) });
    at = end;
  }
  return [...found, { isOpen: false, owner: "", text: each.text.slice(at) }];
}

/** The server counts code points, the browser UTF-16 units. @param {string} text @param {number} points */
function utf16(text, points) {
  return [...text].slice(0, points).join("").length;
}

const line = socket("/viewer");
line.on("statement", (told) => { if (told.id === statement.id && !editing) attempt(async () => { statement = await get(base); draw(); }); });
line.connect();
draw();
