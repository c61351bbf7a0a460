// A new statement, on the secretariat's page: from the minutes, from nothing, or from a zero draft, which is shown as it was read before anything is stored.
import { has, t } from "../i18n.js";
import { ApiError, post, sendForm } from "../net/api.js";
import { languageName } from "../ui/direction.js";
import { h, part } from "../ui/dom.js";
import { zeroPreview } from "../ui/zero_preview.js";

/** @import {ZeroPreview} from "../state/zero.js" */
/** @import {Tracked} from "../ui/zero_preview.js" */

/** What follows the text of a zero draft until a person chooses it. */
const CHOSEN = ["form", "language"];

export class Composing {
  /** @param {HTMLFormElement} form @param {(code: string) => string} name */
  constructor(form, name) {
    this.form = form;
    this.name = name;
    this.box = part("zero");
    /** @type {Tracked} */
    this.tracked = "accepted";
    form.addEventListener("change", (event) => {
      for (const each of CHOSEN) if (event.target === this.field(each)) this.field(each).dataset.chosen = "yes";
      this.changed();
    });
    form.addEventListener("input", () => this.changed());
    form.addEventListener("reset", () => { this.close(); for (const each of CHOSEN) delete this.field(each).dataset.chosen; queueMicrotask(() => this.changed()); });
    this.box.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) this.back(); });
    this.changed();
  }

  /** @param {string} named */
  field(named) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(named));
  }

  get hasDraft() {
    return Boolean(this.field("file").files?.length || this.field("text").value.trim());
  }

  /** With a zero draft its own title is one, and the button says that it is looked at first. */
  changed() {
    this.field("title").required = !this.hasDraft;
    part("compose-now", this.form).textContent = t(this.hasDraft ? "zero.look" : "secretariat.do_draft");
  }

  /** Sends the form, or shows the zero draft that it brings. @param {FormData} given @returns {Promise<boolean>} whether the form is done with */
  async submit(given) {
    if (this.hasDraft) {
      await this.look();
      return false;
    }
    const text = (/** @type {string} */ named) => String(given.get(named) ?? "").trim();
    const made = await post("/api/statements", { title: text("title"), sessions: given.getAll("sessions"), language: text("language"), form: text("form"), parties: given.getAll("parties"), visibility: text("visibility") });
    location.href = `/statements/${made.id}`;
    return true;
  }

  /** The form with what a call about its zero draft takes, and nothing that is empty. */
  given() {
    const given = new FormData(this.form);
    const file = given.get("file");
    if (!(file instanceof File) || !file.size) given.delete("file");
    if (given.has("file") || !String(given.get("text") ?? "").trim()) given.delete("text");
    given.set("tracked", this.tracked);
    return given;
  }

  /** @param {boolean} [mayFollow] whether the working language may become the text's own @returns {Promise<void>} */
  async look(mayFollow = true) {
    const faults = part("faults", this.form);
    faults.replaceChildren();
    const all = this.given();
    const given = new FormData();
    for (const name of ["file", "text", "language", "tracked"]) for (const each of all.getAll(name)) given.append(name, each);
    this.wait(true);
    try {
      const told = await sendForm("/api/statements/preview", given);
      if (mayFollow && this.follows(told.language)) return await this.look(false);
      this.show(told);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.back();
      faults.replaceChildren(h("li", {}, reason(error)));
      this.field(this.field("file").files?.length ? "file" : "text").focus();
    } finally {
      this.wait(false);
    }
  }

  /** Whether the working language becomes that of the text: nobody has chosen another one. @param {string} language "" where it is not known */
  follows(language) {
    const menu = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (this.field("language")));
    if (!language || language === menu.value || menu.dataset.chosen || ![...menu.options].some((each) => each.value === language)) return false;
    menu.value = language;
    return true;
  }

  /** @param {boolean} isWaiting */
  wait(isWaiting) {
    for (const box of [this.form, this.box]) {
      if (isWaiting) box.setAttribute("aria-busy", "true");
      else box.removeAttribute("aria-busy");
    }
    /** @type {HTMLButtonElement} */ (part("compose-now", this.form)).disabled = isWaiting;
  }

  /** @param {ZeroPreview} told */
  show(told) {
    const focus = document.activeElement instanceof HTMLElement && this.box.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
    if (!this.field("form").dataset.chosen) this.field("form").value = told.statement_form;
    this.box.replaceChildren(...zeroPreview(told, {
      language: this.field("language").value, tracked: this.tracked, name: (code) => told.names[code] ?? this.name(code), onBegin: () => this.begin(told), onBack: () => this.back(),
      onTracked: (how) => { this.tracked = how; this.look(); },
      called: languageName, onLanguage: (code) => { this.field("language").value = code; this.field("language").dataset.chosen = "yes"; this.look(); },
    }));
    this.form.hidden = true;
    this.box.hidden = false;
    const kept = focus ? this.box.querySelector(`[data-focus="${focus}"]`) : null;
    if (kept instanceof HTMLElement) return kept.focus();
    this.box.scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null} */ (this.box.querySelector("h3"))?.focus({ preventScroll: true });
  }

  /** @param {ZeroPreview} told */
  async begin(told) {
    const given = this.given();
    if (!String(given.get("title") ?? "").trim()) given.set("title", told.title || t("zero.untitled"));
    this.wait(true);
    try {
      const made = await sendForm("/api/statements", given);
      location.href = `/statements/${made.id}`;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.back();
      part("faults", this.form).replaceChildren(h("li", {}, reason(error)));
    } finally {
      this.wait(false);
    }
  }

  /** Back to the form, as it was left. */
  back() {
    if (this.box.hidden) return;
    this.close();
    this.form.hidden = false;
    const button = part("compose-now", this.form);
    button.scrollIntoView({ block: "nearest" });
    button.focus({ preventScroll: true });
  }

  close() {
    this.box.hidden = true;
    this.box.replaceChildren();
    this.tracked = "accepted";
  }
}

/** What was wrong with a file, in the reader's language where it is known. @param {ApiError} error */
function reason(error) {
  const key = `zero.fault_${error.details.fault ?? error.code}`;
  return has(key) ? t(key) : error.message;
}
