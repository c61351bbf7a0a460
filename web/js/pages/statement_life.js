// The life of a statement at the secretariat's desk: opened, revised, read a second time, put under silence, adopted, converted. Each step asks first.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { get, post, put } from "../net/api.js";
import { isZone, ownZone } from "../state/silence.js";
import { ask, show } from "../ui/dialog.js";
import { attempt, h, toast } from "../ui/dom.js";
import { askExplanation } from "../ui/explanations.js";
import { askRevision, showCompared, showView } from "../ui/revisions.js";
import { askSilence } from "../ui/silence.js";
import { hindrance } from "../ui/statement_side.js";
import { askTable, askTerms, askWords, askZones } from "../ui/statement_forms.js";

/** @import {Delegation, Explanation, Hindrance} from "../types" */
/** @import {Negotiation} from "../net/negotiation.js" */
/** @import {Standing} from "../state/positions.js" */
/** @import {Page as AmendmentPage} from "../ui/amendment.js" */
/** @import {Wording} from "./wording.js" */

const READINGS = [1, 2, 3];
/** The time zone of this device, and that in which the reader's delegation reads its deadlines, where one was entered. */
const DEVICE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
export const OWN_ZONE = ownZone(boot.me, DEVICE_ZONE);

export class Life {
  /** @param {Negotiation} table @param {Wording} wording @param {{name: (code: string) => string, where: (id: string) => string, delegations: () => Delegation[], standing: () => Standing, amending: () => AmendmentPage, onDelegations: () => void}} page */
  constructor(table, wording, page) {
    this.table = table;
    this.wording = wording;
    this.page = page;
  }

  get statement() {
    return this.table.statement;
  }

  /** What the secretariat can do next: the next step as a button, the others in the menu. */
  actions() {
    const { statement } = this;
    const can = (/** @type {string} */ action) => statement.can.includes(action);
    const isNegotiating = statement.status === "negotiation" && can("edit");
    const canDecide = statement.status === "negotiation" && can("decide");
    return {
      main: ["open"].filter(can),
      menu: [...(can("edit") ? ["entitle"] : []), ...(can("redraft") ? ["redraft"] : []), ...(canDecide ? ["issue", "reading"] : []), ...(this.table.read.silence?.can.includes("open") ? ["silence"] : []), ...(can("edit") && this.table.read.zero?.file ? ["refresh"] : []), ...(isNegotiating ? ["terms"] : []), ...(canDecide ? ["convert"] : []), ...(boot.me.role === "secretariat" ? ["zones"] : [])],
    };
  }

  /** @param {string} action */
  act(action) {
    const does = /** @type {Record<string, () => Promise<unknown>>} */ ({ entitle: () => this.entitle(), issue: () => this.issue(), reading: () => this.reading(), silence: () => this.silence(), convert: () => this.convert(), refresh: () => this.refresh(), terms: () => this.terms(), zones: () => this.zonesForm() });
    return (does[action] ?? (() => this.step(action)))();
  }

  /** @param {string} action */
  async step(action) {
    const { statement } = this;
    const agreed = await ask({ title: t(`statement.${action}`), text: [t(`statement.${action}_means`)], yes: t(`statement.${action}_yes`), isDangerous: action === "redraft" });
    if (agreed) await this.wording.change(() => post(`${this.table.base}/${action}`, { rev: statement.rev }));
  }

  async entitle() {
    const given = await askTable(this.statement, this.page.delegations());
    if (given) await this.wording.change(() => put(this.table.base, { rev: this.statement.rev, ...given }));
  }

  async issue() {
    const label = `Rev.${(this.table.read.revisions.at(-1)?.number ?? 0) + 1}`;
    const note = await askRevision(label);
    if (note === null) return;
    const made = await attempt(() => post(`${this.table.base}/revisions`, { rev: this.statement.rev, note }));
    if (made) toast(t("revision.issued", { label: /** @type {any} */ (made).revision.label }));
    await this.table.fetch(["revisions", "text"]);
  }

