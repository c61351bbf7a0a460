// What persons translated, on the secretariat's page: how much there is, searched, removed, taken out and brought in as TMX.
import { t } from "../i18n.js";
import { ApiError, get, post, remove } from "../net/api.js";
import { decoded } from "../state/encodings.js";
import { ask } from "./dialog.js";
import { attempt, h, part, setText, toast } from "./dom.js";
import { day } from "./moment.js";

/** @typedef {{id: number, source: string, sentence: string, target: string, text: string, session: string | null, segment: string | null, visibility: string, by: string, at: number, is_used: boolean}} Entry */
/** @typedef {{count: number, confidential: number, entries: Entry[], more: boolean, came?: number, left_out?: number}} Memory */
/** @typedef {{line: number, fault: string, text: string}} Fault */

/** So long a pause in typing begins a search. */
const PAUSE_MS = 250;

/** Reads the memory and keeps its part of the page. */
export function keepMemory() {
  const sheet = /** @type {HTMLFormElement} */ (part("memory-file"));
  const words = /** @type {HTMLInputElement} */ (part("memory-words"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  let asked = 0;

  const query = () => (words.value.trim() ? `?words=${encodeURIComponent(words.value.trim())}` : "");

  /** An answer that a later search overtook is not shown. */
  async function read() {
    const mine = ++asked;
    const told = await get(`/api/memory${query()}`);
    if (mine === asked) draw(told);
  }

  /** @param {Entry} each */
  async function erase(each) {
    const agreed = await ask({ title: t("memory.remove"), text: [h("p", { lang: each.source, dir: "auto" }, each.sentence), h("p", { lang: each.target, dir: "auto" }, each.text), t("memory.remove_means")], yes: t("memory.remove"), isDangerous: true });
    if (agreed) await attempt(async () => { draw(await remove(`/api/memory/${each.id}${query()}`)); toast(t("memory.removed")); });
  }

  /** @param {Memory} told */
  function draw(told) {
    const columns = [t("memory.sentence"), t("memory.translation"), t("memory.made"), ""];
    part("memory").replaceChildren(h("thead", {}, h("tr", {}, ...columns.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, ...told.entries.map((each) => line(each, () => erase(each)))));
    setText(part("memory-count"), told.confidential ? t("memory.count_confidential", { count: told.count, confidential: told.confidential }) : t("memory.count", { count: told.count }));
    part("memory-box").hidden = !told.entries.length;
    part("no-memory").hidden = told.entries.length > 0;
    setText(part("no-memory"), t(told.count ? "memory.not_found" : "memory.none"));
    part("memory-more").hidden = !told.more;
  }

  /** @param {boolean} isOpen */
  function toggle(isOpen) {
    sheet.hidden = !isOpen;
    part("faults", sheet).replaceChildren();
    if (isOpen) /** @type {HTMLElement | null} */ (sheet.querySelector("input"))?.focus();
  }

  async function bringIn() {
    const file = /** @type {HTMLInputElement} */ (sheet.elements.namedItem("file")).files?.[0];
    if (!file) return;
    try {
      const text = decoded(new Uint8Array(await file.arrayBuffer()));
      const told = await post("/api/memory/import", { text });
      words.value = "";
      draw(told);
      sheet.reset();
      toggle(false);
      toast(t("memory.came", { count: told.came, left_out: told.left_out }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      /** @type {Fault[]} */
      const all = error.details.errors ?? [{ line: 0, fault: error.code, text: error.message }];
      part("faults", sheet).replaceChildren(...all.map((each) => h("li", {}, each.line ? `${t("memory.unit", { number: each.line })} ` : "", each.text, " ", h("code", {}, each.fault))));
    }
  }

  part("memory-in").addEventListener("click", () => toggle(true));
  part("cancel", sheet).addEventListener("click", () => toggle(false));
  sheet.addEventListener("submit", (event) => { event.preventDefault(); attempt(bringIn); });
  words.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(() => attempt(read), PAUSE_MS); });
  attempt(read);
}

/** @param {Entry} each @param {() => void} onErase */
function line(each, onErase) {
  const cell = (/** @type {string} */ code, /** @type {string} */ text) => h("td", {}, h("span", { class: "muted small" }, code), " ", h("span", { lang: code, dir: "auto" }, text));
  const place = each.session ? h("a", { href: `/s/${each.session}/minutes` }, each.session) : t("memory.brought");
  return h("tr", { class: each.is_used ? "" : "revoked" }, cell(each.source, each.sentence), cell(each.target, each.text),
    h("td", { class: "small" }, place, ` · ${day(each.at)}`, each.visibility !== "public" && h("span", { class: "chip warn" }, t(`secretariat.${each.visibility}`)), !each.is_used && h("span", { class: "chip" }, t("memory.replaced"))),
    h("td", { class: "end" }, h("button", { type: "button", class: "small", onclick: onErase, "aria-label": `${t("memory.remove")}: ${each.sentence}` }, t("memory.remove"))));
}
