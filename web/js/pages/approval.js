// Approval of a session's minutes: state, window, proposals, sign-offs, approval, publication, corrigenda.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post } from "../net/api.js";
import { request, socket } from "../net/socket.js";
import * as reduce from "../state/approval.js";
import { askCorrigendum, askReason, askWindow, confirmApproval } from "../ui/approval_forms.js";
import { drawSide } from "../ui/approval_side.js";
import { ask } from "../ui/dialog.js";
import { attempt, h, part, toast } from "../ui/dom.js";
import { Interventions } from "../ui/intervention.js";
import { keyed } from "../ui/keyed.js";
import { moment } from "../ui/moment.js";
import { corrigendumCard, proposalCard } from "../ui/proposal.js";

/** @import {Approval, Proposal} from "../types" */

const session = theSession();
const base = `/api/sessions/${session.id}/approval`;
const { role } = boot.me;
/** @type {Approval | null} */
let state = null;
/** How far the server's clock is ahead of this one, in milliseconds. */
let aheadMs = 0;
const LOOK_MS = 30_000;

const now = () => Date.now() + aheadMs;
const names = new Map(session.delegations.map((each) => [each.code, each.name]));
const own = new Interventions({ base, languages: session.languages, change, now, canChoose: role === "secretariat" });

/** @param {Approval} told */
function become(told) {
  state = reduce.newest(state, told);
  aheadMs = told.now - Date.now();
  draw();
}

const read = () => attempt(async () => become(await get(base)));

/** An action whose answer is the approval; what was overtaken is read anew, so that the reader acts on what is there. @param {() => Promise<Approval>} call @returns {Promise<boolean>} */
async function change(call) {
  try {
    become(await call());
    return true;
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), "bad");
    if (error instanceof ApiError && [409, 423].includes(error.status)) await read();
    return false;
  }
}

function draw() {
  if (!state) return;
  const approval = state;
  const at = reduce.STEPS.indexOf(approval.state);
  part("steps").replaceChildren(...reduce.STEPS.map((step, index) => h("li", { class: index < at ? "past" : index === at ? "now" : "", "aria-current": index === at ? "step" : null }, t(`approval.${step}`))));
  drawTold(approval);
  drawActions(approval);
  drawProposals(approval);
  drawCorrigenda(approval);
  own.draw(approval);
  drawSide(approval, { session, onSign: sign, now: now() });
}

/** @param {Approval} approval */
function drawTold(approval) {
  const text = told(approval);
  if (part("told").textContent !== text) part("told").textContent = text;
  part("told").className = `notice ${approval.state === "review" && !reduce.isWindowOpen(approval, now()) ? "warn" : reduce.isLocked(approval.state) ? "good" : ""}`;
}

/** @param {Approval} approval */
function told(approval) {
  if (approval.state === "draft") return t(role === "delegation" ? "approval.draft_delegation" : "approval.draft_means");
  if (approval.state === "published") return t("approval.published_means", { when: moment(approval.published_at) });
  if (approval.state === "approved") return t("approval.approved_means", { when: moment(approval.approved_at), by: approval.approved_by ?? "" });
  if (!reduce.isWindowOpen(approval, now())) return t("approval.window_over");
  const rest = reduce.left(approval.review_ends_at ?? 0, now());
  return t("approval.window_open", { when: moment(approval.review_ends_at), left: t(`approval.left_${rest.key}`, { count: rest.count }) });
}

/** @param {Approval} approval */
function drawActions(approval) {
  const { rev } = approval;
  /** @type {[string, string, () => Promise<unknown>][]} */
  const all = [
    ["back", "", async () => { const why = await askReason("approval.back", "approval.back_means"); return why && change(() => post(`${base}/back`, { rev, why })); }],
    ["window", "", async () => { const given = await askWindow("approval.window", "approval.window_means", true); return given && change(() => post(`${base}/window`, { rev, ...given })); }],
    ["review", "primary", async () => { const given = await askWindow("approval.review_open", "approval.review_means", false); return given && change(() => post(`${base}/review`, { rev, ...given })); }],
    ["approve", "primary", () => approve(approval)],
    ["publish", "primary", async () => (await ask({ title: t("approval.publish"), text: [t(session.visibility === "public" ? "approval.publish_means" : "approval.publish_means_closed")], yes: t("approval.publish_yes") })) && change(() => post(`${base}/publish`, { rev }))],
  ];
  const buttons = all.filter(([action]) => approval.can.includes(action)).map(([action, kind, act]) => h("button", { type: "button", class: kind, "data-act": action, onclick: () => act() }, t(action === "review" ? "approval.review_open" : `approval.${action}`)));
  const link = approval.state === "published" ? h("a", { class: "button primary", href: `/p/minutes/${session.id}` }, t("approval.public")) : null;
  const box = part("actions");
  const focused = document.activeElement instanceof HTMLElement && box.contains(document.activeElement) ? document.activeElement.dataset.act : null;
  box.replaceChildren(...buttons, ...(link ? [link] : []));
  if (focused) /** @type {HTMLElement | null} */ (box.querySelector(`[data-act="${focused}"]`))?.focus();
}

