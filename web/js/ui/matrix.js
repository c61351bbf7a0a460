// The matrix of positions: delegations by paragraphs. Only cells that changed are touched; rows come a few at a time, so that a large table holds nobody up.
import { t } from "../i18n.js";
import { FILTERS, rows, sums } from "../state/positions.js";
import { label, TONES, WHOLE } from "../state/statement.js";
import { h } from "./dom.js";
import { SIGNS, spoken } from "./positions.js";

/** @import {Statement} from "../types" */
/** @import {Row, Standing, Which} from "../state/positions.js" */

/** So many cells are touched in one go: some milliseconds. */
const AT_ONCE = 600;

/** Widths of the columns, as css has them. */
const [NAME_REM, WHOLE_REM, CELL_REM] = [13, 6.5, 3.5];
const KINDS = /** @type {const} */ (["good", "warn", "bad", "silent"]);

export class Matrix {
  /** @param {HTMLTableElement} table @param {HTMLElement} tools where its filter stands @param {{name: (code: string) => string, onGo: (paragraph: string) => void, onCell: ((party: string, paragraph: string) => void) | null}} page */
  constructor(table, tools, page) {
    this.table = table;
    this.page = page;
    /** @type {{which: Which, words: string}} */
    this.filter = { which: "all", words: "" };
    this.head = h("thead");
    this.body = h("tbody");
    this.foot = h("tfoot");
    table.replaceChildren(this.head, this.foot, this.body);
    /** @type {Map<string, {row: HTMLTableRowElement, signs: string[], name: string}>} */
    this.rows = new Map();
    this.columns = "";
    this.summed = "";
    this.turn = 0;
    this.told = h("span", { class: "muted small", role: "status" });
    tools.replaceChildren(...this.tools(), this.told);
    table.addEventListener("click", (event) => this.pressed(event));
  }

  tools() {
    const menu = h("select", { "aria-label": t("positions.filter"), onchange: () => { this.filter = { ...this.filter, which: /** @type {Which} */ (menu.value) }; this.again(); } }, ...FILTERS.map((each) => h("option", { value: each }, t(`positions.which_${each}`))));
    const words = h("input", { type: "search", placeholder: t("positions.search"), "aria-label": t("positions.search"), oninput: () => { this.filter = { ...this.filter, words: words.value }; this.again(); } });
    return [menu, words];
  }

  /** @param {MouseEvent} event */
  pressed(event) {
    const cell = event.target instanceof Element ? event.target.closest("[data-party]") : null;
    if (!(cell instanceof HTMLElement)) return;
    const { party = "", paragraph = "" } = cell.dataset;
    if (this.page.onCell) this.page.onCell(party, paragraph);
    else if (paragraph) this.page.onGo(paragraph);
  }

  again() {
    if (this.shown) this.draw(...this.shown);
  }

  /** @param {Statement} statement @param {Standing} standing @param {number} names */
  draw(statement, standing, names) {
    /** @type {[Statement, Standing, number]} */
    this.shown = [statement, standing, names];
    const columns = statement.paragraphs.map((each) => each.id);
    const labels = columns.map((id) => label(statement, id));
    const key = JSON.stringify([columns, labels]);
    if (key !== this.columns) {
      this.columns = key;
      this.rows.clear();
      // A table of known width is laid out without a look at each of its cells.
      this.table.style.width = `${NAME_REM + WHOLE_REM + CELL_REM * columns.length}rem`;
      this.head.replaceChildren(h("tr", {}, h("th", { scope: "col" }, t("secretariat.delegation")), h("th", { scope: "col" }, t("statement.whole")), ...columns.map((id, place) => h("th", { scope: "col" }, h("a", { href: `#${id}`, onclick: (/** @type {Event} */ event) => { event.preventDefault(); this.page.onGo(id); } }, labels[place])))));
    }
    const found = rows(statement, standing, this.filter, this.page.name);
    this.told.textContent = t("positions.shown", { shown: found.length, all: statement.parties.length });
    this.drawSums(statement, standing, columns);
    this.fill(found, columns);
  }

  /** Rows in their order, a few at a time; the table grows once, when all are there. @param {Row[]} found @param {string[]} columns */
  fill(found, columns) {
    const turn = ++this.turn;
    const step = Math.max(1, Math.floor(AT_ONCE / (columns.length + 1)));
    /** @type {HTMLTableRowElement[]} */
    const rows = [];
    const some = () => {
      if (turn !== this.turn) return;
      const at = rows.length;
      for (const each of found.slice(at, at + step)) rows.push(this.row(each, columns));
      if (rows.length < found.length) requestAnimationFrame(some);
      else this.place(rows);
    };
    some();
  }

  /** @param {HTMLTableRowElement[]} rows */
  place(rows) {
    const standing = [...this.body.children];
    if (rows.length !== standing.length || rows.some((row, place) => row !== standing[place])) this.body.replaceChildren(...rows);
  }

  /** @param {Row} each @param {string[]} columns */
  row(each, columns) {
    const name = this.page.name(each.party);
    let known = this.rows.get(each.party);
    if (!known || known.name !== name) {
      known = { row: h("tr", {}, h("th", { scope: "row", title: name }, name), ...each.cells.map((_, place) => h("td", { "data-party": each.party, "data-paragraph": place ? columns[place - 1] : WHOLE }))), signs: [], name };
      this.rows.set(each.party, known);
    }
    each.cells.forEach((cell, place) => {
      const sign = JSON.stringify([cell.value, cell.isWhole, cell.marks, cell.said?.note, cell.said?.is_outdated, cell.said?.until]);
      if (known.signs[place] === sign) return;
      known.signs[place] = sign;
      const element = /** @type {HTMLTableCellElement} */ (known.row.children[place + 1]);
      const words = spoken(cell.value, cell.said, cell.isWhole, cell.marks);
      element.className = `position ${TONES[cell.value] ?? ""} ${cell.said?.is_outdated ? "outdated" : ""} ${cell.isWhole ? "by-whole" : ""}`;
      element.title = words;
      element.ariaLabel = words;
      element.textContent = `${SIGNS[cell.value] ?? "?"}${cell.said?.note ? "…" : ""}`;
    });
    return known.row;
  }

  /** How many parties of each column consent, reserve, stand in the way, are silent. @param {Statement} statement @param {Standing} standing @param {string[]} columns */
  drawSums(statement, standing, columns) {
    const all = [WHOLE, ...columns].map((id) => sums(statement, standing, id));
    const sign = JSON.stringify(all);
    if (sign === this.summed) return;
    this.summed = sign;
    this.foot.replaceChildren(...KINDS.map((kind) => h("tr", {}, h("th", { scope: "row" }, t(`positions.sum_${kind}`)), ...all.map((each) => h("td", { class: each[kind] ? `position num ${kind}` : "num none" }, String(each[kind]))))));
  }
}
