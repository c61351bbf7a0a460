// A delegation's own lines, each with what it proposed of it and what became of that; and the form for another wording.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post } from "../net/api.js";
import { interventions, isWindowOpen } from "../state/approval.js";
import { attempt, clock, h, part, toast } from "./dom.js";
import { keyed } from "./keyed.js";
import { playButton } from "./player.js";
import { proposalCard } from "./proposal.js";
import { direction, written } from "./scripts.js";

/** @import {Approval, ApprovalLine, LanguageStatus, Proposal} from "../types" */
/** @typedef {{text: string, why: string, rev: number, newer: string, isSending: boolean}} Draft */
/** @typedef {ReturnType<typeof interventions>[number]} Row */

const CHAIR = "CHAIR";

export class Interventions {
  /** @param {{base: string, languages: LanguageStatus[], change: (call: () => Promise<Approval>) => Promise<boolean>, now: () => number, canChoose: boolean}} page */
  constructor(page) {
    this.page = page;
    this.session = theSession().id;
    this.whose = boot.me.role === "chair" ? CHAIR : boot.me.role === "delegation" ? (boot.me.delegation ?? "") : "";
    /** @type {ApprovalLine[]} */
    this.lines = [];
    /** @type {Map<string, Draft>} */
    this.drafts = new Map();
    /** @type {Approval | null} */
    this.approval = null;
    this.asked = 0;
    this.hasRead = false;
    if (page.canChoose) part("whose").addEventListener("change", () => { this.whose = /** @type {HTMLSelectElement} */ (part("whose")).value; this.lines = []; this.hasRead = false; this.read(); });
  }

  /** The delegations that the secretariat may enter a proposal for. @param {Map<string, string>} names */
  names(names) {
    if (this.page.canChoose) part("whose").replaceChildren(h("option", { value: "" }, t("approval.choose")), ...[...names].map(([code, name]) => h("option", { value: code }, name)));
  }

  isAnyUnsaved() {
    return [...this.drafts].some(([id, draft]) => draft.why || draft.text !== this.lines.find((each) => each.id === id)?.text);
  }

  /** @param {Approval} approval */
  draw(approval) {
    const isNew = this.approval?.now !== approval.now;
    this.approval = approval;
    const isMine = boot.me.role === "delegation" || (approval.can.includes("propose") && (this.page.canChoose || this.whose === CHAIR));
    part("own").hidden = !isMine || (this.whose === CHAIR && this.hasRead && !this.lines.length);
    if (!isMine) return;
    this.show();
    if (isNew) this.read();
  }

  /** The lines as they read now; of answers that overtake each other the newest counts. */
  async read() {
    const asked = ++this.asked;
    if (!this.whose) { this.show(); return; }
    await attempt(async () => {
      const { lines } = await get(`${this.page.base}/lines?delegation=${encodeURIComponent(this.whose)}`);
      if (asked !== this.asked) return;
      this.lines = lines;
      this.hasRead = true;
      for (const [id, draft] of this.drafts) this.overtaken(id, draft, lines.find((/** @type {ApprovalLine} */ each) => each.id === id));
      if (this.whose === CHAIR) part("own").hidden = !lines.length;
      this.show();
    });
  }

  /** The line under one's hand was changed: what one wrote stays, the newer text is shown above it. @param {string} id @param {Draft} draft @param {ApprovalLine | undefined} line */
  overtaken(id, draft, line) {
    if (line && line.rev > draft.rev) this.drafts.set(id, { ...draft, rev: line.rev, newer: line.text });
  }

  show() {
    const { approval } = this;
    if (!approval) return;
    const isOpen = isWindowOpen(approval, this.page.now());
    const canPropose = approval.can.includes("propose");
    part("own-told").textContent = !this.whose ? t("approval.for_means") : canPropose ? t(isOpen ? "approval.own_means" : "approval.own_late") : t("approval.own_draft");
    const rows = this.whose ? interventions(this.lines, approval.proposals ?? [], this.whose) : [];
    keyed(part("lines"), rows, {
      id: (row) => row.id,
      sign: (row) => [row, canPropose, isOpen, this.sign(row.id)],
      make: (row) => this.row(row, canPropose, isOpen),
    });
    if (this.hasRead && this.whose && !rows.length) part("lines").replaceChildren(h("p", { class: "empty" }, t("approval.no_lines")));
  }

  /** A draft without the words in it: while one types, nothing is drawn anew. @param {string} id */
  sign(id) {
    const draft = this.drafts.get(id);
    return draft && [draft.rev, draft.newer, draft.isSending];
  }

