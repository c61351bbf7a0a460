// The editor of one line on its shared text: plain text in one line, colleagues' cursors, undoing only what one wrote oneself.
import { Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap } from "@codemirror/view";
import { standardKeymap } from "@codemirror/commands";
import { yCollab } from "y-codemirror.next";
import * as Y from "yjs";
import { isDoubtful } from "../state/spoken.js";
import { h } from "./dom.js";
import { remoteCursors } from "./remote_cursors.js";

/** @import {Awareness} from "y-protocols/awareness" */
/** @import {Word} from "../state/spoken.js" */

/** The words as they lie in the text now, and the one that is spoken (-1: none). @type {import("@codemirror/state").StateEffectType<{words: Word[], spoken: number}>} */
const setWords = StateEffect.define();

const marks = StateField.define({
  create: () => Decoration.none,
  update(value, change) {
    let now = value.map(change.changes);
    for (const effect of change.effects) if (effect.is(setWords)) now = drawn(effect.value, change.state.doc.length);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** @param {{words: Word[], spoken: number}} told @param {number} length */
function drawn({ words, spoken }, length) {
  const found = words.flatMap((word, place) => {
    const kind = [isDoubtful(word) && "doubtful", place === spoken && "spoken"].filter(Boolean).join(" ");
    return kind && word[1] <= length && word[0] < word[1] ? [Decoration.mark({ class: kind }).range(word[0], word[1])] : [];
  });
  return Decoration.set(found, true);
}

export class LineEditor {
  /**
   * @param {Y.Text} text the shared text of the line
   * @param {{awareness: Awareness, lang: string, dir: string, label: string, onDone: () => void, onLeave: () => void, onChange: () => void}} page
   */
  constructor(text, { awareness, lang, dir, label, onDone, onLeave, onChange }) {
    this.text = text;
    this.undoing = new Y.UndoManager(text);
    const does = (/** @type {() => void} */ action) => () => { action(); return true; };
    this.view = new EditorView({
      doc: text.toString(),
      extensions: [
        EditorView.cspNonce.of(/** @type {HTMLScriptElement | null} */ (document.querySelector("script[nonce]"))?.nonce ?? ""),
        Prec.highest(keymap.of([{ key: "Enter", run: does(onDone) }, { key: "Shift-Enter", run: does(onDone) }, { key: "Mod-Enter", run: does(onLeave) }, { key: "Escape", run: does(onLeave) }, { key: "Mod-z", run: does(() => this.undoing.undo()) }, { key: "Mod-y", run: does(() => this.undoing.redo()) }, { key: "Mod-Shift-z", run: does(() => this.undoing.redo()) }])),
        yCollab(text, null, { undoManager: this.undoing }),
        remoteCursors(text, awareness),
        marks,
        keymap.of(standardKeymap),
        EditorView.lineWrapping,
        EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\s*[\r\n]+\s*/g, " ")),
        EditorView.contentAttributes.of({ lang, dir, "aria-label": label, "aria-multiline": "false", spellcheck: "true", "data-focus": "editor" }),
        EditorView.updateListener.of((update) => { if (update.docChanged) onChange(); }),
      ],
    });
    this.element = h("div", { class: "line-editor text", lang, dir }, this.view.dom);
  }

  /** The place of the cursor in the text, or where what is selected begins, in UTF-16 units. */
  get caret() {
    return this.view.state.selection.main.from;
  }

  get isSelecting() {
    return !this.view.state.selection.main.empty;
  }

  get hasFocus() {
    return this.view.hasFocus;
  }

  /** The focus, and the cursor at a place or around one. @param {number} [from] @param {number} [to] */
  focus(from, to = from) {
    this.view.focus();
    const most = this.view.state.doc.length;
    if (from !== undefined && to !== undefined) this.view.dispatch({ selection: { anchor: Math.min(from, most), head: Math.min(to, most) } });
  }

  /** Marks doubtful words and the one that is spoken. @param {Word[]} words @param {number} spoken */
  mark(words, spoken) {
    this.view.dispatch({ effects: setWords.of({ words, spoken }) });
  }

  close() {
    this.view.destroy();
    this.undoing.destroy();
  }
}
