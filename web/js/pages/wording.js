// Changing the wording of a statement: a paragraph's text, brackets, order, what the verifier marks. Every change names the version that it goes over.
import { t } from "../i18n.js";
import { ApiError, post, put, remove } from "../net/api.js";
import { bare, liftOf, ownersOf } from "../state/bracket.js";
import { difference } from "../state/difference.js";
import * as drafts from "../state/drafts.js";
import { isReviewOf, reviewOf } from "../state/matters.js";
import { ask } from "../ui/dialog.js";
import { attempt, h, toast } from "../ui/dom.js";
import { editor, focusEditor } from "../ui/editor.js";
import { faultText } from "../ui/paragraph.js";
import { returning } from "../ui/reveal.js";
import { chosenIn } from "../ui/selection.js";
import { openMenu } from "../ui/line_menu.js";
import { askAlternative, askBracket, askOwners } from "../ui/bracket_forms.js";
import { askClose, askParagraph, askWords } from "../ui/statement_forms.js";

/** @import {Bracket, Evidence, Paragraph, Problem} from "../types" */
/** @import {Negotiation} from "../net/negotiation.js" */

export class Wording {
  /** @param {Negotiation} table @param {{name: (code: string) => string, onDraft: () => void}} page */
  constructor(table, page) {
    this.table = table;
    this.page = page;
    /** The way back to where each editor was opened. @type {Map<string, () => void>} */
    this.ways = new Map();
  }

  get statement() {
    return this.table.statement;
  }

  /** @param {string} id */
  pathOf(id) {
    return `${this.table.base}/paragraphs/${id}`;
  }

  /** @param {drafts.Drafts} next */
  becomeDrafts(next) {
    this.table.become({ ...this.table.state, drafts: next });
    this.page.onDraft();
  }

