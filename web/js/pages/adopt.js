// From the negotiated text to the public: the last look, adoption, signatures, approval, embargo, publication, corrigenda and the log.
import { boot } from "../boot.js";
import { has, t } from "../i18n.js";
import { ApiError, get, post } from "../net/api.js";
import { Following } from "../net/statement.js";
import * as reduce from "../state/adoption.js";
import { corrigendumCard } from "../ui/corrigendum.js";
import { askCorrigendum, askEmbargo, askHead, showOnce } from "../ui/adopt_forms.js";
import { askReason } from "../ui/approval_forms.js";
import { ask } from "../ui/dialog.js";
import { attempt, h, part, setText, toast } from "../ui/dom.js";
import { logEntry } from "../ui/log_entry.js";
import { exactly, moment } from "../ui/moment.js";
import { holding } from "../ui/reveal.js";
import { sheetLine } from "../ui/sheet_line.js";
import { signForm } from "../ui/sign_form.js";
import { signingRow } from "../ui/signing.js";

/** @import {SheetLine, Signing, Statement, StatementCorrigendum} from "../types" */

const statement = /** @type {Statement} */ (boot.statement);
const base = `/api/statements/${statement.id}`;
const names = new Map(/** @type {[string, string][]} */ (Object.entries(boot.names ?? {})));
const name = (/** @type {string} */ code) => names.get(code) ?? code;
const SHOWN_LINES = 8;
/** @type {Signing | null} */
let state = null;
/** @type {Record<string, any> | null} */
let sheet = null;
/** What nobody can take upon them: objections, lines that were retracted, a silence that runs. @type {any[]} */
let hindering = [];
const ON_THE_SHEET = ["bracket", "amendment"];

async function read() {
  await attempt(async () => {
    const isOpen = boot.me.role !== "delegation" && !state?.sha256;
    const [signing, open, standing] = await Promise.all([get(`${base}/signing`), isOpen ? get(`${base}/sheet`) : null, isOpen ? get(`${base}/positions`) : null]);
    state = reduce.newest(state, signing);
    sheet = open;
    hindering = (standing?.obstacles ?? []).filter((/** @type {any} */ each) => !ON_THE_SHEET.includes(each.what));
    following.has(signing.rev);
    holding(draw);
  });
}

/** An action; afterwards the page reads how it stands now. @param {() => Promise<unknown>} call @returns {Promise<boolean>} whether it was done */
async function change(call) {
  const why = await tried(call);
  if (why) toast(why, "bad");
  return !why;
}

/** The same for a form that says itself why it was refused. @param {() => Promise<unknown>} call @returns {Promise<string>} why, "" where it was done */
async function tried(call) {
  let why = "";
  try {
    await call();
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ApiError)) return why;
  }
  await read();
  return why;
}

function draw() {
  if (!state) return;
  const it = state;
  const at = reduce.STEPS.indexOf(reduce.stepOf(it));
  part("steps").replaceChildren(...reduce.STEPS.map((step, index) => h("li", { class: index < at ? "past" : index === at ? "now" : "", "aria-current": index === at ? "step" : null }, t(`statement.${step}`))));
  const told = reduce.told(it);
  setText(part("told"), t(told.key, { when: exactly(told.at), by: it.approved_by ?? "" }));
  part("told").className = `notice ${told.tone}`;
  drawActions(it);
  drawOwn(it);
  drawSheet(it);
  drawSeal(it);
  drawSigning(it);
  drawCorrigenda(it);
  drawAfter(it);
  drawLog(it);
}

