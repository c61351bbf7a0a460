// The cursors of colleagues in a line's editor, with their names. The library's own ones write style attributes, which the page's policy
// forbids: here colours are classes (css: .person-0 and so on).
import { Decoration, ViewPlugin, WidgetType } from "@codemirror/view";
import { StateEffect } from "@codemirror/state";
import * as Y from "yjs";
import { colleagues } from "../state/people.js";
import { h } from "./dom.js";

/** @import {DecorationSet, EditorView, ViewUpdate} from "@codemirror/view" */
/** @import {Awareness} from "y-protocols/awareness" */

/** Somebody moved. */
const moved = StateEffect.define();

class Caret extends WidgetType {
  /** @param {string} name @param {number} colour */
  constructor(name, colour) {
    super();
    this.name = name;
    this.colour = colour;
  }

  /** @param {Caret} other */
  eq(other) {
    return other.name === this.name && other.colour === this.colour;
  }

  toDOM() {
    return h("span", { class: `caret person-${this.colour}`, "data-name": this.name, "aria-hidden": "true" }); // the name is no part of the text
  }

  ignoreEvent() {
    return true;
  }
}

class RemoteCursors {
  /** @param {EditorView} view @param {Y.Text} text @param {Awareness} awareness */
  constructor(view, text, awareness) {
    this.text = text;
    this.awareness = awareness;
    this.onChange = (/** @type {{added: number[], updated: number[], removed: number[]}} */ { added, updated, removed }) => {
      if ([...added, ...updated, ...removed].some((id) => id !== awareness.clientID)) queueMicrotask(() => view.dispatch({ effects: moved.of(null) }));
    };
    awareness.on("change", this.onChange);
    this.decorations = this.drawn(view.state.doc.length);
  }

  /** @param {ViewUpdate} update */
  update(update) {
    if (update.docChanged || update.selectionSet || update.focusChanged) this.tell(update.view);
    this.decorations = this.drawn(update.state.doc.length);
  }

  /** Tells the others where one's own cursor is. @param {EditorView} view */
  tell(view) {
    if (!view.hasFocus) return;
    const { anchor, head } = view.state.selection.main;
    const place = (/** @type {number} */ at) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.text, at));
    const cursor = { anchor: place(anchor), head: place(head) };
    if (JSON.stringify(this.awareness.getLocalState()?.cursor) !== JSON.stringify(cursor)) this.awareness.setLocalStateField("cursor", cursor);
  }

  /** @param {number} length @returns {DecorationSet} */
  drawn(length) {
    const states = this.awareness.getStates();
    const marks = [];
    for (const each of colleagues(states, this.awareness.clientID)) {
      const cursor = states.get(each.id)?.cursor;
      const [anchor, head] = [this.place(cursor?.anchor), this.place(cursor?.head)];
      if (anchor === null || head === null || Math.max(anchor, head) > length) continue;
      if (anchor !== head) marks.push(Decoration.mark({ class: `selected person-${each.colour}` }).range(Math.min(anchor, head), Math.max(anchor, head)));
      marks.push(Decoration.widget({ widget: new Caret(each.name, each.colour), side: 1 }).range(head));
    }
    return Decoration.set(marks, true);
  }

  /** @param {unknown} told @returns {number | null} */
  place(told) {
    try {
      const found = told ? Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(told), /** @type {Y.Doc} */ (this.text.doc)) : null;
      return found && found.type === this.text ? found.index : null;
    } catch {
      return null; // what another page sent is no position
    }
  }

  destroy() {
    this.awareness.off("change", this.onChange);
    if (this.awareness.getLocalState()?.cursor) this.awareness.setLocalStateField("cursor", null);
  }
}

/** @param {Y.Text} text @param {Awareness} awareness */
export const remoteCursors = (text, awareness) => ViewPlugin.define((view) => new RemoteCursors(view, text, awareness), { decorations: (plugin) => plugin.decorations });