/** Approval names what is unchecked, and the person says that they know. @param {Approval} approval */
async function approve(approval) {
  const obstacles = reduce.standing(approval.obstacles ?? [], now());
  if (obstacles.length || !approval.doubts) {
    part("obstacles").scrollIntoView({ block: "center", behavior: "smooth" });
    toast(t("approval.not_yet", { count: obstacles.length }), "bad");
    return;
  }
  const { doubts, rev } = approval;
  if (await confirmApproval(doubts, session)) await change(() => post(`${base}/approve`, { rev, confirmed: doubts.digest }));
}

/** @param {string} language @param {string} sha256 @param {string} name */
async function sign(language, sha256, name) {
  const agreed = await ask({ title: t("approval.sign_title", { language: name }), text: [t("approval.sign_means", { name: boot.me.name ?? "" })], yes: t("approval.sign") });
  if (agreed) await change(() => post(`${base}/versions/${language}/sign`, { sha256 }));
}

/** @param {Approval} approval */
function drawProposals(approval) {
  const proposals = approval.proposals ?? [];
  const canAnswer = approval.can.includes("answer");
  const isKeeper = Boolean(approval.versions);
  part("proposals-area").hidden = !isKeeper || (approval.state === "draft" && !proposals.length);
  if (!isKeeper) return;
  const rows = reduce.groups(proposals).flatMap(([group, found]) => [{ id: `group-${group}`, group, count: found.length, each: /** @type {Proposal | null} */ (null) }, ...found.map((each) => ({ id: each.id, group: "", count: 0, each: /** @type {Proposal | null} */ (each) }))]);
  if (!rows.length) {
    part("proposals").replaceChildren(h("p", { class: "empty" }, t("approval.no_proposals")));
    return;
  }
  part("proposals").querySelector(".empty")?.remove();
  keyed(part("proposals"), rows, {
    id: (row) => row.id,
    sign: (row) => [row, canAnswer],
    make: (row) => (row.each ? proposalCard(row.each, { session: session.id, onAccept: canAnswer ? accept : null, onDecline: canAnswer ? decline : null, onWithdraw: null }) : h("h3", { class: "group" }, t(`approval.group_${row.group}`, { count: row.count }))),
  });
}

/** @param {Proposal} each */
const accept = (each) => change(() => post(`${base}/proposals/${each.id}/accept`, { rev: each.now?.rev ?? each.rev }));

/** @param {Proposal} each */
async function decline(each) {
  const why = await askReason("approval.decline", "approval.decline_means");
  if (why) await change(() => post(`${base}/proposals/${each.id}/decline`, { why }));
}

/** @param {Approval} approval */
function drawCorrigenda(approval) {
  part("corrigenda-area").hidden = !reduce.isLocked(approval.state) || !approval.steps;
  const button = (/** @type {"text" | "withheld"} */ kind, /** @type {string} */ key, tone = "") => h("button", { type: "button", class: tone, onclick: () => rectify(kind) }, t(key));
  part("corrigenda-actions").replaceChildren(...(approval.can.includes("corrigendum") ? [button("text", "approval.add_corrigendum", "primary")] : []), ...(approval.can.includes("withhold") ? [button("withheld", "approval.withhold", "danger")] : []));
  const cards = approval.corrigenda.map((each) => corrigendumCard(each, session.languages));
  part("corrigenda").replaceChildren(...(cards.length ? cards : [h("p", { class: "empty" }, t("approval.no_corrigenda"))]));
}

/** @param {"text" | "withheld"} kind */
async function rectify(kind) {
  const given = await attempt(async () => askCorrigendum(kind, await get(`${base}/record`), session.languages));
  if (given) await change(() => post(`${base}/${kind === "text" ? "corrigenda" : "withhold"}`, given));
}

const line = socket("/viewer");
line.on("connect", async () => {
  part("lost").hidden = true;
  await request(line, "join", { session: session.id, lang: "floor", after: Number.MAX_SAFE_INTEGER }).catch(() => {});
  await read();
});
line.on("disconnect", () => { part("lost").hidden = false; });
line.on("approval", (/** @type {{session: string}} */ told) => { if (told.session === session.id) read(); });
line.on("cut", () => location.reload());
// The window ends and translations come though nobody does anything.
setInterval(() => { if (state && !reduce.isLocked(state.state) && document.visibilityState === "visible") read(); }, LOOK_MS);
addEventListener("beforeunload", (event) => { if (own.isAnyUnsaved()) event.preventDefault(); });
own.names(names);
line.connect();
