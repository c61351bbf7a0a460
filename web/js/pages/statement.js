// The statement: its text with brackets and evidence, positions, what stands in the way, adoption.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post, put, remove } from "../net/api.js";
import { Following } from "../net/statement.js";
import * as drafts from "../state/drafts.js";
import * as reduce from "../state/statement.js";
import { ask } from "../ui/dialog.js";
import { attempt, h, part, toast } from "../ui/dom.js";
import { editor, focusEditor } from "../ui/editor.js";
import { keyed } from "../ui/keyed.js";
import { paragraphBlock } from "../ui/paragraph.js";
import { chooser, drawLegend, drawMatrix, notes } from "../ui/positions.js";
import { askClose, askParagraph, askTitle } from "../ui/statement_forms.js";
import { drawSide } from "../ui/statement_side.js";

/** @import {Delegation, Paragraph, Statement} from "../types" */

let state = reduce.empty(/** @type {Statement} */ (boot.statement));
const base = `/api/statements/${state.statement.id}`;
const mine = boot.me.role === "delegation" ? (boot.me.delegation ?? "") : "";
/** @type {Map<string, string>} */
const names = new Map();
const name = (/** @type {string} */ code) => names.get(code) ?? code;
const called = (/** @type {string} */ code) => boot.languages.find((each) => each.code === code)?.name ?? code;
/** @type {Delegation[]} */
let delegations = [];

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
    const told = await call();
    become(reduce.received(state, told));
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), "bad");
    if (error instanceof ApiError && error.status === 409) await read();
  }
}

/** The state is looked at after the answer has come: what was typed meanwhile stays. */
const read = () => attempt(async () => {
  const told = await get(base);
  become(reduce.received(state, told));
});

function draw() {
  const { statement } = state;
  const canTake = statement.can.includes("position") && statement.parties.includes(mine);
  drawSteps(statement);
  drawActions(statement);
  keyed(part("paragraphs"), statement.paragraphs, {
    id: (each) => each.id,
    sign: (each) => [each, statement.can, statement.counts[each.id], canTake && reduce.word(statement, mine, each.id), { ...state.drafts[each.id], text: "" }, names.size, reduce.ends(statement, each.id)],
    make: (each) => paragraphBlock(each, {
      statement, name, called, editor: editorOf(each), onEdit: () => edit(each), onClose: (owner, kind) => close(each, owner, kind),
      onSeen: boot.me.role === "secretariat" ? () => change(() => post(`${base}/paragraphs/${each.id}/seen`)) : null,
      onMove: (step) => move(each, step), onInsert: () => insert(each), onTakeOut: () => takeOut(each),
      chooser: canTake ? chooser(statement, mine, each.id, t("statement.position"), (value, note) => take(each.id, value, note)) : null,
    }),
  });
  drawMine(statement, canTake);
  drawSide(statement, name, called, restore);
  part("matrix").hidden = statement.status === "draft";
  drawMatrix(part("table"), statement, name);
  part("notes").replaceChildren(...notes(statement, name));
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
  const made = ["redraft", "open", "adopt", "approve", "publish"].filter((action) => statement.can.includes(action)).map((action) => button(action, action === "redraft" ? "" : "primary"));
  const link = statement.status === "published" ? [h("a", { class: "button primary", href: `/p/${statement.id}` }, t("statement.public"))] : [];
  const entitle = statement.can.includes("edit") ? [h("button", { type: "button", onclick: changeTitle }, t("statement.entitle"))] : [];
  part("title").textContent = statement.title;
  part("actions").replaceChildren(...entitle, ...made, ...link);
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
  const older = action === "adopt" ? reduce.outdated(statement) : [];
  const changed = older.length ? [`${t("statement.outdated")}: ${older.map(name).join(", ")}.`] : [];
  const silent = action === "adopt" && unanswered.length ? [`${t("statement.unanswered")}: ${unanswered.map(name).join(", ")}.`] : [];
  const agreed = await ask({ title: t(`statement.${action}`), text: [t(`statement.${action}_means`), ...silent, ...changed], yes: t(`statement.${action}_yes`), isDangerous: action === "redraft" });
  if (agreed) await change(() => post(`${base}/${action}`, { rev: statement.rev }));
}

/** One's own position on the whole; what is being typed there stays. @param {Statement} statement @param {boolean} canTake */
function drawMine(statement, canTake) {
  const box = part("mine");
  box.hidden = !canTake;
  if (!canTake || box.contains(document.activeElement)) return;
  box.replaceChildren(h("h2", {}, name(mine)), chooser(statement, mine, reduce.WHOLE, t("statement.whole"), (value, note) => take(null, value, note)));
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

/** @param {Paragraph} each @param {string} owner @param {string} kind */
async function close(each, owner, kind) {
  const bracket = each.brackets.find((one) => one.owner === owner && one.kind === kind);
  const words = bracket ? [...each.text].slice(...bracket.span).join("") : "";
  const how = await askClose(name(owner), words);
  if (how) await change(() => post(`${base}/paragraphs/${each.id}/brackets/close`, { rev: each.rev, owner, kind, keep: how === "keep" }));
}

/** One place up or down. @param {Paragraph} each @param {-1 | 1} step */
async function move(each, step) {
  const others = state.statement.paragraphs.map((one) => one.id);
  const place = others.indexOf(each.id);
  others.splice(place, 1);
  await change(() => post(`${base}/paragraphs/${each.id}/move`, { rev: each.rev, after: others[place + step - 1] ?? null }));
}

/** @param {Paragraph} each */
async function insert(each) {
  const given = await askParagraph(each.kind, state.statement.language);
  if (given) await change(() => post(`${base}/paragraphs`, { after: each.id, ...given }));
}

/** @param {Paragraph} each */
async function takeOut(each) {
  const agreed = await ask({ title: t("statement.take_out"), text: [t("statement.take_out_means"), h("blockquote", { dir: "auto" }, each.text)], yes: t("statement.take_out_yes") });
  if (agreed) await change(() => remove(`${base}/paragraphs/${each.id}`, { rev: each.rev }));
}

const restore = (/** @type {string} */ id) => change(() => post(`${base}/paragraphs/${id}/restore`));

async function changeTitle() {
  const { statement } = state;
  const given = await askTitle(statement, delegations);
  if (given) await change(() => put(base, { rev: statement.rev, ...given }));
}

/** @param {string | null} paragraph @param {string} value @param {string} note */
async function take(paragraph, value, note) {
  await change(async () => {
    await post(`${base}/positions`, { paragraph, value, note });
    return get(base);
  });
  toast(`${paragraph ? t("statement.paragraph", { number: reduce.label(state.statement, paragraph) }) : t("statement.whole")}: ${t(`position.${value}`)}`);
}

const following = new Following(state.statement.id, {
  rev: state.statement.rev,
  onChange: read,
  onStatus: (status) => {
    part("lost").hidden = status !== "away";
    if (status === "closed") location.reload();
  },
});
addEventListener("beforeunload", (event) => { if (drafts.isAnyUnsaved(state.drafts)) event.preventDefault(); });
drawLegend(part("legend"));
draw();
following.start();
attempt(async () => {
  ({ delegations } = await get("/api/delegations"));
  for (const each of delegations) names.set(each.code, each.name);
  draw();
});
