// Amendments at the desk: written on a copy of the paragraph, sent with the version they were written on, joined, withdrawn, decided, merged.
import { t } from "../i18n.js";
import { ApiError, post } from "../net/api.js";
import * as drafts from "../state/drafts.js";
import { running } from "../state/silence.js";
import { amendForm } from "../ui/amend_form.js";
import { ask } from "../ui/dialog.js";
import { h, toast } from "../ui/dom.js";
import { returning, reveal } from "../ui/reveal.js";
import { askWords } from "../ui/statement_forms.js";
import { marked } from "../ui/suggestion.js";

/** @import {Amendment, Paragraph} from "../types" */
/** @import {Negotiation} from "../net/negotiation.js" */
/** @import {Given} from "../ui/amend_form.js" */

/** Under which name a paragraph's amendment is kept while it is written. @param {string} id */
export const keyOf = (id) => `amend ${id}`;

export class Amending {
  /** @param {Negotiation} table @param {{authors: () => {code: string, name: string}[], where: (id: string) => string, onDraft: () => void}} page */
  constructor(table, page) {
    this.table = table;
    this.page = page;
    /** What is known of an amendment under one's hand besides its text, by paragraph. @type {Map<string, Given>} */
    this.given = new Map();
    /** The way back to where each form was opened. @type {Map<string, () => void>} */
    this.ways = new Map();
  }

  /** @param {drafts.Drafts} next */
  becomeDrafts(next) {
    this.table.become({ ...this.table.state, drafts: next });
    this.page.onDraft();
  }

  /** The form of a paragraph, if there is one. @param {Paragraph} each */
  form(each) {
    const draft = this.table.state.drafts[keyOf(each.id)];
    if (!draft) return null;
    const given = this.givenOf(each.id);
    return { sign: [{ ...draft, text: "" }, given.kind, given.after, given.by, given.of?.id, given.merged.map((one) => one.id), this.page.authors().length, this.isUnderSilence()], make: () => this.make(each, given) };
  }

  isUnderSilence() {
    return running(this.table.read.silence, this.table.now()) !== null;
  }