  /** @param {Row} row @param {boolean} canPropose @param {boolean} isOpen */
  row({ id, line, proposals }, canPropose, isOpen) {
    const draft = this.drafts.get(id);
    const cards = proposals.map((each) => proposalCard(each, { session: this.session, onAccept: null, onDecline: null, onWithdraw: canPropose && isOpen ? (it) => this.withdraw(it) : null, isAlone: false }));
    return h("article", { class: "intervention", "data-line": id, "aria-label": line ? `${line.speaker ?? ""} ${clock(line.start_ms)}` : t("approval.line_gone") },
      line && h("p", { class: "row" }, playButton({ session: this.session, id, start_ms: line.start_ms }), h("span", { class: "chip" }, this.languageName(line.lang))),
      line ? h("p", { class: "said", lang: line.lang, dir: direction(line.lang) }, ...written(line.text, line.lang)) : h("p", { class: "muted" }, t("approval.line_gone")),
      ...cards, line && (draft ? this.form(line, draft, isOpen) : canPropose && h("button", { type: "button", class: "small", "data-propose": true, "data-focus": "propose", onclick: () => this.open(line) }, t("approval.propose"))));
  }

  /** @param {ApprovalLine} line @param {Draft} draft @param {boolean} isOpen */
  form(line, draft, isOpen) {
    const text = h("textarea", { name: "text", rows: String(Math.min(10, 3 + Math.ceil(draft.text.length / 60))), lang: line.lang, dir: direction(line.lang), maxlength: "5000", required: true, "data-focus": "text", oninput: () => { this.typed(line.id, { text: text.value }); } });
    text.value = draft.text;
    const why = h("input", { name: "why", maxlength: "1000", required: true, dir: "auto", autocomplete: "off", "data-focus": "why", oninput: () => { this.typed(line.id, { why: why.value }); } });
    why.value = draft.why;
    return h("form", { class: "propose stack", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); this.send(line.id); } },
      draft.newer && h("div", { class: "notice warn" }, h("p", {}, t("minutes.conflict")), h("p", { lang: line.lang, dir: direction(line.lang) }, draft.newer)),
      !isOpen && h("p", { class: "notice warn small" }, t("approval.own_late")),
      h("label", { class: "field" }, t("approval.wording"), text), h("label", { class: "field" }, t("approval.why_form"), why),
      h("p", { class: "row" }, h("button", { class: "primary", disabled: draft.isSending, "data-send": true, "data-focus": "send" }, t("approval.send")), h("button", { type: "button", "data-focus": "cancel", onclick: () => this.close(line.id) }, t("dialog.no"))));
  }

  /** @param {string} id @param {Partial<Draft>} what */
  typed(id, what) {
    const draft = this.drafts.get(id);
    if (draft) this.drafts.set(id, { ...draft, ...what });
  }

  /** @param {ApprovalLine} line */
  open(line) {
    this.drafts.set(line.id, { text: line.text, why: "", rev: line.rev, newer: "", isSending: false });
    this.show();
    this.focus(line.id, "textarea");
  }

  /** @param {string} id */
  close(id) {
    this.drafts.delete(id);
    this.show();
    this.focus(id, "[data-propose]");
  }

  /** @param {string} id */
  async send(id) {
    const draft = this.drafts.get(id);
    if (!draft || draft.isSending) return;
    this.typed(id, { isSending: true });
    this.show();
    const isTaken = await this.page.change(() => this.post(id, draft));
    if (isTaken) this.drafts.delete(id);
    else this.typed(id, { isSending: false });
    this.show();
    if (isTaken) this.focus(id, "[data-propose]");
  }

  /** What comes too late is kept by the server and is no failure of the sender. @param {string} id @param {Draft} draft @returns {Promise<Approval>} */
  async post(id, draft) {
    try {
      const told = await post(`${this.page.base}/proposals`, { segment: id, rev: draft.rev, text: draft.text, why: draft.why, delegation: this.whose === CHAIR ? null : this.whose });
      toast(t("approval.sent"));
      return told;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "review_over") throw error;
      toast(t("approval.sent_late"), "bad");
      return get(this.page.base);
    }
  }

  /** @param {Proposal} each */
  withdraw(each) {
    return this.page.change(() => post(`${this.page.base}/proposals/${each.id}/withdraw`));
  }

  /** @param {string} id @param {string} what */
  focus(id, what) {
    const element = document.querySelector(`[data-line="${CSS.escape(id)}"] ${what}`);
    if (element instanceof HTMLElement) element.focus();
  }

  /** @param {string} code */
  languageName(code) {
    return this.page.languages.find((each) => each.code === code)?.name ?? new Intl.DisplayNames([boot.ui], { type: "language" }).of(code) ?? code;
  }
}