  /** An action; where somebody was faster, what is there now is read, so that the reader acts on it. @param {() => Promise<any>} call @returns {Promise<any>} the answer, or null */
  async change(call) {
    try {
      const told = await call();
      if (told?.paragraphs) this.table.received(told);
      else await this.table.fetch(["text", "amendments"]);
      return told;
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "bad");
      if (error instanceof ApiError && error.status === 409) await attempt(() => this.table.fetch(["text", "amendments"]));
      return null;
    }
  }

  /** A call whose failure is said in words. @param {() => Promise<any>} call @returns {Promise<any>} the answer, or null */
  async tried(call) {
    try {
      return await call();
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "bad");
      return null;
    }
  }

  /** The field of a paragraph that one writes in. @param {Paragraph} each */
  editor(each) {
    const draft = this.table.state.drafts[each.id];
    if (!draft) return null;
    return { sign: { ...draft, text: "" }, make: () => this.makeEditor(each.id) };
  }

  /** @param {string} id */
  makeEditor(id) {
    const draft = this.table.state.drafts[id];
    return editor({
      draft, name: id, label: t("statement.edit"), lang: this.statement.language, pieces: draft.newer === null ? null : difference(draft.base, draft.newer),
      onType: (text) => { this.table.state = { ...this.table.state, drafts: drafts.typed(this.table.state.drafts, id, text) }; this.page.onDraft(); },
      onSave: () => this.save(id),
      onCancel: () => { this.becomeDrafts(drafts.dropped(this.table.state.drafts, id)); this.back(id); },
      onYield: () => this.becomeDrafts(drafts.yielded(this.table.state.drafts, id)),
    });
  }

  /** To where the editor of a paragraph was opened. @param {string} id */
  back(id) {
    const back = this.ways.get(id) ?? (() => document.getElementById(id)?.focus({ preventScroll: true }));
    this.ways.delete(id);
    back();
  }

  /** @param {Paragraph} each */
  edit(each) {
    this.ways.set(each.id, returning());
    this.becomeDrafts(drafts.opened(this.table.state.drafts, each.id, each.rev, each.text));
    requestAnimationFrame(() => focusEditor(each.id));
  }

  /** @param {string} id */
  async save(id) {
    const draft = this.table.state.drafts[id];
    if (!draft || draft.isSaving) return;
    this.becomeDrafts(drafts.saving(this.table.state.drafts, id));
    try {
      const told = await put(this.pathOf(id), { rev: draft.rev, text: draft.text });
      this.becomeDrafts(drafts.dropped(this.table.state.drafts, id));
      if (told?.paragraphs) this.table.received(told);
      else await this.table.fetch(["text"]);
      this.back(id);
    } catch (error) {
      const newer = error instanceof ApiError ? error.details.paragraph : undefined;
      if (newer) this.becomeDrafts(drafts.overtaken(this.table.state.drafts, id, newer.rev, newer.text));
      this.becomeDrafts(drafts.failed(this.table.state.drafts, id, newer || !(error instanceof Error) ? "" : error.message));
    }
  }

  /** What can be done with a bracket, at its owner's name. @param {Paragraph} each @param {Bracket} bracket @param {HTMLElement} at */
  menu(each, bracket, at) {
    const { can } = this.statement;
    const isChoice = Boolean(bracket.alternative_of) || each.brackets.some((one) => one.alternative_of === bracket.id);
    const first = bracket.alternative_of ?? bracket.id;
    const many = each.brackets.filter((one) => one.id === first || one.alternative_of === first).length;
    const entries = [
      ...(can.includes("edit") ? [{ name: "close", text: t("bracket.close") }] : []),
      ...(can.includes("decide") ? [...(isChoice ? [{ name: "choose", text: t("bracket.choose") }] : []), { name: "offer", text: t("bracket.add_alternative"), isOff: many > 3 || bracket.is_whole }, { name: "owners", text: t("bracket.change_owners") }] : []),
    ];
    openMenu(at, entries, (chosen) => {
      if (chosen === "close") this.close(each, bracket);
      else if (chosen === "choose") this.choose(each, bracket);
      else if (chosen === "offer") this.offer(each, first);
      else this.own(each, bracket);
    });
  }

  /** @param {Paragraph} each @param {Bracket} bracket */
  async choose(each, bracket) {
    const words = [...each.text].slice(...bracket.span).join("");
    if (await ask({ title: t("bracket.choose"), text: [h("blockquote", { lang: this.statement.language, dir: "auto" }, words), t("bracket.choose_means")], yes: t("bracket.choose_yes") })) await this.change(() => post(`${this.pathOf(each.id)}/brackets/choose`, { rev: each.rev, bracket: bracket.id }));
  }

  /** @param {Paragraph} each @param {string} bracket */
  async offer(each, bracket) {
    const given = await askAlternative({ lang: this.statement.language, parties: this.parties() });
    if (given) await this.change(() => post(`${this.pathOf(each.id)}/brackets/offer`, { rev: each.rev, bracket, ...given }));
  }

  /** @param {Paragraph} each @param {Bracket} bracket */
  async own(each, bracket) {
    const owners = await askOwners(this.parties(), ownersOf(bracket));
    if (owners?.length) await this.change(() => post(`${this.pathOf(each.id)}/brackets/owners`, { rev: each.rev, bracket: bracket.id, owners }));
  }

  parties() {
    return this.statement.parties.map((code) => ({ code, name: this.page.name(code) }));
  }

  /** @param {Paragraph} each @param {Bracket} bracket */
  async close(each, bracket) {
    const words = [...each.text].slice(...bracket.span).join("");
    const how = await askClose(bracket, ownersOf(bracket).map(this.page.name).join(", "), words);
    if (how) await this.change(() => post(`${this.pathOf(each.id)}/brackets/close`, { rev: each.rev, bracket: bracket.id, keep: how === "keep" }));
  }

  /** The reader's delegation lets words go that it holds. @param {Paragraph} each @param {Bracket} bracket @param {string} mine */
  async lift(each, bracket, mine) {
    const how = liftOf(each, bracket, mine);
    if (!how) return;
    const words = h("blockquote", { lang: this.statement.language, dir: "auto" }, [...each.text].slice(...bracket.span).join(""));
    const others = ownersOf(bracket).filter((code) => code !== mine).map(this.page.name).join(", ");
    if (await ask({ title: t("bracket.lift"), text: [words, t(`bracket.lift_${how}`, { others })], yes: t("bracket.lift_yes") })) await this.change(() => post(`${this.pathOf(each.id)}/brackets/${bracket.id}/close`, { rev: each.rev }));
  }

  /** Puts words in brackets: those that are chosen, else all. @param {Paragraph} each @param {[number, number] | null} span */
  async bracket(each, span) {
    const points = [...each.text];
    const last = /[.,;،؛。；]$/u.test(each.text) ? points.length - 1 : points.length;
    const [start, end] = span ?? [0, last];
    const given = await askBracket({ words: points.slice(start, end).join(""), lang: this.statement.language, parties: this.parties() });
    if (given) await this.change(() => post(`${this.pathOf(each.id)}/brackets`, { rev: each.rev, start, end, ...given }));
  }

  /** The words of a paragraph that the reader has chosen. @param {Paragraph} each @returns {[number, number] | null} */
  chosen(each) {
    const shown = document.getElementById(each.id)?.querySelector(".wording:not(.version)");
    return shown instanceof HTMLElement ? chosenIn(shown, each.text) : null;
  }

  /** One place up or down. @param {Paragraph} each @param {-1 | 1} step */
  async move(each, step) {
    const others = this.statement.paragraphs.map((one) => one.id);
    const place = others.indexOf(each.id);
    others.splice(place, 1);
    await this.change(() => post(`${this.pathOf(each.id)}/move`, { rev: each.rev, after: others[place + step - 1] ?? null }));
  }

  /** A paragraph of one's own behind another, or as the first one. @param {Paragraph | null} after @param {Paragraph["kind"]} [kind] */
  async insert(after, kind = after?.kind ?? "preambular") {
    const given = await askParagraph(kind, this.statement.language);
    if (given) await this.change(() => post(`${this.table.base}/paragraphs`, { after: after?.id ?? null, ...given }));
  }

  /** @param {Paragraph} each */
  async takeOut(each) {
    const agreed = await ask({ title: t("statement.take_out"), text: [t("statement.take_out_means"), h("blockquote", { dir: "auto" }, each.text)], yes: t("statement.take_out_yes") });
    if (agreed) await this.change(() => remove(this.pathOf(each.id), { rev: each.rev }));
  }

  /** @param {string} id */
  restore(id) {
    return this.change(() => post(`${this.pathOf(id)}/restore`));
  }

  /** Faults of the verifier stay, knowingly, by name and with one reason. @param {Paragraph} each @param {Problem[]} faults */
  async keep(each, faults) {
    const quote = faults.map((one) => faultText(one, this.page.name)).join("\n");
    const why = await askWords({ title: t("statement.keep_fault"), means: t("statement.keep_means"), label: t("statement.why"), yes: t("statement.keep_yes"), quote });
    if (!why) return;
    await this.change(async () => {
      for (const { fault, text } of faults) await post(`${this.pathOf(each.id)}/keep`, { rev: each.rev, fault, text, why });
    });
  }

  /** Words that stand for what was said in another language were looked at: they stay as they are, or are put right. @param {string} id @param {Evidence} one a line behind them */
  async review(id, one) {
    const each = this.statement.paragraphs.find((paragraph) => paragraph.id === id);
    const review = each && reviewOf(each, one);
    if (!review) return;
    const words = [...each.text].slice(...review.span).join("");
    const said = each.evidence.filter((line) => isReviewOf(review, line)).map((line) => h("div", {}, h("blockquote", { lang: line.lang, dir: "auto" }, line.text), line.translation && h("p", { class: "muted small", lang: this.statement.language, dir: "auto" }, line.translation)));
    const area = h("textarea", { rows: "4", lang: this.statement.language, dir: "auto", maxlength: "5000" });
    area.value = words;
    const agreed = await ask({ title: t("evidence.review"), text: [...said, h("label", { class: "field" }, t("evidence.stands"), area), h("p", { class: "muted small" }, t("evidence.review_means"))], yes: t("evidence.review_yes") });
    const text = area.value.trim();
    if (agreed) await this.change(() => post(`${this.pathOf(id)}/reviews`, { rev: each.rev, segment: review.segment, span: review.span, ...(text && text !== words.trim() ? { text } : {}) }));
  }

  /** @param {Paragraph} each */
  seen(each) {
    return this.change(() => post(`${this.pathOf(each.id)}/seen`));
  }

  /** A model's wording, where one is set up: shown beside the text, taken only as what a person writes. @param {Paragraph} each */
  async suggest(each) {
    toast(t("suggest.asked"));
    const told = await post(`${this.pathOf(each.id)}/suggest`, {}).catch((error) => {
      toast(error instanceof ApiError && error.code === "no_model" ? t("suggest.none") : String(error.message ?? error), "bad");
      return null;
    });
    if (!told) return;
    const faults = told.problems.map((/** @type {Problem} */ one) => h("p", { class: "notice warn small" }, faultText(one, this.page.name)));
    const agreed = await ask({ title: t("suggest.title", { engine: told.engine }), text: [h("blockquote", { lang: this.statement.language, dir: "auto" }, told.text), ...faults, t("suggest.means")], yes: t("suggest.take") });
    if (!agreed) return;
    this.ways.set(each.id, returning());
    const open = drafts.opened(this.table.state.drafts, each.id, each.rev, each.text);
    this.becomeDrafts(drafts.typed(open, each.id, told.text));
    requestAnimationFrame(() => focusEditor(each.id));
  }

  /** What a menu offers for a paragraph. @param {Paragraph} each */
  entries(each) {
    const all = this.statement.paragraphs;
    const place = all.findIndex((one) => one.id === each.id);
    const { can } = this.statement;
    if (!can.includes("edit") && !can.includes("decide")) return [];
    const chosen = this.chosen(each);
    const span = chosen ? bare([...each.text].slice(...chosen).join("")).slice(0, 40) : "";
    const opening = can.includes("decide") ? [{ name: "bracket", text: span ? t("bracket.open_words", { words: span }) : t("bracket.open"), key: "B" }] : [];
    if (!can.includes("edit")) return opening;
    return [
      ...opening, ...(place === 0 ? [{ name: "insert_first", text: t("statement.insert_first") }] : []), { name: "insert", text: t("statement.insert") }, { name: "up", text: t("statement.move_up"), isOff: place === 0 }, { name: "down", text: t("statement.move_down"), isOff: place === all.length - 1 },
      { name: "suggest", text: t("suggest.ask") }, { name: "take_out", text: t("statement.take_out") },
    ];
  }
}
