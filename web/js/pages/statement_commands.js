// What keys and menus do at the desk of a statement.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { isOpen, matters, next } from "../state/matters.js";
import { allowed, commandOf } from "../state/statement_keys.js";
import { show } from "../ui/dialog.js";
import { h, toast } from "../ui/dom.js";
import { playFirst } from "../ui/evidence.js";
import { openMenu } from "../ui/line_menu.js";
import { current, go } from "../ui/text.js";

/** @import {Paragraph} from "../types" */
/** @import {Negotiation} from "../net/negotiation.js" */
/** @import {Amending} from "./amending.js" */
/** @import {OwnPositions} from "./own_positions.js" */
/** @import {Wording} from "./wording.js" */
/** @typedef {{table: Negotiation, wording: Wording, amending: Amending, own: OwnPositions, box: HTMLElement, where: (id: string) => string, canEdit: () => boolean, canAmend: () => boolean, onText: () => void}} Page */

const canShow = boot.me.role === "secretariat" || boot.me.role === "chair";
/** @type {Record<string, string>} */
const SIGNS = { ArrowDown: "↓", ArrowUp: "↑" };

export class StatementCommands {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    if (document.querySelector("dialog[open]") || target.closest("input, textarea, select, [contenteditable], [role='menu']")) return;
    const paragraph = target.closest(".paragraph");
    const isPressing = target.closest("button, a, summary, [role='button'], [role='tab']") !== null && ["Enter", " "].includes(event.key);
    const isOnParagraph = paragraph !== null && (target === paragraph || !isPressing);
    const command = commandOf(event, isOnParagraph) || (event.key === "?" ? "help" : "");
    if (command && this.run(command, paragraph?.id ?? current(this.page.box))) event.preventDefault();
  }

  /** Whether there was something to do. @param {string} command @param {string} id */
  run(command, id) {
    const { table, wording, amending, own, canEdit, canAmend } = this.page;
    const each = table.statement.paragraphs.find((one) => one.id === id);
    const edits = each && canEdit();
    const decides = table.statement.can.includes("decide");
    const does = /** @type {Record<string, (() => unknown) | false | undefined>} */ ({
      next: () => this.step(id, 1), previous: () => this.step(id, -1), next_open: () => this.nextOpen(id), help: () => this.help(), play: each && (() => playFirst(each)),
      edit: edits && (() => wording.edit(each)), bracket: each && decides && (() => wording.bracket(each, wording.chosen(each))), close: edits && each.brackets.length > 0 && (() => wording.close(each, each.brackets[0])),
      amend: each && canAmend() && (() => amending.open(each)), position: each && own.canTake && (() => own.take(each.id)), show: each && canShow && (() => this.show(each.id)), versions: () => reveal(foldOf(id, "versions")),
    });
    const act = does[command];
    if (act) act();
    return Boolean(act);
  }

  /** @param {string} id @param {number} by */
  step(id, by) {
    const all = [...this.page.box.children].filter((one) => !(/** @type {HTMLElement} */ (one).hidden)).map((one) => one.id);
    go(all[Math.min(all.length - 1, Math.max(0, all.indexOf(id) + by))] ?? all[0], "nearest");
  }

  /** @param {string} id */
  nextOpen(id) {
    const { table, own, onText } = this.page;
    onText();
    const found = matters(table.statement, table.read.amendments, own.standing(), own.mine);
    const to = next(table.statement, found, id, 1, (each) => isOpen(each) || each.mine > 0);
    if (to) go(to);
    else toast(t("statement.nothing_open"));
  }

  /** The menu of a paragraph. @param {Paragraph} each @param {HTMLElement} at */
  menu(each, at) {
    const { wording, table } = this.page;
    const span = wording.chosen(each);
    const entries = [
      ...wording.entries(each), ...(canShow ? [{ name: "show", text: t("statement.show"), key: "H" }] : []), ...(each.evidence.length ? [{ name: "play", text: t("statement.play"), key: "P" }] : []),
      ...(each.versions.length > 1 ? [{ name: "versions", text: t("minutes.history", { count: each.versions.length }), key: "V" }] : []), { name: "link", text: t("statement.copy_link") },
    ];
    openMenu(at, entries, (chosen) => {
      const does = /** @type {Record<string, () => unknown>} */ ({
        bracket: () => wording.bracket(each, span), insert_first: () => wording.insert(null, each.kind), insert: () => wording.insert(each), up: () => wording.move(each, -1), down: () => wording.move(each, 1), take_out: () => wording.takeOut(each), suggest: () => wording.suggest(each),
        show: () => this.show(each.id), play: () => playFirst(each), versions: () => reveal(foldOf(each.id, "versions")), link: () => navigator.clipboard?.writeText(`${location.origin}/statements/${table.statement.id}#${each.id}`),
      });
      does[chosen]?.();
    });
  }

  /** The hall's screen goes to a paragraph. @param {string} paragraph */
  show(paragraph) {
    this.page.table.following.show(paragraph);
    toast(t("statement.shown", { paragraph: this.page.where(paragraph) }));
  }

  help() {
    const { table, canAmend } = this.page;
    const can = [...table.statement.can, ...(canAmend() ? ["amend"] : []), ...(canShow ? ["show"] : [])];
    const cap = (/** @type {string} */ key) => h("kbd", {}, SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key));
    return show(t("keys.title"), h("div", { class: "dialog-body" }, h("table", {}, h("tbody", {}, ...allowed(can).map((each) => h("tr", {}, h("th", { scope: "row" }, t(`desk_keys.${each.name}`)), h("td", {}, ...each.plain.flatMap((key, place) => [place ? " " : "", cap(key)])), h("td", {}, each.letter && h("span", {}, h("kbd", {}, "Alt"), " ", cap(each.letter)))))))));
  }
}

/** @param {string} id @param {string} kind */
const foldOf = (id, kind) => document.getElementById(id)?.querySelector(`details[data-fold="${kind}"]`);

/** @param {Element | null | undefined} fold */
function reveal(fold) {
  if (!(fold instanceof HTMLDetailsElement)) return;
  fold.open = !fold.open;
  if (fold.open) fold.scrollIntoView({ block: "nearest" });
}
