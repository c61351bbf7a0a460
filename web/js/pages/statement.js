// The statement: its text with brackets and evidence, positions, what stands in the way, adoption.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post, put } from "../net/api.js";
import { socket } from "../net/socket.js";
import * as drafts from "../state/drafts.js";
import * as reduce from "../state/statement.js";
import { ask } from "../ui/dialog.js";
import { attempt, h, part, toast } from "../ui/dom.js";
import { editor, focusEditor } from "../ui/editor.js";
import { keyed } from "../ui/keyed.js";
import { moment } from "../ui/moment.js";
import { paragraphBlock } from "../ui/paragraph.js";
import { chooser, drawLegend, drawMatrix, mark, tally } from "../ui/positions.js";

/** @import {Paragraph, Statement} from "../types" */

let state = reduce.empty(/** @type {Statement} */ (boot.statement));
const base = `/api/statements/${state.statement.id}`;
const mine = boot.me.role === "delegation" ? (boot.me.delegation ?? "") : "";
/** @type {Map<string, string>} */
const names = new Map();
const name = (/** @type {string} */ code) => names.get(code) ?? code;

/** @param {reduce.State} next */
function become(next) {
  state = next;
  draw();
}

/** @param {drafts.Drafts} next */
const becomeDrafts = (next) => become({ ...state, drafts: next });

/** An action whose answer is the statement; a conflict reads it anew, so that the reader acts on what is there. @param {() => Promise<Statement>} call */
async function change(call) {
  try {
    become(reduce.received(state, await call()));
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), "bad");
    if (error instanceof ApiError && error.status === 409) await read();
  }
}

const read = () => attempt(async () => become(reduce.received(state, await get(base))));

function draw() {
  const { statement } = state;
  const canTake = statement.can.includes("position") && statement.parties.includes(mine);
  drawSteps(statement);
  drawActions(statement);
  keyed(part("paragraphs"), statement.paragraphs, {
    id: (each) => each.id,
    sign: (each) => [each, statement.can, statement.counts[each.id], canTake && reduce.stance(statement, mine, each.id), { ...state.drafts[each.id], text: "" }, names.size],
    make: (each) => paragraphBlock(each, {
      statement, name, editor: editorOf(each), onEdit: () => edit(each), onClose: (owner) => close(each, owner),
      chooser: canTake ? chooser(statement, mine, each.id, t("statement.position"), (value) => take(each.id, value)) : null,
    }),
  });
  drawSide(statement, canTake);
  part("matrix").hidden = statement.status === "draft";
  drawMatrix(part("table"), statement, name);
  part("lost-texts").replaceChildren(...state.lost.map((text) => h("div", { class: "notice warn" }, h("p", {}, t("statement.lost_text")), h("p", { dir: "auto" }, text))));
}

/** @param {Statement} statement */
function drawSteps(statement) {
  const at = reduce.STEPS.indexOf(statement.status);
  part("steps").replaceChildren(...reduce.STEPS.map((step, index) => h("li", { class: index < at ? "past" : index === at ? "now" : "", "aria-current": index === at ? "step" : null }, t(`statement.${step}`))));
}

/** @param {Statement} statement */
function drawActions(statement) {
  const button = (/** @type {string} */ action, kind = "") => h("button", { type: "button", class: kind, onclick: () => act(action) }, t(`statement.${action}`));
  const made = ["redraft", "open", "adopt", "publish"].filter((action) => statement.can.includes(action)).map((action) => button(action, action === "redraft" ? "" : "primary"));
  const link = statement.status === "published" ? [h("a", { class: "button primary", href: `/p/${statement.id}` }, t("statement.public"))] : [];
  part("actions").replaceChildren(...made, ...link);
}

/** @param {string} action */
async function act(action) {
  const { statement } = state;
  const { obstacles, unanswered } = statement;
  if (action === "adopt" && obstacles.length) {
    part("obstacles").scrollIntoView({ block: "center", behavior: "smooth" });
    toast(t("statement.not_yet", { count: obstacles.length }), "bad");
    return;
  }
  const silent = action === "adopt" && unanswered.length ? [`${t("statement.unanswered")}: ${unanswered.map(name).join(", ")}.`] : [];
  const agreed = await ask({ title: t(`statement.${action}`), text: [t(`statement.${action}_means`), ...silent], yes: t(`statement.${action}_yes`), isDangerous: action === "redraft" });
  if (agreed) await change(() => post(`${base}/${action}`, { rev: statement.rev }));
}

