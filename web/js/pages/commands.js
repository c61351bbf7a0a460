// What keys, clicks and menus do on the page of the minutes, in one place.
import { t } from "../i18n.js";
import { commandOf } from "../state/keys.js";
import * as minutes from "../state/minutes.js";
import { doubtfulFrom, isDoubtful } from "../state/spoken.js";
import { copied } from "../ui/copy.js";
import { attempt, toast } from "../ui/dom.js";
import { openMenu } from "../ui/line_menu.js";
import { keysOf, showShortcuts } from "../ui/shortcuts.js";
import { BACK_MS } from "./playing.js";

/** @import {Segment} from "../types" */
/** @import {Editing} from "./editing.js" */
/** @import {Ledger} from "./ledger.js" */
/** @import {LineActions} from "./line_actions.js" */
/** @import {Playing} from "./playing.js" */
/** @import {SecondReading} from "./second_reading.js" */
/** @import {Translating} from "./translating.js" */

/** @typedef {{ledger: Ledger, playing: Playing, actions: LineActions, editing: Editing | null, translating: Translating, second: SecondReading | null}} Page */

export class Commands {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** The word that had the focus or was pressed last: what is done with a button beside the line is done there. */
    this.word = { line: "", start: -1 };
    const { box } = page.ledger;
    box.addEventListener("click", (event) => this.clicked(event));
    box.addEventListener("dblclick", (event) => this.twice(event));
    box.addEventListener("keydown", (event) => this.step(event));
    box.addEventListener("focusin", (event) => this.remember(event));
    addEventListener("keydown", (event) => this.pressed(event));
  }

  /** The line that is meant: the one with the focus, in work, or heard. @returns {Segment | undefined} */
  here() {
    const { ledger, editing } = this.page;
    return ledger.line(ledger.focused() || editing?.line || ledger.spoken.line);
  }

  /** The place in the text of a line that is meant: of the cursor, or of the word that was chosen; -1 for none. @param {Segment} line */
  place(line) {
    const { editing } = this.page;
    if (editing?.line === line.id && editing.editor) return editing.editor.caret;
    return this.word.line === line.id ? this.word.start : -1;
  }

  /** @param {Event} event */
  remember(event) {
    const target = /** @type {Element} */ (event.target);
    const word = target.closest("[data-word]");
    const line = this.page.ledger.line(target.closest("[data-segment]")?.getAttribute("data-segment") ?? "");
    if (line && word instanceof HTMLElement) this.word = { line: line.id, start: this.page.ledger.wordsOf(line)[Number(word.dataset.word)]?.[0] ?? -1 };
    else if (!target.closest("[data-do]")) this.word = { line: "", start: -1 };
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.defaultPrevented || document.querySelector("dialog[open], [popover]:popover-open")) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest("select") && event.key.startsWith("Arrow")) return; // the list opens
    const name = commandOf(event, Boolean(target?.closest(".text")) && !target?.isContentEditable);
    if (!name) {
      if (event.key === "?" && !target?.closest("input, textarea, select") && !target?.isContentEditable) showShortcuts(this.page.ledger.canEdit);
      return;
    }
    if (this.does(name)) event.preventDefault();
  }

  /** Does what a command says; whether there is such a one here. @param {string} name @param {Segment} [line] */
  does(name, line = this.here()) {
    const { playing, second, translating, ledger, actions } = this.page;
    const { canEdit } = ledger;
    const isOpen = canEdit && line !== undefined && line.status !== "retracted";
    /** @type {Record<string, () => unknown>} */
    const always = {
      play: () => playing.sound.toggle(),
      back: () => playing.by(-BACK_MS),
      forward: () => playing.by(BACK_MS),
      doubt_next: () => this.toDoubt(1),
      doubt_before: () => this.toDoubt(-1),
      suggestion: () => second?.step(1),
      time: () => playing.time.focus(),
      help: () => showShortcuts(canEdit),
    };
    /** @type {Record<string, (line: Segment) => unknown>} */
    const ofLine = { hear: (each) => this.hear(each), line: (each) => playing.toggleLine(each), more: (each) => this.menu(each), versions: (each) => actions.versions(each), link: (each) => this.link(each) };
    /** @type {Record<string, (line: Segment) => unknown>} */
    const ofOpenLine = {
      edit: (each) => this.edit(each, this.place(each)),
      leave: (each) => this.leave(each.id),
      accept: (each) => this.accept(each),
      check: (each) => this.check(each),
      uncheck: (each) => actions.uncheck(each),
      speaker: (each) => actions.speaker(each),
      split: (each) => this.split(each),
      merge: (each) => actions.merge(each),
      translate: (each) => (ledger.state.lang ? translating.open(each) : undefined),
    };
    const action = (line && ofLine[name]) ?? (isOpen ? ofOpenLine[name] : undefined);
    if (always[name]) always[name]();
    else if (line && action) action(line);
    return always[name] !== undefined || action !== undefined;
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const line = this.page.ledger.line(target.closest("[data-segment]")?.getAttribute("data-segment") ?? "");
    if (!line) return;
    const button = target.closest("[data-do]");
    if (button instanceof HTMLElement) {
      this.does(button.dataset.do ?? "", line);
      return;
    }
    this.remember(event);
    const word = target.closest("[data-word]");
    const isSelecting = getSelection()?.isCollapsed === false;
    if (word instanceof HTMLElement && !isSelecting) this.page.playing.hear(line, Number(word.dataset.word));
  }

  /** Stops, or plays from the word that was chosen, or from the line's beginning. @param {Segment} line */
  hear(line) {
    const { playing, ledger } = this.page;
    if (playing.sound.isPlaying) playing.sound.pause();
    else playing.hear(line, ledger.wordsOf(line).findIndex((word) => word[0] === this.place(line)));
  }

  /** A double click takes the line in work, with the word in question selected. @param {MouseEvent} event */
  twice(event) {
    const text = /** @type {Element} */ (event.target).closest(".text:not(.line-editor)");
    const line = this.page.ledger.line(text?.closest("[data-segment]")?.getAttribute("data-segment") ?? "");
    if (!line || !this.page.ledger.canEdit || line.status === "retracted") return;
    const word = /** @type {Element} */ (event.target).closest("[data-word]");
    const its = word instanceof HTMLElement ? this.page.ledger.wordsOf(line)[Number(word.dataset.word)] : undefined;
    this.edit(line, its?.[0], its?.[1]);
  }

  /** Arrows go from line to line, and in a line from word to word. @param {KeyboardEvent} event */
  step(event) {
    const target = event.target instanceof HTMLElement ? event.target.closest(".text:not(.line-editor)") : null;
    const by = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!target || !by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { ledger } = this.page;
    const id = ledger.focused();
    event.preventDefault();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const lines = ledger.lines();
      const next = lines[lines.findIndex((each) => each.id === id) + by];
      if (next) ledger.focusLine(next.id);
      return;
    }
    const words = [...target.querySelectorAll("[data-word]")];
    const forward = target instanceof HTMLElement && getComputedStyle(target).direction === "rtl" ? -by : by;
    const at = words.indexOf(/** @type {Element} */ (document.activeElement));
    const word = words[at < 0 ? (forward > 0 ? 0 : words.length - 1) : at + forward];
    if (word instanceof HTMLElement) {
      word.tabIndex = -1;
      word.focus({ preventScroll: true });
    }
  }

  /** @param {Segment} line @param {number} [from] @param {number} [to] */
  async edit(line, from, to) {
    const { editing, ledger } = this.page;
    if (!editing) return;
    if (!(await editing.getsSoon(line.id))) {
      toast(t("minutes.not_shared_yet"), "bad");
      return;
    }
    editing.open(line);
    await ledger.list.to(line.id);
    ledger.list.draw();
    ledger.markSpoken();
    const start = from === undefined || from < 0 ? ledger.text(line).length : from;
    editing.editor?.focus(start, to ?? start);
  }

  /** Enter: this line is done, on with the next. @param {string} id */
  done(id) {
    const { editing, ledger } = this.page;
    const lines = ledger.lines();
    const next = lines.slice(lines.findIndex((each) => each.id === id) + 1).find((each) => each.status !== "retracted");
    if (next) this.edit(next, 0);
    else {
      editing?.close();
      ledger.focusLine(id);
    }
  }

  /** @param {string} id */
  leave(id) {
    this.page.editing?.close();
    this.page.ledger.focusLine(id);
  }

  /** To the next doubtful word, in whatever line; nothing is changed. @param {1 | -1} step */
  async toDoubt(step) {
    const { ledger, editing } = this.page;
    const lines = ledger.lines();
    const here = this.here();
    const isWriting = Boolean(editing?.editor?.hasFocus);
    if (here) {
      const isAtCursor = isWriting && !editing?.editor?.isSelecting; // the word at the cursor counts as coming
      const found = doubtfulFrom(ledger.wordsOf(here), this.place(here) - (step > 0 && isAtCursor ? 1 : 0), step);
      if (found >= 0) return this.show(here, found, isWriting);
    }
    const next = minutes.following(lines, here?.id ?? null, step, (each) => Boolean(each.doubts) && each.status !== "retracted");
    if (!next) return toast(t("minutes.no_doubts"));
    await attempt(async () => ledger.words?.now(next));
    const place = doubtfulFrom(ledger.wordsOf(next), step > 0 ? -1 : Infinity, step);
    return this.show(next, place, isWriting);
  }

  /** Puts cursor or focus on a word and plays it, with what came before. @param {Segment} line @param {number} place @param {boolean} isWriting */
  async show(line, place, isWriting) {
    const { ledger, playing } = this.page;
    const word = ledger.wordsOf(line)[place];
    if (isWriting) await this.edit(line, word?.[0], word?.[1]);
    else await ledger.focusWord(line.id, place);
    if (word) playing.sound.seek(Math.max(line.start_ms, word[2] - AHEAD_MS));
  }

  /** The doubtful word that is meant is right; on to the next one. @param {Segment} line */
  async accept(line) {
    const { ledger, actions } = this.page;
    const at = this.place(line);
    const words = ledger.wordsOf(line);
    const under = words.findIndex((word) => word[0] <= at && at <= word[1] && isDoubtful(word));
    const place = under >= 0 ? under : doubtfulFrom(words, at - 1, 1);
    if (place < 0 || !(await actions.accept(line, place))) return;
    await ledger.words?.now(ledger.line(line.id) ?? line);
    await this.toDoubt(1);
  }

  /** The line is right as it stands; on to the next one that nobody has checked. @param {Segment} line */
  async check(line) {
    const { ledger, actions, editing } = this.page;
    const isWriting = Boolean(editing?.editor?.hasFocus);
    const wasFocused = ledger.focused() === line.id;
    if (!(await actions.check(line)) || !wasFocused) return;
    const next = minutes.following(ledger.lines(), line.id, 1, (each) => !each.checked && each.status !== "retracted");
    if (!next) return;
    if (isWriting) await this.edit(next, 0);
    else await ledger.focusLine(next.id);
  }

  /** @param {Segment} line */
  split(line) {
    const at = this.place(line);
    if (at > 0) return this.page.actions.split(line, at);
    return toast(t("minutes.split_where"));
  }

  /** @param {Segment} line */
  menu(line) {
    const { ledger } = this.page;
    const button = ledger.list.row(line.id)?.querySelector('[data-do="more"]');
    if (!(button instanceof HTMLElement)) return;
    const at = this.place(line);
    const entries = [
      ...(ledger.canEdit ? [
        { name: "speaker", text: t("minutes.change_speaker") },
        { name: "split", text: t("minutes.split"), isOff: at <= 0 },
        { name: "merge", text: t("minutes.merge") },
      ] : []),
      { name: "versions", text: t("minutes.versions") },
      { name: "link", text: t("minutes.link") },
    ];
    openMenu(button, entries.map((each) => ({ ...each, key: keysOf(each.name) })), (name) => (name === "split" ? this.page.actions.split(line, at) : this.does(name, line)));
  }

  /** @param {Segment} line */
  async link(line) {
    await copied(`${location.origin}${location.pathname}#${encodeURIComponent(line.id)}`);
  }
}

/** A word is understood by what comes before it. */
const AHEAD_MS = 1000;
