// What a person has written at the desk and not sent yet is kept on this device until it is sent or given up: a closed tab or an empty battery takes nothing away.
import { boot } from "../boot.js";
import { memory } from "../ui/dom.js";
import { keyOf } from "./amending.js";

/** @import {Negotiation} from "../net/negotiation.js" */
/** @import {Amending} from "./amending.js" */

const PAUSE_MS = 400;

export class Unsent {
  /** @param {Negotiation} table @param {Amending} amending */
  constructor(table, amending) {
    this.table = table;
    this.amending = amending;
    this.name = `unsent ${table.statement.id} ${boot.me.role} ${boot.me.delegation ?? ""}`;
    this.timer = 0;
  }

  /** Soon; typing is never held up. */
  keep() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => memory.set(this.name, JSON.stringify(this.written())), PAUSE_MS);
  }

  /** The texts that differ from what they began on. */
  written() {
    const { drafts } = this.table.state;
    return Object.fromEntries(Object.entries(drafts).filter(([, each]) => each.text !== each.base).map(([key, each]) => {
      const given = this.amending.given.get(key.replace(/^amend /, ""));
      return [key, { rev: each.rev, base: each.base, text: each.text, ...(given && key.startsWith("amend ") && !given.of && !given.merged.length ? { kind: given.kind, note: given.note } : {}) }];
    }));
  }

  /** Puts back what was written; a paragraph that was changed since shows both. */
  restore() {
    /** @type {Record<string, {rev: number, base: string, text: string, kind?: any, note?: string}>} */
    let found;
    try {
      found = JSON.parse(memory.get(this.name) ?? "{}");
    } catch {
      return;
    }
    const { state } = this.table;
    for (const paragraph of state.statement.paragraphs) {
      for (const key of [paragraph.id, keyOf(paragraph.id)]) {
        const kept = found[key];
        if (!kept || (key === paragraph.id && !state.statement.can.includes("edit"))) continue;
        const isNewer = paragraph.rev > kept.rev && paragraph.text !== kept.base;
        this.table.state.drafts = { ...this.table.state.drafts, [key]: { rev: paragraph.rev, text: kept.text, base: kept.base, newer: isNewer ? paragraph.text : null, error: "", isSaving: false } };
        if (kept.kind) this.amending.given.set(paragraph.id, { ...this.amending.givenOf(paragraph.id), kind: kept.kind, note: kept.note ?? "" });
      }
    }
  }
}
