// Translations that this person writes: a draft for each line and language, sent when it is saved; a stale one keeps its words.
import { t } from "../i18n.js";
import { ApiError, post } from "../net/api.js";
import * as drafts from "../state/drafts.js";
import * as minutes from "../state/minutes.js";
import { editor, focusEditor } from "../ui/editor.js";
import { Offers } from "./offers.js";

/** @import {Segment} from "../types" */
/** @import {Minutes} from "../state/minutes.js" */

/** @typedef {{state: Minutes, become: (next: Minutes) => void, focusLine: (id: string, part?: string) => void}} Ledger */

export class Translating {
  /** @param {string} base the session's address @param {Ledger} ledger @param {{onType: () => void, onSaved: () => void}} page */
  constructor(base, ledger, { onType, onSaved }) {
    this.base = base;
    this.ledger = ledger;
    this.onType = onType;
    this.onSaved = onSaved;
    this.offers = new Offers(base, () => ledger.become(ledger.state));
  }

  /** How many are written and not sent. */
  get unsaved() {
    return Object.values(this.ledger.state.drafts).filter((draft) => draft.text !== draft.base).length;
  }

  /** Everything that the editor of a line shows but the words in it: while one types nothing is drawn anew. @param {Segment} line */
  sign(line) {
    const key = minutes.key(line.id, this.ledger.state.lang);
    const draft = this.ledger.state.drafts[key];
    return draft && [{ ...draft, text: "" }, this.offers.sign(key)];
  }

  /** The editor of a line's translation; null where none is open. @param {Segment} line @returns {HTMLElement | null} */
  made(line) {
    const { lang } = this.ledger.state;
    const key = minutes.key(line.id, lang);
    const draft = this.ledger.state.drafts[key];
    if (!draft) return null;
    return editor({
      draft, lang, isTranslation: true, name: key, label: t("minutes.own"),
      offers: this.offers.made(key, { source: line.lang, lang, isBusy: draft.isSaving, onTake: (text) => this.take(line, key, text) }),
      onType: (text) => { this.ledger.state = { ...this.ledger.state, drafts: drafts.typed(this.ledger.state.drafts, key, text) }; this.onType(); },
      onSave: () => this.save(line.id, key),
      onCancel: () => { this.become(drafts.dropped(this.ledger.state.drafts, key)); this.ledger.focusLine(line.id, "translate"); },
      onYield: () => this.become(drafts.yielded(this.ledger.state.drafts, key)),
    });
  }

  /** @param {Record<string, drafts.Draft>} next */
  become(next) {
    this.ledger.become({ ...this.ledger.state, drafts: next });
  }

  /** Begins. @param {Segment} line */
  open(line) {
    const { lang } = this.ledger.state;
    const key = minutes.key(line.id, lang);
    this.become(drafts.opened(this.ledger.state.drafts, key, line.rev, line.translations[lang]?.text ?? ""));
    focusEditor(key);
    this.offers.ask(key, line.id, lang);
  }

  /** One click takes what the memory offers as one's own. @param {Segment} line @param {string} key @param {string} text */
  take(line, key, text) {
    this.ledger.state = { ...this.ledger.state, drafts: drafts.typed(this.ledger.state.drafts, key, text) };
    this.save(line.id, key);
  }

  /** @param {string} id @param {string} key */
  async save(id, key) {
    const draft = this.ledger.state.drafts[key];
    if (!draft || draft.isSaving) return;
    this.become(drafts.saving(this.ledger.state.drafts, key));
    try {
      const told = await post(`${this.base}/segments/${id}/translation`, { rev: draft.rev, lang: key.slice(id.length + 1), text: draft.text });
      this.ledger.become(minutes.saved(this.ledger.state, key, told));
      this.onSaved();
      this.ledger.focusLine(id, "translate");
    } catch (error) {
      const newer = error instanceof ApiError ? error.details.segment : undefined;
      const held = newer?.status === "retracted" ? t("minutes.gone") : "";
      const text = newer ? held : error instanceof Error ? error.message : String(error);
      if (newer) this.ledger.become(minutes.changed(this.ledger.state, newer));
      this.become(drafts.failed(this.ledger.state.drafts, key, text));
    }
  }
}