/** @param {Signing} it */
function drawActions(it) {
  const { rev } = it;
  /** @type {[string, boolean, () => Promise<unknown>][]} */
  const all = [
    ["adopt", it.can.includes("adopt"), adopt],
    ["approve", it.can.includes("approve"), async () => {
      const missing = reduce.unsigned(it);
      const text = [t("statement.approve_means"), missing.length ? t("adopt.not_signed", { names: missing.map(name).join(", ") }) : t("adopt.all_signed")];
      return (await ask({ title: t("statement.approve"), text, yes: t("statement.approve_yes") })) && change(() => post(`${base}/approve`, { rev }));
    }],
    ["publish", it.can.includes("publish"), async () => {
      const until = await askEmbargo(t("statement.publish"), t("adopt.publish_means"), null);
      return until !== undefined && change(() => post(`${base}/publish`, { rev, embargo_until: until }));
    }],
    ["embargo", it.is_embargoed && ["secretariat", "chair"].includes(boot.me.role), async () => {
      const until = await askEmbargo(t("adopt.embargo"), t("adopt.embargo_means"), it.embargo_until);
      return until !== undefined && change(() => post(`${base}/embargo`, { rev, until }));
    }],
  ];
  const label = (/** @type {string} */ action) => t(action === "embargo" ? "adopt.embargo" : `statement.${action}`);
  const buttons = all.filter(([, isOpen]) => isOpen).map(([action, , act]) => h("button", { type: "button", class: action === "embargo" ? "" : "primary", "data-act": action, onclick: () => act() }, label(action)));
  const isAdopted = it.sha256 !== null;
  const link = isAdopted ? h("a", { class: "button", href: `/p/${it.statement}` }, t(it.status === "published" ? "statement.public" : "adopt.preview")) : null;
  part("actions").replaceChildren(...buttons, ...(link ? [link] : []));
}

async function adopt() {
  if (!state || !sheet) return;
  const count = sheet.blocking + hindering.length;
  if (count) {
    part("sheet").scrollIntoView({ block: "center", behavior: "smooth" });
    toast(t("statement.not_yet", { count }), "bad");
    return;
  }
  const { rev } = state;
  const agreed = await ask({ title: t("statement.adopt"), text: [t("statement.adopt_means"), t("adopt.parties", { count: state.parties.length, names: state.parties.map((each) => name(each.code)).join(", ") })], yes: t("statement.adopt_yes"), typed: statement.title });
  if (agreed) await change(() => post(`${base}/adopt`, { rev }));
}

/** What a head of delegation signs, and the field for the code: for a phone. @param {Signing} it */
function drawOwn(it) {
  const own = it.parties.find((each) => each.code === boot.me.delegation);
  const box = part("own");
  box.hidden = !own || !it.sha256;
  if (!own || !it.sha256) return;
  if (own.signature) {
    box.replaceChildren(h("h2", { id: "own-title" }, t("adopt.you_signed")), h("p", {}, t("adopt.signed_by", { by: own.signature.by, when: moment(own.signature.at) })), h("p", { class: "small muted" }, t("adopt.key"), " ", h("code", { dir: "ltr" }, own.signature.key.slice(0, 16))));
    return;
  }
  if (box.dataset.sha === it.sha256 && box.dataset.enrolled === String(own.is_enrolled)) return; // what is typed stays
  box.dataset.sha = it.sha256;
  box.dataset.enrolled = String(own.is_enrolled);
  const facts = h("dl", {},
    h("dt", {}, t("adopt.fact_text")), h("dd", {}, h("strong", {}, h("bdi", {}, it.title)), " · ", h("a", { href: `/p/${it.statement}` }, t("adopt.read_it"))),
    h("dt", {}, t("adopt.fact_for")), h("dd", {}, name(own.code)),
    h("dt", {}, t("adopt.fact_by")), h("dd", {}, h("bdi", {}, own.head ?? "—")),
    h("dt", {}, t("statement.sha")), h("dd", {}, h("code", { class: "hash-groups", dir: "ltr" }, reduce.grouped(it.sha256))));
  if (!own.is_enrolled) {
    box.replaceChildren(h("h2", { id: "own-title" }, t("adopt.sign_for", { party: name(own.code) })), facts, h("p", { class: "notice warn" }, t("adopt.not_enrolled")));
    return;
  }
  const { sha256 } = it;
  const form = signForm(async (code) => {
    const why = await tried(() => post(`${base}/signing/sign`, { code, sha256 }));
    if (!why) toast(t("adopt.done"));
    return why;
  }, "code-means");
  box.replaceChildren(h("h2", { id: "own-title" }, t("adopt.sign_for", { party: name(own.code) })), h("p", {}, t("adopt.sign_means", { by: own.head ?? "" })), facts, form, h("p", { class: "small muted", id: "code-means" }, t("adopt.code_means")));
}