  async reading() {
    const now = this.readingNow();
    const choices = READINGS.map((reading) => h("label", { class: "check" }, h("input", { type: "radio", name: "reading", value: String(reading), checked: reading === Math.min(3, now + 1) }), t(`revision.reading_${reading}`)));
    const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, ...choices, h("p", { class: "muted small" }, t("revision.reading_means"))), h("div", { class: "dialog-foot" }, h("button", { value: "no" }, t("dialog.no")), h("button", { class: "primary", value: "yes", "data-yes": true }, t("revision.reading_yes"))));
    if ((await show(t("statement.reading"), body)) !== "yes") return;
    const reading = Number(/** @type {HTMLInputElement} */ (body.querySelector("input:checked")).value);
    await attempt(() => post(`${this.table.base}/reading`, { rev: this.statement.rev, reading }));
    await this.table.fetch(["revisions", "text"]);
  }

  /** Which reading it is in. */
  readingNow() {
    return this.statement.reading;
  }

  /** The time zones of those who are asked. @returns {Record<string, string>} */
  zones() {
    const found = this.page.delegations().filter((each) => this.statement.parties.includes(each.code) && isZone(each.time_zone ?? ""));
    return Object.fromEntries(found.map((each) => [each.code, each.time_zone ?? "UTC"]));
  }

  /** The minutes are read again beside a zero draft. */
  async refresh() {
    if (await attempt(() => post(`${this.table.base}/zero/refresh`, { rev: this.statement.rev }))) await this.table.fetch(["text", "zero"]);
  }

  /** By when agreements ad referendum are confirmed, and what they count as afterwards. */
  async terms() {
    const given = await askTerms(this.table.read.positions?.terms ?? { until: null, lapsed: "no_reply" });
    if (given && (await attempt(() => put(`${this.table.base}/terms`, { rev: this.statement.rev, ...given })))) await this.table.fetch(["positions", "text"]);
  }

  /** In which time zone each delegation reads its deadlines. */
  async zonesForm() {
    const known = /** @type {any} */ (await attempt(() => get("/api/time-zones")));
    const changed = known ? await askZones(this.page.delegations().filter((each) => [...this.statement.parties, ...this.statement.observers].includes(each.code)), known.time_zones) : null;
    for (const each of changed ?? []) await attempt(() => post("/api/delegations", { code: each.code, name: each.name, language: each.language, time_zone: each.time_zone }));
    if (changed?.length) this.page.onDelegations();
  }

  async silence() {
    const open = this.page.standing().obstacles.filter((each) => !each.is_outdated);
    if (open.length) return void this.notYet(open);
    const given = await askSilence({ zones: this.zones(), zone: OWN_ZONE, now: this.table.now(), name: this.page.name });
    if (given) await attempt(() => post(`${this.table.base}/silence`, { rev: this.statement.rev, ...given }));
    if (given) await this.table.fetch(["silence", "text"]);
  }

  /** Why silence can't be asked for yet, with the way to each. @param {Hindrance[]} open */
  notYet(open) {
    const rows = h("ul", { class: "stack small bulleted", onclick: (/** @type {Event} */ event) => { const at = /** @type {Element} */ (event.target); if (at.matches("a")) at.closest("dialog")?.close(); } }, ...open.map((each) => h("li", {}, hindrance(each, this.page.name, this.page.where))));
    return show(t("statement.silence"), h("div", { class: "dialog-body stack" }, h("p", {}, t("silence.not_yet")), rows));
  }

  async withdrawSilence() {
    if (!(await ask({ title: t("silence.withdraw"), text: [t("silence.withdraw_means")], yes: t("silence.withdraw_yes") }))) return;
    await attempt(() => post(`${this.table.base}/silence/withdraw`, {}));
    await this.table.fetch(["silence", "text"]);
  }

  async object() {
    const isLate = this.table.read.silence?.current?.state !== "running";
    const text = await askWords({ title: t(isLate ? "silence.object_late" : "silence.object"), means: t(isLate ? "silence.late_means" : "silence.object_means"), label: t("statement.why"), yes: t("silence.object_yes"), tone: "danger" });
    if (!text) return;
    await attempt(() => post(`${this.table.base}/silence/object`, { text }));
    await this.table.fetch(["silence", "positions", "text"]);
  }

  async convert() {
    const agreed = await ask({ title: t("statement.convert"), text: [t("statement.convert_means")], yes: t("statement.convert_yes") });
    if (!agreed) return;
    const made = /** @type {any} */ (await attempt(() => post(`${this.table.base}/convert`, { rev: this.statement.rev })));
    if (made?.id) location.href = `/statements/${made.id}`;
  }

  async explain() {
    const given = await askExplanation(this.statement, this.page.where);
    if (given && (await attempt(() => post(`${this.table.base}/explanations`, given)))) toast(t("explanation.handed_in"));
    if (given) await this.table.fetch(["explanations"]);
  }

  /** @param {Explanation} each */
  async takeBack(each) {
    if (!(await ask({ title: t("explanation.withdraw"), text: [h("blockquote", { lang: each.language, dir: "auto" }, each.text)], yes: t("explanation.withdraw") }))) return;
    await attempt(() => post(`${this.table.base}/explanations/${each.id}/withdraw`, {}));
    await this.table.fetch(["explanations"]);
  }

  /** @param {string} from @param {string} to */
  async compare(from, to) {
    const name = (/** @type {string} */ value) => (value === "now" ? t("revision.now") : (this.table.read.revisions.find((each) => String(each.number) === value)?.label ?? value));
    const told = /** @type {any} */ (await attempt(() => get(`${this.table.base}/revisions/compare?from=${from}&to=${to}`)));
    const until = to === "now" ? "" : `&until=${to}`;
    const file = from === "now" ? "" : `${this.table.base}/export/docx?against=${from}${until}`;
    if (told) await showCompared(told, `${name(from)} → ${name(to)}`, this.statement.language, file);
  }

  /** The text alone, or with every amendment. @param {"clean" | "compilation"} view */
  async view(view) {
    const told = /** @type {any} */ (await attempt(() => get(`${this.table.base}/view/${view}`)));
    if (!told) return;
    await showView(told, t(`revision.${view}`), this.page.amending());
  }
}
