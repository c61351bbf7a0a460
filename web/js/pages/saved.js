// What is said about what this person wrote: saved at which time, or how much is not. Never silent; to a screen reader only what lasts.
import { t } from "../i18n.js";
import { nothing, words } from "../state/saving.js";
import { part, setText } from "../ui/dom.js";
import { clockTime, timeNow } from "../ui/moment.js";

/** @import {Saving} from "../state/saving.js" */

/** A screen reader hears of what is not saved for so long, and then when it is. */
const LASTING_MS = 4000;

export class Saved {
  constructor() {
    this.saving = nothing;
    this.drafted = 0;
    this.draftedAt = "";
    this.isTold = false;
    /** While the page opens there is no connection yet, which is nothing to tell. */
    this.hasOpened = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
  }

  /** The shared text. @param {Saving} saving */
  shared(saving) {
    this.hasOpened ||= saving.isConnected;
    this.saving = this.hasOpened || saving.unsaved ? saving : { ...saving, isConnected: true };
    this.draw();
  }

  /** Translations that are written and not sent. @param {number} count @param {boolean} [isSaved] one was sent just now */
  drafts(count, isSaved = false) {
    if (isSaved) this.draftedAt = timeNow();
    if (count === this.drafted && !isSaved) return;
    this.drafted = count;
    this.draw();
  }

  get isAnyUnsaved() {
    return this.saving.unsaved + this.drafted > 0;
  }

  draw() {
    const { key, count, isWarning } = words(this.saving, this.drafted);
    const at = this.saving.savedAt === null ? this.draftedAt : clockTime(this.saving.savedAt);
    const text = key ? t(key, { count, time: at }) : this.draftedAt && t("minutes.saved", { time: this.draftedAt });
    part("unsaved").hidden = !isWarning;
    part("saved").hidden = isWarning;
    setText(part(isWarning ? "unsaved" : "saved"), text);
    this.tell(text, isWarning);
  }

  /** @param {string} text @param {boolean} isWarning */
  tell(text, isWarning) {
    if (!isWarning) {
      clearTimeout(this.soon);
      this.soon = undefined;
      if (this.isTold) setText(part("saved-told"), text);
      this.isTold = false;
      return;
    }
    this.soon ??= setTimeout(() => {
      this.isTold = true;
      setText(part("saved-told"), part("unsaved").textContent ?? "");
    }, LASTING_MS);
  }
}