/** @param {Signing} it */
function drawSheet(it) {
  const box = part("sheet");
  box.hidden = it.sha256 !== null || !sheet;
  if (!sheet || it.sha256 !== null) return;
  const open = reduce.blocking(sheet);
  const canOverride = (sheet.can ?? []).includes("override");
  const label = (/** @type {string} */ what) => t(has(`adopt.what_${what}`) ? `adopt.what_${what}` : "adopt.what_other", { what });
  const line = (/** @type {SheetLine} */ each) => h("li", {}, sheetLine(each, name));
  const group = (/** @type {[string, any[]]} */ [what, lines]) => h("div", {}, h("div", { class: "row spread" }, h("h3", {}, `${label(what)} (${lines.length})`), canOverride ? h("button", { type: "button", class: "small", onclick: () => override(what, label(what)) }, t("adopt.override")) : null),
    h("ul", { class: "sheet-lines" }, ...lines.slice(0, SHOWN_LINES).map(line), lines.length > SHOWN_LINES ? h("li", { class: "muted" }, t("adopt.more", { count: lines.length - SHOWN_LINES })) : null));
  const hinders = (/** @type {any} */ each) => h("li", {}, each.delegation ? `${name(each.delegation)}: ${each.value ? t(`position.${each.value}`) : each.text}` : each.text);
  const taken = (/** @type {any} */ each) => h("li", {}, t("adopt.taken", { what: label(each.what), by: each.by, when: moment(each.at) }), " ", h("q", {}, h("bdi", {}, each.why)));
  box.replaceChildren(h("div", { class: "row spread" }, h("h2", { id: "sheet-title" }, t("adopt.sheet")), h("a", { class: "button small", href: `/statements/${statement.id}/sheet` }, t("adopt.sheet_page"))), h("p", { class: `notice ${open.length || hindering.length ? "warn" : "good"}` }, t(open.length || hindering.length ? "adopt.sheet_open" : "adopt.sheet_clear", { count: sheet.blocking + hindering.length })),
    ...(hindering.length ? [h("h3", {}, t("adopt.hindering")), h("ul", { class: "sheet-lines" }, ...hindering.map(hinders))] : []),
    h("div", { class: "stack" }, ...open.map(group)),
    ...(sheet.overrides?.length ? [h("h3", {}, t("adopt.overrides")), h("ul", { class: "plain" }, ...sheet.overrides.map(taken))] : []));
}

/** @param {string} what @param {string} label */
async function override(what, label) {
  const why = await askReason("adopt.override", "adopt.override_means");
  if (why && await change(() => post(`${base}/sheet/override`, { what, why }))) toast(t("adopt.overridden", { what: label }));
}

/** @param {Signing} it */
function drawSeal(it) {
  part("seal").hidden = !it.sha256;
  if (!it.sha256) return;
  part("seal").replaceChildren(h("h2", { id: "seal-title" }, t("statement.sha")), h("code", { class: "hash-groups", dir: "ltr", "data-sha": true }, reduce.grouped(it.sha256)),
    h("p", { class: "muted small" }, t("public.sha_means")),
    h("p", { class: "row" }, h("a", { class: "button small", href: `/p/${it.statement}/verify` }, t("public.verify_link")), h("a", { class: "button small", href: `${base}/record`, download: `record-${it.statement}.json` }, t("verify.record_file")), h("a", { class: "button small", href: `/p/${it.statement}/verify.html`, download: true }, t("verify.save"))));
}

/** @param {Signing} it */
function drawSigning(it) {
  part("signing").hidden = !it.parties.length;
  const canEnrol = it.can.includes("enrol");
  const rows = reduce.ownFirst(it.parties, boot.me.delegation).map((each) => signingRow(each, { name: name(each.code), isAdopted: it.sha256 !== null, onEnrol: canEnrol ? () => enrol(each.code, each.head) : null, onEnd: canEnrol && each.is_enrolled ? () => end(each.code) : null }));
  part("signing").replaceChildren(h("h2", { id: "signing-title" }, t("adopt.signing", { signed: it.signed, count: it.parties.length })), h("p", { class: "muted small" }, t(canEnrol ? "adopt.enrol_means" : "adopt.signing_means")), h("ul", { class: "plain signatures" }, ...rows));
}