  /** @param {string} id @returns {Given} */
  givenOf(id) {
    const known = this.given.get(id) ?? { key: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`, kind: "replace", note: "", after: null, of: null, by: this.page.authors()[0]?.code ?? "", merged: [] };
    this.given.set(id, known);
    return known;
  }

  /** @param {Paragraph} each @param {Given} given */
  make(each, given) {
    const key = keyOf(each.id);
    return amendForm(each, this.table.state.drafts[key], given, {
      language: this.table.statement.language, isUnderSilence: this.isUnderSilence(), authors: this.page.authors(), places: this.table.statement.paragraphs.filter((one) => one.id !== each.id).map((one) => ({ id: one.id, label: this.page.where(one.id) })),
      onType: (text) => { this.table.state = { ...this.table.state, drafts: drafts.typed(this.table.state.drafts, key, text) }; this.page.onDraft(); },
      onGiven: (what) => this.change(each, what),
      onSend: () => this.send(each),
      onCancel: () => this.leave(each.id),
      onYield: () => this.becomeDrafts(drafts.yielded(this.table.state.drafts, key)),
    });
  }

  /** Another kind begins with the text that fits it, unless one has written already. @param {Paragraph} each @param {Partial<Given>} what */
  change(each, what) {
    const key = keyOf(each.id);
    const given = this.givenOf(each.id);
    this.given.set(each.id, { ...given, ...what });
    const draft = this.table.state.drafts[key];
    const fresh = { replace: each.text, insert: "", delete: "", move: "", merge: each.text };
    const isOwn = draft && draft.text !== fresh[given.kind] && draft.text.trim() !== "";
    if (what.kind && !isOwn) this.table.state = { ...this.table.state, drafts: drafts.typed(this.table.state.drafts, key, fresh[what.kind]) };
    this.becomeDrafts(this.table.state.drafts);
  }

  /** @param {Paragraph} each @param {Partial<Given>} [what] @param {string} [text] */
  open(each, what = {}, text = each.text) {
    const key = keyOf(each.id);
    this.ways.set(each.id, returning());
    if (what.kind || what.of) {
      this.given.delete(each.id);
      this.table.state = { ...this.table.state, drafts: drafts.dropped(this.table.state.drafts, key) };
    }
    this.given.set(each.id, { ...this.givenOf(each.id), ...what });
    const opened = drafts.opened(this.table.state.drafts, key, each.rev, each.text);
    this.becomeDrafts(text === each.text ? opened : drafts.typed(opened, key, text));
    requestAnimationFrame(() => reveal(document.querySelector(`[data-focus="amend ${each.id}"]`)));
  }

  /** @param {string} id */
  leave(id) {
    this.given.delete(id);
    this.becomeDrafts(drafts.dropped(this.table.state.drafts, keyOf(id)));
    const back = this.ways.get(id) ?? (() => document.getElementById(id)?.focus({ preventScroll: true }));
    this.ways.delete(id);
    back();
  }

  /** @param {Paragraph} each */
  async send(each) {
    const key = keyOf(each.id);
    const draft = this.table.state.drafts[key];
    if (!draft || draft.isSaving) return;
    const given = this.givenOf(each.id);
    this.becomeDrafts(drafts.saving(this.table.state.drafts, key));
    try {
      if (given.kind === "merge") await this.accepted(given.merged, draft.rev, draft.text, given.note);
      else {
        const isInsert = given.kind === "insert";
        const told = await post(`${this.table.base}/amendments`, {
          paragraph: each.id, base_rev: draft.rev, kind: given.kind, key: given.key, note: given.note.trim(), ...(given.of ? { of: given.of.id } : {}), ...(given.by ? { by: given.by } : {}),
          ...(given.kind === "replace" || isInsert ? { text: draft.text } : {}), ...(given.kind === "move" ? { after: given.after } : isInsert ? { after: each.id } : {}),
        });
        this.table.amended(told.amendment);
        toast(t("amendment.sent", { number: told.amendment.number }));
      }
      this.leave(each.id);
    } catch (error) {
      this.refused(each, key, error);
    }
  }

  /** Somebody was faster: the own text stays in its field, the newer one stands beside it. @param {Paragraph} each @param {string} key @param {unknown} error */
  refused(each, key, error) {
    const newer = error instanceof ApiError ? error.details.paragraph : undefined;
    const kept = newer ? drafts.overtaken(this.table.state.drafts, key, newer.rev, newer.text) : this.table.state.drafts;
    this.becomeDrafts(drafts.failed(kept, key, newer || !(error instanceof Error) ? "" : error.message));
    if (newer) this.table.fetch(["text"]);
  }

  /** @param {Amendment[]} all @param {number} rev @param {string | null} text @param {string} why */
  async accepted(all, rev, text, why) {
    const [first, ...others] = all;
    const told = await post(`${this.table.base}/amendments/${first.id}/accept`, { rev, ...(text === null ? {} : { text }), ...(others.length ? { with: others.map((each) => each.id) } : {}), ...(why ? { why } : {}) });
    this.table.amended(told.amendment);
    await this.table.fetch(["text", "amendments"]);
  }

  /** @param {Amendment} each */
  paragraphOf(each) {
    return this.table.statement.paragraphs.find((one) => one.id === (each.paragraph ?? each.after));
  }

  /** Takes an amendment into the text; a stale one, or one whose place was changed, is looked at as a text first. @param {Amendment} each */
  async accept(each) {
    const paragraph = this.paragraphOf(each);
    if (each.is_stale && paragraph && each.kind === "replace") {
      this.open(paragraph, { kind: "merge", merged: [each] }, each.text);
      return;
    }
    const shown = each.pieces.length ? h("p", { class: "differing", dir: "auto" }, ...marked(each.pieces)) : h("p", {}, each.text);
    if (!(await ask({ title: t("amendment.accept_title", { number: each.number }), text: [shown], yes: t("amendment.accept") }))) return;
    await this.attempt(() => this.accepted([each], paragraph?.rev ?? each.base?.rev ?? 0, null, ""));
  }

  /** @param {Amendment[]} all */
  merge(all) {
    const paragraph = this.paragraphOf(all[0]);
    if (paragraph) this.open(paragraph, { kind: "merge", merged: all }, all[0].text || paragraph.text);
  }

  /** @param {Amendment} each */
  async reject(each) {
    const why = await askWords({ title: t("amendment.reject_title", { number: each.number }), label: t("statement.why"), yes: t("amendment.reject"), isNeeded: true });
    if (why !== null) await this.attempt(() => this.told(each, "reject", { why }));
  }

  /** @param {Amendment} each @param {boolean} join */
  sponsor(each, join) {
    return this.attempt(() => this.told(each, "cosponsor", { join }));
  }

  /** @param {Amendment} each */
  async withdraw(each) {
    if (await ask({ title: t("amendment.withdraw_title", { number: each.number }), text: [t("amendment.withdraw_means")], yes: t("amendment.withdraw") })) await this.attempt(() => this.told(each, "withdraw", {}));
  }

  /** @param {Amendment} each @param {string} action @param {object} body */
  async told(each, action, body) {
    const told = await post(`${this.table.base}/amendments/${each.id}/${action}`, body);
    this.table.amended(told.amendment);
  }

  /** @param {() => Promise<unknown>} call */
  async attempt(call) {
    try {
      await call();
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "bad");
      if (error instanceof ApiError && error.status === 409) await this.table.fetch(["text", "amendments"]);
    }
  }
}