/** @param {Statement} statement @param {boolean} canTake */
function drawSide(statement, canTake) {
  const { brackets, problems, answered, parties } = reduce.progress(statement);
  const isSettled = ["adopted", "published"].includes(statement.status);
  part("mine").hidden = !canTake;
  if (canTake && !part("mine").contains(document.activeElement)) part("mine").replaceChildren(h("h2", {}, name(mine)), chooser(statement, mine, reduce.WHOLE, t("statement.whole"), (value) => take(null, value)));
  part("progress").replaceChildren(h("h2", {}, t("statement.progress")), h("ul", { class: "plain figures" },
    figure(brackets, t("statement.open_brackets"), brackets ? "warn" : "good"), problems ? figure(problems, t("statement.open_problems"), "warn") : null,
    statement.status !== "draft" && figure(`${answered}/${parties}`, t("statement.answered"), answered === parties ? "good" : "")), tally(statement) ?? "");
  list("obstacles", isSettled ? [] : statement.obstacles.map((text) => obstacle(reduce.obstacle(statement, text))), t("statement.obstacles"));
  list("unanswered", statement.status === "negotiation" ? statement.unanswered.map(name) : [], t("statement.unanswered"));
  list("omitted", statement.omitted.map((each) => h("span", {}, h("strong", {}, name(each.delegation)), ` — ${each.why === "nothing said was a proposal, a position or a commitment" ? t("statement.omitted_why") : each.why}`)), t("statement.omitted"));
  part("seal").hidden = !statement.sha256;
  part("seal").replaceChildren(h("h2", {}, t("statement.adopted_at")), h("p", {}, moment(statement.adopted_at)), h("p", { class: "small muted" }, t("statement.sha")), h("code", { class: "hash" }, statement.sha256));
}

/** @param {number | string} count @param {string} words @param {string} tone */
const figure = (count, words, tone) => h("li", {}, h("strong", { class: `num ${tone}` }, String(count)), h("span", {}, words));

/** @param {string} place @param {(string | Node)[]} rows @param {string} title */
function list(place, rows, title) {
  part(place).hidden = !rows.length;
  part(place).replaceChildren(h("h2", {}, title), h("ul", {}, ...rows.map((row) => h("li", {}, row))));
}

/** @param {reduce.Obstacle} each */
function obstacle(each) {
  if (each.kind === "bracket") return t("statement.bracket_of", { owner: name(each.owner) });
  if (each.kind === "other") return each.text;
  const where = each.paragraph ? t("statement.paragraph", { number: each.paragraph }) : t("statement.whole");
  return h("span", {}, h("strong", {}, name(each.party)), " ", mark(each.value), ` · ${where}`);
}

/** @param {Paragraph} each */
function editorOf(each) {
  const draft = state.drafts[each.id];
  if (!draft) return null;
  return editor({
    draft, name: each.id, label: t("statement.edit"), lang: state.statement.language,
    onType: (text) => { state = { ...state, drafts: drafts.typed(state.drafts, each.id, text) }; },
    onSave: () => save(each.id),
    onCancel: () => becomeDrafts(drafts.dropped(state.drafts, each.id)),
    onYield: () => becomeDrafts(drafts.yielded(state.drafts, each.id)),
  });
}

/** @param {Paragraph} each */
function edit(each) {
  becomeDrafts(drafts.opened(state.drafts, each.id, each.rev, each.text));
  focusEditor(each.id);
}

/** @param {string} id */
async function save(id) {
  const draft = state.drafts[id];
  if (!draft || draft.isSaving) return;
  becomeDrafts(drafts.saving(state.drafts, id));
  try {
    const told = await put(`${base}/paragraphs/${id}`, { rev: draft.rev, text: draft.text });
    become(reduce.received({ ...state, drafts: drafts.dropped(state.drafts, id) }, told));
  } catch (error) {
    const newer = error instanceof ApiError ? error.details.paragraph : undefined;
    if (newer) becomeDrafts(drafts.overtaken(state.drafts, id, newer.rev, newer.text));
    becomeDrafts(drafts.failed(state.drafts, id, newer || !(error instanceof Error) ? "" : error.message));
  }
}

/** @param {Paragraph} each @param {string} owner */
async function close(each, owner) {
  const text = reduce.pieces(each).filter((piece) => piece.owners.includes(owner)).map((piece) => piece.text).join("");
  const agreed = await ask({ title: t("statement.close", { owner: name(owner) }), text: [t("statement.close_means"), h("blockquote", { dir: "auto" }, text)], yes: t("statement.close_yes") });
  if (agreed) await change(() => post(`${base}/paragraphs/${each.id}/brackets/close`, { rev: each.rev, owner }));
}

/** @param {string | null} paragraph @param {string} value */
async function take(paragraph, value) {
  await change(() => post(`${base}/positions`, { paragraph, value }));
  toast(`${paragraph ? t("statement.paragraph", { number: reduce.label(state.statement, paragraph) }) : t("statement.whole")}: ${t(`position.${value}`)}`);
}

const line = socket("/viewer");
line.on("connect", () => { part("lost").hidden = true; read(); });
line.on("disconnect", () => { part("lost").hidden = false; });
line.on("statement", (told) => { if (told.id === state.statement.id) read(); });
line.on("cut", () => location.reload());
addEventListener("beforeunload", (event) => { if (drafts.isAnyUnsaved(state.drafts)) event.preventDefault(); });
drawLegend(part("legend"));
draw();
line.connect();
attempt(async () => {
  for (const each of (await get("/api/delegations")).delegations) names.set(each.code, each.name);
  draw();
});