/** @param {string} code @param {string | null} head */
async function enrol(code, head) {
  const person = await askHead(name(code), head);
  if (!person) return;
  const handed = await attempt(() => post(`${base}/signing/enrol`, { delegation: code, person }));
  if (handed) await showOnce(/** @type {any} */ (handed), name(code));
  await read();
}

/** @param {string} code */
async function end(code) {
  if (await ask({ title: t("adopt.end"), text: [t("adopt.end_means", { party: name(code) })], yes: t("adopt.end_yes"), isDangerous: true })) await change(() => post(`${base}/signing/end`, { delegation: code }));
}

/** Corrigenda with who has signed them; a head who has not signs each with a code of its own. @param {Signing} it */
function drawCorrigenda(it) {
  const box = part("corrigenda");
  box.hidden = !it.corrigenda.length;
  const own = it.parties.find((each) => each.code === boot.me.delegation);
  const made = JSON.stringify([it.corrigenda, own?.is_enrolled, names.size]);
  if (box.hidden || box.dataset.made === made) return; // what is typed stays
  box.dataset.made = made;
  const signs = (/** @type {StatementCorrigendum} */ each) => Boolean(own?.is_enrolled) && it.can.includes("countersign") && each.unsigned.includes(own?.code ?? "");
  const onSign = async (/** @type {StatementCorrigendum} */ each, /** @type {string} */ code) => {
    const why = await tried(() => post(`${base}/corrigenda/${each.number}/sign`, { code, sha256: each.sha256 }));
    if (!why) toast(t("adopt.done"));
    return why;
  };
  if (it.corrigenda.some(signs)) part("own").after(box); // what one has to sign stands above the list of all
  const cards = it.corrigenda.map((each) => corrigendumCard(each, { address: `/p/${it.statement}`, name, head: own?.head ?? null, onSign: signs(each) ? onSign : null }));
  box.replaceChildren(h("h2", { id: "corrigenda-title" }, t("adopt.corrigenda")), h("p", { class: "muted small" }, t("adopt.corrigenda_means")), h("ol", { class: "plain stack" }, ...cards));
}

/** @param {Signing} it */
function drawAfter(it) {
  const isOpen = it.can.includes("corrigendum") || it.can.includes("revise");
  part("after").hidden = !isOpen;
  if (!isOpen) return;
  const rectify = async () => {
    const given = await attempt(async () => askCorrigendum(await get(`${base}/record`)));
    if (given) await change(() => post(`${base}/corrigenda`, given));
  };
  const revise = async () => {
    if (!(await ask({ title: t("adopt.revise"), text: [t("adopt.revise_means")], yes: t("adopt.revise_yes") }))) return;
    const made = /** @type {Statement | undefined} */ (await attempt(() => post(`${base}/revise`, { rev: it.rev })));
    if (made) location.assign(`/statements/${made.id}`);
  };
  part("after").replaceChildren(h("h2", { id: "after-title" }, t("adopt.after")), h("p", { class: "muted small" }, t("adopt.after_means")),
    h("p", { class: "row" }, h("button", { type: "button", onclick: rectify, "data-corrigendum": true }, t("adopt.corrigendum")), h("button", { type: "button", onclick: revise }, t("adopt.revise"))));
}

/** @param {Signing} it */
function drawLog(it) {
  part("log").hidden = !it.log.length;
  part("log").replaceChildren(h("h2", { id: "log-title" }, t("verify.log")), h("p", { class: "muted small" }, t("adopt.log_means")), h("ol", { class: "log-list" }, ...it.log.map((each) => logEntry(each, name))));
}

const following = new Following(statement.id, {
  rev: 0,
  onChange: () => read(),
  onStatus: (status) => { part("lost").hidden = status === "live"; if (status === "closed") location.reload(); },
});
following.start();
read();
