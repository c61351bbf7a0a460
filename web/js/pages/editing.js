// One line under this person's hand, on the text that all share: who else is there, what they write, what is saved.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { Coediting } from "../net/coediting.js";
import { byLine, colleagues, colourOf } from "../state/people.js";
import { clock } from "../ui/dom.js";
import { LineEditor } from "../ui/line_editor.js";
import { direction } from "../ui/scripts.js";

/** @import {Segment} from "../types" */
/** @import {Colleague} from "../state/people.js" */
/** @import {Saving} from "../state/saving.js" */

/** How long, and how often, is looked for a line that is still on its way. */
const STEP_MS = 100;
const PATIENCE = 50;

/**
 * @typedef {object} Listener
 * @property {(saving: Saving) => void} onStatus
 * @property {(lines: string[]) => void} onLines texts changed
 * @property {(people: Colleague[]) => void} onPeople
 * @property {(offers: import("../net/offers.js").Offer[]) => void} onOffers what could not be saved
 * @property {() => void} onChange another line is in work, or none
 * @property {() => void} onType this person changed the text
 * @property {(id: string) => void} onDone Enter was pressed
 * @property {(id: string) => void} onLeave Escape was pressed
 */

export class Editing {
  /** @param {string} session @param {boolean} canEdit @param {Listener} listener */
  constructor(session, canEdit, listener) {
    this.listener = listener;
    this.canEdit = canEdit;
    this.shared = new Coediting(session);
    /** The line in work, "" for none. */
    this.line = "";
    /** @type {LineEditor | null} */
    this.editor = null;
    /** @type {Colleague[]} */
    this.people = [];
    /** @type {Map<string, Colleague[]>} */
    this.places = new Map();
    /** Lines whose text can't become a version as it is, and why. @type {Map<string, string>} */
    this.held = new Map();
    this.shared.on("status", (saving) => listener.onStatus(saving));
    this.shared.on("lines", (lines) => this.came(lines));
    this.shared.on("offers", (offers) => listener.onOffers(offers));
    this.shared.on("anew", () => this.bind());
    this.shared.on("held", (lines) => this.hold(lines.map((each) => [each.segment, (each.code === "empty" ? t("minutes.held_empty") : each.message) ?? ""])));
    this.shared.on("settled", (lines) => this.hold(lines.map((each) => [each.segment, ""])));
    this.bind();
  }

  /** The shared text is another one now: an editor on the old one would write into nothing. */
  bind() {
    this.close();
    const { awareness } = this.shared;
    awareness.on("change", () => this.met());
    if (this.canEdit) awareness.setLocalState({ user: { name: boot.me.name || t(`role.${boot.me.role}`), colour: colourOf(awareness.clientID) }, line: null, cursor: null });
    this.met();
  }

  /** Others changed texts; a line in work that is gone is left. @param {string[]} lines */
  came(lines) {
    if (this.line && !this.has(this.line)) this.close();
    this.listener.onLines(lines);
  }

  /** @param {[string, string][]} told */
  hold(told) {
    for (const [line, why] of told) {
      if (why) this.held.set(line, why);
      else this.held.delete(line);
    }
    this.listener.onLines(told.map(([line]) => line));
  }

  met() {
    const { awareness } = this.shared;
    const all = colleagues(awareness.getStates(), awareness.clientID);
    if (JSON.stringify(all) === JSON.stringify(this.people)) return;
    this.people = all;
    this.places = byLine(all);
    this.listener.onPeople(all);
  }

  /** The text of a line as it stands now. @param {Segment} line */
  text(line) {
    return line.status === "retracted" ? line.text : (this.shared.text(line.id)?.toString() ?? line.text);
  }

  /** Whether the text that all share has this line: only then it can be edited. @param {string} id */
  has(id) {
    return this.shared.text(id) !== undefined;
  }

  /** Whether it has the line, or gets it soon: a page that has just opened, or a line that was just said. @param {string} id */
  async getsSoon(id) {
    for (let tried = 0; tried < PATIENCE && !this.has(id); tried += 1) await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    return this.has(id);
  }

  /** Takes a line in work. @param {Segment} line */
  open(line) {
    if (this.line === line.id) return;
    const text = this.shared.text(line.id);
    if (!text) return;
    this.close();
    this.line = line.id;
    this.editor = new LineEditor(text, {
      awareness: this.shared.awareness, lang: line.lang, dir: direction(line.lang), label: t("minutes.edit_line", { name: line.speaker ?? "", time: clock(line.start_ms) }),
      onDone: () => this.listener.onDone(line.id),
      onLeave: () => this.listener.onLeave(line.id),
      onChange: () => this.listener.onType(),
    });
    this.shared.awareness.setLocalStateField("line", line.id);
    this.listener.onChange();
  }

  /** Leaves the line in work; its text stays as it was typed, and settles. */
  close() {
    if (!this.line) return;
    const { line, editor } = this;
    this.line = "";
    this.editor = null;
    editor?.close();
    this.shared.awareness.setLocalStateField("line", null);
    if (this.has(line)) this.shared.leave(line);
    this.listener.onChange();
  }

  /** Makes a line's text a version; resolves when the server has answered, or can't be asked. @param {string} id */
  async settle(id) {
    await this.shared.leave(id);
  }
}
